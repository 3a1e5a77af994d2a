//! Reads a template: the text and the tags of one block.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ast::{Construct, Expr, LoopHead, Segment};
use super::errors;
use super::guards::{Closed, Guards, Opening};
use super::statement::{Source, Statement};
use super::tags::{Tag, TagEnd, TagKind, tags};
use crate::diagnostic::{Report, Span};

/// The largest number of tags in one block.
pub const MAX_TAGS: usize = 10_000;

/// A template that has been read.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// Its parts, as far as they could be told.
    pub segments: Vec<Segment<'s>>,
    /// Whether all tags are closed, and all guards and loops paired. Where not, text may be on the wrong side of one.
    pub is_sound: bool,
}

/// Reads a block, whose first byte has the number `base`. Mistakes go into the report.
pub fn parse<'s>(text: &'s str, base: usize, report: &mut Report) -> Parsed<'s> {
    let tags = tags(text);
    if tags.len() > MAX_TAGS {
        report.push(errors::too_many(MAX_TAGS, Span::new(base, base)));
        return Parsed {
            segments: Vec::new(),
            is_sound: false,
        };
    }
    let source = Source { text, base };
    let ends = tags.iter().enumerate();
    let parser = Parser {
        source,
        report,
        guards: Guards::default(),
        count: tags.len(),
        ends: ends
            .filter_map(|(number, tag)| Some((source.opened_by(tag)?, number)))
            .collect(),
    };
    parser.template(&tags)
}

struct Parser<'s, 'r> {
    source: Source<'s>,
    report: &'r mut Report,
    guards: Guards<Expr<'s>, LoopHead<'s>, Segment<'s>>,
    /// The number of tags.
    count: usize,
    /// The number of the last `{% end… %}` of each statement, so that none is looked for in vain.
    ends: BTreeMap<&'s str, usize>,
}

impl<'s> Parser<'s, '_> {
    fn template(mut self, tags: &[Tag]) -> Parsed<'s> {
        let mut at = 0;
        let mut rest = tags;
        while let [tag, after @ ..] = rest {
            self.text(at..tag.range.start);
            at = tag.range.end;
            rest = after;
            if let Some(skipped) = self.tag(tag, rest) {
                at = rest[skipped].range.end;
                rest = &rest[skipped + 1..];
            }
        }
        self.text(at..self.source.text.len());
        let segments = self.guards.finish(self.report);
        let all_closed = tags.iter().all(|tag| tag.end == TagEnd::Closed);
        let has_stray = all_closed && self.report_stray_brace(tags);
        Parsed {
            segments,
            is_sound: self.guards.is_sound() && all_closed && !has_stray,
        }
    }

    fn text(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.guards.push(Segment::Text {
                text: &self.source.text[range.clone()],
                span: self.source.span(range),
            });
        }
    }

    /// Reads a tag. Returns the number of the tag, among those after it, that closes what is left out with it.
    fn tag(&mut self, tag: &Tag, after: &[Tag]) -> Option<usize> {
        let span = self.source.span(tag.range.clone());
        match tag.kind {
            TagKind::Statement => return self.statement(tag, span, after),
            _ if tag.end != TagEnd::Closed => self.report.push(errors::not_closed(tag, span)),
            TagKind::Comment => self.report.push(errors::comment(span)),
            TagKind::Print => {
                let content = self.source.content(tag, self.report);
                let value = self
                    .source
                    .expression(tag, content, "placeholder", self.report);
                self.guards.push(Segment::Print { value, span });
            }
        }
        None
    }

    fn statement(&mut self, tag: &Tag, span: Span, after: &[Tag]) -> Option<usize> {
        match self.source.statement(tag, self.report) {
            Statement::If(condition) => {
                self.guards.open(Opening::If(condition), span, self.report);
            }
            Statement::For(head) => self.guards.open(Opening::For(head), span, self.report),
            Statement::Else => self.guards.otherwise(span, self.report),
            Statement::End(construct) => self.close(construct, &tag.range, span),
            Statement::Refused(word) => {
                self.guards.refuse(word, span, self.report);
                return self.end_of(word, after);
            }
            Statement::Invalid => self.guards.set_broken(),
        }
        None
    }

    /// Closes a guard or loop with the tag at `range`.
    fn close(&mut self, construct: Construct, range: &Range<usize>, span: Span) {
        let Some(closed) = self.guards.close(construct, span, self.report) else {
            return;
        };
        let segment = match closed {
            Closed::Guard(guard) => {
                self.report_torn_guard(guard.span, range.start);
                Segment::Guard(guard)
            }
            Closed::Loop(repeated) => {
                self.report_torn_loop(repeated.span, range);
                Segment::Loop(repeated)
            }
        };
        self.guards.push(segment);
    }

    /// The number of the tag that closes a statement which the language does not have: `{% endmacro %}` of
    /// `{% macro … %}`. What lies between means nothing without the statement.
    fn end_of(&self, word: &str, after: &[Tag]) -> Option<usize> {
        self.ends
            .get(word)
            .filter(|last| **last >= self.count - after.len())?;
        after
            .iter()
            .position(|tag| self.source.opened_by(tag) == Some(word))
    }

    /// Reports a guard that begins in the middle of a line and goes over the beginning of a row or an item: where
    /// it is not taken, the line would be run into the one after it.
    fn report_torn_guard(&mut self, opening: Span, end: usize) {
        let Source { text, base } = self.source;
        let mut lines = text[opening.end - base..end].lines().skip(1);
        if !begins_line(text, opening.start - base) && lines.any(begins_row_or_item) {
            self.report.push(errors::torn(Construct::Guard, opening));
        }
    }

    /// Reports a loop around rows or items whose two tags do not stand alone on their lines: the last line of one row
    /// would be run into the first of the next. `end` is the range of the closing tag.
    fn report_torn_loop(&mut self, opening: Span, end: &Range<usize>) {
        let Source { text, base } = self.source;
        let begins = begins_line(text, opening.start - base);
        let mut lines = text[opening.end - base..end.start]
            .lines()
            .skip(usize::from(!begins));
        let is_alone = begins
            && ends_line(text, opening.end - base)
            && begins_line(text, end.start)
            && ends_line(text, end.end);
        if !is_alone && lines.any(begins_row_or_item) {
            self.report.push(errors::torn(Construct::Loop, opening));
        }
    }

    /// Reports the first brace outside of all tags. Returns whether there is one.
    fn report_stray_brace(&mut self, tags: &[Tag]) -> bool {
        let text = self.source.text;
        let starts = tags.iter().map(|tag| tag.range.end);
        let ends = tags.iter().map(|tag| tag.range.start).chain([text.len()]);
        let mut gaps = [0].into_iter().chain(starts).zip(ends);
        let brace = gaps.find_map(|(start, end)| Some(start + text[start..end].find(['{', '}'])?));
        let error = brace.map(|at| errors::stray_brace(self.source.span(at..at + 1)));
        let is_found = error.is_some();
        self.report.extend(error);
        is_found
    }
}

/// Whether there is only white space before the byte `at` on its line.
fn begins_line(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[line..at].trim().is_empty()
}

/// Whether there is only white space from the byte `at` to the end of its line.
fn ends_line(text: &str, at: usize) -> bool {
    let line = text[at..].lines().next().unwrap_or_default();
    line.trim().is_empty()
}

fn begins_row_or_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < line.len() && number.starts_with(['.', ')']);
    let marks = ["| ", "- ", "* ", "+ "];
    is_numbered || marks.iter().any(|mark| line.starts_with(mark))
}
