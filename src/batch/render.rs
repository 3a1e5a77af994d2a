//! Renders the sheets of a plan on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::plan::{Job, Plan};
use super::publish::WriteError;
use crate::diagnostic::Report;
use crate::edition::Edition;
use crate::geometry::Length;
use crate::text::Shaper;

/// What became of a sheet.
#[derive(Debug)]
pub struct Outcome {
    /// The name of its file.
    pub file: String,
    /// How many pages it has, and the text size chosen for them; none when it has errors.
    pub made: Option<(usize, Length)>,
}

/// Takes a finished file by its name and its bytes.
pub type Keep<'k> = dyn Fn(&str, &[u8]) -> Result<(), WriteError> + Sync + 'k;

/// Renders every sheet of a plan on `threads` threads and hands the files to `keep`, which may be
/// called from any of them. The outcomes and the diagnostics come in the order of the plan's jobs,
/// however many threads there are.
///
/// # Errors
///
/// The first error of `keep` in that order. The sheets after it are not begun.
pub fn render(
    plan: &Plan,
    threads: usize,
    keep: &Keep<'_>,
) -> Result<(Vec<Outcome>, Report), WriteError> {
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
    let mut outcomes = Vec::with_capacity(done.len());
    let mut report = Report::default();
    for done in done {
        report.append(done.report);
        outcomes.push(done.outcome?);
    }
    Ok((outcomes, report))
}

/// A job that has been done.
struct Done {
    number: usize,
    outcome: Result<Outcome, WriteError>,
    report: Report,
}

/// Takes one job after another until there is none left.
fn work(
    plan: &Plan,
    jobs: &[Job<'_>],
    next: &AtomicUsize,
    keep: &Keep<'_>,
    sender: &mpsc::Sender<Done>,
) {
    // One shaper as long as the edition stays the same: it remembers the words it has shaped.
    let mut shaper: Option<(&Edition, Shaper<'_>)> = None;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(number) else { return };
        let (edition, shaper) = match &mut shaper {
            Some((edition, shaper)) if std::ptr::eq(*edition, job.edition) => (*edition, shaper),
            other => {
                let fresh = other.insert((job.edition, job.edition.shaper()));
                (fresh.0, &mut fresh.1)
            }
        };
        let mut report = Report::default();
        let (project, national) = (&plan.project, &plan.national);
        let rendered = edition.render(
            project,
            job.jurisdiction,
            job.state,
            national,
            shaper,
            &mut report,
        );
        let file = plan.file_name(job);
        let kept = rendered
            .as_ref()
            .map_or(Ok(()), |rendered| keep(&file, &rendered.pdf));
        let failed = kept.is_err();
        let outcome = kept.map(|()| Outcome {
            made: rendered.map(|r| (r.sheet.pages.len(), r.sheet.text_size)),
            file,
        });
        let done = Done {
            number,
            outcome,
            report,
        };
        // The receiver lives until all threads have ended.
        let _ = sender.send(done);
        if failed {
            next.store(jobs.len(), Ordering::Relaxed);
        }
    }
}
