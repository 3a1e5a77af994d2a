//! How far a sheet has come, and what follows from it.

use super::{Edition, Inputs};
use crate::diagnostic::{Diagnostic, Report};
use crate::layout::{Mark, Sheet};
use crate::project::{Language, Status, Stylesheet};
use crate::text::Shaper;

/// The marks that the pages of samples and of drafts bear. One that cannot be is an error of the sheets
/// that need it.
#[derive(Debug)]
pub(super) struct Marks([(Status, Result<Mark, Diagnostic>); 2]);

impl Marks {
    pub(super) fn new(
        stylesheet: &Stylesheet,
        language: &Language,
        shaper: &mut Shaper<'_>,
    ) -> Self {
        Self([Status::Sample, Status::Draft].map(|status| {
            let (word, _) = status.mark(language).unwrap_or_default();
            (status, Mark::new(word, stylesheet, shaper))
        }))
    }

    /// Marks the pages of a sheet that is not final.
    pub(super) fn put_under(&self, sheet: &mut Sheet, status: Status, report: &mut Report) {
        let mut marks = self.0.iter();
        match marks.find(|(marked, _)| *marked == status) {
            Some((_, Ok(mark))) => sheet.pages.iter_mut().for_each(|page| mark.put_under(page)),
            Some((_, Err(problem))) => report.push(problem.clone()),
            None => {}
        }
    }
}

impl Edition {
    /// How far a sheet has come: as far as the least of what it is made from.
    pub(super) fn status(&self, inputs: &Inputs<'_>) -> Status {
        let status = inputs.state.status.min(inputs.national.status);
        status.min(self.copy.status())
    }

    /// The errors of a sheet that must be final: one for each of its parts that is not.
    pub fn not_final(&self, inputs: &Inputs<'_>) -> impl Iterator<Item = Diagnostic> {
        let Inputs {
            state, national, ..
        } = inputs;
        let whose = inputs.jurisdiction.name.words(&self.language);
        let parts = [
            (
                state.status,
                state.status_span,
                format!("the figures of {whose}"),
            ),
            (
                national.status,
                national.status_span,
                "the national figures".to_owned(),
            ),
            (
                self.copy.status(),
                self.copy.status_span(),
                "the words".to_owned(),
            ),
        ];
        let open = parts
            .into_iter()
            .filter(|(status, ..)| *status != Status::Final);
        open.map(|(status, span, what)| {
            let message = format!("{what} are no more than a {status}");
            Diagnostic::error("not-final", span, message).help(match status {
                Status::Sample => "put what is real in their place, or go without --final-only",
                _ => "let them be approved and set status = \"final\", or go without --final-only",
            })
        })
    }
}
