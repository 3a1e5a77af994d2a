//! The typed text, without placeholders and markup.

use std::ops::Range;

use super::markup::Markup;
use crate::copy::Copy;
use crate::copy::compiled::{Counted, Node};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::phrases::places;

/// A stretch of typed text, between placeholders or within the words of one.
#[derive(Debug)]
pub(super) struct Phrase {
    /// The text.
    pub text: String,
    /// The span of the text, or of the placeholder that contains it.
    span: Span,
    /// The parts that are typed on purpose: the beginning of each, in order, and the farthest end of the parts
    /// up to it.
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
    /// All phrases of the text.
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
            Node::If(_) | Node::For(_) => {}
        });
        phrases
    }

    /// A part of the phrase, on one line.
    pub(super) fn on_one_line(&self, range: &Range<usize>) -> String {
        let text = self.text[range.clone()].replace("&nbsp;", " ");
        Vec::from_iter(text.split_whitespace()).join(" ")
    }

    /// Whether a part of the phrase is not typed on purpose.
    pub(super) fn is_slip(&self, range: &Range<usize>) -> bool {
        let before = self
            .as_is
            .partition_point(|(start, _)| *start <= range.start);
        let reach = self.as_is[..before].last().map(|(_, reach)| *reach);
        reach.is_none_or(|reach| reach < range.end)
    }

    /// The warning about a part of the phrase. `instead` is the text to write.
    pub(super) fn warning(
        &self,
        code: Code,
        range: &Range<usize>,
        message: String,
        instead: &str,
    ) -> Diagnostic {
        let help = format!(
            "write {instead}; or list it in as_is = [\"…\"] at the head of the text, if it is meant \
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
