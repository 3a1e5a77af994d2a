//! `factsheet render`: makes the sheets.

use super::arguments::RenderOptions;
use super::messages::{Messages, result};
use super::{Status, count, prepare, shown_folder, status_of, threads};
use crate::batch::{Batch, Folder, Outcome, Plan, Staging, WriteError, render};
use crate::project::Reader;

/// Renders the selected sheets. When anything is wrong, nothing is published.
pub(super) fn run(folder: &Folder, options: &RenderOptions, messages: &Messages) -> Status {
    let selection = options.selectors.selection(options.demands);
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut made = Ok(Vec::new());
    if let Some(plan) = &plan {
        made = make(plan, options, &mut reader);
    }
    // What is only good to know is said by `check`.
    let report = reader.report.without_notes();
    messages.report(&report, &reader.sources);
    messages.closing(&report, &reader.sources, "; nothing was written");
    match (made, &plan) {
        (Err(failure), _) => {
            messages.machine(&failure);
            return Status::Machine;
        }
        (Ok(outcomes), Some(plan)) if !report.has_errors() => {
            summarize(plan, &outcomes, options);
        }
        _ => {}
    }
    status_of(&report)
}

/// Renders, and publishes when nothing is wrong.
fn make(
    plan: &Plan,
    options: &RenderOptions,
    reader: &mut Reader<'_>,
) -> Result<Vec<Outcome>, WriteError> {
    let threads = threads(options.selectors.jobs);
    options.demands.judge(&mut reader.report);
    // When something is wrong already, sheets are made only to find what else is.
    let staging = match reader.report.has_errors() {
        true => None,
        false => Some(Staging::new(&options.out)?),
    };
    let keep = |name: &str, bytes: &[u8]| match &staging {
        Some(staging) => staging.keep(name, bytes),
        None => Ok(()),
    };
    let Batch { outcomes, failure } = render(plan, reader, threads, &keep);
    if let Some(failure) = failure {
        return Err(failure);
    }
    options.demands.judge(&mut reader.report);
    if let Some(staging) = staging.filter(|_| !reader.report.has_errors()) {
        let names: Vec<&str> = outcomes
            .iter()
            .map(|outcome| outcome.file.as_str())
            .collect();
        staging.publish(&names)?;
    }
    Ok(outcomes)
}

fn summarize(plan: &Plan, outcomes: &[Outcome], options: &RenderOptions) {
    for outcome in outcomes {
        if let Some((pages, text_size)) = outcome.made {
            let path = options.out.join(&outcome.file);
            let pages = count(pages, "page");
            result(&format!("{}  {pages}, text {text_size}", path.display()));
        }
    }
    let sheets = count(outcomes.len(), "sheet");
    let out = shown_folder(&options.out);
    result(&format!("{sheets} for {} in {out}", plan.year));
    if !plan.left_out.is_empty() {
        let count = plan.left_out.len();
        let codes = plan.left_out.join(" ");
        result(&format!(
            "left out, without figures for {}: {count} ({codes})",
            plan.year
        ));
    }
}
