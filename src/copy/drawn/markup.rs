//! `![what it shows](path)`, as CommonMark reads it.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::copy::top_level::options;
use crate::template::mask;

/// The parts of a block that holds one picture and nothing else.
pub(super) struct Markup<'s> {
    /// The alternative text, as written.
    pub alt: &'s str,
    /// The bytes of the block that hold the path and the title.
    pub place: Range<usize>,
    pub has_title: bool,
}

impl<'s> Markup<'s> {
    /// The parts of a block, or `None` if the block is anything but a single picture.
    pub(super) fn of(source: &'s str) -> Option<Self> {
        if !source.starts_with("![") || !source.ends_with(')') {
            return None;
        }
        let masked = mask(source);
        let mut events = Parser::new_ext(&masked, options()).into_offset_iter();
        events.next();
        let (image, range) = events.next()?;
        let Event::Start(Tag::Image { title, .. }) = image else {
            return None;
        };
        let mut alt_end = "![".len();
        for (event, inner) in events.by_ref() {
            match event {
                Event::End(TagEnd::Image) => break,
                Event::Start(Tag::Image { .. }) => return None,
                _ => alt_end = alt_end.max(inner.end),
            }
        }
        let start = alt_end + source[alt_end..].find("](")?;
        let place = start + 2..source.len() - 1;
        (range == (0..source.len())).then(|| Self {
            alt: &source[2..start],
            has_title: !title.is_empty(),
            place,
        })
    }
}

/// The path in a [place](Markup::place): without angle brackets, escapes and entities, and with `%20` decoded.
pub(super) fn path(place: &str) -> Option<String> {
    let source = format!("![]({place})");
    let mut events = Parser::new_ext(&source, options()).skip(1);
    match events.next()? {
        Event::Start(Tag::Image { dest_url, .. }) => Some(decoded(&dest_url)),
        _ => None,
    }
}

/// Decodes `%20` and the like in a path.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_markdown_has_them() {
        let cases = [
            ("![a](b.png)", "b.png"),
            ("![a](<b c.png>)", "b c.png"),
            ("![a](b%20c.png)", "b c.png"),
            ("![a]( b.png )", "b.png"),
            ("![a](b\\_c.png)", "b_c.png"),
            ("![a](b&amp;c.png)", "b&c.png"),
            ("![a](b(1).png)", "b(1).png"),
            ("![a](100%.png)", "100%.png"),
            ("![a *b* [c](d) {{ e }}](f.png)", "f.png"),
        ];
        for (source, expected) in cases {
            let markup = Markup::of(source).expect(source);
            let found = path(&source[markup.place]).expect(source);
            assert_eq!((found.as_str(), markup.has_title), (expected, false));
        }
        for source in ["![a](b.png \"c\")", "![a](<b> 'c')", "![a](b (c))"] {
            assert!(Markup::of(source).expect(source).has_title, "{source}");
        }
        for source in [
            "![a](b.png) ![c](d)",
            "![a](b c.png)",
            "![a][b]",
            "![a](b) c)",
        ] {
            assert!(Markup::of(source).is_none(), "{source}");
        }
        assert_eq!(
            Markup::of("![a {{ b }}](c.png)").map(|m| m.alt),
            Some("a {{ b }}")
        );
    }
}
