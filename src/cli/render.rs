//! `factsheet render`: makes the sheets.

use std::path::Path;

use super::arguments::RenderOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::{Status, count, prepare, shown_folder, status_of, threads};
use crate::batch::release::{Change, Contents, Head, Part, Published, Refusal, Release, Sheet};
use crate::batch::{Finished, Folder, Plan, Witness, Work, render};
use crate::edition::{Edition, Rendered};
use crate::project::{Files, Reader};

/// What became of the sheets.
enum Made {
    /// They have errors, and none was published.
    Nothing,
    /// Somebody has ended the run before anything was published.
    Stopped,
    /// They are published: what is said of each, and how it differs from what was there.
    Release(Vec<(String, Change)>, Published),
}

/// Renders the selected sheets. When anything is wrong, nothing is published, unless what is good was
/// asked for nevertheless.
pub(super) fn run(
    folder: &Folder,
    options: &RenderOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let mut selection = options.selectors.selection(options.demands);
    selection.shard = options.shard;
    let witness = Witness::new(folder);
    let files: &dyn Files = match options.shard {
        Some(_) => &witness,
        None => folder,
    };
    let (mut reader, plan) = match prepare(files, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let mut made = Ok(Made::Nothing);
    if let Some(plan) = &plan {
        let part = options.shard.map(|shard| Part {
            shard,
            inputs: witness.inputs(plan),
        });
        let head = Head::new(plan.name(), plan.year, part);
        let is_whole = selection.is_whole();
        made = make(
            plan,
            (head, is_whole),
            options,
            &mut reader,
            messages,
            interrupt,
        );
    }
    // What is only good to know is said by `check`.
    let report = reader.report.without_notes();
    messages.report(&report, &reader.sources);
    let status = match (made, &plan) {
        (Err(refusal), _) => {
            return messages
                .refusal(refusal, &options.target.out)
                .max(status_of(&report));
        }
        (Ok(Made::Stopped), _) => return messages.interrupted("nothing was written"),
        (Ok(Made::Release(sheets, published)), Some(plan)) => {
            messages.closing(
                &report,
                &reader.sources,
                "; only sheets without any were written",
            );
            summarize(plan, &sheets, &published, options, messages);
            status_of(&report)
        }
        _ => {
            messages.closing(&report, &reader.sources, "; nothing was written");
            status_of(&report)
        }
    };
    match interrupt.is_raised() {
        true => messages.interrupted("what was to be written had been written"),
        false => status,
    }
}

/// Renders, and publishes what may be.
fn make(
    plan: &Plan,
    (head, is_whole): (Head, bool),
    options: &RenderOptions,
    reader: &mut Reader<'_>,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Result<Made, Refusal> {
    options.demands.judge(&mut reader.report);
    // When something is wrong with what all share, sheets are made only to find what else is.
    let release = match reader.report.has_errors() {
        true => None,
        false => Some(Release::open(
            &options.target.out,
            head,
            options.target.force,
        )?),
    };
    let progress = messages.progress(plan.numbers().len());
    let keep = |finished: Finished<'_, Rendered>| match &release {
        Some(release) => {
            let made = &finished.made;
            let change = release.keep(finished.file, &made.pdf, made.sum)?;
            Ok(Some((Sheet::new(&finished), change)))
        }
        None => Ok(None),
    };
    let work = Work {
        threads: threads(options.selectors.jobs),
        make: &Edition::render,
        keep: &keep,
        goes_on: &|| {
            progress.step();
            !interrupt.is_raised()
        },
    };
    let batch = render(plan, reader, &work);
    progress.finish();
    if let Some(failure) = batch.failure {
        return Err(failure.into());
    }
    if batch.is_stopped {
        return Ok(Made::Stopped);
    }
    let kept = batch.outcomes.into_iter().map(|outcome| outcome.kept);
    let sheets: Vec<(Sheet, Change)> = kept.flatten().flatten().collect();
    let has_errors = reader.report.has_errors();
    let is_good = !has_errors || (options.keep_going && !sheets.is_empty());
    let Some(release) = release.filter(|_| is_good) else {
        return Ok(Made::Nothing);
    };
    let lines = sheets
        .iter()
        .map(|(sheet, change)| (line(sheet, *change, &options.target.out), *change));
    let lines = lines.collect();
    let published = release.publish(Contents {
        sheets,
        books: Vec::new(),
        // What was made before of a sheet that has errors now stays.
        is_whole: is_whole && !has_errors,
    })?;
    Ok(Made::Release(lines, published))
}

/// What is said of a sheet that has been made.
fn line(sheet: &Sheet, change: Change, out: &Path) -> String {
    let (path, pages) = (out.join(&sheet.file), count(sheet.pages, "page"));
    let unchanged = match change {
        Change::Unchanged => ", unchanged",
        Change::New | Change::Changed => "",
    };
    let size = sheet.text_size;
    format!("{}  {pages}, text {size}{unchanged}", path.display())
}

fn summarize(
    plan: &Plan,
    sheets: &[(String, Change)],
    published: &Published,
    options: &RenderOptions,
    messages: &Messages,
) {
    for (line, _) in sheets {
        messages.result(line);
    }
    if !plan.left_out.is_empty() {
        let count = plan.left_out.len();
        let codes = plan.left_out.join(" ");
        messages.result(&format!(
            "left out, without figures for {}: {count} ({codes})",
            plan.year
        ));
    }
    let changes: Vec<Change> = sheets.iter().map(|(_, change)| *change).collect();
    let made = format!(
        "{} for {} in {}",
        count(sheets.len(), "sheet"),
        plan.year,
        shown_folder(&options.target.out)
    );
    tell(&made, &changes, published, messages);
}

/// Says what was published, in the last lines.
pub(super) fn tell(made: &str, changes: &[Change], published: &Published, messages: &Messages) {
    let Published {
        removed,
        outdated,
        disowned,
    } = published;
    for (what, names) in [
        ("removed, no longer a part of the release", removed),
        (
            "removed, made of other sheets than these; make it again",
            outdated,
        ),
        (
            "left alone, changed since it was made and no longer a part of the release",
            disowned,
        ),
    ] {
        if !names.is_empty() {
            messages.result(&format!("{what}: {}", names.join(" ")));
        }
    }
    let number = |wanted| changes.iter().filter(|change| **change == wanted).count();
    let parts = [
        (number(Change::New), "new"),
        (number(Change::Changed), "changed"),
        (number(Change::Unchanged), "unchanged"),
        (removed.len() + outdated.len(), "removed"),
    ];
    let parts = parts.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, what)| format!("{number} {what}"))
        .collect();
    match parts.as_slice() {
        [] => messages.done(made),
        parts => messages.done(&format!("{made}: {}", parts.join(", "))),
    }
}
