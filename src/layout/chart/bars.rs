//! Bars below each other, each with its number at its end: single ones with their labels above, or in groups with their
//! labels at the left.

use super::Drawing;
use super::parts::Parts;
use super::scale::Scale;
use super::typesetter::{Room, ShapedBar, Typesetter};
use crate::copy::chart::BarGroup;
use crate::geometry::{Length, Point, Size};
use crate::layout::element::{Slack, Why};
use crate::project::Number;
use crate::text::Paragraph;

/// The length of a bar for zero, so that it is visible. All bars are longer than their share by this much.
const AXIS: Length = Length::from_milli(750);

/// Groups of bars.
pub(super) struct Bars<'w> {
    groups: Vec<Group<'w>>,
}

struct Group<'w> {
    label: Option<Paragraph<'w>>,
    bars: Vec<ShapedBar<'w>>,
}

impl<'w> Bars<'w> {
    pub(super) fn new(groups: &'w [BarGroup], typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        let groups = groups.iter().map(|group| Group {
            label: group
                .label
                .as_ref()
                .map(|label| typesetter.strong_label(label)),
            bars: group.bars.iter().map(|bar| typesetter.bar(bar)).collect(),
        });
        Self {
            groups: groups.collect(),
        }
    }

    fn bars(&self) -> impl Iterator<Item = &ShapedBar<'w>> {
        self.groups.iter().flat_map(|group| &group.bars)
    }
}

impl Drawing for Bars<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let mut columns = Columns::new(self, room);
        let mut parts = Parts::default();
        for group in &self.groups {
            columns.group(group, room, &mut parts)?;
        }
        parts.slack = columns.slack.unwrap_or_default();
        parts.height = columns.bottom;
        Ok(parts)
    }
}

/// The columns of a chart of bars, and the position of the next bar.
struct Columns {
    /// The left end of positive bars.
    zero: Length,
    /// The length of the whole scale.
    scale_length: Length,
    scale: Option<Scale>,
    /// The width of labels at the left.
    labels: Length,
    /// The space between a bar and what is beside it.
    near: Length,
    y: Length,
    bottom: Length,
    slack: Option<Slack>,
}

impl Columns {
    fn new(bars: &Bars<'_>, room: &Room<'_>) -> Self {
        let near = room.em(1, 3);
        let values = room.widest(bars.bars().map(|bar| &bar.value));
        let is_grouped = bars.groups.iter().any(|group| group.label.is_some());
        let labels = match is_grouped {
            true => {
                let labels = bars.groups.iter().flat_map(|group| &group.bars);
                room.wrapped(labels.map(|bar| &bar.label), room.width * 2 / 5) + near * 2
            }
            false => Length::ZERO,
        };
        let numbers = bars.bars().filter_map(|bar| bar.number);
        let numbers: Vec<Number> = numbers.chain([Number::whole(0)]).collect();
        let has_negative = numbers.iter().any(|number| number.is_negative());
        // Numbers below 0 have theirs at the left of the bar.
        let left = if has_negative {
            values + near
        } else {
            Length::ZERO
        };
        let scale_length = (room.width - labels - left - AXIS - near - values).max(Length::ZERO);
        let scale = Scale::around(numbers.iter().copied());
        let before_zero = scale.map_or(Length::ZERO, |scale| {
            scale.at(Number::whole(0), scale_length)
        });
        Self {
            zero: labels + left + before_zero,
            scale_length,
            scale,
            labels,
            near,
            y: Length::ZERO,
            bottom: Length::ZERO,
            slack: None,
        }
    }

