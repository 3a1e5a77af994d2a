//! A picture and its content.

use super::raster::Raster;
use super::svg::Drawing;
use crate::geometry::Size;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The number among the pictures that all sheets of an edition share; `None` for a picture of one sheet.
    pub number: Option<usize>,
    /// Its own width and height. A sheet keeps their proportion.
    pub size: Size,
    /// The content.
    pub content: Content,
}

/// The content of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Shapes, from an SVG file.
    Drawing(Drawing),
    /// Points of color, from a PNG or JPEG file.
    Raster(Raster),
}
