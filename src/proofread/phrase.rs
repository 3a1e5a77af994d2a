//! What is typed into the words.

use std::ops::Range;

use crate::copy::Copy;
use crate::diagnostic::{Diagnostic, Span};

/// A stretch of what is typed into the words, between placeholders or within one.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The text.
    pub text: String,
    /// The place, or one that it lies in.
    span: Span,
    /// The bytes of the text that are meant as they stand.
    as_is: Vec<Range<usize>>,
}

impl Phrase {
    /// All phrases of the words.
    pub(super) fn all(copy: &Copy) -> Vec<Self> {
        let mut phrases = Vec::new();
        copy.for_each_typed(&mut |text, span| {
            let meant = copy.as_is().iter().filter(|meant| !meant.is_empty());
            let as_is = meant
                .flat_map(|meant| text.match_indices(meant.as_str()))
                .map(|(at, meant)| at..at + meant.len());
            phrases.push(Self {
                as_is: as_is.collect(),
                text: text.to_owned(),
                span,
            });
        });
        phrases
    }

    /// Whether something in it is not meant as it stands.
    pub(super) fn is_slip(&self, range: &Range<usize>) -> bool {
        let covers = |meant: &Range<usize>| meant.start <= range.start && range.end <= meant.end;
        !self.as_is.iter().any(covers)
    }

    /// The warning about something in it, with what to write instead.
    pub(super) fn warning(
        &self,
        code: &'static str,
        range: &Range<usize>,
        message: String,
        instead: &str,
    ) -> Diagnostic {
        let help = format!(
            "write {instead}; or list it in as_is = [\"…\"] at the head of the words, if it is meant \
             as it stands"
        );
        let warning = if self.span.end - self.span.start == self.text.len() {
            let start = self.span.start + range.start;
            let place = Span::new(start, start + range.len());
            Diagnostic::error(code, place, message)
        } else {
            let typed = &self.text[range.clone()];
            Diagnostic::error(code, self.span, message).pointing_at(typed)
        };
        warning.warning().help(help)
    }
}
