//! Long addresses of websites and e-mail, and the places where a line may end in them.
//!
//! An address has no spaces, so a long one would leave the line before it short or not fit a column at all. No hyphen is
//! added at the end of the line, because a reader would type it. A line ends after a sign, as The Chicago Manual of
//! Style has it for most of them (17th edition, 14.18) and as Typst sets links, never within a word, `%20` or `://`. An
//! address of usual length is never broken.

use std::ops::Range;

use super::run::Run;

/// The least number of characters of an address that may be broken.
const LONG: usize = 20;

/// The least number of characters of an address on a line.
const LEAST: usize = 3;

/// The signs after which a line may end.
const SIGNS: [char; 9] = ['/', '.', '-', '?', '&', '=', '_', '#', '@'];

/// The signs that can stand before an address.
const OPENING: [char; 11] = ['(', '[', '{', '<', '"', '\'', '“', '‘', '«', '„', '‹'];

/// The long addresses in a text, in order.
pub(super) fn addresses(text: &str, runs: &[Run]) -> Vec<Range<usize>> {
    let has_links = runs.iter().any(|run| run.link.is_some());
    if !has_links && !text.contains(['/', '@']) && !text.contains("www.") {
        return Vec::new();
    }
    let words = text.split(char::is_whitespace);
    let mut end = 0;
    let ranges = words.filter_map(|word| {
        let start = end + text[end..].find(word)?;
        end = start + word.len();
        let is_long = word.chars().nth(LONG - 1).is_some();
        let is_one = is_long && is_address(word, || is_linked(start, runs));
        is_one.then_some(start..end)
    });
    ranges.collect()
}

/// Whether the character at an offset is in a link.
fn is_linked(at: usize, runs: &[Run]) -> bool {
    let mut end = 0;
    let run = runs.iter().find(|run| {
        end += run.text.len();
        at < end
    });
    run.is_some_and(|run| run.link.is_some())
}

/// Whether a word is an address. The name of a site alone is one in a link only.
fn is_address(word: &str, is_linked: impl Fn() -> bool) -> bool {
    let word = word.trim_start_matches(OPENING);
    if after_scheme(word) > 0 || word.starts_with("www.") {
        return true;
    }
    let site_end = word.find(['/', '?', '#', ':']).unwrap_or(word.len());
    let (site, rest) = word.split_at(site_end);
    let (has_user, site) = match site.split_once('@') {
        Some((user, site)) => (!user.is_empty(), site),
        None => (false, site),
    };
    let site = site.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut labels = site.split('.').rev();
    let is_top = |label: &str| label.chars().count() > 1 && label.chars().all(char::is_alphabetic);
    let has_top = labels.next().is_some_and(is_top);
    let is_label = |label: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(is_plain)
    };
    let are_labels = site.contains('.') && labels.all(is_label);
    has_top && are_labels && (has_user || rest.starts_with(['/', '?']) || is_linked())
}

/// The number of bytes of a scheme with its slashes; 0 without one.
fn after_scheme(word: &str) -> usize {
    let scheme = word.find("://");
    let is_scheme = |at: &usize| *at > 0 && word[..*at].bytes().all(|b| b.is_ascii_alphabetic());
    scheme.filter(is_scheme).map_or(0, |at| at + "://".len())
}

/// The offsets in an address at which a line may end.
pub(super) fn places(address: &str) -> impl Iterator<Item = usize> {
    let opening = address.len() - address.trim_start_matches(OPENING).len();
    let first = opening + after_scheme(&address[opening..]);
    let signs = address.match_indices(SIGNS);
    let ends = signs.map(|(at, sign)| at + sign.len());
    ends.filter(move |end| {
        let (before, after) = address.split_at(*end);
        let follows = |c: char| c.is_alphanumeric() || (c.is_ascii() && !SIGNS.contains(&c));
        let is_end = |c: char| !c.is_alphanumeric();
        let is_enough = |part: &str| part.chars().nth(LEAST - 1).is_some();
        *end > first
            && is_enough(&before[first..])
            && is_enough(after.trim_end_matches(is_end))
            && after.starts_with(follows)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Span;

    fn found(text: &str, is_link: bool) -> Vec<String> {
        let run = Run {
            link: is_link.then(|| "https://example.org".into()),
            ..Run::plain(text, Span::DETACHED)
        };
        let found = addresses(text, std::slice::from_ref(&run));
        found
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    fn parts(address: &str) -> Vec<&str> {
        let mut start = 0;
        let ends = places(address).chain([address.len()]);
        let part = |end| {
            let part = &address[start..end];
            start = end;
            part
        };
        ends.map(part).collect()
    }

    #[test]
    fn long_addresses_are_known() {
        for address in [
            "https://example.org/statistics",
            "(www.example-libraries.org",
            "library.example.org/cards?new=1",
            "first.last@library.example.org",
        ] {
            assert_eq!(found(&format!("See {address} now"), false), [address]);
        }
        let site = "libraries-of-the-city.example.org";
        assert_eq!(found(site, true), [site]);
        assert_eq!(found(site, false), [""; 0]);
        for text in [
            "https://a.org",
            "survivors/families/neighbors/friends",
            "interlibrary@night",
            "1.234.567.890/2.345.678.901",
            "e.g./i.e./etc./and-so-on-and-on",
        ] {
            assert_eq!(found(text, true), [""; 0], "{text}");
        }
    }

    #[test]
    fn lines_end_after_signs_only() {
        let cases: [(&str, &[&str]); 5] = [
            (
                "https://example.org/a-long/path?year=2024&page=12#top",
                &[
                    "https://example.",
                    "org/",
                    "a-",
                    "long/",
                    "path?",
                    "year=",
                    "2024&",
                    "page=",
                    "12#",
                    "top",
                ],
            ),
            (
                "(www.example.org/b%20c/d).",
                &["(www.", "example.", "org/", "b%20c/d)."],
            ),
            ("example.org//cards//", &["example.", "org//", "cards//"]),
            (
                "http://en.example.org/x",
                &["http://en.", "example.", "org/x"],
            ),
            (
                "straße.example.org/größe",
                &["straße.", "example.", "org/", "größe"],
            ),
        ];
        for (address, expected) in cases {
            assert_eq!(parts(address), expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_part_is_short(address in "[a-z0-9./%?&=_#@é:-]{0,60}") {
            let parts = parts(&address);
            prop_assert_eq!(parts.concat(), address.clone());
            if parts.len() > 1 {
                prop_assert!(parts[0].chars().count() >= LEAST);
                prop_assert!(parts[parts.len() - 1].chars().count() >= LEAST);
                for part in &parts[..parts.len() - 1] {
                    prop_assert!(part.ends_with(SIGNS));
                }
            }
        }
    }
}
