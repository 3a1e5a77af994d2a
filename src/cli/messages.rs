//! Where messages and results go: messages to the standard error, results to the standard output.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use serde_json::json;

use crate::diagnostic::render::{Format, render};
use crate::diagnostic::{Report, Sources};

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
        self.write(&render(report, sources, self.format, self.color));
    }

    /// A command that cannot be carried out as it was given.
    pub(super) fn usage(&self, message: &str, help: Option<&str>) {
        self.without_place("usage", message, help);
    }

    /// Something that the machine refused.
    pub(super) fn machine(&self, message: &str) {
        self.without_place("machine-failed", message, None);
    }

    /// How it ended, for people only.
    pub(super) fn closing(&self, report: &Report, what_follows: &str) {
        if self.format == Format::Human && report.has_errors() {
            self.write(&format!("error: {what_follows}\n"));
        }
    }

    fn without_place(&self, code: &str, message: &str, help: Option<&str>) {
        let text = match self.format {
            Format::Human => {
                let help = help.map_or(String::new(), |help| format!("  help: {help}\n"));
                format!("error: {message}\n{help}")
            }
            Format::Json => {
                let object = json!({
                    "severity": "error", "code": code, "message": message,
                    "file": null, "line": null, "column": null, "help": help,
                });
                format!("{object}\n")
            }
            Format::Github => format!("::error title={code}::{message}\n"),
        };
        self.write(&text);
    }

    #[expect(clippy::unused_self, reason = "all writing goes through the one place")]
    fn write(&self, text: &str) {
        // When the standard error is gone there is nobody to tell.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// A line of results.
pub(super) fn result(line: &str) {
    // A closed pipe, as of `head`, is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{line}");
}
