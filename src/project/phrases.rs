//! Phrases in source text, where a line may end between any two of their words.

use std::ops::Range;

/// The length in bytes of a phrase at the start of a text, or `None` if the text does not start with it. A space of
/// the phrase matches any white space, `&nbsp;`, and the start of the next line of a note.
pub(crate) fn length_at(text: &str, phrase: &str) -> Option<usize> {
    let mut words = phrase.split_whitespace();
    let mut rest = text.strip_prefix(words.next()?)?;
    for word in words {
        let after = skip_blank(rest);
        if after.len() == rest.len() {
            return None;
        }
        rest = after.strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

/// Whether a range of text begins and ends at word boundaries.
pub(crate) fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let goes_on = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !goes_on(before) && !goes_on(after)
}

/// The byte ranges of all occurrences of a phrase in a text.
pub(crate) fn places(text: &str, phrase: &str) -> impl Iterator<Item = Range<usize>> {
    let first = phrase.split_whitespace().next().unwrap_or(phrase);
    let starts = text.match_indices(first).filter(|_| !first.is_empty());
    starts.filter_map(move |(start, _)| {
        let length = length_at(&text[start..], phrase)?;
        Some(start..start + length)
    })
}

fn skip_blank(text: &str) -> &str {
    let mut rest = text;
    loop {
        let after = rest.trim_start();
        let is_new_line = text[..text.len() - after.len()].ends_with(['\n', ' ', '>']);
        let after = match after.strip_prefix('>') {
            Some(noted) if is_new_line && text.trim_start_matches(' ').starts_with('\n') => noted,
            _ => after.strip_prefix("&nbsp;").unwrap_or(after),
        };
        if after.len() == rest.len() {
            return rest;
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_apart_by_anything_blank() {
        for text in [
            "New York",
            "New  York",
            "New\nYork",
            "New\n  York",
            "New\u{a0}York",
            "New&nbsp;York",
            "New\n> York",
            "New \n > > York",
        ] {
            assert_eq!(length_at(text, "New York"), Some(text.len()), "{text:?}");
        }
        for text in ["NewYork", "New-York", "New > York", "New", "New\n* York"] {
            assert_eq!(length_at(text, "New York"), None, "{text:?}");
        }
        let found: Vec<Range<usize>> = places("a b a\nb ab", "a b").collect();
        assert_eq!(found, [0..3, 4..7]);
    }
}
