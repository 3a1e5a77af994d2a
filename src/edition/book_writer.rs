//! Writes books. Each sheet is painted a second time and dropped as soon as it is in the file, so that memory does not
//! grow with the number of sheets.

use super::book::{PaginatedBook, before_sheets};
use super::definition::{Edition, Inputs, Tools};
use super::render::LaidOut;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::digest::Digest;
use crate::layout::Numbering;
use crate::pdf::{self, Attachment, Deflater, Document, Extents, Painted, Section};
use crate::project::Status;

/// A sheet as a part of a book.
#[derive(Debug)]
pub struct BookSheet<'s> {
    painted: Painted<'s>,
    data: Vec<Attachment>,
}

/// A book that is being written.
#[derive(Debug)]
pub struct BookWriter<'d> {
    document: Document<'d>,
    bytes: u64,
}

/// A book that was written.
#[derive(Debug)]
pub struct BookFile {
    /// The size in bytes.
    pub bytes: u64,
    /// The digest of the file.
    pub sha256: Digest,
    /// The number of pages, including the front matter.
    pub pages: usize,
    /// The number of sheets.
    pub sheets: usize,
    /// The lowest status of the sheets.
    pub status: Status,
}

impl PaginatedBook<'_> {
    /// The edition.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        self.edition
    }

    /// The codes of the jurisdictions, in the order of the sheets.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let summaries = self.book.summaries.iter();
        summaries.map(|(jurisdiction, _)| jurisdiction.code.as_str())
    }

    /// Lays out and paints the sheet of a number once more, from any thread. Only problems that it has in the book go
    /// into the report; the others were reported before.
    pub fn sheet(
        &self,
        number: usize,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<BookSheet<'_>> {
        let edition = self.edition;
        let (jurisdiction, summary) = self.book.summaries.get(number)?;
        let name = edition.printed(&jurisdiction.name);
        let numbering = Numbering::In {
            before: self.starts[number],
            count: self.count,
        };
        let laid_out = edition.lay_out(inputs, tools, &mut Report::default());
        let is_same = |laid_out: &LaidOut| {
            let data = laid_out.about.attachments.first();
            let data = data.map(|data| Digest::of(&data.json));
            laid_out.composed.page_count() == summary.pages && data == Some(summary.data)
        };
        let Some(laid_out) = laid_out.filter(is_same) else {
            let message = format!("the figures of {name} were changed while the book was made");
            report.push(Diagnostic::nowhere(Code::Changed, message).help("run it again"));
            return None;
        };
        let (_, sheet, about) = edition.finish(laid_out, numbering, &mut tools.shaper, report)?;
        let section = Section {
            title: Some(&name),
            pages: &sheet.pages,
            is_of_book: true,
        };
        let painted = pdf::paint(&section, &edition.fonts, &self.subsets)
            .map_err(|problems| report.extend(problems))
            .ok()?;
        Some(BookSheet {
            painted,
            data: about.attachments,
        })
    }

    /// Starts the file with the front matter and returns its first bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if a font is too damaged to take glyphs from.
    pub fn bind<'d>(
        &self,
        deflater: &'d mut Deflater,
    ) -> Result<(BookWriter<'d>, Vec<u8>), Vec<Diagnostic>> {
        let front = pdf::paint(
            &before_sheets(&self.front),
            &self.edition.fonts,
            &self.subsets,
        )?;
        let sheets = self.book.summaries.iter().map(|(_, summary)| summary.pages);
        let sections: Vec<usize> = std::iter::once(self.front.len()).chain(sheets).collect();
        let extents = Extents {
            sections: &sections,
            height: self.edition.stylesheet.page.size.height,
        };
        let mut document = Document::new(&self.subsets, &extents, deflater);
        document.add(&front, &[]);
        let mut binding = BookWriter { document, bytes: 0 };
        let bytes = binding.take();
        Ok((binding, bytes))
    }

    /// Ends the file when all sheets have been added, and returns its last bytes.
    #[must_use]
    pub fn finish(&self, binding: BookWriter<'_>) -> (Vec<u8>, BookFile) {
        let (rest, sha256) = binding.document.finish(&self.metadata);
        let bound = BookFile {
            bytes: binding.bytes + count(&rest),
            sha256,
            pages: self.front.len() + self.count,
            sheets: self.book.summaries.len(),
            status: self.status,
        };
        (rest, bound)
    }
}

impl BookWriter<'_> {
    /// Adds the next sheet, and returns the bytes that come next.
    pub fn add(&mut self, sheet: &BookSheet<'_>) -> Vec<u8> {
        self.document.add(&sheet.painted, &sheet.data);
        self.take()
    }

    fn take(&mut self) -> Vec<u8> {
        let bytes = self.document.take();
        self.bytes += count(&bytes);
        bytes
    }
}

fn count(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
