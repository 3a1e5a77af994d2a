//! `factsheet check`: everything `render` would complain about, without writing.

use super::arguments::CheckOptions;
use super::messages::{Messages, result};
use super::{Status, prepare, status_of, threads};
use crate::batch::{Folder, render};

/// Checks the selected sheets.
pub(super) fn run(folder: &Folder, options: &CheckOptions, messages: &Messages) -> Status {
    let (reader, plan) = match prepare(folder, &options.selectors.selection(), messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut report = reader.report;
    let mut checked = 0;
    if let Some(plan) = plan {
        let threads = threads(options.selectors.jobs);
        if let Ok((outcomes, found)) = render(&plan, threads, &|_, _| Ok(())) {
            report.append(found);
            checked = outcomes.len();
        }
    }
    messages.report(&report, &reader.sources);
    messages.closing(
        &report,
        &format!("{} found", errors(&report, &reader.sources)),
    );
    if !report.has_errors() {
        let sheets = if checked == 1 { "sheet" } else { "sheets" };
        result(&format!("{checked} {sheets} checked, nothing wrong"));
    }
    status_of(&report)
}

/// "1 error", "3 errors".
pub(super) fn errors(
    report: &crate::diagnostic::Report,
    sources: &crate::diagnostic::Sources,
) -> String {
    let sorted = report.sorted(sources);
    let errors = sorted
        .iter()
        .filter(|d| d.severity == crate::diagnostic::Severity::Error);
    match errors.count() {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    }
}
