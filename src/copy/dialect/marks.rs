//! The marks of other dialects and the rules that recognize them.
//!
//! Each rule follows its dialect closely, so that prices, times, paths and sums are not mistaken for markup. For
//! instance, a pair of signs has no space on its inner sides.

use std::ops::Range;

/// Markup of another dialect.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// The name of the markup, for messages.
    pub name: &'static str,
    /// The help of the message.
    pub help: &'static str,
    /// Whether the mark is an error. Otherwise it is a warning.
    pub is_refused: bool,
    /// The only position at which the signs are markup, or `None` for any position.
    pub place: Option<Position>,
    /// Finds the first occurrence in a text, in bytes.
    pub find: fn(&str) -> Option<Range<usize>>,
}

/// The position of a text in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    Item,
    Note,
}

/// The signs of all marks. A text without any of them has no mark.
pub(super) const SIGNS: [char; 19] = [
    '~', '^', '$', '=', '+', '[', ']', ':', '\\', '!', '%', '@', '.', '•', '·', '▪', '*', '&', '<',
];

/// The label of a warning.
pub(super) const PRINTS_AS_TYPED: &str = "it is printed as it is typed";

const fn refused(
    name: &'static str,
    help: &'static str,
    find: fn(&str) -> Option<Range<usize>>,
) -> Mark {
    Mark {
        name,
        help,
        is_refused: true,
        place: None,
        find,
    }
}

const fn asked(
    name: &'static str,
    help: &'static str,
    find: fn(&str) -> Option<Range<usize>>,
) -> Mark {
    Mark {
        is_refused: false,
        ..refused(name, help, find)
    }
}

const fn only_in(place: Position, mark: Mark) -> Mark {
    Mark {
        place: Some(place),
        ..mark
    }
}

const STRUCK: &str =
    "leave out what no longer holds; for the signs in print, put a backslash before each";
const FOOTNOTE: &str = "write [^1] after the word, and its text on a line of its own: [^1]: …";
const NO_PAGES: &str = "take it out: pages end where they are full";
const PLAIN: &str = "write it in plain words, or with the character itself, such as ² or ₂";

/// The marks in Markdown text, the specific ones before the general ones.
pub(super) const FOUND_ANYWHERE: &[Mark] = &[
    refused("a footnote within the text", FOOTNOTE, |text| {
        between(text, "^[", "]")
    }),
    only_in(
        Position::Item,
        refused("a task list", "write the item without its box", task),
    ),
    only_in(
        Position::Note,
        refused(
            "the kind of a note",
            "write its first words in bold: > **Note.** …",
            |text| between(text, "[!", "]").filter(|range| range.start == 0),
        ),
    ),
    refused("text that is struck out", STRUCK, |text| pair(text, "~~")),
    asked("text that is struck out or set low", PLAIN, |text| {
        pair(text, "~").or_else(|| attached(text, '~'))
    }),
    asked("text that is set high", PLAIN, |text| {
        pair(text, "^").or_else(|| attached(text, '^'))
    }),
    asked("a formula", PLAIN, |text| {
        pair(text, "$$").or_else(|| formula(text))
    }),
    asked("highlighted text", "write **bold** or *emphasis*", |text| {
        pair(text, "==")
    }),
    asked("inserted text", "write it without the signs", |text| {
        pair(text, "++")
    }),
    asked(
        "a remark",
        "take it out: everything in the text is printed",
        |text| pair(text, "%%"),
    ),
    asked("a table of contents", NO_PAGES, contents),
    asked("a link", "write [its words](https://…)", |text| {
        between(text, "[[", "]]")
    }),
    asked(
        "a citation",
        "say the source in the text, or in a note",
        |text| between(text, "[@", "]"),
    ),
    asked("a tag", "write **bold** or *emphasis*", |text| {
        between(text, "[/", "]")
    }),
    asked(
        "a command",
        "take it out: a design says how pages look",
        command,
    ),
    asked("a picture of a word", "write the word", emoji),
    asked(
        "a definition",
        "write the term in bold and its meaning behind it",
        |text| {
            line(text, |line| {
                line.starts_with(": ") || line.starts_with(":\t")
            })
        },
    ),
    asked(
        "a box",
        "write a note: a paragraph that begins with >",
        |text| {
            line(text, |line| {
                [":::", "!!! ", "??? ", ".. "]
                    .iter()
                    .any(|sign| line.starts_with(sign))
            })
        },
    ),
    asked("a heading", "a heading begins with #", |text| {
        line(text, |line| {
            !line.trim_start_matches('=').is_empty()
                && line.starts_with('=')
                && line.trim_start_matches('=').starts_with(' ')
        })
    }),
    asked(
        "a table",
        "write its cells between bars: | a | b |",
        |text| {
            line(text, |line| {
                line.starts_with("+--") || line.starts_with("+==")
            })
        },
    ),
    asked(
        "a list",
        "begin each item with a hyphen and a space",
        |text| line(text, |line| line.starts_with(['•', '·', '▪'])),
    ),
];

/// The marks in texts that are not Markdown.
pub(super) const FOUND_IN_PLAIN: &[Mark] = &[
    asked("bold", "", |text| pair(text, "**")),
    asked("a link", "", |text| {
        let at = text.find("](")?;
        Some(text[..at].rfind('[')?..at + 2 + text[at + 2..].find(')')? + 1)
    }),
    asked("struck out text", "", |text| pair(text, "~~")),
    asked("a character's name", "", entity),
    asked("HTML", "", html),
];

