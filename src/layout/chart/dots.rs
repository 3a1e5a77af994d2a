//! A dot for each place on one scale: this place in its color with its label, and a line at the median.
//!
//! A dot is exactly at its number, above those that it would cover. Where dots would pile up too high, places with about
//! the same number are in columns as wide as a dot; with thousands of places, each column is drawn as one area.

use super::Drawing;
use super::dodge::{Dodged, dodge};
use super::parts::{Parts, Surface};
use super::scale::Scale;
use super::typesetter::{Room, ShapedBar, Typesetter, soft};
use crate::copy::chart::{self, Bar};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::Why;
use crate::project::Number;
use crate::text::Paragraph;

/// The thickness of the scale's line and of the line at the median.
const BASE: Length = Length::from_milli(750);

/// The least height of a dot in a stack. Lower ones would merge.
const LOWEST: Length = Length::from_milli(1800);

/// Dots on a scale.
pub(super) struct Dots<'w> {
    ticks: Vec<(Number, Paragraph<'w>)>,
    places: &'w [Number],
    own: ShapedBar<'w>,
    own_label: Paragraph<'w>,
    median: Option<(Option<Number>, Paragraph<'w>)>,
}

impl<'w> Dots<'w> {
    pub(super) fn new(dots: &'w chart::Dots, typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        let mut labeled = |bar: &Bar| typesetter.labeled(&bar.label, &bar.value, bar.number);
        let own_label = labeled(&dots.own);
        let median = dots
            .median
            .as_ref()
            .map(|median| (median.number, labeled(median)));
        let ticks = dots.axis.ticks.iter();
        Self {
            ticks: ticks
                .map(|tick| (tick.number, typesetter.label(&tick.label)))
                .collect(),
            places: &dots.places,
            own: typesetter.bar(&dots.own),
            own_label,
            median,
        }
    }
}

impl Drawing for Dots<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let mut parts = Parts::default();
        let scale = Scale::around(self.ticks.iter().map(|(number, _)| *number));
        let Some(scale) = scale.filter(|_| self.ticks.len() > 1) else {
            // No place has a number.
            parts.text(Point::default(), room.text(&self.own_label, room.width)?);
            return Ok(parts);
        };
        let inset = room.em(3, 2).min(room.width / 8);
        let strip = Strip {
            left: inset,
            width: room.width - inset * 2,
            scale,
            diameter: room.em(3, 5),
        };
        let own = room.text(&self.own_label, room.width)?;
        let top = own.height;
        // A line leads from the label to the dot, so it is never on it.
        let clear = room.em(3, 4);
        let most = room.style.height.at(room.text_size) / 2;
        let dots = strip.dodged(self, most - clear);
        let stacks = strip.counted(self.places);
        let rows = dots.as_ref().map_or(most_of(&stacks), |dots| dots.rows);
        let base = top + (strip.diameter * rows + clear).min(most);
        match &dots {
            Some(dots) => strip.dots(dots, room, base, &mut parts),
            None => strip.stacks(&stacks, room, (top, base), &mut parts),
        }
        strip.own(self, (top, base), &mut parts);
        strip.axis(self, room, base, &mut parts)?;
        let x = self
            .own
            .number
            .map_or(Length::ZERO, |number| strip.x(number));
        parts.text(
            Point::new(strip.centered(x, own.longest(), room), Length::ZERO),
            own,
        );
        Ok(parts)
    }
}

/// The number of a column and that of the places in it.
type Stack = (i64, i64);

/// The number of places in the highest stack.
fn most_of(stacks: &[Stack]) -> i64 {
    let counts = stacks.iter().map(|(_, count)| *count);
    counts.max().unwrap_or(1).max(1)
}

/// The surface of the dots of other places.
fn background(room: &Room<'_>) -> Surface {
    Surface {
        color: soft(room.style.label.plain.color),
        inner: None,
    }
}

/// The scale of a chart of dots.
struct Strip {
    left: Length,
    width: Length,
    scale: Scale,
    diameter: Length,
}

impl Strip {
    fn x(&self, number: Number) -> Length {
        self.left + self.scale.at(number, self.width)
    }

    /// The left end of a text around a position, within the room.
    fn centered(&self, x: Length, width: Length, room: &Room<'_>) -> Length {
        (x - width / 2).min(room.width - width).max(Length::ZERO)
    }

