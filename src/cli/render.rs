//! `factsheet render`: makes the sheets.

use std::collections::BTreeSet;

use super::arguments::RenderOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::display_folder;
use super::prepare::{prepare, threads};
use super::release::{Outcome, counted_by_output, finish, lines, list, print_summary};
use super::status::Status;
use crate::batch::release::{Change, Contents, Head, Part, Published, Refusal, Release};
use crate::batch::{Batch, Finished, Folder, InputRecorder, Plan, Work, WriteError, render};
use crate::diagnostic::counted as count;
use crate::output::{Options, OutputFile, Record, Selected};
use crate::project::{Files, Reader};

/// A release of sheets that has been published.
struct Sheets {
    /// A line about each file.
    lines: Vec<String>,
    /// The change of each file.
    changes: Vec<Change>,
    /// The number of files of each output.
    made: String,
    /// The files of sheets that have errors.
    missing: Vec<String>,
    /// The fate of earlier files.
    published: Published,
}

/// Renders the selected sheets. If there are errors, nothing is published, unless the option to keep going is set.
pub(super) fn run(
    folder: &Folder,
    options: &RenderOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let mut selection = options.selectors.selection(options.demands);
    selection.shard = options.shard;
    selection.print_marks = options.print_marks;
    let output_options = Options {
        width: options.width,
        print_marks: options.print_marks,
    };
    match Selected::new(&options.format, output_options) {
        Ok(outputs) => selection.outputs = outputs,
        Err(usage) => {
            messages.usage(&usage);
            return Status::Usage;
        }
    }
    let recorder = InputRecorder::new(folder);
    let files: &dyn Files = match options.shard {
        Some(_) => &recorder,
        None => folder,
    };
    let (mut reader, plan) = match prepare(files, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let Some(plan) = plan else {
        let made = Ok(Outcome::<Sheets>::Failed);
        let out = &options.target.out;
        return finish(made, reader, out, (messages, interrupt), |_| {});
    };
    let maker = Maker {
        plan: &plan,
        options,
        recorder: &recorder,
        covers_editions: selection.covers_all_jurisdictions(),
        messages,
        interrupt,
    };
    let made = maker.make(&mut reader);
    let out = &options.target.out;
    finish(made, reader, out, (messages, interrupt), |sheets| {
        maker.summarize(sheets);
    })
}

/// Makes and publishes the sheets of a plan.
struct Maker<'m> {
    plan: &'m Plan,
    options: &'m RenderOptions,
    /// The project's files, recorded if this run makes a part of a release.
    recorder: &'m InputRecorder<'m>,
    /// `true` if all jurisdictions are selected.
    covers_editions: bool,
    messages: &'m Messages,
    interrupt: &'m Interrupt,
}

/// The files of a sheet, each with its change.
type Kept = Vec<(Record, Change)>;

impl Maker<'_> {
    fn make(&self, reader: &mut Reader<'_>) -> Result<Outcome<Sheets>, Refusal> {
        let (plan, options) = (self.plan, self.options);
        let head = Head::new(plan.name(), plan.year, options.shard.map(Part::unfinished));
        let (out, force) = (&options.target.out, options.target.force);
        // If the shared files have errors, sheets are made only to find further errors.
        let release = match reader.report.has_errors() {
            true => None,
            false => Some(Release::open(out, head, force)?),
        };
        let batch = self.render(release.as_ref(), reader);
        if let Some(failure) = batch.failure {
            return Err(failure.into());
        }
        if batch.is_interrupted {
            return Ok(Outcome::Interrupted);
        }
        let kept = batch.outcomes.into_iter().flatten();
        let kept: Vec<Kept> = kept.flatten().collect();
        let is_good = !reader.report.has_errors() || (options.keep_going && !kept.is_empty());
        match release.filter(|_| is_good) {
            Some(release) => self.publish(release, kept, reader),
            None => Ok(Outcome::Failed),
        }
    }

    /// Makes the sheets, and stages their files if there is a release.
    fn render(&self, release: Option<&Release>, reader: &mut Reader<'_>) -> Batch<Option<Kept>> {
        let progress = self.messages.progress(self.plan.numbers().len());
        let outputs = &self.plan.outputs;
        let keep = |finished: Finished<'_, Vec<OutputFile>>| {
            let kept = release.map(|release| keep_all(release, &finished.made));
            kept.transpose()
        };
        let work = Work {
            threads: threads(self.options.selectors.editions.jobs),
            make: &|edition, inputs, tools, report| match release {
                Some(_) => outputs.make(edition, inputs, tools, report),
                None => edition.render(inputs, tools, report).map(|_| Vec::new()),
            },
            keep: &keep,
            should_continue: &|| {
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
        kept: Vec<Kept>,
        reader: &Reader<'_>,
    ) -> Result<Outcome<Sheets>, Refusal> {
        let has_errors = reader.report.has_errors();
        let missing = self.missing(&kept);
        let out = &self.options.target.out;
        let kept: Vec<(Record, Change)> = kept.into_iter().flatten().collect();
        let lines = lines(&kept, out);
        let (entries, changes): (Vec<Record>, _) = kept.into_iter().unzip();
        let part = self.options.shard.map(|shard| Part {
            shard,
            inputs: self.recorder.inputs(self.plan),
            whole: self.covers_editions,
            complete: !has_errors,
        });
        let made = counted_by_output(&entries);
        let published = release.publish(Contents {
            entries,
            // If a sheet has errors, its earlier files stay.
            covers_editions: self.covers_editions && !has_errors,
            part,
        })?;
        Ok(Outcome::Published(Sheets {
            lines,
            changes,
            made,
            missing,
            published,
        }))
    }

    /// The first files of the sheets that have errors.
    fn missing(&self, kept: &[Kept]) -> Vec<String> {
        let made = kept.iter().filter_map(|files| files.first());
        let made: BTreeSet<&str> = made.map(|(entry, _)| entry.stem()).collect();
        let stems = self.plan.stems();
        let missing = stems.filter(|stem| !made.contains(stem.as_str()));
        let files = missing.filter_map(|stem| self.plan.outputs.first_file(&stem));
        files.collect()
    }

    fn summarize(&self, sheets: &Sheets) {
        let (plan, messages) = (self.plan, self.messages);
        for line in &sheets.lines {
            messages.result(line);
        }
        if !plan.left_out.is_empty() {
            let left_out = count(plan.left_out.len(), "jurisdiction");
            let codes = plan.left_out.join(" ");
            messages.result(&format!("No {} figures for {left_out}: {codes}", plan.year));
        }
        list("not made, because of errors", &sheets.missing, messages);
        let out = &self.options.target.out;
        let made = format!(
            "Rendered {} for {} to {}",
            sheets.made,
            plan.year,
            display_folder(out)
        );
        print_summary(&made, out, &sheets.changes, &sheets.published, messages);
    }
}

/// Hands the files of a sheet to the release.
fn keep_all(release: &Release, made: &[OutputFile]) -> Result<Kept, WriteError> {
    let keep = |made: &OutputFile| {
        let facts = made.entry.facts();
        let change = release.keep(facts.file, &made.bytes, facts.sha256)?;
        Ok((made.entry.clone(), change))
    };
    made.iter().map(keep).collect()
}
