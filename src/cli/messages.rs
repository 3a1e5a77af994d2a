//! Messages, which go to the standard error, and results, which go to the standard output.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use anstream::{AutoStream, ColorChoice};

use super::arguments::Arguments;
use super::progress::Progress;
use super::status::Status;
use super::stderr::write;
use crate::batch::release::{MANIFEST, Refusal};
use crate::batch::{FileProblem, WriteError};
use crate::diagnostic::render::{Format, render};
use crate::diagnostic::{
    Code, Diagnostic, Report, Severity, Sources, UsageError, counted as count, visible,
};

/// The most files that are listed one by one.
const MOST_LISTED: usize = 10;

/// Writes messages in the selected format, and results unless the run is quiet.
#[derive(Clone)]
pub(super) struct Messages {
    format: Format,
    color: bool,
    is_quiet: bool,
    begun: Instant,
    /// The first error of writing a result.
    lost: Arc<OnceLock<std::io::Error>>,
}

impl Messages {
    pub(super) fn new(format: Format) -> Self {
        let choice = AutoStream::choice(&std::io::stderr());
        let color = choice != ColorChoice::Never;
        Self {
            format,
            color,
            is_quiet: false,
            begun: Instant::now(),
            lost: Arc::default(),
        }
    }

    /// Messages in the format that a command asks for.
    pub(super) fn of(arguments: &Arguments) -> Self {
        Self {
            is_quiet: arguments.quiet,
            ..Self::new(arguments.message_format.into())
        }
    }

    /// Writes all diagnostics of a report.
    pub(super) fn report(&self, report: &Report, sources: &Sources) {
        write(&render(report, sources, self.format, self.color));
    }

    /// Writes the error of a command that cannot be carried out as given.
    pub(super) fn usage(&self, error: &UsageError) {
        self.one(
            Diagnostic::nowhere(Code::Usage, error.message.as_str()).help(error.help.as_str()),
        );
    }

    /// Writes the error for a file that could not be written.
    pub(super) fn machine(&self, failure: &WriteError) {
        self.one(Diagnostic::nowhere(
            Code::MachineFailed,
            failure.to_string(),
        ));
    }

    /// A file that was named on the command line and is not read or written.
    pub(super) fn file(&self, problem: &FileProblem) -> Status {
        match problem {
            FileProblem::Usage(usage) => {
                self.usage(usage);
                Status::Usage
            }
            FileProblem::Machine(failure) => {
                self.machine(failure);
                Status::Machine
            }
        }
    }

    /// Reports that the run was interrupted, and the consequence.
    pub(super) fn interrupted(&self, what_follows: &str) -> Status {
        let message = format!("the run was ended before it was done; {what_follows}");
        self.one(Diagnostic::nowhere(Code::Interrupted, message));
        Status::Interrupted
    }

    /// Reports why a release was refused.
    pub(super) fn refusal(&self, refusal: Refusal, out: &Path) -> Status {
        let problems: Vec<Diagnostic> = match refusal {
            Refusal::Failed(failure) => {
                self.machine(&failure);
                return Status::Machine;
            }
            Refusal::Unfinished(failure) => {
                let help = "some files are new already; run it again to finish";
                self.one(Diagnostic::nowhere(Code::MachineFailed, failure.to_string()).help(help));
                return Status::Machine;
            }
            Refusal::Lost { files, is_begun } => {
                self.one(lost(&files, is_begun));
                return Status::Machine;
            }
            Refusal::ForeignFiles(paths) => {
                let stranger = |path: &PathBuf| {
                    let message = "factsheet has not made this file, or it was changed since";
                    Diagnostic::file_error(Code::NotOurs, path.display().to_string(), message).help(
                        "move it away, name another folder with --out, or write over it with --force",
                    )
                };
                paths.iter().map(stranger).collect()
            }
            Refusal::OtherSheets(book) => {
                let message = "the sheets beside this book would be others than those in it";
                let book = book.display().to_string();
                let help = "run `factsheet render` first, or name another folder with --out";
                vec![Diagnostic::file_error(Code::OtherSheets, book, message).help(help)]
            }
            Refusal::Other { there, wanted } => {
                let manifest = out.join(MANIFEST).display().to_string();
                let message = format!("this folder already holds {there}; this would be {wanted}");
                let help = "name another folder with --out; --force removes the files of that release, and no others";
                vec![Diagnostic::file_error(Code::OtherRelease, manifest, message).help(help)]
            }
        };
        self.problems(problems)
    }