    /// The column of a number: columns are as wide as a dot, and none is beyond the scale.
    fn column(&self, number: Number) -> i64 {
        let column = |x: Length| x.milli() / self.diameter.milli().max(1);
        let last = (column(self.width) - 1).max(0);
        column(self.x(number) - self.left).min(last)
    }

    /// The number of places in each column.
    fn counted(&self, places: &[Number]) -> Vec<Stack> {
        let mut stacks: Vec<Stack> = Vec::new();
        for place in places {
            let column = self.column(*place);
            match stacks.last_mut() {
                Some((last, count)) if *last == column => *count += 1,
                _ => stacks.push((column, 1)),
            }
        }
        stacks
    }

    /// The positions of the dots of all other places, if they are no higher than a limit.
    fn dodged(&self, dots: &Dots<'_>, most: Length) -> Option<Dodged> {
        let mut others = dots.places.to_vec();
        if let Some(own) = dots.own.number
            && let Ok(index) = others.binary_search(&own)
        {
            others.remove(index);
        }
        let most = most.milli() / self.diameter.milli().max(1);
        let at = |number: &Number| self.x(*number);
        let others = others.iter().map(at);
        // The own dot is larger.
        let own = dots
            .own
            .number
            .map(|own| (self.x(own), self.diameter * 11 / 10));
        dodge(others, own, self.diameter, most)
    }

    /// Draws the dots of other places.
    fn dots(&self, dots: &Dodged, room: &Room<'_>, base: Length, parts: &mut Parts<'_>) {
        let pale = background(room);
        for (x, row) in &dots.all {
            let center = Point::new(*x, base - self.diameter * *row - self.diameter / 2);
            parts.disc(center, self.diameter / 2 - BASE / 4, pale);
        }
    }

    /// Draws the place's own dot, with a line up to its label.
    fn own(&self, dots: &Dots<'_>, (top, base): (Length, Length), parts: &mut Parts<'_>) {
        let Some(number) = dots.own.number else {
            return;
        };
        let x = self.x(number);
        let size = Size::new(BASE, base - top);
        parts.area(Point::new(x - BASE / 2, top), size, dots.own.surface.color);
        let radius = (self.diameter * 3 / 5).max(LOWEST / 2);
        parts.disc(Point::new(x, base - radius), radius, dots.own.surface);
    }

    /// Draws the columns of all places.
    fn stacks(
        &self,
        stacks: &[Stack],
        room: &Room<'_>,
        (top, base): (Length, Length),
        parts: &mut Parts<'_>,
    ) {
        let most = most_of(stacks);
        let step = ((base - top) / most).min(self.diameter);
        let pale = background(room);
        for (column, count) in stacks {
            let x = self.left + self.diameter * *column + self.diameter / 2;
            if step < LOWEST {
                let height = (base - top).scaled(*count, most);
                let at = Point::new(x - self.diameter / 2, base - height);
                parts.area(at, Size::new(self.diameter - BASE / 2, height), pale.color);
                continue;
            }
            for index in 0..*count {
                let center = Point::new(x, base - step * index - step / 2);
                parts.disc(center, step / 2 - BASE / 4, pale);
            }
        }
    }

    /// The line of the scale with its labels, and the median with its label below them.
    fn axis<'p>(
        &self,
        dots: &'p Dots<'p>,
        room: &Room<'p>,
        base: Length,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let color = room.style.label.plain.color;
        parts.area(
            Point::new(self.left, base),
            Size::new(self.width, BASE),
            color,
        );
        let labels_top = base + room.em(1, 4);
        let mut right = Length::ZERO - room.width;
        for (number, label) in &dots.ticks {
            let label = room.text(label, room.width)?;
            let x = self.centered(self.x(*number), label.longest(), room);
            parts.area(
                Point::new(self.x(*number) - BASE / 2, base),
                Size::new(BASE, room.em(1, 4)),
                color,
            );
            if x >= right {
                right = x + label.longest() + room.em(1, 3);
                parts.text(Point::new(x, labels_top), label);
            }
        }
        let Some((Some(median), label)) = &dots.median else {
            return Ok(());
        };
        let label = room.text(label, room.width)?;
        let x = self.x(*median);
        let above = room.em(1, 2);
        let top = parts.height;
        parts.area(
            Point::new(x - BASE / 2, base - above),
            Size::new(BASE, above + top - base),
            color,
        );
        parts.text(
            Point::new(self.centered(x, label.longest(), room), top),
            label,
        );
        Ok(())
    }
}
