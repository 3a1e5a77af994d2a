//! Renders the sheets of a plan on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::plan::{Job, Plan};
use super::publish::WriteError;
use crate::diagnostic::Report;
use crate::edition::{Edition, Tools};
use crate::geometry::Length;

/// What became of a sheet.
#[derive(Debug)]
pub struct Outcome {
    /// The name of its file.
    pub file: String,
    /// How many pages it has, and the text size chosen for them; none when it has errors.
    pub made: Option<(usize, Length)>,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Batch {
    /// The sheets, in the order of the plan's jobs.
    pub outcomes: Vec<Outcome>,
    /// What is wrong with them, in the same order.
    pub report: Report,
    /// Why a file could not be kept. Then sheets that had not been begun are missing.
    pub failure: Option<WriteError>,
}

/// Takes a finished file by its name and its bytes.
pub type Keep<'k> = dyn Fn(&str, &[u8]) -> Result<(), WriteError> + Sync + 'k;

/// Renders every sheet of a plan on `threads` threads and hands the files to `keep`, which may be
/// called from any of them. Outcomes and diagnostics do not depend on the number of threads.
pub fn render(plan: &Plan, threads: usize, keep: &Keep<'_>) -> Batch {
    let jobs: Vec<Job<'_>> = plan.jobs().collect();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.clamp(1, jobs.len().max(1)) {
            let (sender, jobs, next) = (sender.clone(), &jobs, &next);
            scope.spawn(move || work(plan, jobs, next, keep, &sender));
        }
    });
    drop(sender);
    let mut done: Vec<Done> = receiver.into_iter().collect();
    done.sort_by_key(|done| done.number);
    let mut batch = Batch::default();
    for done in done {
        batch.report.append(done.report);
        batch.outcomes.push(done.outcome);
        batch.failure = batch.failure.or(done.failure);
    }
    batch
}

/// A job that has been done.
struct Done {
    number: usize,
    outcome: Outcome,
    report: Report,
    failure: Option<WriteError>,
}

/// Takes one job after another until there is none left.
fn work(
    plan: &Plan,
    jobs: &[Job<'_>],
    next: &AtomicUsize,
    keep: &Keep<'_>,
    sender: &mpsc::Sender<Done>,
) {
    // As long as the edition stays the same.
    let mut tools: Option<(&Edition, Tools<'_>)> = None;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(number) else { return };
        let tools = match &mut tools {
            Some((edition, tools)) if std::ptr::eq(*edition, job.edition) => tools,
            other => &mut other.insert((job.edition, job.edition.tools())).1,
        };
        let mut report = Report::default();
        let inputs = plan.inputs(job);
        let rendered = job.edition.render(&inputs, tools, &mut report);
        let file = plan.file_name(job);
        let failure = rendered
            .as_ref()
            .and_then(|rendered| keep(&file, &rendered.pdf).err());
        if failure.is_some() {
            next.store(jobs.len(), Ordering::Relaxed);
        }
        let done = Done {
            number,
            outcome: Outcome {
                file,
                made: rendered.map(|r| (r.sheet.pages.len(), r.sheet.text_size)),
            },
            report,
            failure,
        };
        // The receiver lives until all threads have ended.
        let _ = sender.send(done);
    }
}
