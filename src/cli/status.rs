//! Exit statuses.

use std::process::ExitCode;

use crate::diagnostic::Report;

/// The outcome of a run. Of several the highest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// All is well.
    Done = 0,
    /// The files have errors.
    Errors = 1,
    /// The command cannot be carried out as it was given.
    Usage = 2,
    /// A file could not be read or written.
    Machine = 3,
    /// The run was interrupted.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

impl Status {
    /// The status that follows from a report.
    pub(super) fn from_report(report: &Report) -> Self {
        if report.machine_failed() {
            Self::Machine
        } else if report.has_errors() {
            Self::Errors
        } else {
            Self::Done
        }
    }
}
