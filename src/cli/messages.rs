//! Where messages and results go: messages to the standard error, results to the standard output.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};

use super::count;
use crate::batch::{UsageError, WriteError};
use crate::diagnostic::render::{Format, render};
use crate::diagnostic::{Diagnostic, MACHINE_FAILED, Report, Severity, Sources};

/// Writes messages in the format that was asked for.
pub(super) struct Messages {
    format: Format,
    color: bool,
}

impl Messages {
    pub(super) fn new(format: Format) -> Self {
        let choice = AutoStream::choice(&std::io::stderr());
        let color = choice != ColorChoice::Never;
        Self { format, color }
    }

    /// All that was found in the files.
    pub(super) fn report(&self, report: &Report, sources: &Sources) {
        write(&render(report, sources, self.format, self.color));
    }

    /// A command that cannot be carried out as it was given.
    pub(super) fn usage(&self, error: &UsageError) {
        self.one(Diagnostic::nowhere("usage", error.message.as_str()).help(error.help.as_str()));
    }

    /// A file that the machine refused to write.
    pub(super) fn machine(&self, WriteError { path, error }: &WriteError) {
        let message = format!("cannot write {}: {error}", path.display());
        self.one(Diagnostic::nowhere(MACHINE_FAILED, message));
    }

    fn one(&self, diagnostic: Diagnostic) {
        self.report(&Report::from_iter([diagnostic]), &Sources::default());
    }

    /// How it ended, for people only: how many errors and warnings, and what follows from errors.
    pub(super) fn closing(&self, report: &Report, sources: &Sources, what_follows: &str) {
        if self.format != Format::Human {
            return;
        }
        let errors = report.count(Severity::Error, sources);
        let warnings = report.count(Severity::Warning, sources);
        let [of_errors, of_warnings] = [count(errors, "error"), count(warnings, "warning")];
        match (errors, warnings) {
            (0, 0) => {}
            (0, _) => write(&format!("warning: {of_warnings} found\n")),
            (_, 0) => write(&format!("error: {of_errors} found{what_follows}\n")),
            _ => write(&format!(
                "error: {of_errors} and {of_warnings} found{what_follows}\n"
            )),
        }
    }
}

fn write(text: &str) {
    // When the standard error is gone there is nobody to tell.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A line of results.
pub(super) fn result(line: &str) {
    // A closed pipe, as of `head`, is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{line}");
}