/// Finds two signs and the text between them, on one line.
fn between(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(at) = text[from..].find(open) {
        let start = from + at;
        let inner = start + open.len();
        let end = text[inner..].find(['\n', ']']).map(|end| inner + end)?;
        if end > inner && text[end..].starts_with(close) {
            return Some(start..end + close.len());
        }
        from = end;
    }
    None
}

/// Finds words between two equal signs, with no space inside the signs, and neither a letter nor the sign
/// outside.
fn pair(text: &str, sign: &str) -> Option<Range<usize>> {
    let mut start = None;
    for (at, _) in text.match_indices(sign) {
        let before = text[..at].chars().next_back();
        let after = text[at + sign.len()..].chars().next();
        let is_sign = |c: char| sign.starts_with(c);
        let is_outside = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || is_sign(c));
        let is_inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !is_sign(c));
        match start {
            Some(start) if is_inside(before) && is_outside(after) => {
                return Some(start..at + sign.len());
            }
            _ if is_outside(before) && is_inside(after) => start = Some(at),
            _ => {}
        }
    }
    None
}

/// Finds a few letters or digits between two equal signs, after a letter: `H~2~O`, `x^2^`.
fn attached(text: &str, sign: char) -> Option<Range<usize>> {
    /// The largest number of raised or lowered characters.
    const MOST: usize = 10;
    let mut places = text.match_indices(sign);
    places.find_map(|(start, _)| {
        let inner = &text[start + 1..];
        let is_inside = |c: &char| c.is_alphanumeric() || "+-−".contains(*c);
        let length: usize = inner
            .chars()
            .take(MOST)
            .take_while(is_inside)
            .map(char::len_utf8)
            .sum();
        let is_attached = text[..start].ends_with(char::is_alphanumeric);
        let is_closed = length > 0 && inner[length..].starts_with(sign);
        (is_attached && is_closed).then(|| start..start + length + 2)
    })
}

/// Finds `$x$`, with no space inside, and no digit after it as in "$5 and $10".
fn formula(text: &str) -> Option<Range<usize>> {
    let range = pair(text, "$")?;
    let inner = &text[range.start + 1..range.end - 1];
    (!inner.contains('\n')).then_some(range)
}

/// Finds `[ ]` and `[x]` at the beginning of an item.
fn task(text: &str) -> Option<Range<usize>> {
    ["[ ]", "[x]", "[X]", "[]"].iter().find_map(|sign| {
        let rest = text.strip_prefix(sign)?;
        rest.starts_with(char::is_whitespace)
            .then_some(0..sign.len())
    })
}

/// Finds `[TOC]` and the like by themselves.
fn contents(text: &str) -> Option<Range<usize>> {
    let inner = text
        .trim()
        .trim_start_matches(['[', '_'])
        .trim_end_matches([']', '_']);
    let is_marked = text.starts_with('[') && text.ends_with(']');
    let signs = ["toc", "pagebreak", "newpage", "page break"];
    let is_known = signs.contains(&inner.to_lowercase().as_str());
    (is_marked && is_known).then_some(0..text.len())
}

/// Finds a backslash with letters at the beginning of a word. Within a word it separates the names of a path.
fn command(text: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices('\\');
    places.find_map(|(start, _)| {
        let before = text[..start].chars().next_back();
        let rest = &text[start + 1..];
        let letters = rest.chars().take_while(char::is_ascii_alphabetic).count();
        let is_path = rest[letters..].starts_with('\\');
        let begins = before.is_none_or(|c| c.is_whitespace() || "([{}*".contains(c));
        (begins && letters > 0 && !is_path).then_some(start..start + 1 + letters)
    })
}

/// Finds `:name:`, with neither a letter nor a digit around it.
fn emoji(text: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices(':');
    places.find_map(|(start, _)| {
        let inner = &text[start + 1..];
        let is_inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
        let length = inner.find(|c| !is_inside(c))?;
        let is_name = inner[..length]
            .chars()
            .filter(char::is_ascii_lowercase)
            .count()
            > 1;
        let before = text[..start].chars().next_back();
        let after = inner[length..].chars().nth(1);
        let is_alone = [before, after]
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric() && c != ':');
        (is_name && is_alone && inner[length..].starts_with(':')).then(|| start..start + length + 2)
    })
}

/// Finds the first line that has a meaning in another dialect.
fn line(text: &str, is_marked: fn(&str) -> bool) -> Option<Range<usize>> {
    let mut start = 0;
    text.split('\n').find_map(|line| {
        let range = start..start + line.len();
        start = range.end + 1;
        is_marked(line).then_some(range)
    })
}

/// Finds `&nbsp;`, `&#8212;`.
fn entity(text: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices('&');
    places.find_map(|(start, _)| {
        let inner = &text[start + 1..];
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
        (length > 1 && inner[length..].starts_with(';')).then(|| start..start + length + 2)
    })
}

/// Finds `<b>`, `</b>`, `<br/>`.
fn html(text: &str) -> Option<Range<usize>> {
    let tags = [
        "b", "i", "u", "em", "strong", "br", "br/", "br /", "p", "sup", "sub", "span", "div",
    ];
    let mut places = text.match_indices('<');
    places.find_map(|(start, _)| {
        let inner = &text[start + 1..];
        let end = inner
            .find(['>', '<'])
            .filter(|end| inner[*end..].starts_with('>'))?;
        let name = inner[..end].trim_start_matches('/').to_lowercase();
        tags.contains(&name.as_str())
            .then(|| start..start + end + 2)
    })
}
