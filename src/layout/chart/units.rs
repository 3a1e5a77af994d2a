//! Squares, each for the same number, in rows from the left. The parts follow one another in tints of their own.

use super::Drawing;
use super::parts::Parts;
use super::share::{legend, tinted};
use super::typesetter::{Room, ShapedBar, Typesetter};
use crate::copy::chart;
use crate::geometry::{Length, Point, Size};
use crate::layout::element::Why;
use crate::text::Paragraph;

/// The most rows of squares.
const MOST_ROWS: i64 = 12;

/// Parts as squares.
pub(super) struct Units<'w> {
    bars: Vec<ShapedBar<'w>>,
    squares: Vec<u32>,
    key: Option<Paragraph<'w>>,
}

impl<'w> Units<'w> {
    pub(super) fn new(units: &'w chart::Units, typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        Self {
            bars: tinted(units.parts.iter().map(|(bar, _)| bar), typesetter),
            squares: units.parts.iter().map(|(_, squares)| *squares).collect(),
            key: units.key.as_ref().map(|key| typesetter.label(key)),
        }
    }
}

impl Drawing for Units<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let mut parts = Parts::default();
        let side = room.em(4, 5).max(Length::pt(4));
        let step = side + room.em(1, 5);
        let columns = (room.width.milli() / step.milli().max(1)).max(1);
        let count: i64 = self.squares.iter().map(|squares| i64::from(*squares)).sum();
        // Rows of ten or twenty are easy to count.
        let columns = match columns {
            20.. if count > 20 * MOST_ROWS => columns,
            20.. => 20,
            10.. if count <= 10 * MOST_ROWS => 10,
            columns => columns,
        };
        let surfaces = self.bars.iter().zip(&self.squares);
        let surfaces = surfaces.flat_map(|(bar, squares)| (0..*squares).map(|_| bar.surface));
        let mut bottom = Length::ZERO;
        for (index, surface) in (0_i64..).zip(surfaces) {
            let at = Point::new(step * (index % columns), step * (index / columns));
            parts.surface(at, Size::new(side, side), surface);
            bottom = at.y + side;
        }
        let gap = room.style.gap.at(room.text_size);
        let top = if count > 0 { bottom + gap } else { bottom };
        let legend = legend(&self.bars, top, room)?;
        parts.all.extend(legend.all);
        parts.height = legend.height;
        if let Some(key) = &self.key {
            let key = room.text(key, room.width)?;
            parts.text(Point::new(Length::ZERO, legend.height), key);
        }
        Ok(parts)
    }
}
