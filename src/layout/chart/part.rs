//! A part within its whole: one bar with an edge, of which a part is filled. Both numbers and labels are below it.

use super::Drawing;
use super::parts::{Parts, Surface};
use super::scale::Scale;
use super::typesetter::{Room, ShapedBar, Typesetter};
use crate::copy::chart;
use crate::geometry::{Length, Point, Size};
use crate::layout::element::Why;
use crate::project::Number;
use crate::project::stylesheet::Color;

/// The width of a part that would be too narrow to be seen.
const NARROWEST: Length = Length::from_milli(2500);

/// A part and its whole.
pub(super) struct PartOfWhole<'w> {
    part: ShapedBar<'w>,
    whole: ShapedBar<'w>,
}

impl<'w> PartOfWhole<'w> {
    pub(super) fn new(part: &'w chart::Part, typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        Self {
            part: typesetter.bar(&part.part),
            whole: typesetter.bar(&part.whole),
        }
    }
}

impl Drawing for PartOfWhole<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let thick = room.style.bar.at(room.text_size);
        let color = room.style.fill;
        let mut parts = Parts::default();
        let edge = Surface {
            color,
            inner: Some(Color::WHITE),
        };
        parts.surface(Point::default(), Size::new(room.width, thick), edge);
        if let (Some(part), Some(whole)) = (self.part.number, self.whole.number) {
            let scale = Scale::around([Number::whole(0), whole].into_iter());
            let width = scale.map_or(Length::ZERO, |scale| scale.at(part, room.width));
            let width = if part.is_zero() {
                width
            } else {
                width.max(NARROWEST)
            };
            parts.area(Point::default(), Size::new(width, thick), color);
        }
        let top = thick + room.em(1, 4);
        let value = room.text(&self.part.value, room.width)?;
        let part = room.text(&self.part.label, room.width)?;
        let whole = room.text(&self.whole.label, room.width)?;
        // The label of the whole is at the right of that of the part where both fit on a line.
        let beside = part.longest() + room.em(1, 1) + whole.longest() <= room.width
            && part.lines.len() == 1
            && whole.lines.len() == 1;
        let part_y = top + value.height;
        let whole_at = match beside {
            true => Point::new(room.width - whole.longest(), part_y),
            false => Point::new(Length::ZERO, part_y + part.height),
        };
        parts.text(Point::new(Length::ZERO, top), value);
        parts.text(Point::new(Length::ZERO, part_y), part);
        parts.text(whole_at, whole);
        Ok(parts)
    }
}
