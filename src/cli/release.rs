//! The end of commands that publish a release: messages, summary and exit status.

use std::path::Path;

use super::interrupt::Interrupt;
use super::messages::Messages;
use super::status::Status;
use crate::batch::release::{Change, Published, Refusal};
use crate::diagnostic::{counted as count, listed};
use crate::output::{OUTPUTS, Record};
use crate::project::Reader;

/// The outcome of a run that publishes.
pub(super) enum Outcome<T> {
    /// There are errors, and nothing was published.
    Failed,
    /// The run was interrupted before anything was published.
    Interrupted,
    /// The release was published.
    Published(T),
}

/// Writes the report, passes what was published to `summarize`, and returns the exit status.
pub(super) fn finish<T>(
    made: Result<Outcome<T>, Refusal>,
    reader: Reader<'_>,
    out: &Path,
    (messages, interrupt): (&Messages, &Interrupt),
    summarize: impl FnOnce(&T),
) -> Status {
    // Notes are shown only by `check`.
    let report = reader.report.without_notes();
    messages.report(&report, &reader.sources);
    let status = Status::from_report(&report);
    match made {
        Err(refusal) => messages.refusal(refusal, out).max(status),
        Ok(Outcome::Interrupted) => messages.interrupted("nothing was written").max(status),
        Ok(Outcome::Failed) => {
            messages.closing(&report, &reader.sources, "; nothing was written");
            status
        }
        Ok(Outcome::Published(released)) => {
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

/// Prints the fate of earlier files, and in the last line what was made and where.
pub(super) fn print_summary(
    made: &str,
    out: &Path,
    changes: &[Change],
    published: &Published,
    messages: &Messages,
) {
    let Published {
        removed,
        outdated,
        older_sheets,
        changed_by_others,
    } = published;
    messages.changed_by_others(changed_by_others, out);
    messages.older_sheets(older_sheets, out);
    list(
        "removed, no longer a part of the release",
        removed,
        messages,
    );
    for (why, names) in outdated {
        list(&format!("removed, {why}"), names, messages);
    }
    let number = |wanted| changes.iter().filter(|change| **change == wanted).count();
    let parts = [
        (number(Change::New), "new"),
        (number(Change::Changed), "changed"),
        (number(Change::Unchanged), "unchanged"),
        (removed.len(), "removed"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts = parts.map(|(number, what)| format!("{number} {what}"));
    let parts: Vec<String> = parts.collect();
    messages.done(made, &parts.join(", "));
}

/// The numbers of files of each output, as in "3 sheets and 5 pictures".
pub(super) fn counted_by_output(entries: &[Record]) -> String {
    let counts = OUTPUTS.map(|output| {
        let own = entries.iter();
        let own = own.filter(|entry| entry.list() == output.list());
        (own.count(), output.noun())
    });
    let counted = counts.iter().filter(|(number, _)| *number > 0);
    let counted: Vec<String> = counted.map(|(number, noun)| count(*number, noun)).collect();
    match counted.as_slice() {
        [] => count(0, OUTPUTS[0].noun()),
        counted => listed(&counted.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

/// A result line for each file, and the change of each.
pub(super) fn lines(kept: &[(Record, Change)], out: &Path) -> Vec<String> {
    let line = |(entry, change): &(Record, Change)| {
        let path = out.join(entry.facts().file);
        format!("{}  {}, {change}", path.display(), entry.summary())
    };
    kept.iter().map(line).collect()
}

/// Prints a line with the names of some files, if there are any.
pub(super) fn list(what: &str, names: &[String], messages: &Messages) {
    if !names.is_empty() {
        let count = names.len();
        messages.result(&format!("{what}: {count} ({})", names.join(" ")));
    }
}
