//! The shapes of a drawing.

use crate::geometry::{Contour, Size};
use crate::project::stylesheet::Color;

/// Filled shapes, the first behind the others. The origin is the top left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height.
    pub size: Size,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

/// A shape of one color. Lines have become the shapes that they look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its outlines.
    pub contours: Vec<Contour>,
    /// Its color.
    pub color: Color,
    /// Whether what lies inside of two outlines is outside of it.
    pub is_even_odd: bool,
}
