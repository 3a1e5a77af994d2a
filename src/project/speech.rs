//! The spoken form of printed numbers.
//!
//! In the United States, "8,249" is one number in Spanish, too. Voices follow the language and not the country: they
//! say "ocho coma doscientos cuarenta y nueve". Spaces between groups make several numbers of one. All voices read
//! digits without a separator as one number, so that is the spoken form; `docs/explanation/read-aloud.md` lists the
//! voices that were tried.
//!
//! Some voices do not know the minus sign (U+2212): they say its English name, and say nothing for a hyphen. In their
//! languages a number below 0 is spoken with the language's word for minus.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::Language;

/// The rules for reading numbers aloud. By default, numbers are spoken as they are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// The printed group separator, or `None` if voices know it.
    group: Option<char>,
    /// The word that is spoken for a minus, or `None` if voices know the sign.
    minus: Option<&'static str>,
}

impl Speech {
    /// The rules for a language and its group separator.
    pub(super) fn new(language: &Language, group: char) -> Self {
        Self {
            group: Some(group).filter(|group| !language.voices_know_group(*group)),
            minus: language.spoken_minus(),
        }
    }

    /// The numbers in a text that are spoken in another form, each with that form.
    pub fn numbers(self, text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let group = self.group?;
            loop {
                let start = from + text[from..].find(|c: char| c.is_ascii_digit())?;
                let rest = &text[start..];
                let end = rest.find(|c: char| !(c.is_ascii_digit() || is_sign(c, group)));
                let figures = &rest[..end.unwrap_or(rest.len())];
                let figures = figures.trim_end_matches(|c| is_sign(c, group));
                from = start + figures.len();
                let before = text[..start].chars().next_back();
                let is_part = before.is_some_and(|c| c.is_alphanumeric() || is_sign(c, group));
                let is_spoken_whole = is_grouped(figures, group) && !is_part;
                let digits: String = match is_spoken_whole {
                    true => figures.chars().filter(char::is_ascii_digit).collect(),
                    false => figures.to_owned(),
                };
                if let Some((start, minus)) = self.minus_before(text, start) {
                    return Some((start..from, format!("{minus}{digits}")));
                }
                if is_spoken_whole {
                    return Some((start..from, digits));
                }
            }
        })
    }

    /// The start of a minus before the digits at `start`, with its word and the sign of a currency between the two.
    fn minus_before(self, text: &str, start: usize) -> Option<(usize, String)> {
        const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];
        let before = text[..start].trim_end_matches(CURRENCIES);
        let currency = &text[before.len()..start];
        let outside = before.strip_suffix('−')?;
        let is_range = outside.ends_with(char::is_alphanumeric);
        let word = self.minus.filter(|_| !is_range)?;
        Some((outside.len(), format!("{word} {currency}")))
    }

    /// The spoken form of a text.
    pub fn said(self, text: &str) -> Cow<'_, str> {
        let mut said = String::new();
        let mut end = 0;
        for (range, number) in self.numbers(text) {
            said.push_str(&text[end..range.start]);
            said.push_str(&number);
            end = range.end;
        }
        match end {
            0 => text.into(),
            _ => (said + &text[end..]).into(),
        }
    }
}

/// Whether a character separates groups. No-break spaces of all widths are equal.
fn is_sign(c: char, group: char) -> bool {
    const SPACES: [char; 3] = ['\u{a0}', '\u{202f}', '\u{2009}'];
    c == group || (SPACES.contains(&group) && SPACES.contains(&c))
}

/// Whether digits are a number in groups of three.
fn is_grouped(figures: &str, group: char) -> bool {
    let mut groups = figures.split(|c| is_sign(c, group));
    let first = groups.next().unwrap_or_default();
    let mut count = 0;
    let are_whole = groups.all(|group| {
        count += 1;
        group.len() == 3
    });
    count > 0 && are_whole && (1..=3).contains(&first.len()) && !first.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_without_their_signs() {
        for (language, group, printed, said) in [
            ("es", ',', "8,249 informes", "8249 informes"),
            (
                "es",
                ',',
                "(28,886), 1,234,567.5 y 36.2",
                "(28886), 1234567.5 y 36.2",
            ),
            ("es", ',', "US$8,249, 2,000", "US$8249, 2000"),
            (
                "de",
                '.',
                "36.210.822,5 am 1.2.2023",
                "36210822,5 am 1.2.2023",
            ),
            (
                "fr",
                '\u{202f}',
                "8\u{202f}249 et 1\u{a0}000 €",
                "8249 et 1000 €",
            ),
            // Not one number.
            (
                "es",
                ',',
                "en 2021,2022 y 1,5 o 0,249",
                "en 2021,2022 y 1,5 o 0,249",
            ),
            (
                "es",
                ',',
                "1,2,345 y 8,2490 y x1,000",
                "1,2,345 y 8,2490 y x1,000",
            ),
            ("es", ',', "1-800-843-5678", "1-800-843-5678"),
            (
                "es",
                ',',
                "−2.5 %, −8,249 y −$1,250; 2−1",
                "menos 2.5 %, menos 8249 y menos $1250; 2−1",
            ),
            ("nl", '.', "€ −1.250", "€ min 1250"),
            ("de", '.', "−2,5 %", "−2,5 %"),
            // English voices know the comma, and only that.
            ("en", ',', "8,249", "8,249"),
            ("en", '\u{a0}', "8\u{a0}249", "8249"),
        ] {
            assert_eq!(
                Speech::new(&Language::new(language), group).said(printed),
                said
            );
        }
    }
}
