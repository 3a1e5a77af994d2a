//! `factsheet book`: all sheets of an edition in one file.

use super::arguments::BookOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::render::tell;
use super::{Status, count, prepare, shown_folder, status_of, threads};
use crate::batch::release::{Change, Contents, Head, Published, Refusal, Release, Volume};
use crate::batch::{Folder, Plan, Work, render};
use crate::edition::{Book, Bound, Edition, LaidOut};
use crate::project::{BOOK, Reader};

/// What became of the books.
enum Made {
    /// They have errors.
    Nothing,
    /// Somebody has ended the run.
    Stopped,
    /// They are published.
    Books(Vec<(Volume, Change)>, Published),
}

/// Makes a book of the selected sheets, one of each edition. When anything is wrong, nothing is published.
pub(super) fn run(
    folder: &Folder,
    options: &BookOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let selection = options.selectors.selection(options.demands);
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut made = Ok(Made::Nothing);
    if let Some(plan) = &plan {
        made = make(plan, options, &mut reader, messages, interrupt);
    }
    let report = reader.report.without_notes();
    messages.report(&report, &reader.sources);
    let status = status_of(&report);
    match (made, &plan) {
        (Err(refusal), _) => messages.refusal(refusal, &options.target.out).max(status),
        (Ok(Made::Stopped), _) => messages.interrupted("nothing was written"),
        (Ok(Made::Books(books, published)), Some(plan)) => {
            messages.closing(&report, &reader.sources, "");
            summarize(plan, &books, &published, options, messages);
            status
        }
        _ => {
            messages.closing(&report, &reader.sources, "; nothing was written");
            status
        }
    }
}

fn make(
    plan: &Plan,
    options: &BookOptions,
    reader: &mut Reader<'_>,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Result<Made, Refusal> {
    options.demands.judge(&mut reader.report);
    let progress = messages.progress(plan.numbers().len());
    let work = Work {
        threads: threads(options.selectors.jobs),
        make: &Edition::lay_out,
        keep: &|finished| {
            Ok((
                finished.edition.name(),
                finished.code.to_owned(),
                finished.made,
            ))
        },
        goes_on: &|| {
            progress.step();
            !interrupt.is_raised()
        },
    };
    let batch = render(plan, reader, &work);
    progress.finish();
    if batch.is_stopped {
        return Ok(Made::Stopped);
    }
    if reader.report.has_errors() {
        return Ok(Made::Nothing);
    }
    let mut sheets: Vec<_> = batch.outcomes.into_iter().filter_map(|o| o.kept).collect();
    let mut bound = Vec::new();
    for edition in &plan.editions {
        let name = edition.name();
        let own = sheets.extract_if(.., |(of, ..)| *of == name);
        let own = own.map(|(_, code, laid_out)| (code, laid_out)).collect();
        bound.push((edition, bind(plan, edition, own, reader)));
    }
    options.demands.judge(&mut reader.report);
    if reader.report.has_errors() {
        return Ok(Made::Nothing);
    }
    if interrupt.is_raised() {
        return Ok(Made::Stopped);
    }
    publish(plan, options, bound)
}

/// Binds the sheets of an edition, in the order of the jurisdictions' file.
fn bind(
    plan: &Plan,
    edition: &Edition,
    sheets: Vec<(String, LaidOut)>,
    reader: &mut Reader<'_>,
) -> Option<Bound> {
    let places = &plan.project.jurisdictions;
    let mut sheets: Vec<_> = sheets
        .into_iter()
        .filter_map(|(code, laid_out)| Some((places.get(&code)?, laid_out)))
        .collect();
    sheets.sort_by_key(|(jurisdiction, _)| jurisdiction.span);
    let book = Book {
        project: &plan.project,
        year: plan.year,
        sheets,
    };
    edition.bind(book, &mut edition.tools(), &mut reader.report)
}

fn publish(
    plan: &Plan,
    options: &BookOptions,
    bound: Vec<(&Edition, Option<Bound>)>,
) -> Result<Made, Refusal> {
    let head = Head::new(plan.name(), plan.year, None);
    let release = Release::open(&options.target.out, head, options.target.force)?;
    let mut books = Vec::new();
    for (edition, bound) in bound {
        let Some(bound) = bound else { continue };
        let file = plan.file_name(edition, BOOK);
        let change = release.keep(&file, &bound.pdf, bound.sum)?;
        books.push((Volume::new(edition.name(), file, &bound), change));
    }
    let published = release.publish(Contents {
        sheets: Vec::new(),
        books: books.iter().map(|(book, _)| book.clone()).collect(),
        is_whole: false,
    })?;
    Ok(Made::Books(books, published))
}

fn summarize(
    plan: &Plan,
    books: &[(Volume, Change)],
    published: &Published,
    options: &BookOptions,
    messages: &Messages,
) {
    let out = &options.target.out;
    for (book, change) in books {
        let (pages, sheets) = (count(book.pages, "page"), count(book.sheets, "sheet"));
        let unchanged = match change {
            Change::Unchanged => ", unchanged",
            Change::New | Change::Changed => "",
        };
        let path = out.join(&book.file);
        messages.result(&format!("{}  {pages}, {sheets}{unchanged}", path.display()));
    }
    let (books_made, folder) = (count(books.len(), "book"), shown_folder(out));
    let changes: Vec<Change> = books.iter().map(|(_, change)| *change).collect();
    let made = format!("{books_made} for {} in {folder}", plan.year);
    tell(&made, &changes, published, messages);
}
