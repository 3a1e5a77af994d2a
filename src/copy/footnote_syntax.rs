//! The syntax of footnotes: `[^name]` after a word calls one, and `[^name]: …` at the start of a line is its text.
//!
//! Markdown's parser knows calls only where it sees the definition. Here each block is parsed by itself and guards are
//! settled before, so the text is searched for the two forms instead.

use std::ops::Range;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words without a call.
    Words(Range<usize>),
    /// A call, with the range of its name in the text.
    Call {
        /// All of it, with its brackets.
        range: Range<usize>,
        /// The name.
        name: Range<usize>,
    },
    /// The beginning of a call that does not end, or one with a name that cannot be used.
    Broken(Range<usize>),
}

/// The beginning of a call.
const OPENING: &str = "[^";

/// Splits a range of a text at its calls. A backslash before a call makes it a part of the words.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    while let Some(found) = text[at..range.end].find(OPENING) {
        let call = at + found;
        at = call + OPENING.len();
        if text[..call].ends_with('\\') {
            continue;
        }
        if start < call {
            pieces.push(Piece::Words(start..call));
        }
        match name(&text[at..range.end]) {
            Some(length) => {
                let name = at..at + length;
                at = name.end + 1;
                pieces.push(Piece::Call {
                    range: call..at,
                    name,
                });
            }
            None => pieces.push(Piece::Broken(call..at)),
        }
        start = at;
    }
    if start < range.end {
        pieces.push(Piece::Words(start..range.end));
    }
    pieces
}

/// The length of a name that a bracket follows.
fn name(text: &str) -> Option<usize> {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = text.find(|c| !is_of_name(c))?;
    (end > 0 && text[end..].starts_with(']')).then_some(end)
}

/// The name of the footnote that a line defines, and the byte at which its text begins.
pub(super) fn definition(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix(OPENING)?;
    let length = name(rest)?;
    let colon = OPENING.len() + length + 1;
    line[colon..]
        .starts_with(':')
        .then_some((&rest[..length], colon + 1))
}

/// Splits the ranges of blocks before each line that defines a footnote. Markdown takes such a line for a part of the
/// paragraph, list or table above it.
pub(super) fn apart(text: &str, blocks: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    if !text.contains(OPENING) {
        return blocks;
    }
    let mut parts = Vec::new();
    for (start, end) in blocks {
        let mut from = start;
        let is_fenced = ["~~~", "```"]
            .iter()
            .any(|fence| text[start..].starts_with(fence));
        if !is_fenced {
            for (newline, _) in text[start..end].match_indices('\n') {
                let line = start + newline + 1;
                if from < line && line < end && definition(&text[line..end]).is_some() {
                    parts.push((from, line));
                    from = line;
                }
            }
        }
        parts.push((from, end));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let pieces = pieces(text, 0..text.len()).into_iter();
        let shown = pieces.map(|piece| match piece {
            Piece::Words(range) => text[range].to_owned(),
            Piece::Call { name, .. } => format!("call {}", &text[name]),
            Piece::Broken(_) => "broken".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn calls_are_told_from_words() {
        assert_eq!(
            shown("Loans[^1] and[^a-b.2]."),
            ["Loans", "call 1", " and", "call a-b.2", "."]
        );
        assert_eq!(shown(r"As in \[^1]"), [r"As in \[^1]"]);
        assert_eq!(shown("a[^1][^2]"), ["a", "call 1", "call 2"]);
        assert_eq!(shown("a[^] b"), ["a", "broken", "] b"]);
        assert_eq!(shown("a[^two words]"), ["a", "broken", "two words]"]);
        assert_eq!(shown("a[^open"), ["a", "broken", "open"]);
    }

    #[test]
    fn definitions_are_blocks_of_their_own() {
        let text = "Words[^1].\n[^1]: One.\n[^2]: Two\nlines.\n";
        let parts = apart(text, vec![(0, text.len())]);
        let parts: Vec<&str> = parts
            .iter()
            .map(|(start, end)| &text[*start..*end])
            .collect();
        assert_eq!(
            parts,
            ["Words[^1].\n", "[^1]: One.\n", "[^2]: Two\nlines.\n"]
        );
        assert_eq!(definition("[^loans]: Of books."), Some(("loans", 9)));
        assert_eq!(definition("[^loans] Of books."), None);
    }
}
