//! Lines over years. Each has its label at its end, and a mark of its own for each year.

use super::Drawing;
use super::apart::move_apart;
use super::marks::{polyline, segment};
use super::parts::{Lines as TextLines, Parts, Surface};
use super::scale::Scale;
use super::typesetter::{Room, Typesetter, series_surface};
use crate::copy::chart::{self, Hue};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::Why;
use crate::project::Number;
use crate::text::Paragraph;

/// The thickness of lines of the scale, and of the line at which it begins.
const GRID: Length = Length::from_milli(350);
const BASE: Length = Length::from_milli(750);

/// The thickness of the place's line, and of others.
const THICK: Length = Length::from_milli(1800);
const THIN: Length = Length::from_milli(1100);

/// Lines over years.
pub(super) struct Lines<'w> {
    years: Vec<Paragraph<'w>>,
    ticks: Vec<(Number, Paragraph<'w>)>,
    start: Option<Paragraph<'w>>,
    series: Vec<Series<'w>>,
}

struct Series<'w> {
    points: &'w [chart::Point],
    surface: Surface,
    thickness: Length,
    /// The label with the last number.
    end: Paragraph<'w>,
}

impl<'w> Lines<'w> {
    pub(super) fn new(line: &'w chart::Line, typesetter: &mut Typesetter<'w, '_, '_>) -> Self {
        let ticks = line.axis.ticks.iter();
        let series = line.series.iter().map(|series| Series {
            points: &series.points,
            surface: series_surface(typesetter.style, series.hue),
            thickness: if series.hue == Hue::Place {
                THICK
            } else {
                THIN
            },
            end: match series.points.last() {
                Some(last) => typesetter.labeled(&series.label, &last.value, last.number),
                None => typesetter.label(&series.label),
            },
        });
        let series = series.collect();
        Self {
            series,
            years: line
                .years
                .iter()
                .map(|year| typesetter.label(year))
                .collect(),
            ticks: ticks
                .map(|tick| (tick.number, typesetter.label(&tick.label)))
                .collect(),
            start: line.axis.start.as_ref().and_then(|start| {
                let style = &typesetter.style.note;
                typesetter.text(std::slice::from_ref(start), style)
            }),
        }
    }

    /// The width of the labels at the ends. If there is the height for it, they are set on several lines rather than take
    /// more than a quarter of the room.
    fn ends(&self, room: &Room<'_>) -> Length {
        let ends = self.series.iter().map(|series| &series.end);
        let narrow = room.wrapped(ends.clone(), room.width / 4);
        let heights = ends
            .clone()
            .map(|end| Some(room.text(end, narrow).ok()?.height));
        let height: Option<Length> = heights.sum();
        match height.filter(|height| *height <= room.style.height.at(room.text_size)) {
            Some(_) => narrow,
            None => room.wrapped(ends, room.width * 2 / 5),
        }
    }

    fn scale(&self) -> Option<Scale> {
        Scale::around(self.ticks.iter().map(|(number, _)| *number))
    }
}

impl Drawing for Lines<'_> {
    fn place<'p>(&'p self, room: &Room<'p>) -> Result<Parts<'p>, Why> {
        let mut parts = Parts::default();
        if self.ticks.is_empty() {
            // No series has a number.
            for series in &self.series {
                let at = Point::new(Length::ZERO, parts.height);
                parts.text(at, room.text(&series.end, room.width)?);
            }
            return Ok(parts);
        }
        let field = Field::new(self, room)?;
        field.grid(self, room, &mut parts)?;
        field.years(self, room, &mut parts)?;
        for series in &self.series {
            field.series(series, room, &mut parts);
        }
        field.ends(self, room, &mut parts)?;
        if let Some(start) = &self.start {
            field.mark_start(&mut parts, room);
            let at = Point::new(Length::ZERO, parts.height);
            parts.text(at, room.text(start, room.width)?);
        }
        Ok(parts)
    }
}

/// The area of the lines.
struct Field {
    left: Length,
    right: Length,
    top: Length,
    height: Length,
    /// The number of years.
    years: usize,
    scale: Option<Scale>,
}

impl Field {
    /// The area between the labels of the scale and those of the lines.
    fn new(lines: &Lines<'_>, room: &Room<'_>) -> Result<Self, Why> {
        let near = room.em(1, 2);
        let has_numbers = lines.ticks.len() > 1;
        let ticks = match has_numbers {
            true => room.widest(lines.ticks.iter().map(|(_, label)| label)) + near,
            false => Length::ZERO,
        };
        let ends = lines.ends(room) + near * 2;
        let top = match lines.ticks.last() {
            Some((_, label)) => room.text(label, room.width)?.middle(),
            None => Length::ZERO,
        };
        Ok(Self {
            left: ticks,
            right: (room.width - ends).max(ticks),
            top,
            height: room.style.height.at(room.text_size),
            years: lines.years.len(),
            scale: lines.scale().filter(|_| has_numbers),
        })
    }

    fn bottom(&self) -> Length {
        self.top + self.height
    }

