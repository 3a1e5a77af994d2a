//! Splits the text into blocks before values are filled in, and pairs the guards around blocks.

use super::attributes::Attributes;
use super::compile::compile;
use super::compiled::Condition;
use super::condition;
use super::dialect;
use super::drawn;
use super::loops::{self, OpenLoop};
use super::names::Context;
use super::source::{Part, Source, SourceKind};
use super::top_level::block_ranges;
use crate::diagnostic::{Report, Span};
use crate::template::{
    Closed, Construct, Guard, Guards, Loop, Opening, Statement, closes_earlier, is_lone_opening,
    lone_statement,
};

/// Splits `text`, whose first byte is at offset `base`, into its blocks.
pub(super) fn split(
    text: &str,
    base: usize,
    context: Context<'_>,
    report: &mut Report,
) -> Vec<Part> {
    let mut splitter = Splitter {
        context,
        report,
        guards: Guards::default(),
    };
    for (start, end) in joined(text, block_ranges(text)) {
        splitter.block(text[start..end].trim_end(), base + start);
    }
    splitter.guards.finish(splitter.report)
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
            None => {
                let context = within(&self.guards, self.context);
                let block = block(source, base, context, self.report);
                self.guards.push(Part::Block(block));
            }
        }
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
    if let Some(drawn) = drawn::compile(source, base, context, report) {
        return drawn;
    }
    let (plain, attributes) = Attributes::take(source, base, report);
    report.extend(dialect::in_block(&plain, base));
    Source {
        template: compile(&plain, base, context, report),
        kind: SourceKind::Markdown(attributes),
    }
}
