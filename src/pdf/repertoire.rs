//! The glyphs that sheets need.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::layout::Page;
use crate::project::stylesheet::FaceId;
use crate::text::Shaper;

/// The glyphs in use of each font, and the text that each represents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repertoire {
    pub(super) faces: BTreeMap<FaceId, BTreeMap<u16, String>>,
}

impl Repertoire {
    /// The glyphs of every word that a shaper has seen.
    #[must_use]
    pub fn of_shaper(shaper: &Shaper<'_>) -> Self {
        let mut repertoire = Self::default();
        for (face, word) in shaper.words() {
            repertoire.add(face, word);
        }
        repertoire
    }

    /// The glyphs on some pages.
    #[must_use]
    pub fn of_pages<'p>(pages: impl Iterator<Item = &'p Page>) -> Self {
        let mut repertoire = Self::default();
        for page in pages {
            page.frame.for_each_text(&mut |_, text| {
                for word in &text.words {
                    repertoire.add(text.face, word);
                }
            });
        }
        repertoire
    }

    /// Adds the glyphs of a word. A glyph that represents several texts, such as the hyphen, gets the least of them,
    /// so that the order of words has no effect.
    fn add(&mut self, face: FaceId, word: &crate::text::Word) {
        for (glyph, text) in word.clusters() {
            self.add_glyph(face, glyph.id, &composed(text));
        }
    }

    fn add_glyph(&mut self, face: FaceId, glyph: u16, text: &str) {
        let glyphs = self.faces.entry(face).or_default();
        let known = glyphs.entry(glyph).or_insert_with(|| text.to_owned());
        if known.is_empty() || (!text.is_empty() && text < known.as_str()) {
            text.clone_into(known);
        }
    }

    /// Adds the glyphs of another. The order in which several are added does not matter.
    pub fn add_all(&mut self, other: &Self) {
        for (face, glyphs) in &other.faces {
            for (glyph, text) in glyphs {
                self.add_glyph(*face, *glyph, text);
            }
        }
    }

    /// The glyphs of both.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (face, glyphs) in &other.faces {
            let known = both.faces.entry(*face).or_default();
            for (id, text) in glyphs {
                known.entry(*id).or_insert_with(|| text.clone());
            }
        }
        both
    }
}

/// A glyph's text as one character where there is one: a letter and its accent that were written as two characters.
fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true => text.into(),
        false => text.nfc().collect(),
    }
}
