//! How far a sheet has come, and what follows from it.

use super::{Edition, Inputs};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::layout::{Grounds, Mark, Page, contrast};
use crate::project::{Area, Status, Stylesheet};
use crate::text::Shaper;

/// The marks that the pages of samples and of drafts bear. One that cannot be is an error of the sheets
/// that need it.
#[derive(Debug)]
pub(super) struct Marks([(Status, Result<Mark, Diagnostic>); 2]);

impl Marks {
    pub(super) fn new(
        stylesheet: &Stylesheet,
        grounds: &Grounds,
        language: &Language,
        shaper: &mut Shaper<'_>,
    ) -> Self {
        let color = contrast::gray_behind(grounds, stylesheet.fit.min, shaper.fonts());
        Self([Status::Sample, Status::Draft].map(|status| {
            let (word, _) = status.mark(language).unwrap_or_default();
            let color = color.clone();
            let mark = color.and_then(|color| Mark::new(word, color, stylesheet, shaper));
            (status, mark)
        }))
    }

    /// Marks the pages of a sheet that is not final.
    pub(super) fn put_under(&self, pages: &mut [Page], status: Status, report: &mut Report) {
        let mut marks = self.0.iter();
        match marks.find(|(marked, _)| *marked == status) {
            Some((_, Ok(mark))) => pages.iter_mut().for_each(|page| mark.put_under(page)),
            Some((_, Err(problem))) => report.push(problem.clone()),
            None => {}
        }
    }
}

impl Edition {
    /// How far a sheet has come: as far as the least of what it is made from.
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
                Area::Nation => "the national figures",
                Area::Jurisdiction(_) => "these figures",
            };
            (file.status, file.status_span, name)
        });
        figures.chain([(copy.status(), copy.status_span(), "the words")])
    }

    /// The errors of a sheet that must be final: one for each of its parts that is not.
    pub fn not_final(&self, inputs: &Inputs<'_>) -> impl Iterator<Item = Diagnostic> {
        let open = self
            .parts(inputs)
            .filter(|(status, ..)| *status != Status::Final);
        open.map(|(status, place, what)| {
            let message = format!("{what} are no more than a {status}");
            Diagnostic::error(Code::NotFinal, place, message).help(match status {
                Status::Sample => "put what is real in their place, or go without --final-only",
                _ => "let them be approved and set status = \"final\", or go without --final-only",
            })
        })
    }
}
