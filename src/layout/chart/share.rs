//! One bar, in which each figure has its share of 100 percent or of the sum.
//!
//! Labels and numbers are below their shares where there is room, otherwise in rows with a swatch before each.

use super::Drawing;
use super::parts::{Parts, Surface};
use super::typesetter::{Room, ShapedBar, Typesetter};
use crate::copy::chart;
use crate::geometry::{Length, Point, Size};
use crate::layout::element::Why;
use crate::project::Number;
use crate::project::stylesheet::ChartStyle;

/// The space between two shares.
const SLIT: Length = Length::from_milli(1500);

/// The most lines of a label below its share.
const MOST_LINES: usize = 4;

/// The amount of color in the palest tint, in thousandths.
const PALEST: u32 = 120;

/// Shares of a whole.
pub(super) struct Share<'w> {
    bars: Vec<ShapedBar<'w>>,
    whole: Option<Number>,
}

/// The start and length of a share, or `None` for a figure that is 0 or has no number.
type Extent = Option<(Length, Length)>;

impl<'w> Share<'w> {
    pub(super) fn new(share: &'w chart::Share, typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        Self {
            bars: tinted(share.parts.iter(), typesetter),
            whole: share.whole,
        }
    }

    fn extents(&self, width: Length) -> Vec<Extent> {
        let decimals = self.bars.iter().filter_map(|bar| bar.number);
        let decimals = decimals.map(Number::decimals).max().unwrap_or(0);
        let units = |number: Number| i64::try_from(number.units(decimals)).unwrap_or(i64::MAX);
        let numbers = self.bars.iter().map(|bar| bar.number.map(units));
        let numbers: Vec<Option<i64>> = numbers.collect();
        let sum: i64 = numbers.iter().flatten().sum();
        let all = self.whole.map_or(sum, units).max(sum).max(1);
        let seen = numbers.iter().flatten().filter(|number| **number > 0);
        let slits = i64::try_from(seen.count().saturating_sub(1)).unwrap_or(0);
        let room = (width - SLIT * slits).max(Length::ZERO);
        let (mut sum, mut slit) = (0, Length::ZERO);
        let place = |number: Option<i64>| {
            let number = number.filter(|number| *number > 0)?;
            let start = room.scaled(sum, all);
            sum += number;
            let end = room.scaled(sum, all);
            let x = start + slit;
            slit += SLIT;
            Some((x, end - start))
        };
        numbers.into_iter().map(place).collect()
    }

    /// Places the number and the label below each share. `None` if there is no room for all.
    fn labels<'p>(&'p self, extents: &[Extent], top: Length, room: &Room<'p>) -> Option<Parts<'p>> {
        let mut parts = Parts::default();
        for (index, (bar, extent)) in self.bars.iter().zip(extents).enumerate() {
            let (x, _) = (*extent)?;
            // Up to where the next one begins.
            let next = extents.get(index + 1).copied().flatten();
            let end = next.map_or(room.width, |(x, _)| x - room.em(1, 2));
            let value = room.text(&bar.value, end - x).ok()?;
            let label = room.text(&bar.label, end - x).ok()?;
            if value.lines.len() > 1 || label.lines.len() > MOST_LINES {
                return None;
            }
            let label_y = top + value.height;
            parts.text(Point::new(x, top), value);
            parts.text(Point::new(x, label_y), label);
        }
        Some(parts)
    }
}

impl Drawing for Share<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let thick = room.style.bar.at(room.text_size);
        let extents = self.extents(room.width);
        let mut parts = Parts::default();
        for (bar, extent) in self.bars.iter().zip(&extents) {
            if let Some((x, length)) = *extent {
                let at = Point::new(x, Length::ZERO);
                parts.surface(at, Size::new(length, thick), bar.surface);
            }
        }
        let top = match extents.iter().any(Option::is_some) {
            true => thick + room.style.gap.at(room.text_size),
            false => Length::ZERO,
        };
        let rows = legend(&self.bars, top, room)?;
        let labels = self.labels(&extents, thick + room.em(1, 4), room);
        // No higher than rows, so that smaller type never takes more room.
        let labels = labels.filter(|labels| labels.height <= rows.height);
        let below = labels.unwrap_or(rows);
        parts.height = below.height;
        parts.all.extend(below.all);
        Ok(parts)
    }
}

/// Parts of one whole, each in a tint of its own.
pub(super) fn tinted<'w>(
    bars: impl ExactSizeIterator<Item = &'w chart::Bar>,
    typesetter: &mut Typesetter<'w, '_, '_>,
) -> Vec<ShapedBar<'w>> {
    let count = bars.len();
    let style = typesetter.style;
    let bars = bars.enumerate().map(|(index, bar)| ShapedBar {
        surface: tint(style, index, count),
        ..typesetter.bar(bar)
    });
    bars.collect()
}

/// The surface of a part. The tints are as far apart as possible, also in gray, and pale ones have an edge.
fn tint(style: &ChartStyle, index: usize, count: usize) -> Surface {
    let last = u32::try_from(count.saturating_sub(1)).unwrap_or(1).max(1);
    let index = u32::try_from(index).unwrap_or(last).min(last);
    let tint = style.fill.tint(1000 - (1000 - PALEST) * index / last);
    Surface {
        color: style.fill,
        inner: (index > 0).then_some(tint),
    }
}

/// Places a row for each part: a swatch, the label, and the number in a column at the right.
///
/// # Errors
///
/// The reason why a label does not fit.
pub(super) fn legend<'p>(
    bars: &'p [ShapedBar<'p>],
    top: Length,
    room: &Room<'p>,
) -> Result<Parts<'p>, Why> {
    let side = room.em(7, 10);
    let near = room.em(1, 2);
    let values = room.widest(bars.iter().map(|bar| &bar.value));
    let left = side + near;
    // The numbers are near their labels where there is more room than these need.
    let labels = room.widest(bars.iter().map(|bar| &bar.label));
    let right = (left + labels + near * 3 + values).min(room.width);
    let mut parts = Parts::default();
    let mut y = top;
    for bar in bars {
        let width = (right - left - near - values).max(Length::ZERO);
        let label = room.text(&bar.label, width)?;
        let value = room.text(&bar.value, values)?;
        if bar.number.is_some() {
            let at = Point::new(Length::ZERO, y + label.middle() - side / 2);
            parts.surface(at, Size::new(side, side), bar.surface);
        }
        let value_x = right - room.natural(&bar.value);
        let value_y = y + label.middle() - value.middle();
        let height = label.height.max(value.height);
        parts.text(Point::new(left, y), label);
        parts.text(Point::new(value_x, value_y), value);
        y += height;
    }
    parts.height = y;
    Ok(parts)
}
