//! Renders the sheets of a plan on several threads.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::mixed_up::mixed_up;
use super::plan::Plan;
use super::write_error::WriteError;
use crate::diagnostic::{Report, Sources};
use crate::edition::{Edition, Inputs, Tools};
use crate::project::Reader;
use crate::proofread::Fingerprint;

/// The work on the sheets of a plan. `M` is the result of making a sheet, and `K` is the outcome to collect.
pub struct Work<'w, M, K> {
    /// The number of threads.
    pub threads: usize,
    /// Makes a sheet, such as [`Edition::render`]. Called from any worker thread.
    pub make: &'w Make<'w, M>,
    /// Called with each valid sheet, from any worker thread.
    pub keep: &'w Keep<'w, M, K>,
    /// Called after each jurisdiction, from any worker thread. The run ends when it returns false.
    pub should_continue: &'w (dyn Fn() -> bool + Sync),
}

/// Makes a sheet. Problems go into the report; `None` when there are errors.
pub type Make<'w, M> =
    dyn Fn(&Edition, &Inputs<'_>, &mut Tools<'_>, &mut Report) -> Option<M> + Sync + 'w;

/// Handles a finished sheet, for example by staging its files, and returns the outcome to collect.
pub type Keep<'w, M, K> = dyn Fn(Finished<'_, M>) -> Result<K, WriteError> + Sync + 'w;

/// A valid sheet.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'f, M> {
    /// The jurisdiction's code.
    pub code: &'f str,
    /// The edition.
    pub edition: &'f Edition,
    /// The result of [`Work::make`].
    pub made: M,
}

/// The result of a batch.
#[derive(Debug)]
pub struct Batch<K> {
    /// The results of [`Work::keep`], edition by edition, each in the order of codes; `None` for a sheet with errors.
    /// Sheets of a jurisdiction with wrong figures are absent.
    pub outcomes: Vec<Option<K>>,
    /// The first write error. Rendering stops at it, so later sheets may be absent.
    pub failure: Option<WriteError>,
    /// Whether the run was interrupted. If so, later sheets are absent.
    pub is_interrupted: bool,
}

/// Reads the figures of every jurisdiction of a plan, renders its sheets and keeps those that
/// are valid. Problems go into the reader's report. Neither the report nor the outcomes depend on the number of
/// threads.
pub fn render<M, K: Send>(plan: &Plan, reader: &mut Reader<'_>, work: &Work<'_, M, K>) -> Batch<K> {
    let numbers: Vec<usize> = plan.numbers().collect();
    render_these(plan, &numbers, reader, work)
}

/// Renders some jurisdictions, given the indices of their codes. The outcomes are in the order of these indices.
pub(super) fn render_these<M, K: Send>(
    plan: &Plan,
    numbers: &[usize],
    reader: &mut Reader<'_>,
    work: &Work<'_, M, K>,
) -> Batch<K> {
    let (next, is_interrupted) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let mut done: Vec<Done<K>> = thread::scope(|scope| {
        let (reader, next, is_interrupted) = (&*reader, &next, &is_interrupted);
        let run = |sender: &mpsc::Sender<_>| {
            Worker::new(plan, reader, work).work(numbers, next, is_interrupted, sender);
        };
        let further = work.threads.min(numbers.len()).saturating_sub(1);
        for _ in 0..further {
            let sender = sender.clone();
            // If no more threads can be started, the existing ones do the work.
            let _ = thread::Builder::new().spawn_scoped(scope, move || run(&sender));
        }
        run(&sender);
        drop(sender);
        receiver.into_iter().collect()
    });
    done.sort_by_key(|done| done.index);
    let mut batch = Batch {
        outcomes: Vec::new(),
        failure: None,
        is_interrupted: is_interrupted.into_inner(),
    };
    let fingerprints = done.iter_mut().filter_map(|done| done.fingerprint.take());
    let fingerprints: Vec<Fingerprint> = fingerprints.collect();
    let asked = mixed_up(plan, &fingerprints, reader.files());
    let (about, mut asked): (Vec<_>, Report) = asked.unzip();
    plan.judge(&mut asked);
    let about = about.into_iter().filter(|_| asked.has_errors());
    let refused: BTreeSet<&str> = about.flatten().collect();
    let mut by_edition: Vec<Vec<Option<K>>> = Vec::new();
    by_edition.resize_with(plan.editions.len(), Vec::new);
    for done in done {
        let is_refused = refused.contains(plan.codes[done.number].as_str());
        for (edition, outcome) in done.outcomes {
            by_edition[edition].push(outcome.filter(|_| !is_refused));
        }
        if let Some((sources, report)) = done.found {
            reader.join(sources, report);
        }
        batch.failure = batch.failure.or(done.failure);
    }
    reader.report.append(asked);
    batch.outcomes = by_edition.into_iter().flatten().collect();
    batch
}

