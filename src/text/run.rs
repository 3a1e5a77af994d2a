//! The input of text setting: runs of characters.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::project::Reference;

/// A stretch of text with one style and one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters; `\n` ends a line.
    pub text: String,
    /// `true` for strong text, between `**`.
    pub strong: bool,
    /// `true` for emphasized text, between `*`.
    pub emphasis: bool,
    /// The figure that it prints, or `None` for words.
    pub figure: Option<Reference>,
    /// The number of bytes at the start of the text that are a number and the words that it counts, except for the last
    /// word. The number stays on one line with the word after it, and the others do if that costs little.
    pub bound: usize,
    /// The number of bytes at the start of the text that are the number itself, or the word in its place.
    pub number: usize,
    /// The address of its link.
    pub link: Option<Arc<str>>,
    /// The tag of its language, or `None` for the language of the sheet.
    pub language: Option<Arc<str>>,
    /// Its origin: the words, or the value that is printed.
    pub source: Span,
}

impl Run {
    /// A run of plain words.
    #[must_use]
    pub fn plain(text: impl Into<String>, source: Span) -> Self {
        Self {
            text: text.into(),
            strong: false,
            emphasis: false,
            figure: None,
            bound: 0,
            number: 0,
            link: None,
            language: None,
            source,
        }
    }
}

/// Removes the white space at the end of runs, and runs that are empty then.
pub fn trim_end(runs: &mut Vec<Run>) {
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        last.bound = last.bound.min(last.text.len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
}
