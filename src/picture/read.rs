//! Reads picture files.

use super::content::{Content, Picture};
use super::raster::Raster;
use super::svg::Drawing;
use super::unusable::Unusable;
use crate::digest::Digest;
use crate::geometry::Length;
use crate::guard::{Panicked, guarded};

impl Picture {
    /// Reads a picture file. Its first bytes determine the format. `number` is the picture's index in the edition,
    /// or `None` for a picture of one place.
    ///
    /// # Errors
    ///
    /// An error if the file is not an SVG, PNG or JPEG file, is damaged, or contains something that cannot be drawn on
    /// sheets.
    pub fn read(data: &[u8], number: Option<usize>) -> Result<Self, Unusable> {
        let read = guarded(data, |data| Self::read_unguarded(data, number));
        read.unwrap_or_else(|Panicked| {
            let help = "save the picture again with another program";
            Err(Unusable::new("it is damaged", help))
        })
    }

    fn read_unguarded(data: &[u8], number: Option<usize>) -> Result<Self, Unusable> {
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
            number,
            digest: Some(Digest::of(data)),
            size,
            content,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Point, Segment};

    fn svg(inside: &str) -> Result<Picture, Unusable> {
        let start = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>";
        Picture::read(format!("{start}{inside}</svg>").as_bytes(), None)
    }

    fn why(inside: &str) -> String {
        svg(inside).expect_err("a problem").why
    }

    #[test]
    fn small_drawings_are_as_fine_as_large_ones() {
        let ring = "<circle cx='.5' cy='.5' r='.4' fill='none' stroke='#123' stroke-width='.1'/>";
        let Content::Drawing(drawing) = svg(ring).expect("a drawing").content else {
            panic!("no drawing");
        };
        let middle = Length::pt(500);
        let far = |point: Point| {
            let (x, y) = ((point.x - middle).to_pt(), (point.y - middle).to_pt());
            (x * x + y * y).sqrt()
        };
        for contour in &drawing.shapes[0].contours {
            for segment in &contour.segments {
                let (Segment::Line(end) | Segment::Curve(_, end)) = segment;
                let far = far(*end);
                assert!(
                    (far - 350.0).abs() < 2.0 || (far - 450.0).abs() < 2.0,
                    "{far}"
                );
            }
        }
    }

    #[test]
    fn what_would_never_end_is_refused() {
        let dashes = "<path d='M0 0H1' stroke='#123' stroke-dasharray='0.0000001'/>";
        assert!(why(dashes).contains("points"), "{}", why(dashes));
        let far = "<path d='M0 0 L1e38 1e38 L-1e38 3e38Z'/>";
        assert!(why(far).contains("beyond"), "{}", why(far));
        assert!(why("<use href='other.svg#a'/>").contains("copies"));
    }

    #[test]
    fn a_file_that_ends_too_early_is_no_picture() {
        const FILES: [&[u8]; 4] = [
            include_bytes!("../../tests/projects/drawn/layouts/pictures/photo.jpg"),
            include_bytes!("../../tests/projects/drawn/layouts/pictures/gray.jpg"),
            include_bytes!("../../tests/projects/drawn/layouts/pictures/clear.png"),
            include_bytes!("../../tests/projects/drawn/layouts/pictures/palette.png"),
        ];
        for data in FILES {
            assert!(Picture::read(data, None).is_ok());
            for end in [data.len() / 3, data.len() * 2 / 3, data.len() - 14] {
                assert!(Picture::read(&data[..end], None).is_err(), "{end}");
            }
        }
    }
}
