//! Boxes: a background and a border with rounded corners.

use std::sync::Arc;

use super::frame::{Content, Frame, Shape};
use crate::geometry::{Contour, Length, Point, Size};
use crate::project::stylesheet::{BoxStyle, Color};

/// The inset between the outer edge of a box and its content, at a text size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inside {
    /// At the left and at the right.
    pub x: Length,
    /// Above and below.
    pub y: Length,
}

impl Inside {
    pub(super) fn of(style: &BoxStyle, text_size: Length) -> Self {
        let border = style.border.map_or(Length::ZERO, |(width, _)| width);
        Self {
            x: border + style.padding_x.at(text_size),
            y: border + style.padding_y.at(text_size),
        }
    }
}

/// Adds the background and the border of a box to a frame, as large as the frame. The radius is limited so that the
/// corners leave room for the content.
pub(super) fn put_box(frame: &mut Frame, style: &BoxStyle, inside: Inside) {
    let size = frame.size;
    // A corner of the content is inside the quarter circle if it is this fraction of the radius away.
    let radius = style.radius.min(inside.x.min(inside.y).scaled(1000, 293));
    let (border, inner) = match style.border {
        Some((width, _)) => (
            width,
            Size::new(size.width - width * 2, size.height - width * 2),
        ),
        None => (Length::ZERO, size),
    };
    if let Some((color, _)) = style.background {
        // Up to the outer edge, so that no light shows between it and the line.
        put_filled(frame, size, radius, color);
    }
    if let Some((_, color)) = style.border {
        let outer = Contour::rounded(Point::default(), size, radius);
        let inner_radius = (radius - border).max(Length::ZERO);
        let inner = Contour::rounded(Point::new(border, border), inner, inner_radius);
        // An outline in the opposite direction is a hole.
        put_shape(frame, vec![outer, inner.reversed()], color);
    }
}

/// Adds a filled rectangle with rounded corners to a frame.
fn put_filled(frame: &mut Frame, size: Size, radius: Length, color: Color) {
    let at = Point::default();
    if radius > Length::ZERO {
        put_shape(frame, vec![Contour::rounded(at, size, radius)], color);
    } else {
        frame.push(at, Content::Fill { size, color });
    }
}

fn put_shape(frame: &mut Frame, contours: Vec<Contour>, color: Color) {
    let contours = Arc::from(contours);
    let shape = Shape { contours, color };
    frame.push(Point::default(), Content::Shape(shape));
}
