//! Finds `{{ … }}`, `{% … %}` and `{# … #}` in a text, before anything parses them.

use std::ops::Range;

/// The largest number of characters in a tag. A longer one is probably not closed, and the limit bounds
/// the time that is spent to find out.
pub(super) const MAX_LENGTH: usize = 2_000;

/// The largest number of unclosed tags. After so many the rest is taken as text, so that a large text that is no
/// template at all is read in one pass.
const MAX_UNCLOSED: usize = 100;

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub kind: TagKind,
    /// Its bytes; of an unclosed tag only the two that open it.
    pub range: Range<usize>,
    pub end: TagEnd,
}

/// The kinds of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Print,
    Statement,
    Comment,
}

/// The ways in which a tag ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagEnd {
    Closed,
    /// Not closed before the next tag, a blank line or the end of the text.
    Unclosed,
    /// Not closed within [`MAX_LENGTH`].
    TooLong,
}

impl TagKind {
    const ALL: [Self; 3] = [Self::Print, Self::Statement, Self::Comment];

    /// The characters that open a tag.
    pub(super) fn open(self) -> &'static str {
        match self {
            Self::Print => "{{",
            Self::Statement => "{%",
            Self::Comment => "{#",
        }
    }

    /// The characters that close a tag.
    pub(super) fn close(self) -> &'static str {
        match self {
            Self::Print => "}}",
            Self::Statement => "%}",
            Self::Comment => "#}",
        }
    }
}

impl Tag {
    /// The bytes between the characters that open the tag and those that close it; none of an unclosed tag.
    pub(super) fn inner(&self) -> Range<usize> {
        let end = match self.end {
            TagEnd::Closed => self.range.end - 2,
            TagEnd::Unclosed | TagEnd::TooLong => self.range.end,
        };
        self.range.start + 2..end
    }
}

/// All tags of a text, in order. No tag goes over a blank line, which ends a block of Markdown.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut from = 0;
    let mut unclosed = 0;
    while unclosed < MAX_UNCLOSED
        && let Some(at) = text[from..].find('{')
    {
        let start = from + at;
        let kind = TagKind::ALL
            .into_iter()
            .find(|kind| text[start..].starts_with(kind.open()));
        let Some(kind) = kind else {
            from = start + 1;
            continue;
        };
        let inner = start + kind.open().len();
        let (length, end) = end_of(&text[inner..], kind);
        from = inner + length;
        unclosed += usize::from(end != TagEnd::Closed);
        tags.push(Tag {
            kind,
            range: start..from,
            end,
        });
    }
    tags
}

/// The number of bytes up to the end of a tag whose content `text` begins with, 0 when it is not closed. What
/// stands in quotes does not close it.
fn end_of(text: &str, kind: TagKind) -> (usize, TagEnd) {
    let mut quote = None;
    let mut is_escaped = false;
    let mut line_is_blank = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count == MAX_LENGTH {
            return (0, TagEnd::TooLong);
        }
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if text[at..].starts_with(kind.close()) => {
                return (at + kind.close().len(), TagEnd::Closed);
            }
            None if kind != TagKind::Comment && (c == '"' || c == '\'') => quote = Some(c),
            None if text[at..].starts_with("{{") || text[at..].starts_with("{%") => break,
            None => {}
        }
        if c == '\n' && line_is_blank {
            break;
        }
        line_is_blank = c == '\n' || (line_is_blank && c.is_whitespace());
    }
    (0, TagEnd::Unclosed)
}

/// The text with `x` in place of every byte of a tag, so that Markdown finds no markup in one and every byte
/// keeps its place.
#[must_use]
pub fn mask(text: &str) -> String {
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
    fn a_tag_is_not_closed_within_quotes() {
        for text in [
            "{{ x | counted(\"}}\", 'b') }}",
            "{{ x | counted(\"a\\\"}}\", \"b\") }}",
        ] {
            let all = tags(&format!("a {text} c"));
            assert_eq!(all[0].range, 2..2 + text.len());
            assert_eq!(all[0].end, TagEnd::Closed);
        }
    }

    #[test]
    fn an_unclosed_tag_does_not_swallow_the_next_one() {
        let ends = |text| Vec::from_iter(tags(text).iter().map(|tag| tag.end));
        let expected = [TagEnd::Unclosed, TagEnd::Closed, TagEnd::Unclosed];
        assert_eq!(ends("{{ a {{ b }} {% if c"), expected);
        assert_eq!(ends("{{ a\n\n}}"), [TagEnd::Unclosed]);
    }

    #[test]
    fn a_tag_that_is_too_long_is_told_from_an_unclosed_one() {
        let name = |length| format!("{{{{ {} }}}}", "a".repeat(length));
        assert_eq!(tags(&name(MAX_LENGTH - 4))[0].end, TagEnd::Closed);
        assert_eq!(tags(&name(MAX_LENGTH))[0].end, TagEnd::TooLong);
    }

    #[test]
    fn masking_keeps_every_byte_in_its_place() {
        let text = "a {{ \"}}é\" }} b {# c #} {{ open";
        assert_eq!(mask(text).len(), text.len());
        assert!(mask(text).starts_with("a xxxx"));
        assert!(mask(text).ends_with("xx open"));
    }
}
