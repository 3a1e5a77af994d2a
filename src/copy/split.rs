//! Splits the text into blocks before values are filled in, and pairs the guards around blocks.

use std::borrow::Cow;

use super::compile::{compile, no_list};
use super::compiled::Condition;
use super::condition;
use super::dialect;
use super::drawn;
use super::names::Context;
use super::section_name::SectionName;
use super::source::{Part, Source, SourceKind};
use super::top_level::block_ranges;
use crate::diagnostic::{Report, Span};
use crate::template::{Closed, Construct, Guard, Guards, Opening, Statement, lone_statement};

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
    for (start, end) in block_ranges(text) {
        splitter.block(text[start..end].trim_end(), base + start);
    }
    splitter.guards.finish(splitter.report)
}

struct Splitter<'a, 'r> {
    context: Context<'a>,
    report: &'r mut Report,
    guards: Guards<Option<Condition>, (), Part>,
}

impl Splitter<'_, '_> {
    fn block(&mut self, source: &str, base: usize) {
        let span = Span::new(base, base + source.len());
        match lone_statement(source, base, self.report) {
            Some(Statement::If(condition)) => {
                let condition = condition::compile(&condition, self.context, self.report);
                self.guards.open(Opening::If(condition), span, self.report);
            }
            Some(Statement::For(head)) => {
                self.report.extend(no_list(&head.list));
                self.guards.open(Opening::For(()), span, self.report);
            }
            Some(Statement::Else) => self.guards.otherwise(span, self.report),
            Some(Statement::End(construct)) => self.close(construct, span),
            Some(Statement::Refused(word)) => self.guards.refuse(word, span, self.report),
            Some(Statement::Invalid) => self.guards.set_broken(),
            None => {
                let block = self.source(source, base);
                self.guards.push(Part::Block(block));
            }
        }
    }

    /// Closes a guard around blocks. If its condition is invalid, which has been reported, its blocks are omitted.
    fn close(&mut self, construct: Construct, span: Span) {
        let closed = self.guards.close(construct, span, self.report);
        if let Some(Closed::Guard(guard)) = closed
            && let Some(condition) = guard.condition
        {
            self.guards.push(Part::Guard(Guard {
                condition,
                then: guard.then,
                otherwise: guard.otherwise,
                span: guard.span,
            }));
        }
    }

    /// Compiles a block.
    fn source(&mut self, source: &str, base: usize) -> Source {
        if let Some(drawn) = drawn::compile(source, base, self.context, self.report) {
            return drawn;
        }
        let mut plain = Cow::Borrowed(source);
        let mut section = None;
        if let Some(name) = SectionName::find(source) {
            // Spaces of the same length keep the offsets of all other bytes.
            let blank = " ".repeat(name.range.len());
            plain.to_mut().replace_range(name.range.clone(), &blank);
            section = name.checked(base, self.report);
        }
        self.report.extend(dialect::in_block(&plain, base));
        Source {
            template: compile(&plain, base, self.context, self.report),
            kind: SourceKind::Markdown { section },
        }
    }
}
