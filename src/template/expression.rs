//! Reads expressions by recursive descent: one function for each level of the grammar.

use super::ast::{Argument, Call, Comparison, Expr, ExprKind, LoopHead, Operator};
use super::errors::{Found, Unexpected};
use super::lexer::{Token, TokenKind};
use crate::diagnostic::Span;

/// The deepest nesting of parentheses and `not`. It bounds the recursion.
const MAX_DEPTH: usize = 20;

const ORS: [(&str, Operator); 1] = [("or", Operator::Or)];
const ANDS: [(&str, Operator); 1] = [("and", Operator::And)];

type Parsed<T> = Result<T, Unexpected>;

/// Reads all tokens as one expression.
pub(super) fn expression<'s>(tokens: &[Token<'s>]) -> Parsed<Expr<'s>> {
    let mut parser = Parser::new(tokens);
    let expr = parser.expression()?;
    parser.end()?;
    Ok(expr)
}

/// Reads all tokens after `for` as the head of a loop.
pub(super) fn loop_head<'s>(tokens: &[Token<'s>]) -> Parsed<LoopHead<'s>> {
    let mut parser = Parser::new(tokens);
    let (row, row_span) = parser.word("a name for the rows, such as `row`")?;
    if !parser.takes_word("in") {
        return Err(parser.unexpected("`in` and the name of a list"));
    }
    let list = parser.value()?;
    parser.end()?;
    Ok(LoopHead {
        row,
        row_span,
        list,
    })
}

struct Parser<'s, 't> {
    /// The tokens, of which the last is the end.
    tokens: &'t [Token<'s>],
    at: usize,
    depth: usize,
}

