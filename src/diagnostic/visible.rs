//! Characters that a terminal obeys instead of showing.
//!
//! The names of files, comments and options are untrusted. An escape sequence can rewrite the screen, and a direction
//! mark can reverse a line. In messages, such characters are shown as code points.

use std::borrow::Cow;
use std::fmt::Write;

/// A text of one line with each invisible character replaced by its code point, such as `\u{1b}`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_unseen, |out, c| out.extend(c.escape_default()))
}

/// The same for a text of several lines. Line ends and tabs stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    let is_unseen = |c: char| is_unseen(c) && !matches!(c, '\n' | '\t');
    escaped(text, is_unseen, |out, c| out.extend(c.escape_default()))
}

/// JSON with such characters escaped, which does not change its meaning. Outside of strings, JSON has no such
/// characters but line ends.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let is_unseen = |c: char| is_unseen(c) && !matches!(c, '\n' | '\t');
    escaped(json, is_unseen, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a text cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

fn escaped(
    text: &str,
    is_unseen: impl Fn(char) -> bool,
    escape: impl Fn(&mut String, char),
) -> Cow<'_, str> {
    if !text.contains(&is_unseen) {
        return Cow::from(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match is_unseen(c) {
            true => escape(&mut out, c),
            false => out.push(c),
        }
    }
    Cow::from(out)
}

/// Returns `true` if a character moves the cursor, ends the line, changes the direction of text, or is invisible.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown_as_code_points() {
        for (text, shown) in [
            ("Doña Ana\u{a0}1", "Doña Ana\u{a0}1"),
            ("a\u{1b}[31mb", r"a\u{1b}[31mb"),
            ("\u{9b}2J\u{7f}\u{7}", r"\u{9b}2J\u{7f}\u{7}"),
            ("a\r\nb\tc", r"a\r\nb\tc"),
            ("\u{202e}x\u{2028}\u{200e}", r"\u{202e}x\u{2028}\u{200e}"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible_lines("a\n\tb\r\u{9b}"), "a\n\tb\\r\\u{9b}");
    }

    #[test]
    fn json_means_the_same() {
        let text = "\u{9b}2J \u{202e} \u{e0041}";
        let json = serde_json::to_string(text).expect("a text");
        let shown = visible_json(&json);
        assert!(!shown.contains(is_unseen), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).expect("JSON"), text);
    }
}
