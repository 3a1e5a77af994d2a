//! A bar for each figure, one below the other: its label above it, its number at its end.

use super::{Chart, Part, Plot};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::{Slack, Why};

/// The length of a bar for zero, so that it is visible. All bars are longer than their share by this much.
const AXIS: Length = Length::from_milli(750);

impl Chart<'_> {
    /// Places labels, bars and numbers.
    pub(super) fn bars(&self, width: Length, text_size: Length) -> Result<Plot<'_>, Why> {
        let style = self.style;
        let (thick, gap) = (style.bar.at(text_size), style.gap.at(text_size));
        let near = text_size.scaled(1, 3);
        let values = self.widest_value(text_size);
        let room = (width - AXIS - near - values).max(Length::ZERO);
        let numbers = self.numbers();
        let most = numbers.iter().flatten().copied().max().unwrap_or(0).max(1);
        let mut parts = Vec::new();
        let mut y = Length::ZERO;
        let mut bottom = Length::ZERO;
        let mut slack = None;
        for (bar, number) in self.bars.iter().zip(numbers) {
            if y > Length::ZERO {
                y += gap;
            }
            let label_y = y;
            let label = self.text(&bar.label, width, text_size)?;
            let label_slack = label.slack();
            slack.get_or_insert(Slack {
                below: Length::ZERO,
                under: Length::ZERO,
                ..label_slack
            });
            let length = AXIS + number.map_or(Length::ZERO, |number| room.scaled(number, most));
            let x = length + near;
            let value = self.text(&bar.value, width - x, text_size)?;
            // A number may be higher than its bar, and reach into the space around it.
            let over = (value.middle() - thick / 2).max(Length::ZERO);
            let value_slack = value.slack();
            let free = label_slack.below - label_slack.under + value_slack.above - value_slack.over;
            let reach = over.min(label_slack.below).min(free);
            let top = y + label.height + over - reach;
            let value_y = top + thick / 2 - value.middle();
            bottom = (value_y + value.height).max(top + thick);
            y = (top + thick).max(bottom - gap);
            parts.push((Point::new(Length::ZERO, label_y), Part::Text(label)));
            if number.is_some() {
                let area = Part::Area(Size::new(length, thick), style.fill);
                parts.push((Point::new(Length::ZERO, top), area));
            }
            parts.push((Point::new(x, value_y), Part::Text(value)));
        }
        Ok(Plot {
            height: bottom,
            slack: slack.unwrap_or_default(),
            parts,
        })
    }
}