    /// Warns of files that another program changed. They are no longer in the release.
    pub(super) fn changed_by_others(&self, names: &[String], out: &Path) {
        let warning = |name: &String| {
            let message =
                "this file was changed since it was made, and is no longer in the release";
            Diagnostic::file_error(Code::NotOurs, out.join(name).display().to_string(), message)
                .warning()
                .about("")
                .help("move it away and make it again, or write over it with --force")
        };
        let report = Report::from_iter(names.iter().map(warning));
        self.report(&report, &Sources::default());
    }

    /// Warns of sheets that are older than the pictures of them.
    pub(super) fn older_sheets(&self, names: &BTreeSet<String>, out: &Path) {
        let warning = |name: &String| {
            let message = "this sheet is no longer what its pictures show";
            Diagnostic::file_error(
                Code::OtherSheets,
                out.join(name).display().to_string(),
                message,
            )
            .warning()
            .about("")
            .help("make both with --format pdf,png")
        };
        let report = Report::from_iter(names.iter().map(warning));
        self.report(&report, &Sources::default());
    }

    /// Shows problems of files that have no text to show. Nothing is written after them.
    pub(super) fn problems(&self, problems: Vec<Diagnostic>) -> Status {
        let (report, sources) = (Report::from_iter(problems), Sources::default());
        self.report(&report, &sources);
        self.closing(&report, &sources, "; nothing was written");
        Status::Errors
    }

    fn one(&self, diagnostic: Diagnostic) {
        self.report(&Report::from_iter([diagnostic]), &Sources::default());
    }

    /// The closing line, for people only: the numbers of errors and warnings, and the consequence of errors.
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

    /// Starts the progress display of a run over `total` jurisdictions.
    pub(super) fn progress(&self, total: usize) -> Progress {
        Progress::new(total, self.is_quiet || self.format == Format::Json)
    }

    /// A line of results.
    pub(super) fn result(&self, line: &str) {
        self.output(&format!("{}\n", visible(line)));
    }

    /// Prints a requested text, unless the run is quiet.
    pub(super) fn output(&self, text: &str) {
        if !self.is_quiet {
            self.document(text.as_bytes());
        }
    }

    /// Prints a requested document, even if the run is quiet.
    pub(super) fn document(&self, bytes: &[u8]) {
        let mut out = std::io::stdout().lock();
        self.keep_failure(out.write_all(bytes).and_then(|()| out.flush()));
    }

    /// Remembers that a result could not be written. A closed pipe, as of `head`, is no reason to fail.
    pub(super) fn keep_failure(&self, written: std::io::Result<()>) {
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            // Only the first failure is kept; later ones have the same cause.
            let _ = self.lost.set(error);
        }
    }

    /// The exit status of a run. If some results could not be written, reports that and returns at least
    /// [`Status::Machine`].
    pub(super) fn final_status(&self, status: Status) -> Status {
        let Some(error) = self.lost.get() else {
            return status;
        };
        let message = format!("cannot write the output: {error}");
        self.one(Diagnostic::nowhere(Code::MachineFailed, message));
        status.max(Status::Machine)
    }

    /// Prints the last line of results: what was made, the time it took, and the changes, if any.
    pub(super) fn done(&self, what: &str, changes: &str) {
        let seconds = self.begun.elapsed().as_secs_f64();
        let changes = match changes {
            "" => String::new(),
            changes => format!(" ({changes})"),
        };
        self.result(&format!("{what} in {seconds:.2} s{changes}"));
    }
}

/// Files that another program has removed or changed while they were made.
fn lost(files: &[PathBuf], is_begun: bool) -> Diagnostic {
    let listed = files.iter().take(MOST_LISTED);
    let mut listed: Vec<String> = listed.map(|file| file.display().to_string()).collect();
    listed.extend((files.len() > MOST_LISTED).then(|| "…".to_owned()));
    let (files, listed) = (count(files.len(), "file"), listed.join(", "));
    let message = format!("another program removed or changed {files} during the run: {listed}");
    let help = match is_begun {
        true => "the release is not whole; stop that program, and run this again",
        false => "nothing was published; stop that program, and run this again",
    };
    Diagnostic::nowhere(Code::MachineFailed, message).help(help)
}
