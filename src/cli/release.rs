//! How commands end that publish a release.

use std::path::Path;

use super::interrupt::Interrupt;
use super::messages::Messages;
use super::status::Status;
use crate::batch::release::{Change, Published, Refusal};
use crate::diagnostic::counted as count;
use crate::project::Reader;

/// What became of a run that publishes.
pub(super) enum Made<T> {
    /// There are errors, and nothing was published.
    Nothing,
    /// Somebody has ended the run before anything was published.
    Stopped,
    /// It is published.
    Released(T),
}

/// Shows what is wrong, says what was published with `summarize`, and returns the exit status.
pub(super) fn conclude<T>(
    made: Result<Made<T>, Refusal>,
    reader: Reader<'_>,
    out: &Path,
    (messages, interrupt): (&Messages, &Interrupt),
    summarize: impl FnOnce(&T),
) -> Status {
    // What is only good to know is said by `check`.
    let report = reader.report.without_notes();
    messages.report(&report, &reader.sources);
    let status = Status::from_report(&report);
    match made {
        Err(refusal) => messages.refusal(refusal, out).max(status),
        Ok(Made::Stopped) => messages.interrupted("nothing was written").max(status),
        Ok(Made::Nothing) => {
            messages.closing(&report, &reader.sources, "; nothing was written");
            status
        }
        Ok(Made::Released(released)) => {
            let rest = "; only sheets without any were written";
            messages.closing(&report, &reader.sources, rest);
            summarize(&released);
            match interrupt.is_raised() && status == Status::Done {
                true => messages.interrupted("everything was written"),
                false => status,
            }
        }
    }
}

/// Says what has become of the files that were there, and in the last line what was made, and where.
pub(super) fn tell(
    made: &str,
    out: &Path,
    changes: &[Change],
    published: &Published,
    messages: &Messages,
) {
    let Published {
        removed,
        outdated,
        outdated_pictures,
        outdated_prints,
        behind,
        disowned,
    } = published;
    messages.disowned(disowned, out);
    messages.behind(behind, out);
    list(
        "removed, no longer a part of the release",
        removed,
        messages,
    );
    let of_books = "removed, made of other sheets than these; make it again with `factsheet book`";
    list(of_books, outdated, messages);
    let of_pictures = "removed, made of other sheets than these; make them again with --format png";
    list(of_pictures, outdated_pictures, messages);
    let of_prints = "removed, with other figures than these; make them again with --print-marks";
    list(of_prints, outdated_prints, messages);
    let number = |wanted| changes.iter().filter(|change| **change == wanted).count();
    let parts = [
        (number(Change::New), "new"),
        (number(Change::Changed), "changed"),
        (number(Change::Unchanged), "unchanged"),
        (removed.len(), "removed"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts = parts.map(|(number, what)| format!("{number} {what}"));
    match parts.collect::<Vec<_>>().as_slice() {
        [] => messages.done(made),
        parts => messages.done(&format!("{made}: {}", parts.join(", "))),
    }
}

/// How many sheets and pictures there are, of which there may be none.
pub(super) fn sheets_and_pictures(sheets: usize, pictures: usize) -> String {
    let [of_sheets, of_pictures] = [count(sheets, "sheet"), count(pictures, "picture")];
    match (sheets, pictures) {
        (_, 0) => of_sheets,
        (0, _) => of_pictures,
        _ => format!("{of_sheets} and {of_pictures}"),
    }
}

/// A line with the names of some files, when there are any.
pub(super) fn list(what: &str, names: &[String], messages: &Messages) {
    if !names.is_empty() {
        let count = names.len();
        messages.result(&format!("{what}: {count} ({})", names.join(" ")));
    }
}
