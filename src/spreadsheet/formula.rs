//! Protection from text in `.csv` that spreadsheet programs would run as a formula.
//!
//! A program that opens a `.csv` evaluates any cell that begins like a formula. An apostrophe in front makes the cell a
//! text (OWASP, "CSV Injection"). A text that already has apostrophes before a formula gets another one. Import can
//! then always remove exactly one apostrophe, the one that export added.

use std::borrow::Cow;

const MARK: char = '\'';

/// Characters that begin a formula, also in full width, and spaces that programs skip before one.
const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a text looks like a formula, with or without apostrophes before it.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches([MARK, ' ', '\u{a0}', '\u{feff}']);
    text.starts_with(SIGNS)
}

/// Escapes a text for a `.csv`.
pub fn as_text(text: &str) -> Cow<'_, str> {
    match is_formula(text) {
        true => Cow::Owned(format!("{MARK}{text}")),
        false => Cow::Borrowed(text),
    }
}

/// Removes the escape from a text of a `.csv`.
pub fn from_text(text: &str) -> &str {
    let plain = text.strip_prefix(MARK);
    plain.filter(|plain| is_formula(plain)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_like_a_formula_is_marked() {
        for text in [
            "=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "－1", "'=1", "''@a",
        ] {
            assert_eq!(as_text(text), format!("'{text}"));
        }
        for text in ["", "a=1", "1-2", "'quoted'", "’=1", "O'Brien", "'"] {
            assert_eq!(as_text(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@ \t＝-]{0,5}.{0,5}") {
            let written = as_text(&text);
            prop_assert_eq!(from_text(&written), text.as_str());
        }

        #[test]
        fn no_text_begins_like_a_formula(text in "['=+@ \t＝-]{0,5}.{0,5}") {
            prop_assert!(!as_text(&text).trim_start().starts_with(SIGNS));
        }
    }
}
