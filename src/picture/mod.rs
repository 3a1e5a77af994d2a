//! Pictures that stand on sheets, such as a logo: drawings, which stay lines and curves, photographs, and QR
//! codes.

mod code;
mod drawing;
mod raster;

use std::fmt;

use crate::geometry::{Length, Size};

pub use drawing::{Drawing, Shape};
pub use raster::{Pixels, Raster};

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

/// Why a file cannot be used as a picture, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// What is wrong.
    pub why: String,
    /// What to do.
    pub help: &'static str,
}

impl Unusable {
    fn new(why: impl fmt::Display, help: &'static str) -> Self {
        // Libraries say more than fits on a line.
        let why = why.to_string();
        let first = why.lines().next().unwrap_or_default();
        Self {
            why: first.trim().to_owned(),
            help,
        }
    }
}

impl Picture {
    /// Reads a file; what it is, its first bytes say. `number` is its number in the edition.
    ///
    /// # Errors
    ///
    /// When it is none of the three kinds, damaged, or has something in it that sheets cannot have.
    pub fn read(data: &[u8], number: usize) -> Result<Self, Unusable> {
        let (size, content) = if data.starts_with(b"\x89PNG") {
            let raster = Raster::from_png(data)?;
            (raster.size(), Content::Raster(raster))
        } else if data.starts_with(b"\xff\xd8") {
            let raster = Raster::from_jpeg(data)?;
            (raster.size(), Content::Raster(raster))
        } else {
            let drawing = Drawing::read(data)?;
            (drawing.size, Content::Drawing(drawing))
        };
        if size.width <= Length::ZERO || size.height <= Length::ZERO {
            return Err(Unusable::new(
                "it has no size",
                "give it a width and a height",
            ));
        }
        Ok(Self {
            number: Some(number),
            size,
            content,
        })
    }
}
