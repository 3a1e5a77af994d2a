//! Replaces straight quotes and apostrophes by those of the language.
//!
//! Markdown's smart punctuation supports English quotes only and considers only the two characters around a quote. Here
//! the use of a quote is determined when the whole paragraph is known, with the values in it. An opening quote needs
//! words after it, and a closing quote needs an open one. An apostrophe at the beginning of a word does not open a
//! quotation. A mark after a digit means feet or inches unless it closes a quotation, and is printed as a prime, as The
//! Chicago Manual of Style has it. A quote with a backslash before it stays straight.
//!
//! Until the paragraph is known, a quote that must stay straight is marked by a character that no file can
//! contain.

mod context;

use super::block::{MarginPart, Run};
use crate::language::{Language, Quotes};
pub(super) use context::KEEP;
use context::{DOUBLE, Paragraph, QuoteUse, SINGLE};

/// The text with all its quotes marked to stay straight.
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

/// The text with the quotes of the language.
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

/// Sets the quotes of a paragraph.
pub(super) fn set_runs(runs: &mut [Run], language: &Language) {
    set_each(&mut runs.iter_mut().collect::<Vec<_>>(), language);
}

/// Sets the quotes of a part of a running header or footer.
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

/// Copies the characters of a paragraph and replaces its quotes.
struct Setter {
    uses: std::vec::IntoIter<QuoteUse>,
    quotes: Quotes,
    keeps: bool,
}

impl Setter {
    fn new(characters: impl Iterator<Item = char>, language: &Language) -> Self {
        let uses = Paragraph::new(characters, language.clipped()).uses();
        Self {
            uses: uses.into_iter(),
            quotes: language.quotes(),
            keeps: false,
        }
    }

    /// Adds the printed form of the next character.
    fn push(&mut self, c: char, printed: &mut String) {
        let keeps = std::mem::replace(&mut self.keeps, c == KEEP);
        let pair = match c {
            KEEP => return,
            DOUBLE if !keeps => self.quotes.double,
            SINGLE if !keeps => self.quotes.single,
            _ => return printed.push(c),
        };
        match self.uses.next() {
            Some(QuoteUse::Opens) => printed.push_str(pair[0]),
            Some(QuoteUse::Closes) => printed.push_str(pair[1]),
            Some(QuoteUse::Apostrophe) => printed.push('’'),
            Some(QuoteUse::Prime) => printed.push(if c == DOUBLE { '″' } else { '′' }),
            Some(QuoteUse::Straight) | None => printed.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
