//! Ink: the boxes that glyphs fill, as their font records them.
//!
//! The leading fixes the height of a line regardless of its content, so the comma of a large number or the accent of a
//! capital may reach out of the line. To keep lines from overprinting each other, each word records how far its ink
//! reaches, and a [`Paragraph`](super::Paragraph) gives lines more room if their leading is too small. This is the
//! rule of TeX's `\lineskip`.

use harfrust::{GlyphId, ShaperFont};

use super::glyph::Glyph;
use crate::geometry::Length;

/// The smallest box around ink, in font units: x to the right of the pen's start, y upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink {
    /// The left edge.
    pub left: i64,
    /// The lower edge.
    pub bottom: i64,
    /// The right edge.
    pub right: i64,
    /// The upper edge.
    pub top: i64,
}

impl Ink {
    /// The ink of adjacent glyphs, or `None` for a space.
    pub(super) fn of(glyphs: &[Glyph], font: &ShaperFont<'_, '_>) -> Option<Self> {
        let mut pen = 0;
        let boxes = glyphs.iter().filter_map(|glyph| {
            let start = pen;
            pen += i64::from(glyph.advance);
            let extents = font.glyph_extents(GlyphId::from(glyph.id))?;
            if extents.width == 0 || extents.height == 0 {
                return None;
            }
            let left = start + i64::from(glyph.x_offset) + i64::from(extents.x_bearing);
            let top = i64::from(glyph.y_offset) + i64::from(extents.y_bearing);
            Some(Self {
                left,
                bottom: top + i64::from(extents.height),
                right: left + i64::from(extents.width),
                top,
            })
        });
        boxes.reduce(Self::union)
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// The box moved to the right.
    #[must_use]
    pub fn moved(self, by: i64) -> Self {
        Self {
            left: self.left + by,
            right: self.right + by,
            ..self
        }
    }
}

/// The extent of a line's ink above and below its baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Upwards.
    pub above: Length,
    /// Downwards.
    pub below: Length,
}

impl Reach {
    /// The larger extent on each side.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            above: self.above.max(other.above),
            below: self.below.max(other.below),
        }
    }
}
