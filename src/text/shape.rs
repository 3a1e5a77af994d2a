//! Shaping: from characters to glyphs.
//!
//! Text is shaped word by word, and within a word script by script. Each word is shaped only once, because the sheets
//! of a batch share most of their words. Kerning across spaces is lost; text fonts hardly have any.

use std::ops::Range;
use std::sync::Arc;

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont, shape};
use rustc_hash::FxHashMap;

use super::font::{Fonts, shaping_script};
use super::glyph::Glyph;
use super::ink::Ink;
use crate::project::stylesheet::{FaceId, FigureStyle};
use crate::script::{Script, parts};

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The font.
    pub face: FaceId,
    /// The style of digits.
    pub figures: FigureStyle,
    /// The space that is added after each letter, in thousandths of the type size.
    pub tracking: i64,
}

/// A word, or the space between two, in one font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The characters.
    pub text: String,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// The sum of the advances, in font units.
    pub advance: i64,
    /// The box around its ink, or `None` for a space.
    pub ink: Option<Ink>,
    /// The characters that the font does not have, or draws so that they cannot be copied.
    pub missing: Vec<char>,
}

impl Word {
    /// Each glyph with the text it represents. In a cluster with as many glyphs as characters, such as a letter and
    /// its accent, each glyph represents one character. In any other cluster of several glyphs, the first represents
    /// all of the text and the others none.
    pub fn clusters(&self) -> impl Iterator<Item = (Glyph, &str)> {
        let clusters = self.glyphs.chunk_by(|a, b| a.cluster == b.cluster);
        let starts = clusters.clone().skip(1).map(|cluster| cluster[0].cluster);
        let ends = starts.chain([self.text.len()]);
        clusters.zip(ends).flat_map(|(glyphs, end)| {
            let text = &self.text[glyphs[0].cluster..end];
            let one_each = text.chars().count() == glyphs.len();
            glyphs.iter().enumerate().map(move |(index, glyph)| {
                let own = match (one_each, index) {
                    (true, _) => nth_char(text, index),
                    (false, 0) => text,
                    (false, _) => "",
                };
                (*glyph, own)
            })
        })
    }
}

fn nth_char(text: &str, index: usize) -> &str {
    let (start, c) = text.char_indices().nth(index).unwrap_or_default();
    &text[start..start + c.len_utf8()]
}

/// The maximum number of cached words of one font: the words of a few hundred sheets.
const MOST_WORDS: usize = 4_096;

/// Shapes words and caches them.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    shaping: Vec<ShaperFont<'f, 'f>>,
    /// The words it has seen, by how they are set. There are few ways, so looking through them is
    /// quicker than hashing.
    words: Vec<(Way, FxHashMap<String, Arc<Word>>)>,
    /// The superior figures of each font that has been asked for them, and the words set in them.
    superiors: Vec<Option<Superiors>>,
    superior_words: FxHashMap<(FaceId, String), Arc<Word>>,
    buffer: Buffer,
}

/// The way in which a font sets superior figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Superiors {
    /// With its own characters.
    Characters,
    /// With its own forms of digits.
    Forms,
    /// With smaller digits that are raised.
    Raised,
}

/// The form of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// In a style of the design.
    Style(FigureStyle),
    /// Superior figures.
    Superior,
}

