//! The progress of long runs.

use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::stderr::write;

/// The time after which progress is displayed.
const LONG: Duration = Duration::from_secs(1);

/// The time between two plain lines.
const APART: Duration = Duration::from_secs(10);

/// A progress display: a bar on a terminal, otherwise a line every ten seconds, and no output in short runs.
pub(super) struct Progress {
    begun: Instant,
    total: u64,
    done: AtomicU64,
    kind: Kind,
}

enum Kind {
    Bar {
        bar: ProgressBar,
        is_shown: AtomicBool,
    },
    Lines {
        shown: AtomicU64,
    },
    Silent,
}

impl Progress {
    /// A progress display for `total` jurisdictions.
    pub(super) fn new(total: usize, is_silent: bool) -> Self {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        let kind = if is_silent {
            Kind::Silent
        } else if stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
            let style =
                ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len}, {eta} to go");
            Kind::Bar {
                bar: style.map_or(bar.clone(), |style| bar.with_style(style)),
                is_shown: AtomicBool::new(false),
            }
        } else {
            Kind::Lines {
                shown: AtomicU64::new(0),
            }
        };
        Self {
            begun: Instant::now(),
            total,
            done: AtomicU64::new(0),
            kind,
        }
    }

    /// One jurisdiction is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        match &self.kind {
            Kind::Bar { bar, is_shown } => {
                bar.inc(1);
                if self.begun.elapsed() > LONG && !is_shown.swap(true, Ordering::Relaxed) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                }
            }
            Kind::Lines { shown } => {
                let due = self.begun.elapsed().as_secs() / APART.as_secs();
                if shown.fetch_max(due, Ordering::Relaxed) < due {
                    write(&format!("{done} of {} done\n", self.total));
                }
            }
            Kind::Silent => {}
        }
    }

    /// Ends the display. A bar is removed to make room for later output.
    pub(super) fn finish(&self) {
        if let Kind::Bar { bar, .. } = &self.kind {
            bar.finish_and_clear();
        }
    }
}
