//! The status of sheets: the lowest status of everything they are made from.

use super::definition::{Edition, Inputs};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::{Area, Status};

impl Edition {
    /// The status of a sheet: the lowest of its figures, the national figures and the words.
    pub(super) fn status(&self, inputs: &Inputs<'_>) -> Status {
        self.weakest(inputs).0
    }

    /// The status of a sheet, and where it is written.
    pub(super) fn weakest(&self, inputs: &Inputs<'_>) -> (Status, Span) {
        let weakest = self.parts(inputs).min_by_key(|(status, ..)| *status);
        weakest.map_or((Status::Final, Span::DETACHED), |(status, place, _)| {
            (status, place)
        })
    }

    /// The status of each file that a sheet is made from, where that is written, and the name of the file in messages.
    fn parts(&self, inputs: &Inputs<'_>) -> impl Iterator<Item = (Status, Span, &'static str)> {
        let copy = &self.copy;
        let figures = inputs.figures.files().map(|file| {
            let name = match file.area() {
                Area::Nation => "the national figures are",
                Area::Jurisdiction(_) => "these figures are",
            };
            (file.status, file.status_span, name)
        });
        figures.chain([(copy.status(), copy.status_span(), "the text is")])
    }

    /// The errors of a sheet that must be final: one for each source that is not final.
    pub fn not_final(&self, inputs: &Inputs<'_>) -> impl Iterator<Item = Diagnostic> {
        let open = self
            .parts(inputs)
            .filter(|(status, ..)| *status != Status::Final);
        open.map(|(status, place, what)| {
            let message = format!("{what} only a {status}");
            Diagnostic::error(Code::NotFinal, place, message).help(match status {
                Status::Sample => "put what is real in their place, or go without --final-only",
                _ => "let them be approved and set status = \"final\", or go without --final-only",
            })
        })
    }
}
