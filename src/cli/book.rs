//! `factsheet book`: all sheets of an edition in one file.

use std::sync::Arc;

use super::arguments::BookOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::display_folder;
use super::prepare::{prepare, threads};
use super::release::{Outcome, finish, lines, print_summary};
use super::status::Status;
use crate::batch::release::{Change, Contents, Head, Published, Refusal, Release};
use crate::batch::{Folder, Plan, Selection, Work, bind, render};
use crate::diagnostic::counted as count;
use crate::digest::Digest;
use crate::edition::{Book, Edition, SheetSummary};
use crate::output::{BookEntry, Record};
use crate::project::Reader;

/// A release of books that has been published.
struct Books {
    /// The books, each with its change.
    books: Vec<(Record, Change)>,
    /// The fate of earlier files.
    published: Published,
}

/// A sheet for a book, and where it belongs.
struct Named {
    edition: String,
    code: String,
    summary: SheetSummary,
}

/// Makes a book of all sheets of each edition. If there are errors, nothing is published.
pub(super) fn run(
    folder: &Folder,
    options: &BookOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let selection = Selection {
        all: options.all,
        within: options.within.clone(),
        without_nation: true,
        print_marks: options.print_marks,
        ..options.editions.selection(options.demands)
    };
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let made = match &plan {
        Some(plan) => make(plan, options, &mut reader, messages, interrupt),
        None => Ok(Outcome::Failed),
    };
    let out = &options.target.out;
    finish(made, reader, out, (messages, interrupt), |books| {
        if let Some(plan) = &plan {
            summarize(plan, books, options, messages);
        }
    })
}

fn make(
    plan: &Plan,
    options: &BookOptions,
    reader: &mut Reader<'_>,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Result<Outcome<Books>, Refusal> {
    let sheets = plan.numbers().len();
    let progress = messages.progress(sheets * (1 + plan.editions.len()));
    let should_continue = || {
        progress.step();
        !interrupt.is_raised()
    };
    let run = Run {
        plan,
        threads: threads(options.editions.jobs),
        should_continue: &should_continue,
    };
    let made = run.make(options, reader);
    progress.finish();
    made
}

/// A run that makes books.
struct Run<'r> {
    plan: &'r Plan,
    threads: usize,
    should_continue: &'r (dyn Fn() -> bool + Sync),
}

impl Run<'_> {
    fn make(
        &self,
        options: &BookOptions,
        reader: &mut Reader<'_>,
    ) -> Result<Outcome<Books>, Refusal> {
        let plan = self.plan;
        if reader.report.has_errors() {
            // Sheets are made only to find further errors.
            let _ = self.summaries(reader);
            return Ok(Outcome::Failed);
        }
        let head = Head::new(plan.name(), plan.year, None);
        let release = Release::open(&options.target.out, head, options.target.force)?;
        let Some(mut summaries) = self.summaries(reader) else {
            return Ok(Outcome::Interrupted);
        };
        if reader.report.has_errors() {
            return Ok(Outcome::Failed);
        }
        let mut books = Vec::new();
        for edition in &plan.editions {
            let name = edition.name();
            let end = summaries.iter().position(|summary| summary.edition != name);
            let rest = summaries.split_off(end.unwrap_or(summaries.len()));
            let own = std::mem::replace(&mut summaries, rest);
            let book = self.book(&release, edition, own, reader)?;
            plan.judge(&mut reader.report);
            if reader.report.has_errors() {
                return Ok(Outcome::Failed);
            }
            match book {
                Some(book) => books.push(book),
                None => return Ok(Outcome::Interrupted),
            }
        }
        let published = release.publish(Contents {
            entries: books.iter().map(|(book, _)| book.clone()).collect(),
            ..Contents::default()
        })?;
        Ok(Outcome::Published(Books { books, published }))
    }

    /// Makes all sheets, edition by edition, and keeps the summaries that books need. Returns `None` if the run is
    /// interrupted.
    fn summaries(&self, reader: &mut Reader<'_>) -> Option<Vec<Named>> {
        let work = Work {
            threads: self.threads,
            make: &Edition::summary,
            keep: &|finished| {
                Ok(Named {
                    edition: finished.edition.name(),
                    code: finished.code.to_owned(),
                    summary: finished.made,
                })
            },
            should_continue: self.should_continue,
        };
        let batch = render(self.plan, reader, &work);
        let kept = batch.outcomes.into_iter().flatten();
        (!batch.is_interrupted).then(|| kept.collect())
    }

    /// Writes the book of an edition, in the order of the jurisdictions' file. Returns `None` if there are errors,
    /// which are then in the reader's report, or if the run is interrupted.
    fn book(
        &self,
        release: &Release,
        edition: &Edition,
        summaries: Vec<Named>,
        reader: &mut Reader<'_>,
    ) -> Result<Option<(Record, Change)>, Refusal> {
        let plan = self.plan;
        let sheets = summaries.iter();
        let sheets = sheets.map(|named| (named.summary.stem.clone(), named.summary.sha256));
        let sheets: Vec<(String, Digest)> = sheets.collect();
        let places = &plan.project.jurisdictions;
        let with_place = |named: Named| Some((places.get(&named.code)?, named.summary));
        let mut summaries: Vec<_> = summaries.into_iter().filter_map(with_place).collect();
        summaries.sort_by_key(|(jurisdiction, _)| jurisdiction.span);
        let book = Book {
            project: &plan.project,
            year: plan.year,
            summaries,
        };
        let paged = edition.page_book(book, &mut edition.tools(), &mut reader.report);
        let Some(paged) = paged else { return Ok(None) };
        let code = edition.book_code();
        let stem = plan.stem(edition, &code);
        let mut draft = release.draft(&BookEntry::file_name(&stem))?;
        let how = (self.threads, self.should_continue);
        let Some(bound) = bind(plan, &paged, &mut draft, reader, how)? else {
            return Ok(None);
        };
        let change = release.keep_draft(draft, bound.sha256)?;
        let sheets = sheets.iter().map(|(stem, digest)| (stem.as_str(), *digest));
        let entry = BookEntry::new(edition.name(), &stem, &bound, sheets);
        Ok(Some((Arc::new(entry), change)))
    }
}

fn summarize(plan: &Plan, books: &Books, options: &BookOptions, messages: &Messages) {
    let out = &options.target.out;
    for line in lines(&books.books, out) {
        messages.result(&line);
    }
    let changes: Vec<Change> = books.books.iter().map(|(_, change)| *change).collect();
    let (made, folder) = (count(changes.len(), "book"), display_folder(out));
    let made = format!("Rendered {made} for {} to {folder}", plan.year);
    print_summary(&made, out, &changes, &books.published, messages);
}