    fn group<'p>(
        &mut self,
        group: &'p Group<'p>,
        room: &Room<'p>,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let gap = room.style.gap.at(room.text_size);
        let Some(label) = &group.label else {
            for bar in &group.bars {
                if self.y > Length::ZERO {
                    self.y += gap;
                }
                self.labeled_above(bar, room, parts)?;
            }
            return Ok(());
        };
        if self.y > Length::ZERO {
            self.y += gap;
        }
        let label = room.text(label, room.width)?;
        self.slack.get_or_insert(above_only(label.slack()));
        let height = label.height;
        parts.text(Point::new(Length::ZERO, self.y), label);
        self.y += height;
        for bar in &group.bars {
            self.labeled_beside(bar, room, parts)?;
        }
        Ok(())
    }

    /// A bar with its label above it.
    fn labeled_above<'p>(
        &mut self,
        bar: &'p ShapedBar<'p>,
        room: &Room<'p>,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let style = room.style;
        let (thick, gap) = (style.bar.at(room.text_size), style.gap.at(room.text_size));
        let label_y = self.y;
        let label = room.text(&bar.label, room.width)?;
        let label_slack = label.slack();
        self.slack.get_or_insert(above_only(label_slack));
        let (x, value_width) = self.beside(bar, room);
        let value = room.text(&bar.value, value_width)?;
        // A number may be higher than its bar, and reach into the space around it.
        let over = (value.middle() - thick / 2).max(Length::ZERO);
        let value_slack = value.slack();
        let free = label_slack.below - label_slack.under + value_slack.above - value_slack.over;
        let reach = over.min(label_slack.below).min(free);
        let top = self.y + label.height + over - reach;
        let value_y = top + thick / 2 - value.middle();
        self.bottom = (value_y + value.height).max(top + thick);
        self.y = (top + thick).max(self.bottom - gap);
        parts.text(Point::new(Length::ZERO, label_y), label);
        self.area(bar, top, thick, parts);
        parts.text(Point::new(x, value_y), value);
        Ok(())
    }

    /// A bar with its label at the left.
    fn labeled_beside<'p>(
        &mut self,
        bar: &'p ShapedBar<'p>,
        room: &Room<'p>,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let thick = room.style.bar.at(room.text_size);
        let label = room.text(&bar.label, (self.labels - self.near).max(Length::ZERO))?;
        let (x, value_width) = self.beside(bar, room);
        let value = room.text(&bar.value, value_width)?;
        let middle = label.middle().max(value.middle()).max(thick / 2);
        let (label_y, value_y) = (middle - label.middle(), middle - value.middle());
        let height = (label_y + label.height)
            .max(value_y + value.height)
            .max(middle + thick / 2);
        parts.text(Point::new(Length::ZERO, self.y + label_y), label);
        self.area(bar, self.y + middle - thick / 2, thick, parts);
        parts.text(Point::new(x, self.y + value_y), value);
        self.y += height;
        self.bottom = self.y;
        Ok(())
    }

    /// The left end of a bar and its length, with that of zero.
    fn extent(&self, number: Number) -> (Length, Length) {
        let at = |number: Number| {
            let scale = self.scale;
            scale.map_or(Length::ZERO, |scale| scale.at(number, self.scale_length))
        };
        let length = at(number) - at(Number::whole(0));
        match number.is_negative() {
            true => (self.zero + length, AXIS - length),
            false => (self.zero, AXIS + length),
        }
    }

    fn area(&self, bar: &ShapedBar<'_>, top: Length, thick: Length, parts: &mut Parts<'_>) {
        if let Some(number) = bar.number {
            let (x, length) = self.extent(number);
            parts.surface(Point::new(x, top), Size::new(length, thick), bar.surface);
        }
    }

    /// The position of the number beside a bar, and the width for it.
    fn beside(&self, bar: &ShapedBar<'_>, room: &Room<'_>) -> (Length, Length) {
        match bar.number {
            Some(number) if number.is_negative() => {
                let (x, _) = self.extent(number);
                let width = room.natural(&bar.value);
                ((x - self.near - width).max(Length::ZERO), width)
            }
            Some(number) => {
                let (x, length) = self.extent(number);
                let x = x + length + self.near;
                (x, room.width - x)
            }
            None => (self.zero, room.width - self.zero),
        }
    }
}

/// The blank part above the first line only.
fn above_only(slack: Slack) -> Slack {
    Slack {
        below: Length::ZERO,
        under: Length::ZERO,
        ..slack
    }
}
