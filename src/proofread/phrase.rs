//! What is typed into the words.

use std::ops::Range;

use super::markup::Markup;
use crate::copy::Copy;
use crate::copy::compiled::{Counted, Node};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::phrases::places;

/// A stretch of what is typed into the words, between placeholders or within one.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The text.
    pub text: String,
    /// The place, or one that it lies in.
    span: Span,
    /// What is meant as it stands: where each such stretch begins, in order, and how far those up to
    /// there reach.
    as_is: Vec<(usize, usize)>,
}

fn as_is(text: &str, meant: &[String]) -> Vec<(usize, usize)> {
    let found = meant.iter().flat_map(|meant| places(text, meant));
    let mut found: Vec<(usize, usize)> = found.map(|range| (range.start, range.end)).collect();
    found.sort_unstable();
    let mut reach = 0;
    for (_, end) in &mut found {
        reach = reach.max(*end);
        *end = reach;
    }
    found
}

impl Phrase {
    /// All phrases of the words.
    pub(super) fn all(copy: &Copy) -> Vec<Self> {
        let mut phrases = Vec::new();
        let mut add = |text: String, span: Span| {
            phrases.push(Self {
                as_is: as_is(&text, copy.as_is()),
                text,
                span,
            });
        };
        let mut markup = Markup::default();
        copy.for_each_node(&mut |nodes, index| match &nodes[index] {
            Node::Words { text, span } => {
                if index == 0 {
                    markup = Markup::default();
                }
                add(markup.blanked(text), *span);
            }
            Node::Print(print) => {
                let forms = print.counted.iter().flat_map(Counted::forms);
                forms.for_each(|form| add(form.to_owned(), print.span));
            }
            Node::If(_) => {}
        });
        phrases
    }

    /// Something in it, on one line.
    pub(super) fn shown(&self, range: &Range<usize>) -> String {
        let text = self.text[range.clone()].replace("&nbsp;", " ");
        Vec::from_iter(text.split_whitespace()).join(" ")
    }

    /// Whether something in it is not meant as it stands.
    pub(super) fn is_slip(&self, range: &Range<usize>) -> bool {
        let before = self
            .as_is
            .partition_point(|(start, _)| *start <= range.start);
        let reach = self.as_is[..before].last().map(|(_, reach)| *reach);
        reach.is_none_or(|reach| reach < range.end)
    }

    /// The warning about something in it, with what to write instead.
    pub(super) fn warning(
        &self,
        code: Code,
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
