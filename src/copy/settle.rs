//! Completes a filled text: numbers its footnotes and lists its sources.
//!
//! Both depend on the words that are really printed: on guards and on the sections that a design shows. They are therefore
//! added last. Footnotes are numbered in the order of their first calls, and a source is listed if a figure is printed
//! that comes from it.

use std::sync::Arc;

use super::answers::{Answers, DataSource};
use super::block::{Block, Filled, Footnote, List, Run};
use super::fill::Rendered;
use super::quotes::set_runs;
use super::{Copy, foreign, markdown};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::project::Reference;
use crate::text::{FootnoteMark, FootnoteOrigin};

impl Copy {
    /// Adds the footnotes and the list of sources to a text that has been filled in with `answers`.
    pub fn settle(&self, words: &mut Filled, answers: &dyn Answers, report: &mut Report) {
        let called = number_calls(&mut words.blocks, answers);
        let numbered = called.into_iter().zip(1..);
        words.footnotes = numbered
            .map(|((origin, place), number)| self.footnote(origin, number, place, answers, report))
            .collect();
        list_sources(words, answers);
    }

    /// A footnote that is first called at `place`.
    fn footnote(
        &self,
        origin: FootnoteOrigin,
        number: usize,
        place: Span,
        answers: &dyn Answers,
        report: &mut Report,
    ) -> Footnote {
        let language = answers.setting().language;
        let (runs, span) = match origin {
            FootnoteOrigin::Figure(figure) => {
                let note = answers.note(figure);
                let (text, span) = note.unwrap_or_else(|| (String::new(), place));
                let mut runs = vec![Run::plain(text, span)];
                set_runs(&mut runs, language);
                (runs, span)
            }
            FootnoteOrigin::Text(index) => self.defined(index, place, answers, report),
        };
        let mut block = Block::Paragraph { runs, span };
        foreign::mark(std::slice::from_mut(&mut block), &self.front.foreign);
        let mut runs = Vec::new();
        block.for_each_text(&mut |text| runs.append(text));
        Footnote {
            label: Run {
                footnote: Some(Arc::new(mark(origin, number, false, language))),
                ..Run::plain(number.to_string(), span)
            },
            runs,
            span,
        }
    }

    /// The text of a footnote that the text defines, and its source location.
    fn defined(
        &self,
        index: usize,
        place: Span,
        answers: &dyn Answers,
        report: &mut Report,
    ) -> (Vec<Run>, Span) {
        let Some(definition) = self.footnotes.get(index) else {
            return (Vec::new(), place);
        };
        let rendered = Rendered::new(&definition.template, answers, report);
        let mark = report.mark();
        let blocks = markdown::blocks(&rendered, answers.setting(), report);
        let is_sound = report.errors_since(mark) == 0;
        match <[Block; 1]>::try_from(blocks) {
            Ok([Block::Paragraph { runs, .. }]) => return (runs, definition.span),
            Ok(_) => report.push(not_one_paragraph(definition.span)),
            Err(blocks) if blocks.is_empty() && is_sound => {
                report.push(no_text(definition.span, place));
            }
            Err(_) if is_sound => report.push(not_one_paragraph(definition.span)),
            Err(_) => {}
        }
        (Vec::new(), definition.span)
    }
}

/// Numbers the calls of footnotes in blocks. Returns the footnotes in the order of their first calls, each with the
/// source location of that call.
fn number_calls(blocks: &mut [Block], answers: &dyn Answers) -> Vec<(FootnoteOrigin, Span)> {
    let mut called: Vec<(FootnoteOrigin, Span)> = Vec::new();
    let language = answers.setting().language;
    let mut number = |run: &mut Run| {
        let Some(call) = &run.footnote else { return };
        let origin = call.origin;
        let known = called.iter().position(|(known, _)| *known == origin);
        let index = known.unwrap_or_else(|| {
            called.push((origin, run.source));
            called.len() - 1
        });
        run.text = answers.superior_figures(index + 1);
        run.footnote = Some(Arc::new(mark(origin, index + 1, true, language)));
    };
    for block in blocks {
        block.for_each_text(&mut |runs| {
            runs.iter_mut().for_each(&mut number);
            part_calls(runs);
        });
    }
    called
}