    /// The distance of a year from the left.
    fn x(&self, year: usize) -> Length {
        let last = self.years.saturating_sub(1);
        let width = self.right - self.left;
        let [year, last] = [year, last].map(|year| i64::try_from(year).unwrap_or(0));
        match last {
            0 => self.left + width / 2,
            last => self.left + width.scaled(year, last),
        }
    }

    fn y(&self, number: Number) -> Length {
        let scale = self.scale;
        self.bottom() - scale.map_or(Length::ZERO, |scale| scale.at(number, self.height))
    }

    /// A line for each label of the scale; that of 0 is the base.
    fn grid<'p>(
        &self,
        lines: &'p Lines<'p>,
        room: &Room<'p>,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let has_zero = lines.ticks.iter().any(|(number, _)| number.is_zero());
        for (index, (number, label)) in lines.ticks.iter().enumerate() {
            if self.scale.is_none() {
                break;
            }
            let y = self.y(*number);
            let is_base = number.is_zero() || !has_zero && index == 0;
            let thickness = if is_base { BASE } else { GRID };
            let size = Size::new(self.right - self.left, thickness);
            let color = if is_base {
                room.style.label.plain.color
            } else {
                room.style.grid
            };
            parts.area(Point::new(self.left, y - thickness / 2), size, color);
            let label = room.text(label, self.left)?;
            let x = self.left - room.em(1, 2) - label.longest();
            parts.text(Point::new(x.max(Length::ZERO), y - label.middle()), label);
        }
        Ok(())
    }

    /// The years below the lines: as many as fit, counted from the last.
    fn years<'p>(
        &self,
        lines: &'p Lines<'p>,
        room: &Room<'p>,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let widest = room.widest(&lines.years) + room.em(1, 2);
        let distance =
            (self.x(1.min(self.years.saturating_sub(1))) - self.x(0)).max(Length::from_milli(1));
        let every = (1..=self.years.max(1)).find(|every| {
            let every = i64::try_from(*every).unwrap_or(i64::MAX);
            distance.scaled(every, 1) >= widest
        });
        let every = every.unwrap_or(self.years.max(1));
        let top = self.bottom() + room.em(2, 5);
        // They are read from the first to the last.
        let last = self.years.saturating_sub(1);
        let years = lines.years.iter().enumerate();
        let labeled = years.filter(|(year, _)| (last - year).is_multiple_of(every));
        for (year, label) in labeled {
            let label = room.text(label, room.width)?;
            let x = self.x(year) - label.longest() / 2;
            let x = x.min(room.width - label.longest()).max(Length::ZERO);
            parts.text(Point::new(x, top), label);
        }
        Ok(())
    }

    /// The lines of a series between points that are joined, and a mark at each point.
    fn series(&self, series: &Series<'_>, room: &Room<'_>, parts: &mut Parts<'_>) {
        let radius = room.em(1, 5).max(series.thickness);
        let mut points: Vec<Point> = Vec::new();
        let mut all = Vec::new();
        for (year, point) in series.points.iter().enumerate() {
            if !point.is_joined && !points.is_empty() {
                parts.shape(polyline(&points, series.thickness), series.surface.color);
                points.clear();
            }
            if let Some(number) = point.number {
                let at = Point::new(self.x(year), self.y(number));
                points.push(at);
                all.push(at);
            }
        }
        if !points.is_empty() {
            parts.shape(polyline(&points, series.thickness), series.surface.color);
        }
        for at in all {
            parts.disc(at, radius, series.surface);
        }
    }

    /// The labels of the lines, at the height of their last numbers, moved apart where they would overlap.
    fn ends<'p>(
        &self,
        lines: &'p Lines<'p>,
        room: &Room<'p>,
        parts: &mut Parts<'p>,
    ) -> Result<(), Why> {
        let x = self.right + room.em(1, 1);
        let mut labels: Vec<(Length, TextLines<'p>)> = Vec::new();
        for series in &lines.series {
            let label = room.text(&series.end, room.width - x)?;
            let last = series.points.iter().rev().find_map(|point| point.number);
            let y = last.map_or(self.bottom(), |number| self.y(number));
            labels.push((y - label.middle(), label));
        }
        labels.sort_by_key(|(y, _)| *y);
        let heights: Vec<Length> = labels.iter().map(|(_, label)| label.height).collect();
        let mut tops: Vec<Length> = labels.iter().map(|(y, _)| *y).collect();
        move_apart(&mut tops, &heights, self.bottom());
        for ((_, label), top) in labels.into_iter().zip(tops) {
            parts.text(Point::new(x, top), label);
        }
        Ok(())
    }

    /// Two strokes across the base of a scale that does not begin at 0.
    fn mark_start(&self, parts: &mut Parts<'_>, room: &Room<'_>) {
        let (wide, high) = (room.em(1, 4), room.em(1, 3));
        for offset in [room.em(1, 2), room.em(3, 4)] {
            let x = self.left + offset;
            let from = Point::new(x, self.bottom() + high);
            let to = Point::new(x + wide, self.bottom() - high);
            let stroke = segment(from, to, BASE);
            parts.shape(stroke.into_iter().collect(), room.style.label.plain.color);
        }
    }
}
