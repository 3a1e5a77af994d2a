//! Fills templates in: as Markdown with marks for values, as plain text, and as running headers and footers.

use super::answers::{Answers, Printed, not_given};
use super::block::{MarginPart, Run};
use super::compiled::{Node, Print, Template};
use super::names::Name;
use super::quotes::{set, set_margin, set_runs};
use super::rows::for_each_row;

use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::Amount;

/// A filled template: its text, with one private character in place of each value, so that Markdown finds no
/// markup in a value.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The text. A value is one character from [`MARK`] on.
    pub text: String,
    /// The values in the order of their marks, each with the span of its placeholder.
    pub values: Vec<(Printed, Span)>,
    /// The stretches of words: the byte of `text` at which each begins, and its span in the source.
    words: Vec<(usize, Span)>,
}

/// The first of the private characters that stand for values. Files that contain one are refused.
const MARK: char = '\u{f0000}';

/// The largest number of values in one block, which loops can multiply. There are marks for so many.
const MOST_VALUES: usize = 100_000;

/// The error of a block with too many values.
fn too_many_values(place: Span) -> Diagnostic {
    let message = format!("more than {MOST_VALUES} values are printed in one block");
    Diagnostic::error(Code::WrongLoop, place, message)
        .help("print fewer rows with `first`, or end the block before the next loop")
}

impl Rendered {
    /// Fills in a template. Comparisons without a number go into the report.
    pub(super) fn new(template: &Template, answers: &dyn Answers, report: &mut Report) -> Self {
        let mut rendered = Self::default();
        rendered.nodes(&template.nodes, answers, report);
        rendered
    }

    fn nodes(&mut self, nodes: &[Node], answers: &dyn Answers, report: &mut Report) {
        for node in nodes {
            match node {
                Node::Words { text, span } => {
                    self.words.push((self.text.len(), *span));
                    self.text.push_str(text);
                }
                Node::Print(print) => self.value(answers.print(print), print, report),
                Node::If(guard) => {
                    let branches = answers.branches(&guard.condition, report).of(guard);
                    branches.for_each(|branch| self.nodes(branch, answers, report));
                }
                Node::For(repeated) => {
                    let takes_otherwise = for_each_row(&repeated.head, answers, &mut |row| {
                        self.nodes(&repeated.each, row, report);
                    });
                    if takes_otherwise {
                        self.nodes(&repeated.otherwise, answers, report);
                    }
                }
            }
        }
    }

    fn value(&mut self, printed: Printed, print: &Print, report: &mut Report) {
        if self.values.len() == MOST_VALUES {
            report.push(too_many_values(print.span));
            return;
        }
        let is_nothing = printed.text.is_empty() && printed.footnote.is_none();
        if is_nothing && printed.no_number.is_none() {
            return;
        }
        self.text.push(mark(self.values.len()));
        self.values.push((printed, print.span));
    }

    /// The value that a character stands for, or `None` for a character of the text.
    pub(super) fn value_of(&self, c: char) -> Option<&(Printed, Span)> {
        let number = u32::from(c).checked_sub(u32::from(MARK))?;
        self.values.get(usize::try_from(number).ok()?)
    }

    /// The byte of the source that the byte at `position` of the text comes from.
    pub(super) fn source(&self, position: usize) -> usize {
        let after = self.words.partition_point(|(start, _)| *start <= position);
        match after.checked_sub(1).and_then(|index| self.words.get(index)) {
            Some((start, span)) => (span.start + position - start).min(span.end),
            None => self.values.first().map_or(0, |(_, span)| span.start),
        }
    }
}

/// The private character for a value by its index. There are enough for [`MOST_VALUES`].
fn mark(number: usize) -> char {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    char::from_u32(u32::from(MARK).saturating_add(number)).unwrap_or(MARK)
}

/// A template as text for readers, such as a title, with the quotes of its language.
pub(super) fn readable_text(
    template: &Template,
    answers: &dyn Answers,
    report: &mut Report,
) -> String {
    let language = answers.setting().language;
    set(&plain_text(template, answers, report), language)
}

