//! One bar, in which each figure has its share of 100 percent or of the sum.
//!
//! Labels and numbers are below their shares where there is room, otherwise in rows with a swatch before each.

use super::{Chart, Lines, Part, Plot};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::{Slack, Why};
use crate::project::stylesheet::Color;

/// The thickness of the line around a share, which gives pale shares an edge.
const EDGE: Length = Length::from_milli(750);

/// The space between two shares.
const SLIT: Length = Length::from_milli(1500);

/// The most lines of a label below its share.
const MOST_LINES: usize = 4;

/// The amount of color in the palest tint, in thousandths.
const PALEST: u32 = 120;

impl Chart<'_> {
    /// Places the bar, labels and numbers.
    pub(super) fn share(&self, width: Length, text_size: Length) -> Result<Plot<'_>, Why> {
        let thick = self.style.bar.at(text_size);
        let shares = self.shares(width);
        let mut parts = Vec::new();
        for (index, share) in shares.iter().enumerate() {
            if let Some((x, length)) = *share {
                let at = Point::new(x, Length::ZERO);
                self.sample(at, Size::new(length, thick), index, &mut parts);
            }
        }
        let top = thick + text_size.scaled(1, 4);
        let rows_top = thick + self.style.gap.at(text_size);
        let (rows, rows_height) = self.rows(width, rows_top, text_size)?;
        // No higher than rows, so that smaller type never takes more room.
        let labels = self.labels(&shares, width, top, text_size);
        let labels = labels.filter(|(_, height)| *height <= rows_height);
        let (below, height) = labels.unwrap_or((rows, rows_height));
        parts.extend(below);
        Ok(Plot {
            height,
            slack: Slack::default(),
            parts,
        })
    }

    /// The start and length of each share, or `None` for figures that are 0 or have no number.
    fn shares(&self, width: Length) -> Vec<Option<(Length, Length)>> {
        let numbers = self.numbers();
        let sum: i64 = numbers.iter().flatten().sum();
        let whole = self.whole.map_or(sum, |whole| self.in_unit(whole));
        let all = whole.max(sum).max(1);
        let seen = numbers
            .iter()
            .flatten()
            .filter(|number| **number > 0)
            .count();
        let slits = i64::try_from(seen.saturating_sub(1)).unwrap_or(0);
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

    /// The color of a share. The tints are as far apart as possible, also in gray.
    fn tint(&self, index: usize) -> Color {
        let last = u32::try_from(self.bars.len().saturating_sub(1))
            .unwrap_or(1)
            .max(1);
        let index = u32::try_from(index).unwrap_or(last).min(last);
        self.style.fill.tint(1000 - (1000 - PALEST) * index / last)
    }

    /// An area in the color of a share.
    fn sample<'p>(&self, at: Point, size: Size, index: usize, parts: &mut Vec<super::Drawn<'p>>) {
        parts.push((at, Part::Area(size, self.style.fill)));
        let inner = Size::new(size.width - EDGE * 2, size.height - EDGE * 2);
        if index > 0 && inner.width > Length::ZERO && inner.height > Length::ZERO {
            let at = at + Point::new(EDGE, EDGE);
            parts.push((at, Part::Area(inner, self.tint(index))));
        }
    }

    /// Places the number and the label below each share, if there is room for all.
    fn labels(
        &self,
        shares: &[Option<(Length, Length)>],
        width: Length,
        top: Length,
        text_size: Length,
    ) -> Option<(Vec<super::Drawn<'_>>, Length)> {
        let mut parts = Vec::new();
        let mut bottom = top;
        for (index, (bar, share)) in self.bars.iter().zip(shares).enumerate() {
            let (x, _) = (*share)?;
            // Up to where the next one begins.
            let next = shares.get(index + 1).copied().flatten();
            let end = next.map_or(width, |(x, _)| x - text_size.scaled(1, 2));
            let value = self.text(&bar.value, end - x, text_size).ok()?;
            let label = self.text(&bar.label, end - x, text_size).ok()?;
            if value.lines.len() > 1 || label.lines.len() > MOST_LINES {
                return None;
            }
            let label_y = top + value.height;
            bottom = bottom.max(label_y + label.height);
            parts.push((Point::new(x, top), Part::Text(value)));
            parts.push((Point::new(x, label_y), Part::Text(label)));
        }
        Some((parts, bottom))
    }

    /// Places a row for each figure: a swatch, the label, and the number at the right.
    fn rows(
        &self,
        width: Length,
        top: Length,
        text_size: Length,
    ) -> Result<(Vec<super::Drawn<'_>>, Length), Why> {
        let side = text_size.scaled(7, 10);
        let near = text_size.scaled(1, 2);
        let values = self.widest_value(text_size);
        let left = side + near;
        let mut parts = Vec::new();
        let mut y = top;
        for (index, bar) in self.bars.iter().enumerate() {
            let room = (width - left - near - values).max(Length::ZERO);
            let label = self.text(&bar.label, room, text_size)?;
            let value = self.text(&bar.value, values, text_size)?;
            if bar.number.is_some() {
                let at = Point::new(Length::ZERO, y + label.middle() - side / 2);
                self.sample(at, Size::new(side, side), index, &mut parts);
            }
            let value_x = width - self.natural(&value, text_size);
            let value_y = y + label.middle() - value.middle();
            let height = label.height.max(value.height);
            parts.push((Point::new(left, y), Part::Text(label)));
            parts.push((Point::new(value_x, value_y), Part::Text(value)));
            y += height;
        }
        Ok((parts, y))
    }

    fn natural(&self, lines: &Lines<'_>, text_size: Length) -> Length {
        lines.setting.paragraph.natural_width(self.fonts, text_size)
    }
}
