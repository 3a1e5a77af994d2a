//! `factsheet check`: everything `render` would complain about, without writing.

use super::arguments::CheckOptions;
use super::messages::{Messages, result};
use super::{Status, count, prepare, status_of, threads};
use crate::batch::{Folder, render};
use crate::diagnostic::Severity;

/// Checks the selected sheets.
pub(super) fn run(folder: &Folder, options: &CheckOptions, messages: &Messages) -> Status {
    let selection = options.selectors.selection(options.demands);
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut checked = 0;
    if let Some(plan) = plan {
        let threads = threads(options.selectors.jobs);
        let batch = render(&plan, &mut reader, threads, &|_, _| Ok(()));
        checked = batch.outcomes.len();
    }
    let mut report = reader.report;
    options.demands.judge(&mut report);
    messages.report(&report, &reader.sources);
    messages.closing(&report, &reader.sources, "");
    if !report.has_errors() {
        let what = match report.count(Severity::Warning, &reader.sources) {
            0 => "nothing wrong",
            _ => "no errors",
        };
        result(&format!("{} checked, {what}", count(checked, "sheet")));
    }
    status_of(&report)
}
