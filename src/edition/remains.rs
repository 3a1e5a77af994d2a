//! Detects sheets with little left on them because numbers are missing.
//!
//! Guards remove text that makes no sense without a number. If they remove everything below a heading, or every number
//! of a sheet, the page can be empty and yet free of errors: a card of three withheld numbers is a title on a colored
//! ground. Such sheets are reported for review.

use crate::copy::names::Name;
use crate::copy::{Block, Copy, Filled, SheetValues};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::Reference;

/// The contents of an edition's sheets when no guard removes anything.
#[derive(Debug)]
pub(super) struct Remains {
    /// The headings with content below them.
    headings: Vec<Span>,
    /// The figures that the words print.
    figures: Vec<Reference>,
}

impl Remains {
    /// Collects them from all words that the sheets can have, and from what their templates print.
    pub(super) fn of(words: &Filled, copy: &Copy) -> Self {
        let printed = copy.printed().into_iter();
        let figures = printed.filter_map(|name| match name {
            Name::Figure(figure) => Some(figure),
            _ => None,
        });
        Self {
            headings: headings(&words.blocks, true)
                .map(|(span, _)| span)
                .collect(),
            figures: figures.collect(),
        }
    }

    /// Warnings about content that is missing on a sheet.
    pub(super) fn missing(
        &self,
        words: &Filled,
        values: &SheetValues<'_>,
        (design, whose): (&str, &str),
        place: Span,
    ) -> Vec<Diagnostic> {
        let empty = headings(&words.blocks, false).filter(|(span, _)| self.headings.contains(span));
        let mut found: Vec<Diagnostic> = empty
            .map(|(span, text)| {
                let message = format!("nothing is left below {text:?} in `{design}` for {whose}");
                Diagnostic::error(Code::EmptySection, span, message)
                    .warning()
                    .about(whose)
                    .label("guards take out all that stands below it")
                    .help(
                        "put the heading between {% if … %} and {% endif %}, too, or write what \
                         such a sheet says instead with {% else %}",
                    )
            })
            .collect();
        let has_amount = |figure: &Reference| {
            let entry = values.figures.entry(*figure);
            entry.is_some_and(|entry| entry.amount.is_available())
        };
        let mut has_number = self.figures.iter().all(has_amount);
        words.for_each_run(1, &mut |run| {
            has_number |= run.figure.is_some() && run.number > 0;
        });
        if !has_number && found.is_empty() {
            let message = format!("no number is printed in `{design}` for {whose}");
            let help = "all its figures are withheld or not available; perhaps this sheet need not be made";
            found.push(
                Diagnostic::error(Code::NoNumbers, place, message)
                    .warning()
                    .about(whose)
                    .help(help),
            );
        }
        found
    }
}

/// The headings with content below them, or those without, each with its text.
fn headings(blocks: &[Block], is_full: bool) -> impl Iterator<Item = (Span, String)> {
    let next = blocks.iter().skip(1).map(Some).chain([None]);
    blocks.iter().zip(next).filter_map(move |(block, next)| {
        let Block::Heading {
            level, runs, span, ..
        } = block
        else {
            return None;
        };
        let has_more = match next {
            Some(Block::Heading { level: next, .. }) => next > level,
            Some(_) => true,
            None => false,
        };
        let text = runs.iter().map(|run| run.text.as_str());
        let text = text.collect::<String>().replace('\n', " ");
        (has_more == is_full).then_some((*span, text))
    })
}
