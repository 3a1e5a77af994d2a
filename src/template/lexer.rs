//! Splits the content of a tag into tokens.

use crate::diagnostic::Span;

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token<'s> {
    pub kind: TokenKind<'s>,
    pub span: Span,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind<'s> {
    /// Letters, digits and `_`, beginning with no digit.
    Word(&'s str),
    /// Text in quotes, with its escapes decoded.
    Text(String),
    /// Digits, as written, with a minus sign directly before them.
    Number(&'s str),
    /// One of [`SYMBOLS`].
    Symbol(&'static str),
    /// A backslash in quotes before something that is not escaped.
    WrongEscape,
    /// A character that begins no token.
    Other(char),
    /// The end of the tag; its place is that of the characters that close it.
    End,
}

/// Punctuation, longer symbols before those they begin with.
const SYMBOLS: [&str; 12] = [
    "==", "!=", "<=", ">=", "<", ">", "=", ".", ",", "|", "(", ")",
];

/// The tokens of a text whose first byte has the number `base`. The last one is the end, at `close`.
pub(super) fn tokens(text: &str, base: usize, close: Span) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_ascii_start();
    while let Some((kind, length)) = token(rest) {
        let start = base + text.len() - rest.len();
        tokens.push(Token {
            kind,
            span: Span::new(start, start + length),
        });
        rest = rest[length..].trim_ascii_start();
    }
    tokens.push(Token {
        kind: TokenKind::End,
        span: close,
    });
    tokens
}

/// The first token of a text that does not begin with white space, and its length in bytes; none at the end.
fn token(text: &str) -> Option<(TokenKind<'_>, usize)> {
    let first = text.chars().next()?;
    let while_any = |is_in: fn(u8) -> bool| {
        let length = text.bytes().take_while(|b| is_in(*b)).count();
        &text[..length]
    };
    if first.is_ascii_alphabetic() || first == '_' {
        let word = while_any(|b| b.is_ascii_alphanumeric() || b == b'_');
        return Some((TokenKind::Word(word), word.len()));
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with(|c: char| c.is_ascii_digit()) {
        let is_in = |b: &u8| b.is_ascii_digit() || b"_.".contains(b);
        let length = digits.bytes().take_while(is_in).count();
        let number = &text[..text.len() - digits.len() + length];
        let number = number.trim_end_matches('.');
        return Some((TokenKind::Number(number), number.len()));
    }
    if first == '"' || first == '\'' {
        return Some(quoted(text, first));
    }
    let symbol = SYMBOLS.iter().find(|symbol| text.starts_with(**symbol));
    Some(match symbol {
        Some(symbol) => (TokenKind::Symbol(symbol), symbol.len()),
        None => (TokenKind::Other(first), first.len_utf8()),
    })
}

/// Text in quotes. A backslash stands before a quote or another backslash, and before nothing else.
fn quoted(text: &str, quote: char) -> (TokenKind<'_>, usize) {
    let mut decoded = String::new();
    let mut is_escaped = false;
    let mut is_wrong = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => {
                is_wrong |= !['"', '\'', '\\'].contains(&c);
                decoded.push(c);
                is_escaped = false;
            }
            '\\' => is_escaped = true,
            _ if c == quote => {
                let kind = match is_wrong {
                    true => TokenKind::WrongEscape,
                    false => TokenKind::Text(decoded),
                };
                return (kind, at + 1);
            }
            _ => decoded.push(c),
        }
    }
    (TokenKind::Other(quote), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<TokenKind<'_>> {
        let tokens = tokens(text, 0, Span::new(0, 0)).into_iter();
        tokens.map(|token| token.kind).collect()
    }

    #[test]
    fn words_text_numbers_and_symbols_are_told_apart() {
        let expected = [
            TokenKind::Word("y2019"),
            TokenKind::Symbol("."),
            TokenKind::Word("a_1"),
            TokenKind::Symbol(">="),
            TokenKind::Number("1_000.5"),
            TokenKind::Number("-2"),
            TokenKind::Symbol("|"),
            TokenKind::Text("a \"b\" \\".to_owned()),
            TokenKind::Other('\u{a0}'),
            TokenKind::Other('é'),
            TokenKind::End,
        ];
        let found = kinds(" y2019.a_1>=1_000.5 -2| 'a \"b\" \\\\'\u{a0}é ");
        assert_eq!(found, expected);
    }

    #[test]
    fn a_backslash_escapes_quotes_and_itself_only() {
        assert_eq!(kinds("\"a\\n\"")[0], TokenKind::WrongEscape);
        assert_eq!(kinds("\"a\\\"")[0], TokenKind::Other('"'));
    }
}
