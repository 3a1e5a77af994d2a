//! Pictures as objects that pages refer to (ISO 32000-1, 8.9 and 8.10).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::deflate::Effort;
use super::file::File;
use super::units::integer;
use super::units::pt;
use crate::digest::Digest;
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::layout::Page;
use crate::picture::{Content, Drawing, Picture, Pixels, Raster, Shape};
use crate::project::stylesheet::Color;

/// The number of hexadecimal digits by which the pictures of one place are told apart.
const DIGITS: usize = 16;

/// The name of a picture among a page's resources. `None` for a picture without a file.
pub(super) fn resource_name(picture: &Picture) -> Option<String> {
    let of_file = |digest: Digest| format!("P{}", &digest.to_string()[..DIGITS]);
    let shared = picture.number.map(|number| format!("P{number}"));
    shared.or_else(|| picture.digest.map(of_file))
}

/// The pictures of pages that not all sheets of the edition share.
pub(super) fn own_pictures<'p>(pages: impl Iterator<Item = &'p Page>) -> Vec<Arc<Picture>> {
    let mut found = BTreeMap::new();
    for page in pages {
        page.frame.for_each_picture(&mut |picture| {
            if let (None, Some(digest)) = (picture.number, picture.digest) {
                found.entry(digest).or_insert_with(|| Arc::clone(picture));
            }
        });
    }
    found.into_values().collect()
}

/// The matrix that draws a picture in a size with its bottom left corner at the origin. Photographs are one unit by one
/// (ISO 32000-1, 8.9.5), and may be turned.
#[expect(clippy::cast_possible_truncation, reason = "printpdf counts in f32")]
pub(super) fn matrix(picture: &Picture, size: Size) -> [f32; 6] {
    let (wide, high) = (size.width.to_pt(), size.height.to_pt());
    match &picture.content {
        Content::Drawing(drawing) => {
            let (x, y) = (
                wide / drawing.size.width.to_pt(),
                high / drawing.size.height.to_pt(),
            );
            [x as f32, 0.0, 0.0, y as f32, 0.0, 0.0]
        }
        Content::Raster(raster) => {
            let [a, b, c, d, e, f] = raster.turn.matrix().map(f64::from);
            [a * wide, b * high, c * wide, d * high, e * wide, f * high].map(|part| part as f32)
        }
    }
}

/// Adds a picture to a file.
pub(super) fn write(picture: &Picture, file: &mut File<'_>) -> ObjectId {
    match &picture.content {
        Content::Drawing(drawing) => write_drawing(drawing, file),
        Content::Raster(raster) => write_raster(raster, file),
    }
}

fn write_raster(raster: &Raster, file: &mut File<'_>) -> ObjectId {
    let dict = |is_gray: bool| {
        let space = if is_gray { "DeviceGray" } else { "DeviceRGB" };
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(raster.width),
            "Height" => i64::from(raster.height),
            "ColorSpace" => space,
            "BitsPerComponent" => 8,
        }
    };
    let mut image = dict(raster.is_gray);
    match &raster.pixels {
        Pixels::Jpeg(jpeg) => {
            image.set("Filter", "DCTDecode");
            file.stream(image, jpeg)
        }
        Pixels::Flat { colors, opacity } => {
            if let Some(opacity) = opacity {
                let mask = file.deflated(dict(true), opacity, Effort::Thorough);
                image.set("SMask", mask);
            }
            file.deflated(image, colors, Effort::Thorough)
        }
    }
}

fn write_drawing(drawing: &Drawing, file: &mut File<'_>) -> ObjectId {
    let mut content = String::new();
    let height = drawing.size.height;
    for shapes in drawing.shapes.chunk_by(|one, next| one.clip == next.clip) {
        let clip = shapes[0].clip;
        if let Some((corner, size)) = clip {
            content.push_str("q\n");
            let lower_left = Point::new(corner.x, corner.y + size.height);
            point(lower_left, height, &mut content);
            number(size.width, &mut content);
            number(size.height, &mut content);
            content.push_str("re\nW\nn\n");
        }
        for shape in shapes {
            add_shape(shape, height, &mut content);
        }
        if clip.is_some() {
            content.push_str("Q\n");
        }
    }
    let real = |length| Object::Real(pt(length).0);
    let Size { width, height } = drawing.size;
    let dict: Dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![integer(0), integer(0), real(width), real(height)],
        "Resources" => Dictionary::new(),
    };
    file.deflated(dict, content.as_bytes(), Effort::Thorough)
}

fn add_shape(shape: &Shape, height: Length, content: &mut String) {
    let Color { red, green, blue } = shape.color;
    for part in [red, green, blue] {
        let part = Length::from_milli((i64::from(part) * 1000 + 127) / 255);
        number(part, content);
    }
    content.push_str("rg\n");
    for Contour { start, segments } in &shape.contours {
        point(*start, height, content);
        content.push_str("m\n");
        for segment in segments {
            match *segment {
                Segment::Line(to) => {
                    point(to, height, content);
                    content.push_str("l\n");
                }
                Segment::Curve([one, other], to) => {
                    for at in [one, other, to] {
                        point(at, height, content);
                    }
                    content.push_str("c\n");
                }
            }
        }
        content.push_str("h\n");
    }
    content.push_str(if shape.is_even_odd { "f*\n" } else { "f\n" });
}

fn point(at: Point, height: Length, content: &mut String) {
    number(at.x, content);
    number(height - at.y, content);
}

/// Writes thousandths as a number with up to three decimals, and a space.
fn number(length: Length, content: &mut String) {
    let shown = length.to_string();
    let shown = shown.trim_end_matches("pt");
    // Writing to a string cannot fail.
    let _ = write!(content, "{shown} ");
}
