//! Splits the text into blocks before values are filled in, and pairs the guards around blocks.

use super::attributes::Attributes;
use super::compile::compile;
use super::compiled::{Condition, Template};
use super::condition;
use super::dialect;
use super::drawn;
use super::footnote_names::FootnoteNames;
use super::footnote_syntax::{apart, definition};
use super::footnotes::{Definition, called, guarded};
use super::loops::{self, OpenLoop};
use super::names::{Context, SOURCES};
use super::source::{Part, Source, SourceKind};
use super::top_level::block_ranges;
use crate::diagnostic::{Report, Span};
use crate::template::{
    Closed, Construct, Guard, Guards, Loop, Opening, Statement, closes_earlier, is_lone_opening,
    lone_statement,
};

/// The text in parts, and the footnotes that it defines.
#[derive(Debug)]
pub(super) struct Split {
    pub parts: Vec<Part>,
    pub footnotes: Vec<Definition>,
}

/// Splits `text`, whose first byte is at offset `base`, into its blocks.
pub(super) fn split(text: &str, base: usize, context: Context<'_>, report: &mut Report) -> Split {
    let blocks = joined(text, apart(text, block_ranges(text)));
    let names = footnote_names(text, base, &blocks, report);
    let mut splitter = Splitter {
        context: Context {
            footnotes: Some(&names),
            ..context
        },
        report,
        guards: Guards::default(),
        footnotes: Vec::new(),
    };
    for (start, end) in blocks {
        splitter.block(text[start..end].trim_end(), base + start);
    }
    let split = Split {
        parts: splitter.guards.finish(splitter.report),
        footnotes: splitter.footnotes,
    };
    report.extend(names.never_called(&|index| split.calls(index)));
    split
}

/// The names of the footnotes defined in a text. One that is defined twice is reported.
fn footnote_names(
    text: &str,
    base: usize,
    blocks: &[(usize, usize)],
    report: &mut Report,
) -> FootnoteNames {
    let mut names = FootnoteNames::default();
    for (start, end) in blocks {
        if let Some((name, length)) = definition(&text[*start..*end]) {
            let span = Span::new(base + start, base + start + length - 1);
            names.add(name, span, report);
        }
    }
    names
}

impl Split {
    /// Whether the text calls a footnote, by the index of its definition.
    fn calls(&self, footnote: usize) -> bool {
        let mut is_called = false;
        let mut visit = |source: &Source| {
            source.template.for_each_node(&mut |nodes, index| {
                is_called |= called(&nodes[index]) == Some(footnote);
            });
        };
        self.parts
            .iter()
            .for_each(|part| part.for_each_block(&mut visit));
        is_called
    }
}

/// Joins the opening tag of a guard or loop with the block after it if that block has its end: Markdown takes a tag above
/// a list for a paragraph, and the tag below it for a part of the last item.
fn joined(text: &str, ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match joined.last_mut() {
            Some(last)
                if closes_earlier(&text[start..end]) && is_lone_opening(&text[last.0..last.1]) =>
            {
                last.1 = end;
            }
            _ => joined.push((start, end)),
        }
    }
    joined
}

/// The guards and loops around blocks. A condition is `None` if it is invalid, which has been reported.
type Open = Guards<Option<Condition>, OpenLoop, Part>;

/// The context of names in the next block.
fn within<'a>(open: &'a Open, context: Context<'a>) -> Context<'a> {
    let around = open.enclosing_loop();
    around.map_or(context, |around| around.context(context))
}

struct Splitter<'a, 'r> {
    context: Context<'a>,
    report: &'r mut Report,
    guards: Open,
    footnotes: Vec<Definition>,
}

impl Splitter<'_, '_> {
    fn block(&mut self, source: &str, base: usize) {
        let span = Span::new(base, base + source.len());
        match lone_statement(source, base, self.report) {
            Some(Statement::If(condition)) => {
                let context = within(&self.guards, self.context);
                let condition = condition::compile(&condition, context, self.report);
                self.guards.open(Opening::If(condition), span, self.report);
            }
            Some(Statement::For(head)) => {
                let context = within(&self.guards, self.context);
                let open = loops::compile(&head, span, context, self.report);
                self.guards.open(Opening::For(open), span, self.report);
            }
            Some(Statement::Else) => self.guards.otherwise(span, self.report),
            Some(Statement::End(construct)) => self.close(construct, span),
            Some(Statement::Refused(word)) => self.guards.refuse(word, span, self.report),
            Some(Statement::Invalid) => self.guards.set_broken(),
            None => match definition(source) {
                Some((_, length)) => self.footnote(source, length, base),
                None => {
                    let context = within(&self.guards, self.context);
                    let block = block(source, base, context, self.report);
                    self.guards.push(Part::Block(block));
                }
            },
        }
    }

    /// Compiles the footnote whose text begins at the byte `start` of a block.
    fn footnote(&mut self, source: &str, start: usize, base: usize) {
        let span = Span::new(base, base + start - 1);
        if self.guards.is_inside() {
            self.report.push(guarded(span));
        }
        let text = source[start..].trim_start();
        let base = base + source.len() - text.len();
        let context = Context {
            footnotes: None,
            ..self.context
        };
        self.report.extend(dialect::in_block(text, base));
        self.footnotes.push(Definition {
            template: compile(text, base, context, self.report),
            span,
        });
    }

    /// Closes a guard or loop around blocks. If its condition or list is invalid, which has been reported, its blocks are
    /// omitted.
    fn close(&mut self, construct: Construct, span: Span) {
        let part = match self.guards.close(construct, span, self.report) {
            Some(Closed::Guard(guard)) => guard.condition.map(|condition| {
                Part::Guard(Guard {
                    condition,
                    then: guard.then,
                    otherwise: guard.otherwise,
                    span: guard.span,
                })
            }),
            Some(Closed::Loop(repeated)) => repeated.head.rows.map(|head| {
                Part::Loop(Loop {
                    head,
                    each: repeated.each,
                    otherwise: repeated.otherwise,
                    span: repeated.span,
                })
            }),
            None => None,
        };
        if let Some(part) = part {
            self.guards.push(part);
        }
    }
}

/// Compiles a block.
fn block(source: &str, base: usize, context: Context<'_>, report: &mut Report) -> Source {
    let no_footnotes = Context {
        footnotes: None,
        ..context
    };
    if let Some(drawn) = drawn::compile(source, base, no_footnotes, report) {
        return drawn;
    }
    if is_sources(source) {
        let span = Span::new(base, base + source.len());
        return Source {
            template: Template::default(),
            kind: SourceKind::Sources(span),
        };
    }
    let (plain, attributes) = Attributes::take(source, base, report);
    report.extend(dialect::in_block(&plain, base));
    Source {
        template: compile(&plain, base, context, report),
        kind: SourceKind::Markdown(attributes),
    }
}

/// Whether a block is the list of sources: `{{ sources }}`.
fn is_sources(source: &str) -> bool {
    let inner = source.trim().strip_prefix("{{");
    let inner = inner.and_then(|inner| inner.strip_suffix("}}"));
    inner.is_some_and(|inner| inner.trim() == SOURCES)
}
