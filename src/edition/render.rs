//! Sheets as files.

use super::definition::{Edition, Inputs, Tools};
use super::qr_addresses;
use super::translations::untranslated;
use crate::copy::Filled;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::digest::Digest;
use crate::geometry::Length;
use crate::layout::{self, Composed, Numbering, Page, Sheet};
use crate::pdf::{self, About, Attachment, Date, Metadata, Repertoire, Section};
use crate::project::Status;
use crate::proofread::can_be_worked_out;
use crate::record::record;
use crate::text::Shaper;

/// A sheet in all its stages: filled blocks, pages and PDF.
#[derive(Debug)]
pub struct Rendered {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// The digest of the file.
    pub sha256: Digest,
    /// Its filled blocks.
    pub words: Filled,
    /// Its pages.
    pub sheet: Sheet,
    /// The data attached to it, as JSON.
    pub data: Vec<u8>,
    /// The title, author and the like.
    pub metadata: Metadata,
    /// The status.
    pub status: Status,
}

/// A sheet with its text laid out.
#[derive(Debug)]
pub(super) struct LaidOut {
    words: Filled,
    pub composed: Composed,
    pub about: About,
    status: Status,
}

impl Edition {
    /// Fills in, lays out and writes one sheet. Problems go into the report; `None` when there are errors.
    pub fn render(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Rendered> {
        let made = self.render_with_glyphs(inputs, tools, report);
        made.map(|(rendered, _)| rendered)
    }

    /// The same, with the glyphs that the sheet needs beyond those of the edition, if any.
    pub(super) fn render_with_glyphs(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<(Rendered, Option<Repertoire>)> {
        let mut own = Report::default();
        let made = self.make(inputs, tools, &mut own);
        let made = made.filter(|_| !own.has_errors());
        report.append(own);
        made
    }

    fn make(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<(Rendered, Option<Repertoire>)> {
        let laid_out = self.lay_out(inputs, tools, report)?;
        let status = laid_out.status;
        let finished = self.finish(laid_out, Numbering::Own, &mut tools.shaper, report)?;
        let (words, sheet, about) = finished;
        if report.has_errors() {
            return None;
        }
        let painted = pdf::paint(&Section::alone(&sheet.pages), &self.fonts, &self.subsets)
            .map_err(|problems| report.extend(problems))
            .ok()?;
        let (pdf, sha256) = pdf::write(&painted, &about, &mut tools.deflater);
        let lacking = painted.lacking().cloned();
        let data = about.attachments.into_iter().next();
        let rendered = Rendered {
            pdf,
            sha256,
            words,
            sheet,
            data: data.map(|data| data.json).unwrap_or_default(),
            metadata: about.metadata,
            status,
        };
        Some((rendered, lacking))
    }

    /// Fills in a sheet and lays out its text. Problems go into the report.
    pub(super) fn lay_out(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<LaidOut> {
        let words = self.fill(inputs, report)?;
        let values = self.values(inputs)?;
        let whose = inputs.jurisdiction.name.words(&self.language);
        let proofs = &self.proofs;
        report.extend(proofs.compare(inputs.figures.own(), values.setting, whose));
        let shaper = &mut tools.shaper;
        let composed = layout::compose(&words, &self.stylesheet, shaper, whose, report)?;
        let pages = composed.page_count();
        if !report.has_errors() {
            report.extend(can_be_worked_out(&words, pages, &values));
            report.extend(qr_addresses::unread(&words, &self.stylesheet, pages));
            let sheet = (self.layout.as_str(), whose);
            report.extend(
                self.remains
                    .missing(&words, &values, sheet, self.copy.span()),
            );
        }
        Some(LaidOut {
            about: self.about(&words, pages, inputs)?,
            status: self.status(inputs),
            words,
            composed,
        })
    }

    /// The largest text size, up to `at_most`, at which a sheet fits. `None` for a sheet with errors, which are reported
    /// when it is made.
    #[must_use]
    pub fn text_size(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        at_most: Length,
    ) -> Option<Length> {
        let mut unheeded = Report::default();
        let words = self.fill(inputs, &mut unheeded)?;
        layout::largest_size(&words, &self.stylesheet, &mut tools.shaper, at_most)
    }

    /// The complete pages of a sheet that has been laid out, with the margins and, if it is not final, its mark.
    pub(super) fn finish(
        &self,
        laid_out: LaidOut,
        numbering: Numbering,
        shaper: &mut Shaper<'_>,
        report: &mut Report,
    ) -> Option<(Filled, Sheet, About)> {
        let LaidOut {
            words,
            composed,
            about,
            status,
        } = laid_out;
        let mut sheet = composed.sheet(&words, &self.stylesheet, numbering, shaper, report)?;
        self.put_marks(&mut sheet.pages, status, report);
        Some((words, sheet, about))
    }

    /// Adds the marks that say a sheet is not final, and the trim marks.
    pub(super) fn put_marks(&self, pages: &mut [Page], status: Status, report: &mut Report) {
        self.marks.put_under(pages, status, report);
        if self.is_for_print {
            layout::trimmed(pages);
        }
    }

    /// The words of a sheet, filled in and marked with its status.
    pub fn fill(&self, inputs: &Inputs<'_>, report: &mut Report) -> Option<Filled> {
        let values = self.values(inputs)?;
        untranslated(inputs.figures.own().texts(), &self.language, report);
        let mut words = self.copy.fill(&values, report);
        layout::leave_out(&mut words, &self.stylesheet);
        self.copy.settle(&mut words, &values, report);
        let whose = inputs.jurisdiction.name.words(&self.language);
        if words.title.trim().is_empty() {
            let message = format!("the title is empty for {whose}");
            report.push(
                Diagnostic::error(Code::Empty, self.copy.span(), message)
                    .help("leave a part of it outside of all guards"),
            );
        }
        let (status, place) = self.weakest(inputs);
        words.mark(status, &self.language, place);
        if words.blocks.is_empty() && self.copy.is_sound() {
            let message = format!("nothing is left to print for {whose}");
            report.push(
                Diagnostic::error(Code::Empty, self.copy.span(), message)
                    .help("every block of the text is left out by a guard"),
            );
        }
        Some(words)
    }

    /// The contents of the file besides the pages: metadata, and the figures as data.
    pub fn about(&self, words: &Filled, pages: usize, inputs: &Inputs<'_>) -> Option<About> {
        let values = self.values(inputs)?;
        let (own, jurisdiction) = (inputs.figures.own(), inputs.jurisdiction);
        let publication = &inputs.project.publication;
        let status = self.status(inputs);
        let date = own.as_of.map(Date::Day);
        let date = date.or(inputs.built.map(Date::Moment));
        let what = "Figures of this sheet";
        let attachment = Attachment {
            name: format!("{}-{}.json", own.year, jurisdiction.code),
            description: match status {
                Status::Final => what.to_owned(),
                Status::Draft | Status::Sample => format!("{what} ({status})"),
            },
            json: record(words, pages, status, &values),
            date,
        };
        let metadata = Metadata {
            title: words.title.clone(),
            author: self.printed(&publication.publisher),
            subject: words.subject.clone(),
            keywords: words.keywords.clone(),
            language: self.language.tag.clone(),
            date,
            is_for_print: self.is_for_print,
        };
        Some(About {
            metadata,
            attachments: vec![attachment],
        })
    }
}
