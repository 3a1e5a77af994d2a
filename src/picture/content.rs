//! A picture and its content.

use super::raster::Raster;
use super::svg::Drawing;
use crate::geometry::Size;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its number among those that all sheets of an edition have; none when it is of one sheet.
    pub number: Option<usize>,
    /// Its own width and height. A sheet keeps their proportion.
    pub size: Size,
    /// What is in it.
    pub content: Content,
}

/// What is in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Shapes, from an SVG file.
    Drawing(Drawing),
    /// Points of color, from a PNG or JPEG file.
    Raster(Raster),
}
