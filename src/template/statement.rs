//! Tags that are not placeholders: statements, told apart by their first word; and expressions outside of tags.

use std::ops::Range;

use super::ast::{Construct, Expr, ExprKind, LoopHead};
use super::errors::{self, Unexpected};
use super::expression::{expression, loop_head};
use super::lexer::{Token, tokens};
use super::tags::{Tag, TagEnd, TagKind, tags};
use crate::diagnostic::{Diagnostic, Report, Span, did_you_mean};

/// A statement, `{% … %}`.
#[derive(Clone, Debug)]
pub enum Statement<'s> {
    /// `{% if … %}`.
    If(Expr<'s>),
    /// `{% for … in … %}`.
    For(LoopHead<'s>),
    /// `{% else %}`.
    Else,
    /// `{% endif %}` or `{% endfor %}`.
    End(Construct),
    /// One that the language does not have, by its first word. It has not been reported.
    Refused(&'s str),
    /// One that is not closed and cannot be told. It has been reported.
    Invalid,
}

const WORDS: [&str; 5] = ["if", "for", "else", "endif", "endfor"];

/// The source of a template and the number of its first byte.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    pub text: &'s str,
    pub base: usize,
}

impl<'s> Source<'s> {
    /// The place of a range of bytes.
    pub(super) fn span(self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// The content of a closed tag. A `-` or `+` at its edges is reported and left out.
    pub(super) fn content(self, tag: &Tag, report: &mut Report) -> Range<usize> {
        let Range { start, end } = tag.inner();
        let text = &self.text[start..end];
        let content = text.trim_start_matches(['-', '+']);
        let start = end - content.len();
        let end = start + content.trim_end_matches(['-', '+']).len();
        if end - start < text.len() {
            report.push(errors::edge(self.span(tag.range.clone())));
        }
        start..end
    }

    /// Reads a part of a tag's content as an expression. `noun` names the tag in messages.
    pub(super) fn expression(
        self,
        tag: &Tag,
        part: Range<usize>,
        noun: &str,
        report: &mut Report,
    ) -> Expr<'s> {
        let tokens = self.tokens(tag, part);
        expression(&tokens).unwrap_or_else(|unexpected| {
            report.push(unexpected.in_tag(noun));
            self.invalid(tag)
        })
    }

    fn loop_head(self, tag: &Tag, part: Range<usize>, report: &mut Report) -> LoopHead<'s> {
        let tokens = self.tokens(tag, part);
        loop_head(&tokens).unwrap_or_else(|unexpected| {
            report.push(unexpected.in_tag(Construct::Loop.noun()));
            self.invalid_head(tag)
        })
    }

    fn tokens(self, tag: &Tag, part: Range<usize>) -> Vec<Token<'s>> {
        let close = self.span(part.end..tag.range.end);
        tokens(&self.text[part.clone()], self.base + part.start, close)
    }

    /// The statement that a tag closes: `for` of `{% endfor %}`.
    pub(super) fn opened_by(self, tag: &Tag) -> Option<&'s str> {
        let word = &self.text[first_word(self.text, tag.inner())];
        word.strip_prefix("end")
            .filter(|_| tag.kind == TagKind::Statement)
    }

    fn invalid(self, tag: &Tag) -> Expr<'s> {
        Expr {
            kind: ExprKind::Invalid,
            span: self.span(tag.range.clone()),
        }
    }

    fn invalid_head(self, tag: &Tag) -> LoopHead<'s> {
        LoopHead {
            row: "",
            row_span: self.span(tag.range.clone()),
            list: self.invalid(tag),
        }
    }

    /// Reads a statement.
    pub(super) fn statement(self, tag: &Tag, report: &mut Report) -> Statement<'s> {
        if tag.end != TagEnd::Closed {
            return self.unclosed(tag, report);
        }
        let span = self.span(tag.range.clone());
        let content = self.content(tag, report);
        let word = first_word(self.text, content.clone());
        let rest = word.end..content.end;
        let word = &self.text[word];
        let known = WORDS.into_iter().find(|known| *known == word);
        let near = || did_you_mean(word, WORDS).filter(|_| word != "elseif");
        let Some(known) = known.or_else(near) else {
            return Statement::Refused(word);
        };
        if known != word {
            report.push(errors::misspelled(word, known, span));
        }
        match known {
            "if" => {
                let noun = Construct::Guard.noun();
                return Statement::If(self.expression(tag, rest, noun, report));
            }
            "for" => return Statement::For(self.loop_head(tag, rest, report)),
            _ => {}
        }
        if !self.text[rest].trim().is_empty() {
            report.push(errors::has_more(known, span));
        }
        match known {
            "else" => Statement::Else,
            "endfor" => Statement::End(Construct::Loop),
            _ => Statement::End(Construct::Guard),
        }
    }

    /// Reports an unclosed statement. Its first word still says which end of a guard or loop it was meant to be.
    fn unclosed(self, tag: &Tag, report: &mut Report) -> Statement<'s> {
        report.push(errors::not_closed(tag, self.span(tag.range.clone())));
        let word = first_word(self.text, tag.range.end..self.text.len());
        match &self.text[word] {
            "if" => Statement::If(self.invalid(tag)),
            "for" => Statement::For(self.invalid_head(tag)),
            "else" => Statement::Else,
            "endif" => Statement::End(Construct::Guard),
            "endfor" => Statement::End(Construct::Loop),
            _ => Statement::Invalid,
        }
    }
}

