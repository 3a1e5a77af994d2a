//! The checks of a careful proofreader. All are warnings, since none of these findings is a mistake beyond
//! doubt.
//!
//! The text of an edition is read once ([`Proofs::read`]) and compared with the figures of each jurisdiction as
//! they are read ([`Proofs::compare`]). Each finished sheet is checked for withheld numbers that a reader can
//! calculate ([`can_be_worked_out`]). Figures are compared with those of the year before ([`unchanged()`]) and
//! with those of other jurisdictions ([`swapped`], [`copied`]).

mod alike;
mod equations;
mod forms;
mod markup;
mod numbers;
mod phrase;
mod places;
mod unchanged;
mod unprinted;
mod withheld;

pub use alike::{Fingerprint, Known, copied, swapped};
pub use places::{in_remarks, of_jurisdictions};
pub use unchanged::unchanged;
pub use withheld::can_be_worked_out;

use crate::copy::{Copy, ListReference, Setting};
use crate::diagnostic::Diagnostic;
use crate::project::{Reference, Values};
use numbers::TypedNumber;
use phrase::Phrase;

/// The typed text of an edition, prepared for comparison with figures.
#[derive(Debug, Default)]
pub struct Proofs {
    /// The typed text.
    phrases: Vec<Phrase>,
    /// The numbers in the typed text.
    numbers: Vec<TypedNumber>,
    /// The figures that the text does not print.
    unprinted: Vec<Reference>,
    /// The lists that the text does not print.
    unprinted_lists: Vec<ListReference>,
}

impl Proofs {
    /// Reads the text of an edition. Returns it with the warnings that need no figures.
    #[must_use]
    pub fn read(copy: &Copy, setting: Setting<'_>) -> (Self, Vec<Diagnostic>) {
        let phrases = Phrase::all(copy);
        let mut asked = numbers::years(&phrases);
        asked.extend(places::in_words(&phrases, setting));
        asked.extend(forms::wrong(copy, setting));
        let proofs = Self {
            numbers: numbers::all(&phrases, setting),
            unprinted: unprinted::all(copy, setting),
            unprinted_lists: unprinted::lists(copy, setting),
            phrases,
        };
        (proofs, asked)
    }

    /// The warnings about the text in view of some figures. `whose` names the jurisdiction of the figures.
    #[must_use]
    pub fn compare(&self, values: &Values, setting: Setting<'_>, whose: &str) -> Vec<Diagnostic> {
        let mut asked = numbers::typed(&self.numbers, &self.phrases, values, setting, whose);
        asked.extend(unprinted::given(&self.unprinted, values, setting));
        asked.extend(unprinted::given_rows(
            &self.unprinted_lists,
            values,
            setting,
        ));
        asked
    }
}
