//! All sheets of an edition in one file.
//!
//! A book may have more sheets than there is memory for, and says on each of its pages how many there are in all. So
//! every sheet is laid out twice: once to learn how many pages it has, of which a [`Leaf`] is kept, and once more to be
//! written, after which it is forgotten.

use std::borrow::Cow;

use super::{Edition, Inputs, Tools};
use crate::checksum::Sum;
use crate::diagnostic::{Diagnostic, Report};
use crate::layout::{self, Entry, FrontMatter, Numbering, Page};
use crate::pdf::{
    self, Attachment, Date, Deflater, Document, Extents, Metadata, Painted, Repertoire, Section,
    Subsets,
};
use crate::project::{Jurisdiction, Project, Status};

/// What is known of a sheet that is to be bound into a book.
#[derive(Debug)]
pub struct Leaf {
    /// The sum of the file that it is by itself.
    pub sum: Sum,
    /// The sum of its data.
    data: Sum,
    pages: usize,
    status: Status,
    date: Option<Date>,
    /// The glyphs that it needs besides those of the edition.
    lacking: Option<Repertoire>,
}

/// The sheets of a book, in their order, and what they have in common.
#[derive(Debug)]
pub struct Book<'p> {
    /// What all sheets share.
    pub project: &'p Project,
    /// The year of the figures.
    pub year: u16,
    /// The sheets, each with the place it is about.
    pub leaves: Vec<(&'p Jurisdiction, Leaf)>,
}

/// A book whose pages have their numbers.
#[derive(Debug)]
pub struct Paged<'e> {
    edition: &'e Edition,
    book: Book<'e>,
    front: Vec<Page>,
    metadata: Metadata,
    status: Status,
    /// The number of pages before each sheet, and of all.
    starts: Vec<usize>,
    count: usize,
    subsets: Cow<'e, Subsets>,
}

/// A sheet as a part of a book.
#[derive(Debug)]
pub struct BoundSheet<'s> {
    painted: Painted<'s>,
    data: Vec<Attachment>,
}

/// A book that is being written.
#[derive(Debug)]
pub struct Binding<'d> {
    document: Document<'d>,
    bytes: u64,
}

/// A book as a file: what is worth knowing about it.
#[derive(Debug)]
pub struct Bound {
    /// How many bytes it has.
    pub bytes: u64,
    /// Their sum.
    pub sum: Sum,
    /// How many pages it has, with those before the sheets.
    pub pages: usize,
    /// How many sheets are in it.
    pub sheets: usize,
    /// How far the least of them has come.
    pub status: Status,
}

impl Edition {
    /// Makes a sheet by itself, and says what a book must know of it: the two must not contradict each other.
    /// What is wrong goes into the report; there is a leaf only when nothing is.
    pub fn leaf(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Leaf> {
        let (single, lacking) = self.render_with_glyphs(inputs, tools, report)?;
        Some(Leaf {
            sum: single.sum,
            data: Sum::of(&single.data),
            pages: single.sheet.pages.len(),
            status: single.status,
            date: single.metadata.date,
            lacking,
        })
    }

    /// Gives the pages of a book their numbers, and lays out what stands before the sheets: its title and contents.
    /// What is wrong goes into the report; there is a book only when nothing is.
    pub fn page_book<'e>(
        &'e self,
        book: Book<'e>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Paged<'e>> {
        let mut own = Report::default();
        let paged = self.paged(book, tools, &mut own);
        let paged = paged.filter(|_| !own.has_errors());
        report.append(own);
        paged
    }

    fn paged<'e>(
        &'e self,
        book: Book<'e>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Paged<'e>> {
        let leaves = || book.leaves.iter().map(|(_, leaf)| leaf);
        let status = leaves().map(|leaf| leaf.status).min();
        let status = status.unwrap_or(Status::Final);
        let metadata = self.metadata(&book, status);
        let mut count = 0;
        let starts = leaves().map(|leaf| {
            let start = count;
            count += leaf.pages;
            start
        });
        let starts: Vec<usize> = starts.collect();
        let front = self.front_pages(&book, &starts, &metadata, status, tools, report)?;
        let subsets = self.subsets_of(&book, &front);
        let subsets = subsets.map_err(|problems| report.extend(problems)).ok()?;
        Some(Paged {
            edition: self,
            book,
            front,
            metadata,
            status,
            starts,
            count,
            subsets,
        })
    }

    /// What a book needs of the fonts: what the edition has, and more when a sheet or the contents need more.
    fn subsets_of(
        &self,
        book: &Book<'_>,
        front: &[Page],
    ) -> Result<Cow<'_, Subsets>, Vec<Diagnostic>> {
        let front = pdf::paint(&before_sheets(front), &self.fonts, &self.subsets)?;
        let leaves = book.leaves.iter();
        let lacking = leaves.filter_map(|(_, leaf)| leaf.lacking.as_ref());
        let mut lacking = lacking.chain(front.lacking()).peekable();
        if lacking.peek().is_none() {
            return Ok(Cow::Borrowed(&self.subsets));
        }
        let mut all = Repertoire::default();
        lacking.for_each(|glyphs| all.add_all(glyphs));
        self.subsets.with(&self.fonts, &all).map(Cow::Owned)
    }

