//! The marks of sheets that are not final.

use crate::diagnostic::{Diagnostic, Report};
use crate::language::Language;
use crate::layout::{Grounds, Mark, Page};
use crate::project::stylesheet::MarkForm;
use crate::project::{Status, Stylesheet};
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
        Self([Status::Sample, Status::Draft].map(|status| {
            let (word, _) = status.mark(language).unwrap_or_default();
            let form = form(stylesheet.page.mark, status);
            (status, Mark::new(word, form, grounds, stylesheet, shaper))
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

/// The form of a mark. A margin can be cropped away, and nobody must take the made-up numbers of a sample for real ones;
/// so the mark of samples is always across the page.
fn form(of_design: MarkForm, status: Status) -> MarkForm {
    match (of_design, status) {
        (MarkForm::Margin, Status::Sample) => MarkForm::Outline,
        (form, _) => form,
    }
}
