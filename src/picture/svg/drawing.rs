//! The shapes of a drawing.

use crate::geometry::{Contour, Point, Size};
use crate::project::stylesheet::Color;

/// Filled shapes, in painting order from back to front. The origin is the top left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height.
    pub size: Size,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

/// A shape of one color. Strokes have been converted to filled outlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its outlines.
    pub contours: Vec<Contour>,
    /// Its color.
    pub color: Color,
    /// Whether the shape is filled by the even-odd rule. Otherwise the nonzero rule applies.
    pub is_even_odd: bool,
    /// The rectangle beyond which nothing of the shape is seen, or `None` if all of it is seen: its upper left corner
    /// and its size.
    pub clip: Option<(Point, Size)>,
}
