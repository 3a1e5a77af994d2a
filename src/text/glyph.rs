//! Positioned glyphs.

/// A glyph and its advance, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// The distance to the next glyph, including kerning.
    pub advance: i32,
    /// The offset to the right of the pen.
    pub x_offset: i32,
    /// The offset above the baseline.
    pub y_offset: i32,
    /// The first byte of the word that the glyph represents.
    pub cluster: usize,
}
