//! `factsheet check`: everything `render` would complain about, without writing.

use super::arguments::CheckOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::prepare::{prepare, threads};
use super::status::Status;
use crate::batch::{Finished, Folder, Work, render};
use crate::diagnostic::{Severity, counted as count, in_columns};
use crate::edition::{Edition, Rendered};
use crate::geometry::Length;

/// Checks the selected sheets.
pub(super) fn run(
    folder: &Folder,
    options: &CheckOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let mut selection = options.selectors.selection(options.demands);
    selection.shard = options.shard;
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut outcomes = Vec::new();
    if let Some(plan) = plan {
        let progress = messages.progress(plan.numbers().len());
        let work = Work {
            threads: threads(options.selectors.editions.jobs),
            make: &Edition::render,
            keep: &|finished| Ok(Fitted::new(&finished)),
            should_continue: &|| {
                progress.step();
                !interrupt.is_raised()
            },
        };
        let batch = render(&plan, &mut reader, &work);
        progress.finish();
        if batch.is_interrupted {
            return messages.interrupted("not all was checked");
        }
        outcomes = batch.outcomes;
    }
    let report = reader.report;
    messages.report(&report, &reader.sources);
    messages.closing(&report, &reader.sources, "");
    let checked = count(outcomes.len(), "sheet");
    if options.fit {
        show(outcomes, messages);
    }
    if !report.has_errors() {
        let what = match report.count(Severity::Warning, &reader.sources) {
            0 => "nothing wrong",
            _ => "no errors",
        };
        messages.result(&format!("{checked} checked, {what}"));
    }
    Status::from_report(&report)
}

/// The fit of a sheet on its pages.
struct Fitted {
    code: String,
    edition: String,
    pages: usize,
    text_size: Length,
    /// The smallest that the design allows.
    least: Length,
    room_left: Length,
}

impl Fitted {
    fn new(finished: &Finished<'_, Rendered>) -> Self {
        let sheet = &finished.made.sheet;
        Self {
            code: finished.code.to_owned(),
            edition: finished.edition.name(),
            pages: sheet.pages.len(),
            text_size: sheet.text_size,
            least: finished.edition.stylesheet.fit.min,
            room_left: sheet.room_left,
        }
    }

    fn row(&self) -> [String; 6] {
        [
            self.code.clone(),
            self.edition.clone(),
            self.pages.to_string(),
            self.text_size.to_string(),
            self.least.to_string(),
            self.room_left.to_string(),
        ]
    }
}

/// Lists how the sheets fit, tightest first: by the number of steps left to the smallest text size, then by the free
/// height below the text.
fn show(outcomes: Vec<Option<Fitted>>, messages: &Messages) {
    let mut fitted: Vec<Fitted> = outcomes.into_iter().flatten().collect();
    fitted.sort_by(|one, other| {
        let tightness = |fit: &Fitted| (fit.text_size - fit.least, fit.room_left);
        let name = |fit: &Fitted| (fit.code.clone(), fit.edition.clone());
        tightness(one)
            .cmp(&tightness(other))
            .then_with(|| name(one).cmp(&name(other)))
    });
    let head = ["code", "edition", "pages", "text", "least", "room left"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(head)
        .chain(fitted.iter().map(Fitted::row))
        .collect();
    for line in in_columns(&rows, |column| column < 2) {
        messages.result(&line);
    }
}
