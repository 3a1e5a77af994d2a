//! Superior figures, with which footnotes are called.
//!
//! Most text fonts draw them, as characters of their own or as forms of the digits (`sups`). These are drawn for their
//! size. From any other font, digits are taken smaller and raised.

use std::sync::Arc;

use super::run::SUPERIOR_FIGURES;
use super::shape::{Digits, Shaper, Superiors, Way, Word};
use crate::project::stylesheet::{Extent, FaceId, FigureStyle};

/// The size of raised digits in thousandths of the text around them.
const RAISED_SIZE: i64 = 620;

impl Shaper<'_> {
    /// The size of superior figures of a font, in a text of a size.
    pub(super) fn superior_size(&mut self, face: FaceId, size: Extent) -> Extent {
        match self.superiors(face) {
            Superiors::Characters | Superiors::Forms => size,
            Superiors::Raised => size.scaled(RAISED_SIZE),
        }
    }

    /// Superior figures as a word. They represent the characters ¹²³, whatever glyphs show them.
    pub(super) fn superior(&mut self, face: FaceId, text: &str) -> Arc<Word> {
        self.superior_word(face, text, |shaper| shaper.shape_superior(face, text))
    }

    fn shape_superior(&mut self, face: FaceId, text: &str) -> Word {
        let plain = Digits::Style(FigureStyle::Default);
        let superiors = self.superiors(face);
        let digits = match superiors {
            Superiors::Characters => return self.shape(way(face), plain, text),
            Superiors::Forms => Digits::Superior,
            Superiors::Raised => plain,
        };
        let mut word = self.shape(way(face), digits, &as_digits(text));
        let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
        let rise = match superiors {
            Superiors::Raised => raise(self.fonts().get(face).metrics.cap_height),
            _ => 0,
        };
        for glyph in &mut word.glyphs {
            glyph.cluster = starts.get(glyph.cluster).copied().unwrap_or_default();
            glyph.y_offset += rise;
        }
        word.ink = self.ink(face, &word.glyphs);
        text.clone_into(&mut word.text);
        word
    }

    fn superiors(&mut self, face: FaceId) -> Superiors {
        if let Some(known) = self.known_superiors(face) {
            return known;
        }
        let found = self.find_superiors(face);
        self.keep_superiors(face, found);
        found
    }

    fn find_superiors(&mut self, face: FaceId) -> Superiors {
        let plain = Digits::Style(FigureStyle::Default);
        let all: String = SUPERIOR_FIGURES.iter().collect();
        if self.shape(way(face), plain, &all).missing.is_empty() {
            return Superiors::Characters;
        }
        let digits = as_digits(&all);
        let plain = self.shape(way(face), plain, &digits);
        let superior = self.shape(way(face), Digits::Superior, &digits);
        let pairs = plain.glyphs.iter().zip(&superior.glyphs);
        match pairs.into_iter().all(|(plain, own)| plain.id != own.id) {
            true => Superiors::Forms,
            false => Superiors::Raised,
        }
    }
}

/// Superior figures are set without tracking.
fn way(face: FaceId) -> Way {
    Way {
        face,
        figures: FigureStyle::Default,
        tracking: 0,
    }
}

/// The digits of superior figures.
fn as_digits(text: &str) -> String {
    let value = |c: char| SUPERIOR_FIGURES.iter().position(|superior| *superior == c);
    let digit = |c: char| value(c).map_or(c.to_string(), |value| value.to_string());
    text.chars().map(digit).collect()
}

/// The distance by which digits are raised, in units of their own size: their top is a little above the capitals.
fn raise(cap_height: i64) -> i32 {
    i32::try_from(cap_height * 2 / 3).unwrap_or_default()
}
