//! Words of a paragraph before they are shaped, and the error of those that a font lacks.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Span};

/// Splits text into words and single spaces. The end of a line is also a space, so that the words on its two sides
/// stay apart when they are read aloud or copied.
pub(super) fn words_and_spaces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some(after) = rest.strip_prefix('\n') {
            rest = after;
            return Some((" ", true));
        }
        let first = rest.chars().next()?;
        let is_space = first == ' ';
        let length = if is_space {
            first.len_utf8()
        } else {
            rest.find([' ', '\n']).unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        Some((piece, is_space))
    })
}

/// The error of characters that a font does not have.
pub(super) fn missing_glyphs(chars: &BTreeSet<char>, font: &str, source: Span) -> Diagnostic {
    /// The number of characters to list; further ones are only counted.
    const MOST: usize = 5;
    let shown = chars.iter().take(MOST);
    let shown = shown.map(|c| format!("{c:?} (U+{:04X})", u32::from(*c)));
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if chars.len() > MOST {
        shown = format!("{shown} and {} others", chars.len() - MOST);
    }
    let first = chars.first().copied().unwrap_or_default();
    Diagnostic::error(
        Code::MissingGlyph,
        source,
        format!("there is no {shown} in the font"),
    )
    .pointing_at(first)
    .label(format!("set in the font `{font}`"))
    .help("use other characters, or a font that has them")
}
