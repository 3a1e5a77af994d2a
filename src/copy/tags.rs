//! Finds `{{ … }}`, `{% … %}` and `{# … #}` in words, before anything parses them.

use std::ops::Range;

/// What opens a tag and what closes it.
const KINDS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// The longest tag, in characters. Nobody writes more by hand, and what parses tags need not be
/// prepared for it.
pub(super) const LONGEST: usize = 2_000;

/// A tag in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its bytes; only those that open it when it is never closed.
    pub range: Range<usize>,
    /// What closes it.
    pub close: &'static str,
    /// Whether it is closed.
    pub is_closed: bool,
}

/// All tags of a text, in order. A tag that is not closed before the next blank line, or within
/// [`LONGEST`], is open: no tag goes over the end of a block.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('{') {
        let start = from + at;
        let Some((open, close)) = KINDS
            .iter()
            .find(|(open, _)| text[start..].starts_with(open))
        else {
            from = start + 1;
            continue;
        };
        let inner = start + open.len();
        let end = end_of(&text[inner..], close).map(|length| inner + length);
        from = end.unwrap_or(inner);
        tags.push(Tag {
            range: start..from,
            close,
            is_closed: end.is_some(),
        });
    }
    tags
}

/// The length up to and with what closes a tag, outside of quotes.
fn end_of(text: &str, close: &str) -> Option<usize> {
    let mut quote = None;
    let mut line_is_blank = false;
    for (at, c) in text.char_indices().take(LONGEST) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if text[at..].starts_with(close) => return Some(at + close.len()),
            None if close != "#}" && (c == '"' || c == '\'') => quote = Some(c),
            None if text[at..].starts_with("{{") || text[at..].starts_with("{%") => return None,
            None => {}
        }
        if c == '\n' && line_is_blank {
            return None;
        }
        line_is_blank = c == '\n' || (line_is_blank && c.is_whitespace());
    }
    None
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
        assert!(all[0].is_closed);
    }

    #[test]
    fn an_open_tag_does_not_swallow_the_next_one() {
        let closed: Vec<bool> = tags("{{ a {{ b }} {% if c")
            .iter()
            .map(|t| t.is_closed)
            .collect();
        assert_eq!(closed, [false, true, false]);
        assert!(!tags("{{ a\n\n}}")[0].is_closed);
    }

    #[test]
    fn masking_keeps_every_byte_in_its_place() {
        let text = "a {{ \"}}é\" }} b {# c #} {{ open";
        assert_eq!(mask(text).len(), text.len());
        assert!(mask(text).starts_with("a xxxx"));
        assert!(mask(text).ends_with("xx open"));
    }
}