/// A finished jurisdiction.
struct Done<K> {
    /// The position in the batch.
    index: usize,
    /// The position among the codes.
    number: usize,
    /// The sheets, with the numbers of their editions; empty when the figures are wrong.
    outcomes: Vec<(usize, Option<K>)>,
    /// The problems, with the texts they are in.
    found: Option<(Sources, Report)>,
    failure: Option<WriteError>,
    /// The fingerprint of the figures for comparison with other jurisdictions, if there is one.
    fingerprint: Option<Fingerprint>,
}

/// A worker thread.
struct Worker<'w, M, K> {
    plan: &'w Plan,
    /// The reader with the files that all sheets share.
    reader: &'w Reader<'w>,
    work: &'w Work<'w, M, K>,
    /// The tools of each edition.
    tools: Vec<Tools<'w>>,
}

impl<'w, M, K> Worker<'w, M, K> {
    fn new(plan: &'w Plan, reader: &'w Reader<'w>, work: &'w Work<'w, M, K>) -> Self {
        Self {
            plan,
            reader,
            work,
            tools: plan.editions.iter().map(Edition::tools).collect(),
        }
    }

    /// Renders one jurisdiction after another until none is left.
    fn work(
        mut self,
        numbers: &[usize],
        next: &AtomicUsize,
        is_interrupted: &AtomicBool,
        sender: &mpsc::Sender<Done<K>>,
    ) {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(number) = numbers.get(index) else {
                return;
            };
            let done = self.jurisdiction(index, *number);
            let should_continue = (self.work.should_continue)();
            if !should_continue {
                is_interrupted.store(true, Ordering::Relaxed);
            }
            if done.failure.is_some() || !should_continue {
                next.store(numbers.len(), Ordering::Relaxed);
            }
            // The receiver lives until all threads have ended.
            let _ = sender.send(done);
        }
    }

    /// Makes the sheets of a jurisdiction, one of each edition.
    fn jurisdiction(&mut self, index: usize, number: usize) -> Done<K> {
        let code = self.plan.codes[number].as_str();
        let mut reader = self.reader.branch();
        let (state, fingerprint) = self.plan.figures(&mut reader, code).unzip();
        let inputs = state.as_ref().and_then(|s| self.plan.inputs(code, s));
        self.plan.judge(&mut reader.report);
        let mut done = Done {
            index,
            number,
            // The exact capacity, because a run can have very many of these.
            outcomes: Vec::with_capacity(self.plan.editions_of(number).len()),
            found: None,
            failure: None,
            fingerprint: fingerprint.flatten(),
        };
        let are_sound = !reader.report.has_errors();
        if let Some(inputs) = inputs {
            for index in self.plan.editions_of(number) {
                let mut report = Report::default();
                let made = self.sheet(index, &inputs, &mut report);
                let made = made.filter(|_| are_sound && !report.has_errors());
                let kept = made.map(|made| {
                    (self.work.keep)(Finished {
                        code,
                        edition: &self.plan.editions[index],
                        made,
                    })
                });
                reader.report.append(report);
                let kept = kept.transpose().unwrap_or_else(|failure| {
                    done.failure.get_or_insert(failure);
                    None
                });
                done.outcomes.push((index, kept));
            }
        }
        let Reader {
            sources, report, ..
        } = reader;
        done.found = (!report.is_empty()).then_some((sources, report));
        done
    }

    /// Makes the sheet of an edition.
    fn sheet(&mut self, index: usize, inputs: &Inputs<'_>, report: &mut Report) -> Option<M> {
        let edition = &self.plan.editions[index];
        if self.plan.final_only {
            report.extend(edition.not_final(inputs));
        }
        let made = (self.work.make)(edition, inputs, &mut self.tools[index], report);
        self.plan.judge(report);
        made
    }
}