impl<'s, 't> Parser<'s, 't> {
    fn new(tokens: &'t [Token<'s>]) -> Self {
        Self {
            tokens,
            at: 0,
            depth: 0,
        }
    }

    fn expression(&mut self) -> Parsed<Expr<'s>> {
        self.joined(&ORS, Self::conjunction)
    }

    fn conjunction(&mut self) -> Parsed<Expr<'s>> {
        self.joined(&ANDS, Self::negation)
    }

    fn negation(&mut self) -> Parsed<Expr<'s>> {
        let start = self.current().span;
        if !self.takes_word("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::negation)?;
        Ok(Expr {
            span: start.to(inner.span),
            kind: ExprKind::Not(Box::new(inner)),
        })
    }

    fn comparison(&mut self) -> Parsed<Expr<'s>> {
        let comparisons = Comparison::ALL.map(|(written, kind)| (written, Operator::Compare(kind)));
        self.joined(&comparisons, Self::value)
    }

    /// Operands of one level with its operators between them, which group to the left.
    fn joined(
        &mut self,
        operators: &[(&str, Operator)],
        operand: fn(&mut Self) -> Parsed<Expr<'s>>,
    ) -> Parsed<Expr<'s>> {
        let mut left = operand(self)?;
        while let Some(operator) = self.take_operator(operators) {
            let right = operand(self)?;
            left = Expr {
                span: left.span.to(right.span),
                kind: ExprKind::Binary {
                    operator,
                    left: Box::new(left),
                    right: Box::new(right),
                },
            };
        }
        Ok(left)
    }

    /// An operand with the filters and tests after it.
    fn value(&mut self) -> Parsed<Expr<'s>> {
        let mut value = self.operand()?;
        loop {
            let start = value.span;
            let kind = if self.takes_symbol("|") {
                ExprKind::Filter {
                    value: Box::new(value),
                    call: self.call("the name of a filter")?,
                }
            } else if self.takes_word("is") {
                let negated = self.takes_word("not");
                let (test, test_span) = self.word("`available`")?;
                ExprKind::Is {
                    value: Box::new(value),
                    negated,
                    test,
                    test_span,
                }
            } else {
                return Ok(value);
            };
            value = Expr {
                kind,
                span: start.to(self.last_span()),
            };
        }
    }

    fn operand(&mut self) -> Parsed<Expr<'s>> {
        let Token { kind, span } = self.current().clone();
        let kind = match kind {
            TokenKind::Word(_) if self.next_is("(") => {
                let call = self.call("the name of a function")?;
                return Ok(Expr {
                    span: call.span,
                    kind: ExprKind::Call(call),
                });
            }
            TokenKind::Word(_) => return self.path(),
            TokenKind::Text(text) => ExprKind::Text(text),
            TokenKind::Number(number) => ExprKind::Number(number),
            TokenKind::Symbol("(") => {
                self.at += 1;
                let inner = self.deeper(Self::expression)?;
                self.symbol(")", "`)`")?;
                return Ok(inner);
            }
            _ => return Err(self.unexpected("a name")),
        };
        self.at += 1;
        Ok(Expr { kind, span })
    }

    fn path(&mut self) -> Parsed<Expr<'s>> {
        let (root, mut span) = self.word("a name")?;
        let mut path = root.to_owned();
        while self.takes_symbol(".") {
            let (name, end) = self.word("a name")?;
            path.push('.');
            path.push_str(name);
            span = span.to(end);
        }
        Ok(Expr {
            kind: ExprKind::Path(path),
            span,
        })
    }

    /// The name and arguments of a filter or function.
    fn call(&mut self, expected: &'static str) -> Parsed<Call<'s>> {
        let (name, span) = self.word(expected)?;
        let mut arguments = Vec::new();
        if self.takes_symbol("(") {
            while !self.takes_symbol(")") {
                arguments.push(self.argument()?);
                if self.takes_symbol(")") {
                    break;
                }
                self.symbol(",", "`,` or `)`")?;
            }
        }
        Ok(Call {
            name,
            arguments,
            span: span.to(self.last_span()),
        })
    }

    fn argument(&mut self) -> Parsed<Argument<'s>> {
        let key = match self.tokens.get(self.at..self.at + 2) {
            Some([key, next]) if next.kind == TokenKind::Symbol("=") => match key.kind {
                TokenKind::Word(word) => Some((word, key.span)),
                _ => None,
            },
            _ => None,
        };
        if key.is_some() {
            self.at += 2;
        }
        let value = self.deeper(Self::value)?;
        Ok(Argument { key, value })
    }

    /// Reads something that can contain itself.
    fn deeper(&mut self, read: fn(&mut Self) -> Parsed<Expr<'s>>) -> Parsed<Expr<'s>> {
        if self.depth == MAX_DEPTH {
            return Err(self.unexpected("fewer parentheses or `not` within each other"));
        }
        self.depth += 1;
        let expr = read(self);
        self.depth -= 1;
        expr
    }

    fn current(&self) -> &Token<'s> {
        // The last token is never taken.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    /// Whether the token after the current one is `symbol`.
    fn next_is(&self, symbol: &'static str) -> bool {
        let next = self.tokens.get(self.at + 1);
        next.is_some_and(|token| token.kind == TokenKind::Symbol(symbol))
    }

    /// The place of the token before the current one.
    fn last_span(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    fn take_operator(&mut self, operators: &[(&str, Operator)]) -> Option<Operator> {
        let (TokenKind::Word(text) | TokenKind::Symbol(text)) = self.current().kind else {
            return None;
        };
        let found = operators.iter().find(|(written, _)| *written == text);
        self.at += usize::from(found.is_some());
        found.map(|(_, operator)| *operator)
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let takes = self.current().kind == TokenKind::Word(word);
        self.at += usize::from(takes);
        takes
    }

    fn takes_symbol(&mut self, symbol: &'static str) -> bool {
        let takes = self.current().kind == TokenKind::Symbol(symbol);
        self.at += usize::from(takes);
        takes
    }

    fn word(&mut self, expected: &'static str) -> Parsed<(&'s str, Span)> {
        match *self.current() {
            Token {
                kind: TokenKind::Word(word),
                span,
            } => {
                self.at += 1;
                Ok((word, span))
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    fn symbol(&mut self, symbol: &'static str, expected: &'static str) -> Parsed<()> {
        match self.takes_symbol(symbol) {
            true => Ok(()),
            false => Err(self.unexpected(expected)),
        }
    }

    fn end(&self) -> Parsed<()> {
        match self.current().kind {
            TokenKind::End => Ok(()),
            _ => Err(self.unexpected("the end of the tag")),
        }
    }

    fn unexpected(&self, expected: &'static str) -> Unexpected {
        let Token { kind, span } = self.current();
        Unexpected {
            span: *span,
            found: match kind {
                TokenKind::Other(c) => Found::Character(*c),
                TokenKind::WrongEscape => Found::Escape,
                TokenKind::Symbol(symbol) => Found::Symbol(symbol),
                _ => Found::Other,
            },
            expected,
        }
    }
}
