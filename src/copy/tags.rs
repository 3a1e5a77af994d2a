//! Finds `{{ … }}`, `{% … %}` and `{# … #}` in words, before anything parses them.

use std::ops::Range;

/// What opens a tag and what closes it.
const KINDS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// The longest tag, in characters. Nobody writes more by hand, and what parses tags need not be
/// prepared for it.
pub(super) const LONGEST: usize = 2_000;

/// The most tags that are not closed. Behind more of them nothing is looked for, so that text of nothing else is read
/// in one pass.
const MOST_OPEN: usize = 100;

/// A tag in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its bytes; only those that open it when it is never closed.
    pub range: Range<usize>,
    /// What closes it.
    pub close: &'static str,
    /// Whether it is closed.
    pub end: End,
}

/// How a tag ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Closed,
    /// Not before the end of the block or the next tag.
    Open,
    /// Not within [`LONGEST`].
    TooLong,
}

/// All tags of a text, in order. A tag that is not closed before the next blank line, or within
/// [`LONGEST`], is open: no tag goes over the end of a block.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut from = 0;
    let mut never_closed = 0;
    while never_closed < MOST_OPEN
        && let Some(at) = text[from..].find('{')
    {
        let start = from + at;
        let Some((open, close)) = KINDS
            .iter()
            .find(|(open, _)| text[start..].starts_with(open))
        else {
            from = start + 1;
            continue;
        };
        let inner = start + open.len();
        let (length, end) = end_of(&text[inner..], close);
        from = inner + length;
        never_closed += usize::from(end != End::Closed);
        tags.push(Tag {
            range: start..from,
            close,
            end,
        });
    }
    tags
}

/// The length up to and with what closes a tag, outside of quotes; none of one that is not closed.
fn end_of(text: &str, close: &str) -> (usize, End) {
    let mut quote = None;
    let mut line_is_blank = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count == LONGEST {
            return (0, End::TooLong);
        }
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if text[at..].starts_with(close) => return (at + close.len(), End::Closed),
            None if close != "#}" && (c == '"' || c == '\'') => quote = Some(c),
            None if text[at..].starts_with("{{") || text[at..].starts_with("{%") => break,
            None => {}
        }
        if c == '\n' && line_is_blank {
            break;
        }
        line_is_blank = c == '\n' || (line_is_blank && c.is_whitespace());
    }
    (0, End::Open)
}

/// The same text with `x` in the place of every character of a tag, byte for byte, so that nothing
/// in one can be taken for Markdown.
pub(super) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for tag in tags(text) {
        masked.push_str(&text[from..tag.range.start]);
        let inside = text[tag.range.clone()].bytes();
        masked.extend(inside.map(|b| if b == b'\n' { '\n' } else { 'x' }));
        from = tag.range.end;
    }
    masked.push_str(&text[from..]);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hide_what_would_close_a_tag() {
        let text = "a {{ x | counted(\"}}\", 'b') }} c";
        let all = tags(text);
        assert_eq!(
            &text[all[0].range.clone()],
            "{{ x | counted(\"}}\", 'b') }}"
        );
        assert_eq!(all[0].end, End::Closed);
    }

    #[test]
    fn an_open_tag_does_not_swallow_the_next_one() {
        let ends = |text| Vec::from_iter(tags(text).iter().map(|tag| tag.end));
        let expected = [End::Open, End::Closed, End::Open];
        assert_eq!(ends("{{ a {{ b }} {% if c"), expected);
        assert_eq!(ends("{{ a\n\n}}"), [End::Open]);
    }

    #[test]
    fn a_tag_of_too_many_characters_is_told_from_one_that_is_open() {
        let name = |length| format!("{{{{ {} }}}}", "a".repeat(length));
        assert_eq!(tags(&name(LONGEST - 4))[0].end, End::Closed);
        assert_eq!(tags(&name(LONGEST))[0].end, End::TooLong);
    }

    #[test]
    fn masking_keeps_every_byte_in_its_place() {
        let text = "a {{ \"}}é\" }} b {# c #} {{ open";
        assert_eq!(mask(text).len(), text.len());
        assert!(mask(text).starts_with("a xxxx"));
        assert!(mask(text).ends_with("xx open"));
    }
}
