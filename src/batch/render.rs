//! Renders the sheets of a plan on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::plan::Plan;
use super::publish::WriteError;
use crate::diagnostic::{Report, Sources};
use crate::edition::{Edition, Tools};
use crate::geometry::Length;
use crate::project::Reader;

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
    /// The sheets, edition by edition, each in the order of codes.
    pub outcomes: Vec<Outcome>,
    /// Why a file could not be kept. Then sheets that had not been begun are missing.
    pub failure: Option<WriteError>,
}

/// Takes a finished file by its name and its bytes.
pub type Keep<'k> = dyn Fn(&str, &[u8]) -> Result<(), WriteError> + Sync + 'k;

/// Reads the figures of every jurisdiction of a plan, renders its sheets on `threads` threads and
/// hands the files to `keep`, which may be called from any of them. What is wrong goes into the
/// reader's report. Neither that nor the outcomes depend on the number of threads.
pub fn render(plan: &Plan, reader: &mut Reader<'_>, threads: usize, keep: &Keep<'_>) -> Batch {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let (reader, next) = (&*reader, &next);
        for _ in 0..threads.clamp(1, plan.codes.len().max(1)) {
            let sender = sender.clone();
            scope.spawn(move || Worker::new(plan, reader, keep).work(next, &sender));
        }
    });
    drop(sender);
    let mut done: Vec<Done> = receiver.into_iter().collect();
    done.sort_by_key(|done| done.number);
    let mut batch = Batch::default();
    let mut by_edition: Vec<Vec<Outcome>> = Vec::new();
    by_edition.resize_with(plan.editions.len(), Vec::new);
    for done in done {
        for (all, outcome) in by_edition.iter_mut().zip(done.outcomes) {
            all.push(outcome);
        }
        if let Some((sources, report)) = done.found {
            reader.join(sources, report);
        }
        batch.failure = batch.failure.or(done.failure);
    }
    batch.outcomes = by_edition.into_iter().flatten().collect();
    batch
}

/// A jurisdiction whose sheets have been made.
struct Done {
    /// Its place among the codes.
    number: usize,
    /// One for each edition; none when its figures are wrong.
    outcomes: Vec<Outcome>,
    /// What is wrong, and the texts that it is in.
    found: Option<(Sources, Report)>,
    failure: Option<WriteError>,
}

/// What a thread works with.
struct Worker<'w> {
    plan: &'w Plan,
    /// What all sheets share has been read here.
    reader: &'w Reader<'w>,
    keep: &'w Keep<'w>,
    /// Those of each edition.
    tools: Vec<Tools<'w>>,
}

impl<'w> Worker<'w> {
    fn new(plan: &'w Plan, reader: &'w Reader<'w>, keep: &'w Keep<'w>) -> Self {
        Self {
            plan,
            reader,
            keep,
            tools: plan.editions.iter().map(Edition::tools).collect(),
        }
    }

    /// Takes one jurisdiction after another until there is none left.
    fn work(mut self, next: &AtomicUsize, sender: &mpsc::Sender<Done>) {
        let codes = &self.plan.codes;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(code) = codes.get(number) else {
                return;
            };
            let done = self.sheets(number, code);
            if done.failure.is_some() {
                next.store(codes.len(), Ordering::Relaxed);
            }
            // The receiver lives until all threads have ended.
            let _ = sender.send(done);
        }
    }

    /// Makes the sheets of a jurisdiction, one of each edition.
    fn sheets(&mut self, number: usize, code: &str) -> Done {
        let mut reader = self.reader.branch();
        let mut outcomes = Vec::with_capacity(self.plan.editions.len());
        let mut failure = None;
        let state = self.plan.figures(&mut reader, code);
        let inputs = state.as_ref().and_then(|s| self.plan.inputs(code, s));
        if let Some(inputs) = inputs {
            for (edition, tools) in self.plan.editions.iter().zip(&mut self.tools) {
                if self.plan.final_only {
                    reader.report.extend(edition.not_final(&inputs));
                }
                let rendered = edition.render(&inputs, tools, &mut reader.report);
                let file = self.plan.file_name(edition, code);
                if let Some(rendered) = &rendered {
                    failure = failure.or((self.keep)(&file, &rendered.pdf).err());
                }
                outcomes.push(Outcome {
                    file,
                    made: rendered.map(|r| (r.sheet.pages.len(), r.sheet.text_size)),
                });
            }
        }
        let Reader {
            sources, report, ..
        } = reader;
        Done {
            number,
            outcomes,
            found: (!report.is_empty()).then_some((sources, report)),
            failure,
        }
    }
}