/// Puts a space that ends no line between two calls, whose figures would otherwise be read as one number.
fn part_calls(runs: &mut Vec<Run>) {
    let is_pair = |index: &usize| runs[*index].is_call() && runs[index - 1].is_call();
    let pairs: Vec<usize> = (1..runs.len()).filter(is_pair).collect();
    for index in pairs.into_iter().rev() {
        let space = Run::plain("\u{a0}", runs[index].source);
        runs.insert(index, space);
    }
}

/// The number of a footnote with its spoken text.
fn mark(origin: FootnoteOrigin, number: usize, is_call: bool, language: &Language) -> FootnoteMark {
    let spoken = match (language.printed(), is_call) {
        (Some(words), true) => format!("{} {number}", words.footnote),
        (Some(words), false) => format!("{} {number}, {}", words.footnote, words.back_to_text),
        (None, _) => number.to_string(),
    };
    FootnoteMark {
        origin,
        number,
        is_call,
        spoken: spoken.into(),
    }
}

fn no_text(definition: Span, call: Span) -> Diagnostic {
    let message = "this footnote is called and has no text here";
    Diagnostic::error(Code::Empty, definition, message)
        .also(call, "called here")
        .help("write its text after the colon; where a guard leaves it out, put the call into the same guard")
}

fn not_one_paragraph(place: Span) -> Diagnostic {
    let message = "a footnote is one paragraph";
    Diagnostic::error(Code::WrongFootnote, place, message)
        .help("write its text as one paragraph, without headings, lists and tables")
}

/// Puts the list of sources where the text has it.
fn list_sources(words: &mut Filled, answers: &dyn Answers) {
    let is_place = |block: &Block| matches!(block, Block::Sources { .. });
    if !words.blocks.iter().any(is_place) {
        return;
    }
    let mut printed: Vec<Reference> = Vec::new();
    words.for_each_run(2, &mut |run| {
        if let Some(figure) = run.figure
            && !printed.contains(&figure)
        {
            printed.push(figure);
        }
    });
    let sources = answers.sources(&printed);
    let language = answers.setting().language;
    let blocks = std::mem::take(&mut words.blocks).into_iter();
    words.blocks = blocks
        .filter_map(|block| match block {
            Block::Sources { span } => list(&sources, span, language),
            other => Some(other),
        })
        .collect();
}

/// The list of sources: nothing without any, a paragraph for one, which is then the source of all figures, or an item for
/// each with the labels of its figures.
fn list(sources: &[DataSource], span: Span, language: &Language) -> Option<Block> {
    if let [only] = sources {
        let mut runs = vec![Run::plain(only.text.clone(), only.span)];
        set_runs(&mut runs, language);
        return Some(Block::Paragraph { runs, span });
    }
    let item = |source: &DataSource| {
        let runs = item(source, language);
        vec![Block::Paragraph { runs, span }]
    };
    (!sources.is_empty()).then(|| {
        Block::List(List {
            start: None,
            is_loose: false,
            items: sources.iter().map(item).collect(),
            span,
        })
    })
}

/// A source and the labels of its figures: "Survey of libraries: Loans; Visitors".
fn item(source: &DataSource, language: &Language) -> Vec<Run> {
    let text = source.text.trim_end_matches('.');
    let mut runs = vec![Run::plain(text, source.span)];
    for (index, (label, span)) in source.figures.iter().enumerate() {
        let before = if index == 0 { ": " } else { "; " };
        runs.push(Run::plain(format!("{before}{label}"), *span));
    }
    set_runs(&mut runs, language);
    runs
}
