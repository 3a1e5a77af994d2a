//! Diagnostics: the errors, warnings and notes about the user's files.
//!
//! Every stage collects [`Diagnostic`]s in a [`Report`] instead of printing. At the end, [`render`] shows all of them
//! together, in the order of the files, so that a user can mend everything in one pass. A [`Span`] locates each of
//! them in one of the [`Sources`].

mod alike;
mod cells;
mod code;
mod columns;
mod excerpt;
mod group;
mod listed;
pub mod render;
mod report;
mod sheet;
mod source;
mod suggest;
mod usage;
mod visible;

pub use alike::{composed, told_apart};
pub use cells::{CellAddress, column_name};
pub use code::Code;
pub use columns::in_columns;
pub use listed::{counted, listed};
pub use report::{MOST_OF_A_KIND, Mark, Report, Unlisted};
pub use sheet::SheetSpans;
pub use source::{Sources, Span};
pub use suggest::{did_you_mean, hint, question};
pub use usage::UsageError;
pub use visible::{visible, visible_json, visible_lines};

use serde::Serialize;

/// The severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// The sheets are published but should be reviewed.
    Warning,
    /// Information for `check`.
    Note,
}

/// A second location that explains the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The source location.
    pub span: Span,
    /// The text beside it.
    pub text: String,
}

/// A replacement that mends the mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The text to replace.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A problem, its location and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The kind of problem, such as `unknown-name`.
    pub code: Code,
    /// The problem in one sentence, without a full stop.
    pub message: String,
    /// The file, if the problem concerns a whole file or a missing one.
    pub file: Option<String>,
    /// The location.
    pub span: Option<Span>,
    /// The faulty part of the located text, or `None` for all of it.
    pub at: Option<String>,
    /// The text beside the caret.
    pub label: String,
    /// Other locations that explain it.
    pub labels: Vec<Label>,
    /// The way out.
    pub help: Option<String>,
    /// The replacement that the help describes, if it is exact.
    pub fix: Option<Fix>,
    /// The words of the message that name the place or the figure it is about. Diagnostics that differ in nothing else
    /// have one cause and can be shown as one.
    pub subject: Option<String>,
}

impl Diagnostic {
    fn new(code: Code, message: String) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message,
            file: None,
            span: None,
            at: None,
            label: String::new(),
            labels: Vec::new(),
            help: None,
            fix: None,
            subject: None,
        }
    }

    /// An error at a place, or nowhere when the span is detached.
    pub fn error(code: Code, span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self {
            span: span.into().attached(),
            ..Self::new(code, message.into())
        }
    }

    /// An error of the command line or of the system, without a location in the files.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, message.into())
    }

    /// An error of a whole file, such as one that is missing.
    pub fn file_error(code: Code, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: Some(file.into()),
            ..Self::new(code, message.into())
        }
    }

    /// Turns the diagnostic into a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Turns the diagnostic into a note.
    #[must_use]
    pub fn note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// Names the place or the figure that the diagnostic is about, in the words of its message or, if the message does
    /// not name it, in others. See [`subject`](Self::subject).
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Narrows the location to the first occurrence of this text in the span, if there is one.
    #[must_use]
    pub fn pointing_at(mut self, text: impl Into<String>) -> Self {
        self.at = Some(text.into());
        self
    }

    /// The exact location of the problem.
    #[must_use]
    pub fn place(&self, sources: &Sources) -> Option<Span> {
        let span = self.span?;
        let text = self.at.as_deref().unwrap_or_default();
        let found = sources.slice(span).find(text).filter(|_| !text.is_empty());
        Some(found.map_or(span, |at| {
            Span::new(span.start + at, span.start + at + text.len())
        }))
    }

    /// Adds the text beside the caret.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds another location.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        let label = span.attached().map(|span| Label { span, text });
        self.labels.extend(label);
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds the way out, if there is one.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Adds the replacement that the help describes. Applying it must remove the error; tests apply every one.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.fix = span.attached().map(|span| Fix { span, text });
        self
    }

    /// Adds a replacement, if there is one.
    #[must_use]
    pub fn maybe_fix(self, span: Span, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.fix(span, text),
            None => self,
        }
    }
}
