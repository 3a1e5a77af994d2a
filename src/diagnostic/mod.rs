//! What is wrong with the user's files, as data.
//!
//! Every stage collects [`Diagnostic`]s instead of printing; [`render`] shows them in the end, all
//! together and in the order of the files.

mod columns;
mod excerpt;
mod listed;
pub mod render;
mod sheet;
mod source;
mod suggest;

pub use columns::in_columns;
pub use listed::{counted, listed};
pub use sheet::{Place, SheetSpans, column_name};
pub use source::{Sources, Span};
pub use suggest::{did_you_mean, hint};

use serde::Serialize;

/// The code of errors that are the machine's and not the user's.
pub const MACHINE_FAILED: &str = "machine-failed";

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

/// One thing that is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A short stable name for the kind of mistake, such as `unknown-name`.
    pub code: &'static str,
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
}

impl Diagnostic {
    fn new(code: &'static str, message: String) -> Self {
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
        }
    }

    /// An error at a place.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::new(code, message.into())
        }
    }

    /// An error that is nowhere in the files: of the command line or the machine.
    pub fn nowhere(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, message.into())
    }

    /// An error of a whole file, such as one that is missing.
    pub fn file_error(
        code: &'static str,
        file: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
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
        self.labels.push(Label {
            span,
            text: text.into(),
        });
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
}

/// The diagnostics of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    items: Vec<Diagnostic>,
}

impl Report {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all of another report.
    pub fn append(&mut self, mut other: Self) {
        self.items.append(&mut other.items);
    }

    /// The same with all places moved.
    #[must_use]
    pub fn moved(mut self, place: impl Fn(Span) -> Span) -> Self {
        for item in &mut self.items {
            let own = item.span.iter_mut();
            for span in own.chain(item.labels.iter_mut().map(|label| &mut label.span)) {
                *span = place(*span);
            }
        }
        self
    }

    /// Whether it has an error of the same kind and message, wherever.
    #[must_use]
    pub fn says(&self, other: &Diagnostic) -> bool {
        let is_same = |d: &Diagnostic| (d.code, &d.message) == (other.code, &other.message);
        self.items.iter().any(is_same)
    }

    /// The same without those of a kind.
    #[must_use]
    pub fn without(mut self, code: &str) -> Self {
        self.items.retain(|d| d.code != code);
        self
    }

    /// Only those of some kinds.
    #[must_use]
    pub fn only(mut self, codes: &[&str]) -> Self {
        self.items.retain(|d| codes.contains(&d.code));
        self
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many of them are so bad, each counted once.
    #[must_use]
    pub fn count(&self, severity: Severity, sources: &Sources) -> usize {
        let sorted = self.sorted(sources);
        sorted.iter().filter(|d| d.severity == severity).count()
    }

    /// Makes errors of all warnings.
    pub fn deny_warnings(&mut self) {
        let warnings = self.items.iter_mut();
        for warning in warnings.filter(|d| d.severity == Severity::Warning) {
            warning.severity = Severity::Error;
        }
    }

    /// The same without notes.
    #[must_use]
    pub fn without_notes(mut self) -> Self {
        self.items.retain(|d| d.severity != Severity::Note);
        self
    }

    /// How many were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether the machine failed, rather than the user.
    #[must_use]
    pub fn machine_failed(&self) -> bool {
        self.items.iter().any(|d| d.code == MACHINE_FAILED)
    }

    /// The diagnostics ordered by file and place, each once: a mistake in the words is found
    /// again on every sheet, and a character that no font has in every font.
    #[must_use]
    pub fn sorted(&self, sources: &Sources) -> Vec<&Diagnostic> {
        let key = |d: &Diagnostic| {
            let (file, start) = match d.place(sources) {
                Some(span) => (sources.path(span).to_owned(), span.start),
                None => (d.file.clone().unwrap_or_default(), 0),
            };
            (file, start, d.code, d.message.clone())
        };
        let keyed = self.items.iter().map(|item| (key(item), item));
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        keyed.dedup_by(|(one, _), (other, _)| one == other);
        keyed.into_iter().map(|(_, item)| item).collect()
    }
}

impl FromIterator<Diagnostic> for Report {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(items: I) -> Self {
        Self {
            items: items.into_iter().collect(),
        }
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        self.items.extend(items);
    }
}
