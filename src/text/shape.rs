//! From characters to glyphs.
//!
//! Text is shaped word by word and each word only once: the words of a batch of sheets are mostly
//! the same. What is lost is kerning across spaces, which text fonts hardly have.

use std::collections::HashMap;
use std::sync::Arc;

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShaperFont, shape};

use super::font::Fonts;
use crate::project::stylesheet::{FaceId, FigureStyle};

/// A glyph and how far it moves the pen, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// To the next glyph, kerning included.
    pub advance: i32,
    /// To the right of the pen.
    pub x_offset: i32,
    /// Above the baseline.
    pub y_offset: i32,
    /// The first byte of the word that it stands for.
    pub cluster: usize,
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
    /// The characters that the font does not have.
    pub missing: Vec<char>,
}

impl Word {
    /// Each glyph with the text it stands for. Where several glyphs make up one cluster, the first
    /// stands for all of its text and the others for none.
    pub fn clusters(&self) -> impl Iterator<Item = (Glyph, &str)> {
        let mut rest = self.glyphs.iter().peekable();
        let mut previous = None;
        std::iter::from_fn(move || {
            let glyph = *rest.next()?;
            if previous.replace(glyph.cluster) == Some(glyph.cluster) {
                return Some((glyph, ""));
            }
            let next = rest.clone().find(|next| next.cluster > glyph.cluster);
            let end = next.map_or(self.text.len(), |next| next.cluster);
            Some((glyph, &self.text[glyph.cluster..end]))
        })
    }
}

/// Shapes words and remembers them.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    shaping: Vec<ShaperFont<'f, 'f>>,
    words: HashMap<(FaceId, FigureStyle), HashMap<String, Arc<Word>>>,
    buffer: Buffer,
}

impl<'f> Shaper<'f> {
    /// A shaper that has not seen a word yet.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            shaping: fonts
                .iter()
                .map(|(_, font)| ShaperFont::new(&font.shaping))
                .collect(),
            words: HashMap::new(),
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
        fonts.flat_map(|((face, _), words)| words.values().map(|word| (*face, word.as_ref())))
    }

    /// A word in a font.
    pub fn word(&mut self, face: FaceId, figures: FigureStyle, text: &str) -> Arc<Word> {
        let known = self.words.entry((face, figures)).or_default();
        if let Some(word) = known.get(text) {
            return Arc::clone(word);
        }
        let word = Arc::new(self.shape(face, figures, text));
        let known = self.words.entry((face, figures)).or_default();
        known.insert(text.to_owned(), Arc::clone(&word));
        word
    }

    fn shape(&mut self, face: FaceId, figures: FigureStyle, text: &str) -> Word {
        let plan = self.fonts.get(face).plan(figures);
        self.buffer.reset();
        self.buffer.push_str(text);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.set_script(Some(Script::LATIN));
        let options = ShapeOptions::new().plan(Some(plan));
        // The plan was made for this very direction and script, so shaping cannot be refused.
        let shaped = shape(&self.shaping[face.0], &mut self.buffer, options).is_ok();
        let infos = self.buffer.glyph_infos().iter();
        let positions = self.buffer.glyph_positions().iter();
        let glyphs: Vec<Glyph> = infos
            .zip(positions)
            .filter(|_| shaped)
            .map(|(info, position)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                cluster: usize::try_from(info.cluster).unwrap_or(0),
            })
            .collect();
        let mut word = Word {
            text: text.to_owned(),
            advance: glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(),
            glyphs,
            missing: Vec::new(),
        };
        let missing = word.clusters().filter(|(glyph, _)| glyph.id == 0);
        word.missing = missing.flat_map(|(_, text)| text.chars()).collect();
        word
    }
}
