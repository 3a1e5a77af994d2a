//! All sheets of an edition in one file.

use super::{Edition, Inputs, LaidOut, Tools};
use crate::checksum::Sum;
use crate::diagnostic::Report;
use crate::layout::{self, Entry, FrontMatter, Numbering, Page};
use crate::pdf::{self, About, Attachment, Date, Metadata, Section};
use crate::project::{Jurisdiction, Project, Status};

/// A sheet that is to be bound into a book.
#[derive(Debug)]
pub struct Leaf {
    laid_out: LaidOut,
    /// The sum of the file that it is by itself.
    pub sum: Sum,
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

/// A book as a file, and what is worth knowing about it.
#[derive(Debug)]
pub struct Bound {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// The sum of its bytes.
    pub sum: Sum,
    /// How many pages it has, with those before the sheets.
    pub pages: usize,
    /// How many sheets are in it.
    pub sheets: usize,
    /// How far the least of them has come.
    pub status: Status,
}

impl Edition {
    /// Fills in and lays out a sheet for a book, and makes it by itself, too: a book and the sheets beside
    /// it must not contradict each other. What is wrong goes into the report.
    pub fn leaf(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Leaf> {
        let laid_out = self.lay_out(inputs, tools, report)?;
        let single = self.write(laid_out.clone(), tools, report)?;
        Some(Leaf {
            laid_out,
            sum: single.sum,
        })
    }

    /// Binds sheets of this edition into a book: its title and contents, then the sheets with their pages
    /// counted together, in one file with one set of fonts. What is wrong goes into the report; there
    /// is a book only when nothing is.
    pub fn bind(
        &self,
        book: Book<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Bound> {
        let mut own = Report::default();
        let bound = self.bind_all(book, tools, &mut own);
        let bound = bound.filter(|_| !own.has_errors());
        report.append(own);
        bound
    }

    fn bind_all(
        &self,
        book: Book<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Bound> {
        let statuses = book.leaves.iter().map(|(_, leaf)| leaf.laid_out.status);
        let status = statuses.min().unwrap_or(Status::Final);
        let mut metadata = self.metadata(&book, status);
        let front = self.front_pages(&book, &metadata, status, tools, report)?;
        let mut sheets: Vec<(String, Vec<Page>)> = Vec::new();
        let mut attachments: Vec<Attachment> = Vec::new();
        let count = book.leaves.iter().map(|(_, leaf)| leaf.page_count());
        let (count, mut before) = (count.sum(), 0);
        for (jurisdiction, leaf) in book.leaves {
            let numbering = Numbering::In { before, count };
            let (sheet, about) =
                self.finish(leaf.laid_out, numbering, &mut tools.shaper, report)?;
            before += sheet.pages.len();
            let dates = metadata.date.into_iter().chain(about.metadata.date);
            metadata.date = dates.reduce(Date::later);
            attachments.extend(about.attachments);
            sheets.push((self.printed(&jurisdiction.name), sheet.pages));
        }
        let front_section = Section {
            title: None,
            pages: &front,
        };
        let of_sheets = sheets.iter().map(|(name, pages)| Section {
            title: Some(name),
            pages,
        });
        let sections: Vec<Section<'_>> = [front_section].into_iter().chain(of_sheets).collect();
        let painted = pdf::paint(&sections, &self.fonts, &self.subsets)
            .map_err(|problems| report.extend(problems))
            .ok()?;
        attachments.sort_by(|one, other| one.name.cmp(&other.name));
        let about = About {
            metadata,
            attachments,
        };
        let (pdf, sum) = pdf::write(&painted, &about, &mut tools.deflater);
        Some(Bound {
            pdf,
            sum,
            pages: front.len() + count,
            sheets: sheets.len(),
            status,
        })
    }

    /// The title and the table of contents.
    fn front_pages(
        &self,
        book: &Book<'_>,
        metadata: &Metadata,
        status: Status,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Vec<Page>> {
        let mut page = 1;
        let entries = book.leaves.iter().map(|(jurisdiction, leaf)| {
            let entry = Entry {
                name: self.printed(&jurisdiction.name),
                page,
                source: jurisdiction.span,
            };
            page += leaf.page_count();
            entry
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
        Metadata {
            title: match status.mark(&self.language) {
                Some((word, _)) => format!("{word}: {title}"),
                None => title,
            },
            author: self.printed(&publication.publisher),
            language: self.language.tag.clone(),
            is_for_print: self.is_for_print,
            ..Metadata::default()
        }
    }
}

impl Leaf {
    fn page_count(&self) -> usize {
        self.laid_out.composed.page_count()
    }
}
