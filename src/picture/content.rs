//! A picture and its content.

use super::raster::Raster;
use super::svg::Drawing;
use crate::geometry::Size;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The index among the pictures that all sheets of an edition share, or `None` for a picture of one sheet.
    pub number: Option<usize>,
    /// The intrinsic width and height. A sheet keeps the aspect ratio.
    pub size: Size,
    /// The content.
    pub content: Content,
}

/// The content of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Shapes, from an SVG file.
    Drawing(Drawing),
    /// Pixels, from a PNG or JPEG file.
    Raster(Raster),
}
