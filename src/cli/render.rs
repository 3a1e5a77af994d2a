//! `factsheet render`: makes the sheets.

use super::arguments::RenderOptions;
use super::check::errors;
use super::messages::{Messages, result};
use super::{Status, prepare, shown_folder, status_of, threads};
use crate::batch::{Folder, Outcome, Plan, Staging, WriteError, render};
use crate::diagnostic::Report;

/// Renders the selected sheets. When anything is wrong, nothing is published.
pub(super) fn run(folder: &Folder, options: &RenderOptions, messages: &Messages) -> Status {
    let (reader, plan) = match prepare(folder, &options.selectors.selection(), messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut report = reader.report;
    let mut made = Ok(Vec::new());
    if let Some(plan) = &plan {
        made = make(plan, options, &mut report);
    }
    messages.report(&report, &reader.sources);
    let outcomes = match made {
        Ok(outcomes) => outcomes,
        Err(WriteError { path, error }) => {
            messages.machine(&format!("cannot write {}: {error}", path.display()));
            return Status::Machine;
        }
    };
    let found = errors(&report, &reader.sources);
    messages.closing(&report, &format!("{found} found; nothing was written"));
    if let (Some(plan), false) = (&plan, report.has_errors()) {
        summarize(plan, &outcomes, options);
    }
    status_of(&report)
}

/// Renders, and publishes when nothing is wrong.
fn make(
    plan: &Plan,
    options: &RenderOptions,
    report: &mut Report,
) -> Result<Vec<Outcome>, WriteError> {
    let threads = threads(options.selectors.jobs);
    if report.has_errors() {
        // The sheets that can be made are, only to find what else is wrong.
        let (outcomes, found) = render(plan, threads, &|_, _| Ok(()))?;
        report.append(found);
        return Ok(outcomes);
    }
    let staging = Staging::new(&options.out)?;
    let (outcomes, found) = render(plan, threads, &|name, bytes| staging.keep(name, bytes))?;
    report.append(found);
    if !report.has_errors() {
        staging.publish(outcomes.iter().map(|outcome| outcome.file.as_str()))?;
    }
    Ok(outcomes)
}

fn summarize(plan: &Plan, outcomes: &[Outcome], options: &RenderOptions) {
    for outcome in outcomes {
        if let Some((pages, text_size)) = outcome.made {
            let path = options.out.join(&outcome.file);
            let pages = if pages == 1 {
                "1 page".to_owned()
            } else {
                format!("{pages} pages")
            };
            result(&format!("{}  {pages}, text {text_size}", path.display()));
        }
    }
    let count = outcomes.len();
    let sheets = if count == 1 { "sheet" } else { "sheets" };
    let out = shown_folder(&options.out);
    result(&format!("{count} {sheets} for {} in {out}", plan.year));
    if !plan.left_out.is_empty() {
        let count = plan.left_out.len();
        let codes = plan.left_out.join(" ");
        result(&format!(
            "left out, without figures for {}: {count} ({codes})",
            plan.year
        ));
    }
}
