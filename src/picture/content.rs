//! A picture and its content.

use super::raster::{Pixels, Raster};
use super::svg::Drawing;
use crate::digest::Digest;
use crate::geometry::{Segment, Size};

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The index among the pictures that all sheets of an edition share, or `None` for a picture of one sheet.
    pub number: Option<usize>,
    /// The digest of its file, or `None` for a QR code.
    pub digest: Option<Digest>,
    /// The intrinsic width and height. A sheet keeps the aspect ratio.
    pub size: Size,
    /// The content.
    pub content: Content,
}

impl Picture {
    /// The approximate size in memory, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match &self.content {
            Content::Drawing(drawing) => {
                let contours = drawing.shapes.iter().flat_map(|shape| &shape.contours);
                let segments: usize = contours.map(|contour| contour.segments.len()).sum();
                segments * size_of::<Segment>()
            }
            Content::Raster(raster) => match &raster.pixels {
                Pixels::Jpeg(file) => file.len(),
                Pixels::Flat { colors, opacity } => {
                    colors.len() + opacity.as_ref().map_or(0, |opacity| opacity.len())
                }
            },
        }
    }
}

/// The content of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Shapes, from an SVG file.
    Drawing(Drawing),
    /// Pixels, from a PNG or JPEG file.
    Raster(Raster),
}
