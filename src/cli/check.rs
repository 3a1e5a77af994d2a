//! `factsheet check`: everything `render` would complain about, without writing.

use super::arguments::CheckOptions;
use super::messages::{Messages, result};
use super::{Status, count, prepare, status_of, threads};
use crate::batch::{Folder, render};

/// Checks the selected sheets.
pub(super) fn run(folder: &Folder, options: &CheckOptions, messages: &Messages) -> Status {
    let (mut reader, plan) = match prepare(folder, &options.selectors.selection(), messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut checked = 0;
    if let Some(plan) = plan {
        let threads = threads(options.selectors.jobs);
        let batch = render(&plan, &mut reader, threads, &|_, _| Ok(()));
        checked = batch.outcomes.len();
    }
    let report = reader.report;
    messages.report(&report, &reader.sources);
    messages.closing(&report, &reader.sources, "");
    if !report.has_errors() {
        result(&format!(
            "{} checked, nothing wrong",
            count(checked, "sheet")
        ));
    }
    status_of(&report)
}