/// The place of the first word in a range of a text.
fn first_word(text: &str, range: Range<usize>) -> Range<usize> {
    let content = &text[range.clone()];
    let word = content.trim_start();
    let start = range.start + content.len() - word.len();
    let is_in_word = |c: char| c.is_alphanumeric() || c == '_';
    let length = word.find(|c| !is_in_word(c)).unwrap_or(word.len());
    start..start + length
}

/// Reads a block that is nothing but one statement; none when it is something else. `base` is the number of the
/// first byte of `text`.
pub fn lone_statement<'s>(
    text: &'s str,
    base: usize,
    report: &mut Report,
) -> Option<Statement<'s>> {
    let tags = tags(text);
    let [tag] = tags.as_slice() else {
        return None;
    };
    let before = &text[..tag.range.start];
    let after = match tag.end {
        TagEnd::Closed => &text[tag.range.end..],
        TagEnd::Unclosed | TagEnd::TooLong => "",
    };
    let is_alone = before.trim().is_empty() && after.trim().is_empty();
    if tag.kind != TagKind::Statement || !is_alone {
        return None;
    }
    Some(Source { text, base }.statement(tag, report))
}

/// Whether a text is nothing but the opening tag of a guard or loop.
#[must_use]
pub fn is_lone_opening(text: &str) -> bool {
    matches!(
        lone_statement(text, 0, &mut Report::default()),
        Some(Statement::If(_) | Statement::For(_))
    )
}

/// Whether a text has the end of a guard or loop that begins before it.
#[must_use]
pub fn closes_earlier(text: &str) -> bool {
    let statements = tags(text).into_iter();
    let mut words = statements
        .filter(|tag| tag.kind == TagKind::Statement)
        .map(|tag| &text[first_word(text, tag.inner())]);
    let mut depth = 0_usize;
    words.any(|word| match word {
        "if" | "for" => {
            depth += 1;
            false
        }
        "endif" | "endfor" if depth == 0 => true,
        "endif" | "endfor" => {
            depth -= 1;
            false
        }
        _ => false,
    })
}

/// Reads a text that is one expression, without braces around it. `base` is the number of its first byte, and `noun`
/// names the text in messages, as in "this formula cannot be read".
///
/// # Errors
///
/// An error at the first token that does not fit. It says what was expected and has no help.
pub fn parse_expression<'s>(
    text: &'s str,
    base: usize,
    noun: &str,
) -> Result<Expr<'s>, Box<Diagnostic>> {
    let end = base + text.len();
    let tokens = tokens(text, base, Span::new(end, end));
    let read = expression(&tokens);
    read.map_err(|unexpected: Unexpected| Box::new(unexpected.diagnostic(noun)))
}
