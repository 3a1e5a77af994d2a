//! Finds the names of places in a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::localized::{Localized, Text};
use super::phrases::{is_whole, length_at};
use crate::language::Language;

/// A place name found in a text.
#[derive(Clone, Debug)]
pub struct Mention<'a> {
    /// The bytes of the name in the text.
    pub range: Range<usize>,
    /// The name.
    pub name: &'a str,
}

/// An index of places by the first word of their names, so that a text is read once for any number of places.
#[derive(Debug, Default)]
pub(super) struct PlaceNames {
    /// The places with a name that begins with this word.
    by_start: FxHashMap<Box<str>, Vec<usize>>,
}

impl PlaceNames {
    /// Builds the index from the names of all places.
    pub(super) fn new<'a>(places: impl Iterator<Item = &'a Localized>) -> Self {
        let mut names = Self::default();
        for (place, name) in places.enumerate() {
            for name in name.all() {
                let start = first_word(&name.text);
                match names.by_start.get_mut(start) {
                    Some(places) if places.last() == Some(&place) => {}
                    Some(places) => places.push(place),
                    None => {
                        names.by_start.insert(start.into(), vec![place]);
                    }
                }
            }
        }
        names
    }

    /// The place names that a text contains as whole words, in the given language or in any. Of several names at one
    /// position, the longest counts: West Virginia is not Virginia.
    pub(super) fn mentions<'a>(
        &self,
        name_of: impl Fn(usize) -> &'a Localized,
        text: &str,
        language: Option<&Language>,
    ) -> Vec<Mention<'a>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = next_word(text, from) {
            let rest = &text[start..];
            let places = self.by_start.get(first_word(rest)).into_iter().flatten();
            let names = places.flat_map(|place| names(name_of(*place), language));
            let whole = names.filter_map(|name| {
                let range = start..start + length_at(rest, name)?;
                is_whole(text, &range).then_some((name, range))
            });
            match whole.max_by_key(|(name, _)| name.len()) {
                Some((name, range)) => {
                    from = range.end;
                    found.push(Mention { range, name });
                }
                None => from = start + first_word(rest).len(),
            }
        }
        found
    }
}

fn names<'a>(name: &'a Localized, language: Option<&Language>) -> impl Iterator<Item = &'a str> {
    let in_it = language.map(|language| name.get(language));
    let in_all = name.all().filter(move |_| language.is_none());
    let texts = in_it.flatten().into_iter().chain(in_all);
    texts.map(|Text { text, .. }| text.as_str())
}

/// The byte offset of the next word, or `None` after the last.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let start = text[from..].find(char::is_alphanumeric)?;
    Some(from + start)
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}
