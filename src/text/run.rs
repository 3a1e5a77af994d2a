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
    /// The footnote of which the text is the number, or `None` for any other text.
    pub footnote: Option<Arc<FootnoteMark>>,
    /// Its origin: the words, or the value that is printed.
    pub source: Span,
}

/// The number of a footnote, where it is called or before its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FootnoteMark {
    /// The origin of the footnote.
    pub origin: FootnoteOrigin,
    /// The number on the sheet, from 1; 0 until the sheet is filled in.
    pub number: usize,
    /// Whether the number calls the footnote. Otherwise it is the label of the footnote itself.
    pub is_call: bool,
    /// The text that is spoken for the number.
    pub spoken: Arc<str>,
}

/// The origin of a footnote. Calls of the same origin call the same footnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FootnoteOrigin {
    /// A definition in the text, by its index.
    Text(usize),
    /// The note of a figure in a data file.
    Figure(Reference),
}

impl Run {
    /// Whether the text is a superior figure that calls a footnote.
    #[must_use]
    pub fn is_call(&self) -> bool {
        self.footnote.as_ref().is_some_and(|mark| mark.is_call)
    }

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
            footnote: None,
            source,
        }
    }
}

/// A number in superior figures, such as ¹².
#[must_use]
pub fn superior_figures(number: usize) -> String {
    let digits = number.to_string();
    let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
    digits.map(|digit| SUPERIOR_FIGURES[digit]).collect()
}

/// The superior figures by their value. They copy as such, so that a call is no part of the number before it.
pub const SUPERIOR_FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

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
