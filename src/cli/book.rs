//! `factsheet book`: all sheets of an edition in one file.

use super::arguments::BookOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::release::{Made, conclude, tell};
use super::{Status, count, prepare, shown_folder, threads};
use crate::batch::release::{
    Change, Contents, Head, Published, Refusal, Release, Volume, sum_of_sheets,
};
use crate::batch::{Folder, Plan, Selection, Work, render};
use crate::checksum::Sum;
use crate::edition::{Book, Bound, Edition, Leaf};
use crate::project::{BOOK, Reader};

/// A release of books that has been published.
struct Books {
    /// Each, and how it differs from what was there.
    books: Vec<(Volume, Change)>,
    /// What has become of what was there.
    published: Published,
}

/// A sheet for a book, and where it belongs.
struct Named {
    edition: String,
    code: String,
    file: String,
    leaf: Leaf,
}

/// Makes a book of all sheets of each edition. When anything is wrong, nothing is published.
pub(super) fn run(
    folder: &Folder,
    options: &BookOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let selection = Selection {
        all: options.all,
        print_marks: options.print_marks,
        ..options.editions.selection(options.demands)
    };
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let made = match &plan {
        Some(plan) => make(plan, options, &mut reader, messages, interrupt),
        None => Ok(Made::Nothing),
    };
    let out = &options.target.out;
    conclude(made, reader, out, (messages, interrupt), |books| {
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
) -> Result<Made<Books>, Refusal> {
    if reader.report.has_errors() {
        // Sheets are made only to find what else is wrong.
        let _ = leaves(plan, options, reader, messages, interrupt);
        return Ok(Made::Nothing);
    }
    let head = Head::new(plan.name(), plan.year, None);
    let release = Release::open(&options.target.out, head, options.target.force)?;
    let Some(leaves) = leaves(plan, options, reader, messages, interrupt) else {
        return Ok(Made::Stopped);
    };
    if reader.report.has_errors() {
        return Ok(Made::Nothing);
    }
    let bound = bind_all(plan, leaves, reader);
    plan.judge(&mut reader.report);
    if reader.report.has_errors() {
        return Ok(Made::Nothing);
    }
    if interrupt.is_raised() {
        return Ok(Made::Stopped);
    }
    publish(plan, release, bound)
}

/// Lays out all sheets, edition by edition; none when somebody has ended the run.
fn leaves(
    plan: &Plan,
    options: &BookOptions,
    reader: &mut Reader<'_>,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Option<Vec<Named>> {
    let progress = messages.progress(plan.numbers().len());
    let work = Work {
        threads: threads(options.editions.jobs),
        make: &Edition::leaf,
        keep: &|finished| {
            Ok(Named {
                edition: finished.edition.name(),
                code: finished.code.to_owned(),
                file: finished.file.to_owned(),
                leaf: finished.made,
            })
        },
        goes_on: &|| {
            progress.step();
            !interrupt.is_raised()
        },
    };
    let batch = render(plan, reader, &work);
    progress.finish();
    let kept = batch.outcomes.into_iter().flatten();
    (!batch.is_stopped).then(|| kept.collect())
}

/// Binds a book of each edition, and says what its sheets are by the sum of their checksums.
fn bind_all<'p>(
    plan: &'p Plan,
    mut leaves: Vec<Named>,
    reader: &mut Reader<'_>,
) -> Vec<(&'p Edition, Bound, Sum)> {
    let mut all = Vec::new();
    for edition in &plan.editions {
        let name = edition.name();
        let end = leaves.iter().position(|leaf| leaf.edition != name);
        let rest = leaves.split_off(end.unwrap_or(leaves.len()));
        let own = std::mem::replace(&mut leaves, rest);
        let sums = own
            .iter()
            .map(|named| (named.file.as_str(), named.leaf.sum));
        let sum = sum_of_sheets(sums);
        let bound = bind(plan, edition, own, reader);
        all.extend(bound.map(|bound| (edition, bound, sum)));
    }
    all
}

/// Binds the sheets of an edition, in the order of the jurisdictions' file.
fn bind(
    plan: &Plan,
    edition: &Edition,
    leaves: Vec<Named>,
    reader: &mut Reader<'_>,
) -> Option<Bound> {
    let places = &plan.project.jurisdictions;
    let with_place = |named: Named| Some((places.get(&named.code)?, named.leaf));
    let mut leaves: Vec<_> = leaves.into_iter().filter_map(with_place).collect();
    leaves.sort_by_key(|(jurisdiction, _)| jurisdiction.span);
    let book = Book {
        project: &plan.project,
        year: plan.year,
        leaves,
    };
    edition.bind(book, &mut edition.tools(), &mut reader.report)
}

fn publish(
    plan: &Plan,
    release: Release,
    bound: Vec<(&Edition, Bound, Sum)>,
) -> Result<Made<Books>, Refusal> {
    let mut books = Vec::new();
    for (edition, bound, sheets) in bound {
        let file = plan.file_name(edition, BOOK);
        let change = release.keep(&file, &bound.pdf, bound.sum)?;
        let volume = Volume::new(edition.name(), file, &bound, sheets);
        books.push((volume, change));
    }
    let published = release.publish(Contents {
        books: books.iter().map(|(book, _)| book.clone()).collect(),
        ..Contents::default()
    })?;
    Ok(Made::Released(Books { books, published }))
}

fn summarize(plan: &Plan, books: &Books, options: &BookOptions, messages: &Messages) {
    let out = &options.target.out;
    for (book, change) in &books.books {
        let (pages, sheets) = (count(book.pages, "page"), count(book.sheets, "sheet"));
        let path = out.join(&book.file);
        messages.result(&format!("{}  {pages}, {sheets}, {change}", path.display()));
    }
    let changes: Vec<Change> = books.books.iter().map(|(_, change)| *change).collect();
    let (made, folder) = (count(changes.len(), "book"), shown_folder(out));
    let made = format!("{made} for {} in {folder}", plan.year);
    tell(&made, out, &changes, &books.published, messages);
}
