//! What a careful reader of the proofs would ask about: warnings, since nothing here is wrong beyond
//! doubt.
//!
//! The words of an edition are read once ([`Proofs::read`]). They are held against the figures of each
//! jurisdiction when those are read ([`Proofs::hold_against`]), and what a sheet tells those who reckon is
//! looked at when it is made ([`can_be_worked_out`]). Figures are held against those of the year before
//! ([`unchanged()`]), and those of all places against each other ([`swapped`], [`copied`]).

mod alike;
mod forms;
mod markup;
mod numbers;
mod phrase;
mod places;
mod unchanged;
mod unprinted;
mod withheld;

pub use alike::{Known, Trail, copied, swapped};
pub use places::{in_remarks, of_jurisdictions};
pub use unchanged::unchanged;
pub use withheld::can_be_worked_out;

use crate::copy::{Copy, Setting};
use crate::diagnostic::Diagnostic;
use crate::project::{Reference, Values};
use numbers::TypedNumber;
use phrase::Phrase;

/// What is known of the words of an edition.
#[derive(Debug, Default)]
pub struct Proofs {
    /// All that is typed into them.
    phrases: Vec<Phrase>,
    /// The numbers among it.
    numbers: Vec<TypedNumber>,
    /// The figures that they do not print.
    unprinted: Vec<Reference>,
}

impl Proofs {
    /// Reads the words of an edition. Returns with what is known of them what there is to ask already.
    #[must_use]
    pub fn read(copy: &Copy, setting: Setting<'_>) -> (Self, Vec<Diagnostic>) {
        let phrases = Phrase::all(copy);
        let mut asked = numbers::years(&phrases);
        asked.extend(places::in_words(&phrases, setting));
        asked.extend(forms::wrong(copy, setting));
        let proofs = Self {
            numbers: numbers::all(&phrases, setting.numerals),
            unprinted: unprinted::all(copy, setting.project),
            phrases,
        };
        (proofs, asked)
    }

    /// What there is to ask about the words once some figures are known. `whose` says whose they are.
    #[must_use]
    pub fn hold_against(
        &self,
        values: &Values,
        setting: Setting<'_>,
        whose: &str,
    ) -> Vec<Diagnostic> {
        let mut asked = numbers::typed(&self.numbers, &self.phrases, values, setting, whose);
        asked.extend(unprinted::given(&self.unprinted, values, setting));
        asked
    }
}
