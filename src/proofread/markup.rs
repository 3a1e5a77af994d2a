//! Blanks typed text that is not printed as it stands: addresses, and characters written by their numbers. A
//! number within them is not a number of the text.

use std::ops::Range;

/// Blanks markup in stretches of text, one after the other.
#[derive(Default)]
pub(super) struct Markup {
    /// Whether the last stretch ended within an address, which continues after a placeholder.
    is_in_address: bool,
}

impl Markup {
    /// The text with spaces in place of markup, byte for byte.
    pub(super) fn blanked(&mut self, text: &str) -> String {
        let mut blanked = text.to_owned();
        let mut from = 0;
        if self.is_in_address {
            from = length_of_address(text);
            blank(&mut blanked, 0..from);
        }
        self.is_in_address &= from == text.len();
        while let Some(at) = text[from..].find(['&', ':', ']', '\\', 'w']) {
            let start = from + at;
            let rest = &text[start..];
            let length = entity(rest).or_else(|| address(&text[..start], rest));
            match length {
                Some(length) => {
                    blank(&mut blanked, start..start + length);
                    from = start + length;
                    self.is_in_address = from == text.len() && !rest.starts_with('&');
                }
                None if escapes(rest) => {
                    // "5\\. " is "5. " as far as numbers go.
                    let character = &rest[1..2];
                    blanked.replace_range(start..start + 2, &format!("{character} "));
                    from = start + 2;
                }
                None => from = start + 1,
            }
        }
        blanked
    }
}

fn blank(text: &mut String, range: Range<usize>) {
    let length = range.len();
    text.replace_range(range, &" ".repeat(length));
}

/// The length of a numeric character reference at the beginning of a text: `&#8212;`, `&#x2014;`.
fn entity(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("&#")?;
    /// The number of digits of the largest reference.
    const MOST: usize = 8;
    let digit = |b: &u8| b.is_ascii_alphanumeric();
    let end = digits.bytes().take(MOST).take_while(digit).count();
    digits[end..].starts_with(';').then_some("&#;".len() + end)
}

/// The length of the rest of an address at the beginning of a text.
fn address(before: &str, text: &str) -> Option<usize> {
    let begins = text.starts_with("://")
        || text.starts_with("](")
        || text.starts_with("www.")
        || text.starts_with(':') && (before.ends_with("mailto") || before.ends_with("tel"));
    let inner = text.strip_prefix("](").map_or(0, |_| "](".len());
    begins.then(|| inner + length_of_address(&text[inner..]))
}

fn length_of_address(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || ")>\"".contains(c);
    text.find(ends).unwrap_or(text.len())
}

fn escapes(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'\\') && bytes.next().is_some_and(|b| b.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_markup_are_blanked_and_others_are_not() {
        let cases = [
            ("a &#x2014; b &#8212; c 2014", "a          b         c 2014"),
            ("&#12 2019; & 45", "&#12 2019; & 45"),
            ("[45](https://a.b/2023) 46", "[45                  ) 46"),
            ("<https://a.b/2023> 46", "<https           > 46"),
            ("see www.a.b/2023, 46", "see               46"),
            ("[b](tel:5550100) 46", "[b             ) 46"),
            ("45\\. a", "45.  a"),
        ];
        for (text, blanked) in cases {
            assert_eq!(Markup::default().blanked(text), blanked);
        }
    }

    #[test]
    fn an_address_goes_on_behind_a_placeholder() {
        let mut markup = Markup::default();
        markup.blanked("[a](https://");
        assert_eq!(markup.blanked("/2023) in 2024"), "     ) in 2024");
        assert_eq!(markup.blanked("in 2024"), "in 2024");
    }
}
