//! What is wrong with the user's files, as data.
//!
//! Every stage collects [`Diagnostic`]s instead of printing; [`render`] shows them in the end, all
//! together and in the order of the files.

mod alike;
mod cells;
mod code;
mod columns;
mod excerpt;
mod listed;
pub mod render;
mod report;
mod sheet;
mod source;
mod suggest;
mod usage;
mod visible;

pub use alike::{composed, told_apart};
pub use cells::{Place, column_name};
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

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Worth a look; the sheets are published.
    Warning,
    /// Good to know, for those who check.
    Note,
}

/// A place that explains the error, beside the place of the error itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// A text that mends a mistake when it is put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it takes the place of.
    pub span: Span,
    /// What is to be there.
    pub text: String,
}

/// One thing that is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A short stable name for the kind of mistake, such as `unknown-name`.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file, when the mistake is that of a whole file or of a missing one.
    pub file: Option<String>,
    /// The place of the mistake.
    pub span: Option<Span>,
    /// The text within that place where the mistake is, when it is not all of it.
    pub at: Option<String>,
    /// What stands beside the caret.
    pub label: String,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// What the help says to write, when it says that exactly.
    pub fix: Option<Fix>,
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
        }
    }

    /// An error at a place, or nowhere when the span is detached.
    pub fn error(code: Code, span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self {
            span: span.into().attached(),
            ..Self::new(code, message.into())
        }
    }

    /// An error that is nowhere in the files: of the command line or the machine.
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

    /// The same, as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, as a note.
    #[must_use]
    pub fn note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// Points at the first place within the span where this text stands, if it does.
    #[must_use]
    pub fn pointing_at(mut self, text: impl Into<String>) -> Self {
        self.at = Some(text.into());
        self
    }

    /// The exact place of the mistake.
    #[must_use]
    pub fn place(&self, sources: &Sources) -> Option<Span> {
        let span = self.span?;
        let text = self.at.as_deref().unwrap_or_default();
        let found = sources.slice(span).find(text).filter(|_| !text.is_empty());
        Some(found.map_or(span, |at| {
            Span::new(span.start + at, span.start + at + text.len())
        }))
    }

    /// Adds what stands beside the caret.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        let label = span.attached().map(|span| Label { span, text });
        self.labels.extend(label);
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds what to do when there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// What the help says to write in the place of something else. Whoever follows it must be rid of the
    /// error; tests do.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.fix = span.attached().map(|span| Fix { span, text });
        self
    }

    /// The same when it is known what to write.
    #[must_use]
    pub fn maybe_fix(self, span: Span, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.fix(span, text),
            None => self,
        }
    }
}
