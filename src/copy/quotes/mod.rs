//! Straight quotes and apostrophes, printed as those of the language.
//!
//! Markdown knows English quotes only, and looks at no more than the characters around each. Here a quote is set when
//! all of a paragraph is known, with the values in it: what opens needs words behind it, what closes needs something
//! open, an apostrophe at the beginning of a word opens nothing, and a mark behind a digit is one of feet or inches
//! unless it closes. Such a mark stays straight, as does one with a backslash before it.
//!
//! Until then, one that is to stay has a character before it that no file can contain.

mod context;

use super::block::{MarginPart, Run};
use crate::language::{Language, Quotes};
pub(super) use context::KEEP;
use context::{DOUBLE, SINGLE, Text, Use};

/// The same text, whose straight quotes are printed as they are typed.
pub(super) fn kept(text: &str) -> String {
    let mut kept = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if is_quote(c) {
            kept.push(KEEP);
        }
        kept.push(c);
    }
    kept
}

/// A text with its straight quotes set.
#[must_use]
pub fn set(text: &str, language: &Language) -> String {
    if !text.contains(is_quote) {
        return text.to_owned();
    }
    let mut setter = Setter::new(text.chars(), language);
    let mut printed = String::with_capacity(text.len());
    text.chars().for_each(|c| setter.push(c, &mut printed));
    printed
}

/// Sets the straight quotes of a paragraph.
pub(super) fn set_runs(runs: &mut [Run], language: &Language) {
    set_each(&mut runs.iter_mut().collect::<Vec<_>>(), language);
}

/// Sets the straight quotes of a header or footer.
pub(super) fn set_margin(parts: &mut [MarginPart], language: &Language) {
    let runs = parts.iter_mut().filter_map(|part| match part {
        MarginPart::Text(run) => Some(run),
        MarginPart::Page(_) | MarginPart::Pages(_) => None,
    });
    set_each(&mut runs.collect::<Vec<_>>(), language);
}

fn set_each(runs: &mut [&mut Run], language: &Language) {
    if !runs.iter().any(|run| run.text.contains(is_quote)) {
        return;
    }
    let characters = runs.iter().flat_map(|run| run.text.chars());
    let mut setter = Setter::new(characters, language);
    for run in runs {
        let before = std::mem::take(&mut run.text);
        let (mut bound, mut number) = (0, 0);
        for (at, c) in before.char_indices() {
            setter.push(c, &mut run.text);
            let end = at + c.len_utf8();
            if end <= run.bound {
                bound = run.text.len();
            }
            if end <= run.number {
                number = run.text.len();
            }
        }
        (run.bound, run.number) = (bound, number);
    }
}

fn is_quote(c: char) -> bool {
    c == DOUBLE || c == SINGLE
}

/// Prints the characters of a paragraph one after the other.
struct Setter {
    uses: std::vec::IntoIter<Use>,
    quotes: Quotes,
    keeps: bool,
}

impl Setter {
    fn new(characters: impl Iterator<Item = char>, language: &Language) -> Self {
        let uses = Text::new(characters, language.clipped()).uses();
        Self {
            uses: uses.into_iter(),
            quotes: language.quotes(),
            keeps: false,
        }
    }

    /// Adds what is printed for the next character.
    fn push(&mut self, c: char, printed: &mut String) {
        let keeps = std::mem::replace(&mut self.keeps, c == KEEP);
        let pair = match c {
            KEEP => return,
            DOUBLE if !keeps => self.quotes.double,
            SINGLE if !keeps => self.quotes.single,
            _ => return printed.push(c),
        };
        match self.uses.next() {
            Some(Use::Opens) => printed.push_str(pair[0]),
            Some(Use::Closes) => printed.push_str(pair[1]),
            Some(Use::Apostrophe) => printed.push('’'),
            Some(Use::Straight) | None => printed.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
