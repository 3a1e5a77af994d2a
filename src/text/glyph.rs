//! Positioned glyphs.

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