impl<'f> Shaper<'f> {
    /// A shaper with an empty cache.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            shaping: fonts
                .iter()
                .map(|(_, font)| ShaperFont::new(&font.shaping))
                .collect(),
            words: Vec::new(),
            superiors: vec![None; fonts.iter().count()],
            superior_words: FxHashMap::default(),
            buffer: Buffer::new(),
        }
    }

    /// The fonts it shapes with.
    #[must_use]
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// All words it has seen, with their fonts, in no order.
    pub fn words(&self) -> impl Iterator<Item = (FaceId, &Word)> {
        let fonts = self.words.iter();
        let words =
            fonts.flat_map(|(way, words)| words.values().map(|word| (way.face, word.as_ref())));
        let superior = self.superior_words.iter();
        words.chain(superior.map(|((face, _), word)| (*face, word.as_ref())))
    }

    /// A word, set in a way.
    pub fn word(&mut self, way: Way, text: &str) -> Arc<Word> {
        let mut ways = self.words.iter();
        let index = ways.position(|(known, _)| *known == way);
        let index = index.unwrap_or_else(|| {
            self.words.push((way, FxHashMap::default()));
            self.words.len() - 1
        });
        if let Some(word) = self.words[index].1.get(text) {
            return Arc::clone(word);
        }
        let digits = Digits::Style(way.figures);
        let mut word = self.shape(way, digits, text);
        if word.missing.iter().any(|c| matches!(c, '′' | '″')) {
            // Many fonts for headings have no primes.
            let text = text.replace('′', "'").replace('″', "\"");
            word = self.shape(way, digits, &text);
        }
        let word = Arc::new(word);
        let known = &mut self.words[index].1;
        if known.len() >= MOST_WORDS {
            // The names and numbers of other sheets do not come again.
            known.clear();
        }
        known.insert(text.to_owned(), Arc::clone(&word));
        word
    }

    /// Splits a word in a font after so many bytes. The letters keep their distances. `None` if a glyph represents
    /// letters on both sides.
    pub(super) fn split(&self, face: FaceId, word: &Word, at: usize) -> Option<[Word; 2]> {
        let (before, after) = word.text.split_at(at);
        let place = word.glyphs.iter().position(|glyph| glyph.cluster == at)?;
        let (first, rest) = word.glyphs.split_at(place);
        let part = |text: &str, glyphs: &[Glyph], from: usize| {
            let glyphs = glyphs.iter().map(|glyph| Glyph {
                cluster: glyph.cluster - from,
                ..*glyph
            });
            let glyphs: Vec<Glyph> = glyphs.collect();
            Word {
                text: text.to_owned(),
                advance: glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(),
                ink: Ink::of(&glyphs, &self.shaping[face.0]),
                glyphs,
                missing: Vec::new(),
            }
        };
        Some([part(before, first, 0), part(after, rest, at)])
    }

    /// A word in superior figures, shaped if it has not been seen yet.
    pub(super) fn superior_word(
        &mut self,
        face: FaceId,
        text: &str,
        shape: impl FnOnce(&mut Self) -> Word,
    ) -> Arc<Word> {
        let key = (face, text.to_owned());
        if let Some(word) = self.superior_words.get(&key) {
            return Arc::clone(word);
        }
        let word = Arc::new(shape(self));
        self.superior_words.insert(key, Arc::clone(&word));
        word
    }

    pub(super) fn known_superiors(&self, face: FaceId) -> Option<Superiors> {
        self.superiors[face.0]
    }

    pub(super) fn keep_superiors(&mut self, face: FaceId, superiors: Superiors) {
        self.superiors[face.0] = Some(superiors);
    }

    /// The ink of adjacent glyphs.
    pub(super) fn ink(&self, face: FaceId, glyphs: &[Glyph]) -> Option<Ink> {
        Ink::of(glyphs, &self.shaping[face.0])
    }

    pub(super) fn shape(&mut self, way: Way, digits: Digits, text: &str) -> Word {
        let face = way.face;
        let mut glyphs = Vec::new();
        for (range, script) in parts(text) {
            self.shape_part(face, digits, text, (range, script), &mut glyphs);
        }
        self.track(way, &mut glyphs);
        let mut word = Word {
            text: text.to_owned(),
            advance: glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(),
            ink: self.ink(face, &glyphs),
            glyphs,
            missing: Vec::new(),
        };
        let missing = word.clusters().filter(|(glyph, _)| glyph.id == 0);
        word.missing = missing.flat_map(|(_, text)| text.chars()).collect();
        if word.clusters().any(|(_, text)| text.is_empty()) {
            // A letter of more parts than characters, such as one with two accents, could be seen but
            // neither copied nor read aloud: each part must stand for some text.
            let is_plain = |c: &char| c.is_ascii();
            word.missing
                .extend(word.text.chars().filter(|c| !is_plain(c)));
        }
        word
    }

    /// Widens each letter by the tracking. A letter and its accents stay together.
    fn track(&self, way: Way, glyphs: &mut [Glyph]) {
        let units_per_em = self.fonts.get(way.face).metrics.units_per_em;
        let units = i32::try_from(way.tracking * units_per_em / 1000).unwrap_or(0);
        for cluster in glyphs.chunk_by_mut(|one, next| one.cluster == next.cluster) {
            if let Some(last) = cluster.last_mut() {
                last.advance += units;
            }
        }
    }

    /// Shapes the part of a word that is in one script.
    fn shape_part(
        &mut self,
        face: FaceId,
        digits: Digits,
        word: &str,
        (range, script): (Range<usize>, Script),
        glyphs: &mut Vec<Glyph>,
    ) {
        let font = self.fonts.get(face);
        let plan = match digits {
            Digits::Style(figures) => font.plan(figures, script),
            Digits::Superior => font.superior_plan(script),
        };
        self.buffer.reset();
        self.buffer.push_str(&word[range.clone()]);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.set_script(shaping_script(script));
        let options = ShapeOptions::new().plan(Some(plan));
        shape(&self.shaping[face.0], &mut self.buffer, options)
            .expect("the plan was made for this direction and script");
        let infos = self.buffer.glyph_infos().iter();
        let positions = self.buffer.glyph_positions().iter();
        glyphs.extend(infos.zip(positions).map(|(info, position)| {
            Glyph {
                // A substitution may name a glyph that does not exist.
                id: u16::try_from(info.glyph_id)
                    .ok()
                    .filter(|id| font.has_glyph(*id))
                    .unwrap_or(0),
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                cluster: range.start + usize::try_from(info.cluster).unwrap_or(0),
            }
        }));
    }
}
