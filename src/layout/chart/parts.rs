//! The positioned parts of a drawing.

use std::rc::Rc;

use super::LineSetter;
use super::marks;
use crate::geometry::{Contour, Length, Point, Size};
use crate::layout::element::Slack;
use crate::layout::frame::{Frame, Role};
use crate::project::stylesheet::Color;
use crate::text::Line;

/// A drawing whose parts are positioned. Positions are from its upper left corner, y downwards.
#[derive(Default)]
pub(super) struct Parts<'p> {
    /// The height.
    pub height: Length,
    /// The blank part of its height.
    pub slack: Slack,
    /// The parts, from back to front.
    pub all: Vec<(Point, Part<'p>)>,
}

/// A part of a drawing.
pub(super) enum Part<'p> {
    /// A filled rectangle.
    Area(Size, Color),
    /// A filled shape.
    Shape(Vec<Contour>, Color),
    /// Text.
    Text(Lines<'p>),
}

/// The surface of a mark: its color, and the paler color within its edge if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Surface {
    /// The color, or that of the edge.
    pub color: Color,
    /// The color within the edge.
    pub inner: Option<Color>,
}

/// The thickness of the edge around a pale mark.
pub(super) const EDGE: Length = Length::from_milli(750);

impl<'p> Parts<'p> {
    /// Adds a filled rectangle.
    pub(super) fn area(&mut self, at: Point, size: Size, color: Color) {
        self.all.push((at, Part::Area(size, color)));
    }

    /// Adds a rectangle with a surface.
    pub(super) fn surface(&mut self, at: Point, size: Size, surface: Surface) {
        self.area(at, size, surface.color);
        let inner = Size::new(size.width - EDGE * 2, size.height - EDGE * 2);
        let has_room = inner.width > Length::ZERO && inner.height > Length::ZERO;
        if let Some(color) = surface.inner.filter(|_| has_room) {
            self.area(at + Point::new(EDGE, EDGE), inner, color);
        }
    }

    /// Adds a disc with a surface.
    pub(super) fn disc(&mut self, center: Point, radius: Length, surface: Surface) {
        self.shape(vec![marks::disc(center, radius)], surface.color);
        if let Some(color) = surface.inner.filter(|_| radius > EDGE) {
            self.shape(vec![marks::disc(center, radius - EDGE)], color);
        }
    }

    /// Adds a filled shape. Its contours are from the upper left corner of the drawing.
    pub(super) fn shape(&mut self, contours: Vec<Contour>, color: Color) {
        self.all
            .push((Point::default(), Part::Shape(contours, color)));
    }

    /// Adds text.
    pub(super) fn text(&mut self, at: Point, lines: Lines<'p>) {
        self.height = self.height.max(at.y + lines.height);
        self.all.push((at, Part::Text(lines)));
    }
}

/// Lines of a label or number.
pub(super) struct Lines<'p> {
    pub setting: LineSetter<'p>,
    pub lines: Rc<[Line]>,
    pub width: Length,
    pub height: Length,
}

impl Lines<'_> {
    pub(super) fn slack(&self) -> Slack {
        self.setting.slack(&self.lines)
    }

    /// The width of the longest line.
    pub(super) fn longest(&self) -> Length {
        let widths = self.lines.iter().map(|line| line.width);
        widths.max().unwrap_or_default()
    }

    pub(super) fn draw_as(&self, role: Option<Role>) -> Frame {
        self.setting.frame(role, &self.lines, self.width)
    }

    /// The distance from the top to the middle of the digits on the first line.
    pub(super) fn middle(&self) -> Length {
        self.lines.first().map_or(Length::ZERO, |line| {
            self.setting.baseline(line) - self.setting.cap_height(line) / 2
        })
    }
}