    /// The title and the table of contents.
    fn front_pages(
        &self,
        book: &Book<'_>,
        starts: &[usize],
        metadata: &Metadata,
        status: Status,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Vec<Page>> {
        let places = book.leaves.iter().zip(starts);
        let entries = places.map(|((jurisdiction, _), start)| Entry {
            name: self.printed(&jurisdiction.name),
            page: start + 1,
            spoken: self
                .language
                .page()
                .map(|word| format!("{word} {}", start + 1).into()),
            source: jurisdiction.span,
        });
        let mark = status.mark(&self.language);
        let matter = FrontMatter {
            title: metadata.title.clone(),
            below: metadata.author.clone(),
            mark: mark.map(|(word, meaning)| format!("{word} – {meaning}")),
            entries: entries.collect(),
        };
        let shaper = &mut tools.shaper;
        let mut pages = layout::front_matter(&matter, &self.stylesheet, shaper, report)?;
        self.put_marks(&mut pages, status, report);
        Some(pages)
    }

    /// What the book says of itself. Its date is that of the newest of its sheets.
    fn metadata(&self, book: &Book<'_>, status: Status) -> Metadata {
        let publication = &book.project.publication;
        let title = format!("{}, {}", self.printed(&publication.name), book.year);
        let dates = book.leaves.iter().filter_map(|(_, leaf)| leaf.date);
        Metadata {
            title: match status.mark(&self.language) {
                Some((word, _)) => format!("{word}: {title}"),
                None => title,
            },
            author: self.printed(&publication.publisher),
            language: self.language.tag.clone(),
            date: dates.reduce(Date::later),
            is_for_print: self.is_for_print,
            ..Metadata::default()
        }
    }
}

impl Paged<'_> {
    /// What it is a book of.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        self.edition
    }

    /// The codes of its places, in their order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let leaves = self.book.leaves.iter();
        leaves.map(|(jurisdiction, _)| jurisdiction.code.as_str())
    }

    /// Lays out and paints the sheet of a number once more; from any thread. What was said of it before is not said
    /// again; what is wrong with it in the book goes into the report.
    pub fn sheet(
        &self,
        number: usize,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<BoundSheet<'_>> {
        let edition = self.edition;
        let (jurisdiction, leaf) = self.book.leaves.get(number)?;
        let name = edition.printed(&jurisdiction.name);
        let numbering = Numbering::In {
            before: self.starts[number],
            count: self.count,
        };
        let laid_out = edition.lay_out(inputs, tools, &mut Report::default());
        let is_same = |laid_out: &super::LaidOut| {
            let data = laid_out.about.attachments.first();
            let data = data.map(|data| Sum::of(&data.json));
            laid_out.composed.page_count() == leaf.pages && data == Some(leaf.data)
        };
        let Some(laid_out) = laid_out.filter(is_same) else {
            let message = format!("the figures of {name} were changed while the book was made");
            report.push(Diagnostic::nowhere("changed", message).help("run it again"));
            return None;
        };
        let (sheet, about) = edition.finish(laid_out, numbering, &mut tools.shaper, report)?;
        let section = Section {
            title: Some(&name),
            pages: &sheet.pages,
            is_of_book: true,
        };
        let painted = pdf::paint(&section, &edition.fonts, &self.subsets)
            .map_err(|problems| report.extend(problems))
            .ok()?;
        Some(BoundSheet {
            painted,
            data: about.attachments,
        })
    }

    /// Begins the file with what stands before the sheets, and returns its first bytes.
    ///
    /// # Errors
    ///
    /// When a font is too damaged to take glyphs from.
    pub fn bind<'d>(
        &self,
        deflater: &'d mut Deflater,
    ) -> Result<(Binding<'d>, Vec<u8>), Vec<Diagnostic>> {
        let front = pdf::paint(
            &before_sheets(&self.front),
            &self.edition.fonts,
            &self.subsets,
        )?;
        let sheets = self.book.leaves.iter().map(|(_, leaf)| leaf.pages);
        let sections: Vec<usize> = std::iter::once(self.front.len()).chain(sheets).collect();
        let extents = Extents {
            sections: &sections,
            height: self.edition.stylesheet.page.size.height,
        };
        let mut document = Document::new(&self.subsets, &extents, deflater);
        document.add(&front, &[]);
        let mut binding = Binding { document, bytes: 0 };
        let bytes = binding.take();
        Ok((binding, bytes))
    }

    /// Ends the file when all sheets have been added, and returns its last bytes.
    #[must_use]
    pub fn finish(&self, binding: Binding<'_>) -> (Vec<u8>, Bound) {
        let (rest, sum) = binding.document.finish(&self.metadata);
        let bound = Bound {
            bytes: binding.bytes + count(&rest),
            sum,
            pages: self.front.len() + self.count,
            sheets: self.book.leaves.len(),
            status: self.status,
        };
        (rest, bound)
    }
}

impl Binding<'_> {
    /// Adds the next sheet, and returns the bytes that come next.
    pub fn add(&mut self, sheet: &BoundSheet<'_>) -> Vec<u8> {
        self.document.add(&sheet.painted, &sheet.data);
        self.take()
    }

    fn take(&mut self) -> Vec<u8> {
        let bytes = self.document.take();
        self.bytes += count(&bytes);
        bytes
    }
}

/// What stands before the sheets, as a part of the file.
fn before_sheets(pages: &[Page]) -> Section<'_> {
    Section {
        title: None,
        pages,
        is_of_book: true,
    }
}

fn count(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
