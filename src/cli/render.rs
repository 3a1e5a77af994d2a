//! `factsheet render`: makes the sheets.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::RenderOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::release::{Made, conclude, list, tell};
use super::{Status, count, prepare, shown_folder, threads};
use crate::batch::release::{Change, Contents, Head, Part, Published, Refusal, Release, Sheet};
use crate::batch::{Batch, Finished, Folder, Plan, Witness, Work, render};
use crate::edition::{Edition, Rendered};
use crate::project::{Files, Reader};

/// A release of sheets that has been published.
struct Sheets {
    /// What is said of each, and how it differs from what was there.
    lines: Vec<(String, Change)>,
    /// The files of those that have errors.
    missing: Vec<String>,
    /// What has become of what was there.
    published: Published,
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
    selection.print_marks = options.print_marks;
    let witness = Witness::new(folder);
    let files: &dyn Files = match options.shard {
        Some(_) => &witness,
        None => folder,
    };
    let (mut reader, plan) = match prepare(files, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let Some(plan) = plan else {
        let made = Ok(Made::<Sheets>::Nothing);
        let out = &options.target.out;
        return conclude(made, reader, out, (messages, interrupt), |_| {});
    };
    let maker = Maker {
        plan: &plan,
        options,
        witness: &witness,
        is_whole: selection.is_whole(),
        messages,
        interrupt,
    };
    let made = maker.make(&mut reader);
    let out = &options.target.out;
    conclude(made, reader, out, (messages, interrupt), |sheets| {
        maker.summarize(sheets);
    })
}

/// Makes and publishes the sheets of a plan.
struct Maker<'m> {
    plan: &'m Plan,
    options: &'m RenderOptions,
    /// What is made from these files, when this is a part.
    witness: &'m Witness<'m>,
    /// Whether it is all jurisdictions.
    is_whole: bool,
    messages: &'m Messages,
    interrupt: &'m Interrupt,
}

/// A sheet that was kept, and how it differs from what was there; none when nothing is to be published.
type Kept = Option<(Sheet, Change)>;

impl Maker<'_> {
    fn make(&self, reader: &mut Reader<'_>) -> Result<Made<Sheets>, Refusal> {
        let (plan, options) = (self.plan, self.options);
        let head = Head::new(plan.name(), plan.year, options.shard.map(Part::begun));
        let (out, force) = (&options.target.out, options.target.force);
        // When something is wrong with what all share, sheets are made only to find what else is.
        let release = match reader.report.has_errors() {
            true => None,
            false => Some(Release::open(out, head, force)?),
        };
        let batch = self.render(release.as_ref(), reader);
        if let Some(failure) = batch.failure {
            return Err(failure.into());
        }
        if batch.is_stopped {
            return Ok(Made::Stopped);
        }
        let kept = batch.outcomes.into_iter().flatten();
        let kept: Vec<(Sheet, Change)> = kept.flatten().collect();
        let is_good = !reader.report.has_errors() || (options.keep_going && !kept.is_empty());
        match release.filter(|_| is_good) {
            Some(release) => self.publish(release, kept, reader),
            None => Ok(Made::Nothing),
        }
    }

    fn render(&self, release: Option<&Release>, reader: &mut Reader<'_>) -> Batch<Kept> {
        let progress = self.messages.progress(self.plan.numbers().len());
        let keep = |finished: Finished<'_, Rendered>| {
            let Some(release) = release else {
                return Ok(None);
            };
            let made = &finished.made;
            let change = release.keep(finished.file, &made.pdf, made.sum)?;
            Ok(Some((Sheet::new(&finished), change)))
        };
        let work = Work {
            threads: threads(self.options.selectors.editions.jobs),
            make: &Edition::render,
            keep: &keep,
            goes_on: &|| {
                progress.step();
                !self.interrupt.is_raised()
            },
        };
        let batch = render(self.plan, reader, &work);
        progress.finish();
        batch
    }

    fn publish(
        &self,
        release: Release,
        kept: Vec<(Sheet, Change)>,
        reader: &Reader<'_>,
    ) -> Result<Made<Sheets>, Refusal> {
        let has_errors = reader.report.has_errors();
        let made: BTreeSet<&str> = kept.iter().map(|(sheet, _)| sheet.file.as_str()).collect();
        let is_missing = |file: &String| !made.contains(file.as_str());
        let missing = self.plan.files().filter(is_missing).collect();
        let out = &self.options.target.out;
        let said = |(sheet, change): &(Sheet, Change)| (line(sheet, *change, out), *change);
        let lines = kept.iter().map(said).collect();
        let part = self.options.shard.map(|shard| Part {
            shard,
            inputs: self.witness.inputs(self.plan),
            whole: self.is_whole,
            complete: !has_errors,
        });
        let published = release.publish(Contents {
            sheets: kept.into_iter().map(|(sheet, _)| sheet).collect(),
            books: Vec::new(),
            // What was made before of a sheet that has errors now stays.
            is_whole: self.is_whole && !has_errors,
            part,
        })?;
        Ok(Made::Released(Sheets {
            lines,
            missing,
            published,
        }))
    }

    fn summarize(&self, sheets: &Sheets) {
        let (plan, messages) = (self.plan, self.messages);
        for (line, _) in &sheets.lines {
            messages.result(line);
        }
        let left_out = format!("left out, without figures for {}", plan.year);
        list(&left_out, &plan.left_out, messages);
        list("not made, because of errors", &sheets.missing, messages);
        let changes: Vec<Change> = sheets.lines.iter().map(|(_, change)| *change).collect();
        let (out, made) = (&self.options.target.out, count(changes.len(), "sheet"));
        let made = format!("{made} for {} in {}", plan.year, shown_folder(out));
        tell(&made, out, &changes, &sheets.published, messages);
    }
}

/// What is said of a sheet that has been made.
fn line(sheet: &Sheet, change: Change, out: &Path) -> String {
    let (path, pages) = (out.join(&sheet.file), count(sheet.pages, "page"));
    let size = sheet.text_size;
    format!("{}  {pages}, text {size}, {change}", path.display())
}