/// A template as runs for readers, such as the title of a chart, with the quotes of its language.
pub(super) fn readable_runs(
    template: &Template,
    answers: &dyn Answers,
    report: &mut Report,
) -> Vec<Run> {
    let rendered = Rendered::new(template, answers, report);
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    let text = rendered.text.as_str();
    let words = |range: std::ops::Range<usize>| {
        let source = rendered.source(range.start);
        let words = Some(&text[range]).filter(|words| !words.is_empty());
        words.map(|words| Run::plain(words, Span::new(source, source + words.len())))
    };
    for (at, c) in text.char_indices() {
        if let Some((printed, place)) = rendered.value_of(c) {
            runs.extend(words(start..at));
            start = at + c.len_utf8();
            runs.push(value(printed, false, false));
            report.extend(no_number(printed, *place));
        }
    }
    runs.extend(words(start..text.len()));
    set_runs(&mut runs, answers.setting().language);
    runs
}

/// A template as plain text, such as an address.
pub(super) fn plain_text(
    template: &Template,
    answers: &dyn Answers,
    report: &mut Report,
) -> String {
    let rendered = Rendered::new(template, answers, report);
    let mut text = String::new();
    for c in rendered.text.chars() {
        match rendered.value_of(c) {
            Some((printed, place)) => {
                text.push_str(&printed.text);
                report.extend(no_number(printed, *place));
            }
            None => text.push(c),
        }
    }
    text
}

/// A template as a part of a running header or footer.
pub(super) fn margin(
    template: &Template,
    answers: &dyn Answers,
    report: &mut Report,
) -> Vec<MarginPart> {
    let mut parts = Vec::new();
    margin_nodes(&template.nodes, answers, report, &mut parts);
    set_margin(&mut parts, answers.setting().language);
    parts
}

fn margin_nodes(
    nodes: &[Node],
    answers: &dyn Answers,
    report: &mut Report,
    parts: &mut Vec<MarginPart>,
) {
    for node in nodes {
        match node {
            Node::Words { text, span } => parts.push(MarginPart::Text(words(text, *span))),
            Node::Print(Print {
                name: Name::Page,
                span,
                ..
            }) => parts.push(MarginPart::Page(*span)),
            Node::Print(Print {
                name: Name::Pages,
                span,
                ..
            }) => parts.push(MarginPart::Pages(*span)),
            Node::Print(print) => {
                let printed = answers.print(print);
                report.extend(no_number(&printed, print.span));
                parts.push(MarginPart::Text(value(&printed, false, false)));
            }
            Node::If(guard) => {
                let branches = answers.branches(&guard.condition, report).of(guard);
                branches.for_each(|branch| margin_nodes(branch, answers, report, parts));
            }
            Node::For(repeated) => {
                let takes_otherwise = for_each_row(&repeated.head, answers, &mut |row| {
                    margin_nodes(&repeated.each, row, report, parts);
                });
                if takes_otherwise {
                    margin_nodes(&repeated.otherwise, answers, report, parts);
                }
            }
        }
    }
}

/// The words of a running header or footer, on one line.
fn words(text: &str, source: Span) -> Run {
    Run::plain(text.replace('\n', " "), source)
}

/// A value as a run. Its straight quotes are set with the rest of its paragraph.
pub(super) fn value(printed: &Printed, strong: bool, emphasis: bool) -> Run {
    Run {
        strong,
        emphasis,
        figure: printed.figure,
        bound: printed.bound,
        number: printed.number,
        link: printed.link.clone(),
        ..Run::plain(printed.text.clone(), printed.source)
    }
}

/// The error of a value that is absent and outside of a table, or `None` for a value that can be printed.
pub(super) fn no_number(printed: &Printed, place: Span) -> Option<Diagnostic> {
    let why = printed.no_number.as_ref()?;
    let is_figure = printed.figure.is_some();
    let message = match is_figure {
        true => "there is no number to print here",
        false => "there is no text to print here",
    };
    let error = Diagnostic::error(Code::NoNumber, place, message)
        .help("put {% if … is available %} and {% endif %} around the sentence or clause");
    Some(match (why.source, is_figure) {
        (Some(source), true) => error.also(source, format!("the figure is {}", why.amount)),
        (Some(source), false) => error.also(source, "it is not given here"),
        (None, true) => error.label(not_given(printed.figure)),
        (None, false) => error.label("no file gives it"),
    })
}

/// The help for a cell or chart without a text to print in place of a number. `place` names the part that a guard
/// should enclose.
pub(super) fn no_text_help(printed: &Printed, place: &str) -> String {
    let amount = printed.no_number.as_ref().map(|why| why.amount);
    let key = match amount {
        Some(Amount::Suppressed) => "suppressed = \"withheld\"",
        _ => "not-available = \"not available\"",
    };
    format!(
        "add {key} to [no_number] in data/publication.toml; \
         or put {{% if … is available %}} and {{% endif %}} around {place}"
    )
}
