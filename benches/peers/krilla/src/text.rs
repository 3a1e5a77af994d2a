//! Shapes words, each once for all sheets, and breaks lines greedily.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont, shape};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustc_hash::FxHashMap;

pub const REGULAR: Face = 0;
pub const ITALIC: Face = 1;
pub const BOLD: Face = 2;
const FILES: [&str; 3] = ["Regular", "Italic", "Bold"];

/// The number of a font in `FILES`.
pub type Face = usize;

/// How words look.
#[derive(Clone, Copy, PartialEq)]
pub struct Style {
    pub face: Face,
    pub size: f32,
    pub color: [u8; 3],
}

/// A word with the spaces after it; widths are in em.
#[derive(Clone)]
struct Word {
    text: Rc<str>,
    glyphs: Rc<[KrillaGlyph]>,
    width: f32,
    space: f32,
}

/// Words of one style in a line, ready to be drawn.
pub struct Piece {
    pub style: Style,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub width: f32,
}

pub struct Shaper {
    pub fonts: Vec<Font>,
    shaping: Vec<(ShaperFont<'static, 'static>, ShapePlan)>,
    words: [FxHashMap<String, Word>; FILES.len()],
    buffer: Buffer,
}

impl Shaper {
    pub fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut fonts = Vec::new();
        let mut shaping = Vec::new();
        for name in FILES {
            let data = fs::read(folder.join(format!("SourceSans3-{name}.ttf")))?;
            let font = harfrust::Font::new(data.clone(), 0).ok_or("not a font")?;
            // Needed to the program's end.
            let font = Box::leak(Box::new(font));
            let plan = ShapePlan::new(font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
            shaping.push((ShaperFont::new(font), plan));
            fonts.push(Font::new(data.into(), 0).ok_or("not a font")?);
        }
        Ok(Self {
            fonts,
            shaping,
            words: Default::default(),
            buffer: Buffer::default(),
        })
    }

    fn word(&mut self, face: Face, text: &str) -> Word {
        if let Some(word) = self.words[face].get(text) {
            return word.clone();
        }
        let (font, plan) = &self.shaping[face];
        self.buffer.reset();
        self.buffer.push_str(text);
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.set_script(Some(Script::LATIN));
        let options = ShapeOptions::new().plan(Some(plan));
        shape(font, &mut self.buffer, options).expect("the plan is for this script");
        let units = self.fonts[face].units_per_em();
        let infos = self.buffer.glyph_infos();
        let glyphs: Rc<[KrillaGlyph]> = (infos.iter().zip(self.buffer.glyph_positions()))
            .enumerate()
            .map(|(index, (info, position))| {
                let next = infos.get(index + 1);
                let end = next.map_or(text.len(), |next| next.cluster as usize);
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    position.x_advance as f32 / units,
                    position.x_offset as f32 / units,
                    position.y_offset as f32 / units,
                    0.0,
                    info.cluster as usize..end,
                    None,
                )
            })
            .collect();
        let all: f32 = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        let is_space = |glyph: &&KrillaGlyph| &text[glyph.text_range.clone()] == " ";
        let spaces = glyphs.iter().rev().take_while(is_space);
        let space = spaces.map(|glyph| glyph.x_advance).sum();
        let word = Word {
            text: text.into(),
            glyphs,
            width: all - space,
            space,
        };
        self.words[face].insert(text.to_owned(), word.clone());
        word
    }

    /// Breaks runs at spaces, and where they have a line's end, into lines no wider than `width`.
    pub fn lines(&mut self, runs: &[(&str, Style)], width: f32) -> Vec<Vec<Piece>> {
        let mut lines = vec![Vec::new()];
        let mut x = 0.0;
        // What has come since the last place to break: a word may go on in another style.
        let mut held: Vec<(Word, Style)> = Vec::new();
        for &(text, style) in runs {
            for part in text.split_inclusive([' ', '\n']) {
                let ends_line = part.ends_with('\n');
                let word = self.word(style.face, part.trim_end_matches('\n'));
                held.push((word, style));
                if part.ends_with(' ') || ends_line {
                    put(&mut lines, &mut x, &mut held, width);
                }
                if ends_line {
                    lines.push(Vec::new());
                    x = 0.0;
                }
            }
        }
        put(&mut lines, &mut x, &mut held, width);
        lines
    }
}

/// Puts words that must stay together into the last line, or into a new one.
fn put(lines: &mut Vec<Vec<Piece>>, x: &mut f32, held: &mut Vec<(Word, Style)>, width: f32) {
    let last = held
        .last()
        .map_or(0.0, |(word, style)| word.space * style.size);
    let all = |(word, style): &(Word, Style)| (word.width + word.space) * style.size;
    let advance: f32 = held.iter().map(all).sum();
    if *x > 0.0 && *x + advance - last > width {
        lines.push(Vec::new());
        *x = 0.0;
    }
    *x += advance;
    let line = lines.last_mut().expect("there is always a line");
    for (word, style) in held.drain(..) {
        if line.last().is_none_or(|piece| piece.style != style) {
            line.push(Piece {
                style,
                text: String::new(),
                glyphs: Vec::new(),
                width: 0.0,
            });
        }
        let piece = line.last_mut().expect("one was just put");
        let start = piece.text.len();
        piece.text.push_str(&word.text);
        piece.width += (word.width + word.space) * style.size;
        piece
            .glyphs
            .extend(word.glyphs.iter().cloned().map(|mut glyph| {
                glyph.text_range.start += start;
                glyph.text_range.end += start;
                glyph
            }));
    }
}
