//! All sheets of an edition in one file.
//!
//! A book may have more sheets than fit into memory, but each of its pages states the total number of pages. Every
//! sheet is therefore laid out twice: first to count its pages, which are kept in a [`SheetSummary`], and again to be
//! written, after which it is dropped.

use std::borrow::Cow;

use super::definition::{Edition, Inputs, Tools};
use crate::diagnostic::{Diagnostic, Report};
use crate::digest::Digest;
use crate::layout::{self, Entry, FrontMatter, Page};
use crate::pdf::{self, Date, Metadata, Repertoire, Section, Subsets};
use crate::project::{Jurisdiction, Project, Status};

/// The facts about a sheet that a book needs before it is written.
#[derive(Debug)]
pub struct SheetSummary {
    /// The stem of the file of the sheet alone.
    pub stem: String,
    /// The digest of the file of the sheet alone.
    pub sha256: Digest,
    /// The digest of its data.
    pub(super) data: Digest,
    pub(super) pages: usize,
    status: Status,
    date: Option<Date>,
    /// The glyphs it needs beyond those of the edition, if any.
    lacking: Option<Repertoire>,
}

/// The sheets of a book, in order, and the properties they share.
#[derive(Debug)]
pub struct Book<'p> {
    /// The project that all sheets share.
    pub project: &'p Project,
    /// The year of the figures.
    pub year: u16,
    /// The sheets, each with the place it is about.
    pub summaries: Vec<(&'p Jurisdiction, SheetSummary)>,
}

/// A book with page numbers.
#[derive(Debug)]
pub struct PaginatedBook<'e> {
    pub(super) edition: &'e Edition,
    pub(super) book: Book<'e>,
    pub(super) front: Vec<Page>,
    pub(super) metadata: Metadata,
    pub(super) status: Status,
    /// The number of pages before each sheet, and of all.
    pub(super) starts: Vec<usize>,
    pub(super) count: usize,
    pub(super) subsets: Cow<'e, Subsets>,
}

impl Edition {
    /// Makes a single sheet and returns the summary that a book needs, so that the book and the sheet agree. Problems
    /// go into the report; `None` if there are errors.
    pub fn summary(
        &self,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<SheetSummary> {
        let (single, lacking) = self.render_with_glyphs(inputs, tools, report)?;
        Some(SheetSummary {
            stem: self.file_stem(inputs),
            sha256: single.sha256,
            data: Digest::of(&single.data),
            pages: single.sheet.pages.len(),
            status: single.status,
            date: single.metadata.date,
            lacking,
        })
    }

    /// Numbers the pages of a book and lays out its front matter: title and contents. Problems go into the report;
    /// `None` if there are errors.
    pub fn page_book<'e>(
        &'e self,
        book: Book<'e>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<PaginatedBook<'e>> {
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
    ) -> Option<PaginatedBook<'e>> {
        let summaries = || book.summaries.iter().map(|(_, summary)| summary);
        let status = summaries().map(|summary| summary.status).min();
        let status = status.unwrap_or(Status::Final);
        let metadata = self.metadata(&book, status);
        let mut count = 0;
        let starts = summaries().map(|summary| {
            let start = count;
            count += summary.pages;
            start
        });
        let starts: Vec<usize> = starts.collect();
        let front = self.front_pages(&book, &starts, &metadata, status, tools, report)?;
        let subsets = self.subsets_of(&book, &front);
        let subsets = subsets.map_err(|problems| report.extend(problems)).ok()?;
        Some(PaginatedBook {
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

    /// The font subsets: those of the edition, or larger ones if a sheet or the contents need more glyphs.
    fn subsets_of(
        &self,
        book: &Book<'_>,
        front: &[Page],
    ) -> Result<Cow<'_, Subsets>, Vec<Diagnostic>> {
        let front = pdf::paint(&before_sheets(front), &self.fonts, &self.subsets)?;
        let summaries = book.summaries.iter();
        let lacking = summaries.filter_map(|(_, summary)| summary.lacking.as_ref());
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
        let places = book.summaries.iter().zip(starts);
        let entries = places.map(|((jurisdiction, _), start)| Entry {
            name: self.printed(&jurisdiction.name),
            page: start + 1,
            spoken: self
                .language
                .printed()
                .map(|words| format!("{} {}", words.page, start + 1).into()),
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

    /// The metadata of the book. Its date is that of the newest sheet.
    fn metadata(&self, book: &Book<'_>, status: Status) -> Metadata {
        let publication = &book.project.publication;
        let title = format!("{}, {}", self.printed(&publication.name), book.year);
        let dates = book
            .summaries
            .iter()
            .filter_map(|(_, summary)| summary.date);
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

/// The pages before the sheets, as a section of the file.
pub(super) fn before_sheets(pages: &[Page]) -> Section<'_> {
    Section {
        title: None,
        pages,
        is_of_book: true,
    }
}
