//! Photographs: PNG and JPEG files.

use std::sync::Arc;

use png::{ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::turn::Turn;
use super::unusable::Unusable;
use crate::geometry::{Length, Size};

/// The maximum number of pixels in a picture. More cannot be seen on a page, and reading takes up to nine bytes per
/// pixel.
const MOST_POINTS: u64 = 25_000_000;

/// The advice for a picture that is too large.
const SMALLER: &str = "save it smaller: 300 points of color to the inch are enough for print";

/// The advice for a file that cannot be read.
const AGAIN: &str = "save the picture again as PNG or JPEG";

/// A raster image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// Whether the pixels are gray. Otherwise they are red, green and blue.
    pub is_gray: bool,
    /// The rotation that turns the picture upright.
    pub turn: Turn,
    /// The pixels.
    pub pixels: Pixels,
}

/// Pixels, row by row from the top, with one byte for each color component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// The unchanged JPEG file.
    Jpeg(Arc<[u8]>),
    /// Uncompressed pixels.
    Flat {
        /// The color components.
        colors: Arc<Vec<u8>>,
        /// The opacity of each pixel, from 0 to 255, or `None` if all are opaque.
        opacity: Option<Arc<Vec<u8>>>,
    },
}

impl Raster {
    /// The size of the upright picture at 72 pixels per inch. Only its aspect ratio matters.
    pub(super) fn size(&self) -> Size {
        let side = |points: u32| Length::pt(i64::from(points));
        let (width, height) = (side(self.width), side(self.height));
        match self.turn.is_sideways() {
            true => Size::new(height, width),
            false => Size::new(width, height),
        }
    }

    /// Reads a PNG file. Colors are taken as sRGB. An error if the file is damaged or too large.
    pub(super) fn from_png(data: &[u8]) -> Result<Self, Unusable> {
        let damaged = |error: png::DecodingError| Unusable::new(error, AGAIN);
        let mut decoder = png::Decoder::new(std::io::Cursor::new(data));
        decoder.set_transformations(Transformations::normalize_to_color8());
        // Text and color profiles are not used, so they are not unpacked.
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        let mut reader = decoder.read_info().map_err(damaged)?;
        let (width, height) = (reader.info().width, reader.info().height);
        check_size(width.into(), height.into())?;
        let length = reader.output_buffer_size();
        let mut bytes = vec![0; length.ok_or_else(|| Unusable::new("it is too large", SMALLER))?];
        reader.next_frame(&mut bytes).map_err(damaged)?;
        // The Exif data may follow the pixels.
        reader.finish().map_err(damaged)?;
        let turn = Turn::of_exif(reader.info().exif_metadata.as_deref());
        let (kind, _) = reader.output_color_type();
        let (colors, has_opacity) = match kind {
            ColorType::Grayscale => (1, false),
            ColorType::GrayscaleAlpha => (1, true),
            ColorType::Rgba => (3, true),
            ColorType::Rgb | ColorType::Indexed => (3, false),
        };
        let opacity = has_opacity.then(|| take_opacity(&mut bytes, colors));
        let is_opaque = |opacity: &Vec<u8>| opacity.iter().all(|part| *part == u8::MAX);
        Ok(Self {
            width,
            height,
            is_gray: colors == 1,
            turn,
            pixels: Pixels::Flat {
                colors: bytes.into(),
                opacity: opacity.filter(|own| !is_opaque(own)).map(Arc::new),
            },
        })
    }

    /// Checks a JPEG file and reads its dimensions. The file goes into a sheet unchanged. An error if it is damaged,
    /// too large or in CMYK.
    pub(super) fn from_jpeg(data: &[u8]) -> Result<Self, Unusable> {
        // The decoded pixels are discarded, so they are decoded as gray, which takes the least memory.
        let options = DecoderOptions::default()
            .set_strict_mode(true)
            .jpeg_set_out_colorspace(ColorSpace::Luma);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
        // The complete file is decoded, so that a truncated file is an error here and not in the reader of a sheet.
        let damaged = |error: &dyn std::fmt::Display| Unusable::new(error, AGAIN);
        decoder.decode_headers().map_err(|error| damaged(&error))?;
        let (width, height) = decoder.dimensions().unwrap_or_default();
        check_size(width as u64, height as u64)?;
        let is_gray = match decoder.input_colorspace() {
            Some(ColorSpace::Luma) => true,
            Some(ColorSpace::YCbCr | ColorSpace::RGB) => false,
            _ => {
                let why = "its colors are those of a printing press (CMYK)";
                return Err(Unusable::new(why, "save it with RGB colors"));
            }
        };
        decoder.decode().map_err(|error| damaged(&error))?;
        // The end-of-image marker (ITU-T T.81, B.2.1).
        if !data.ends_with(&[0xFF, 0xD9]) {
            return Err(Unusable::new("it does not end as a JPEG file does", AGAIN));
        }
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        Ok(Self {
            width: side(width),
            height: side(height),
            is_gray,
            turn: Turn::of_exif(decoder.exif().map(Vec::as_slice)),
            pixels: Pixels::Jpeg(data.into()),
        })
    }
}

/// Removes the opacity of each pixel from between the color components, in place, and returns the opacities.
fn take_opacity(bytes: &mut Vec<u8>, colors: usize) -> Vec<u8> {
    let points = bytes.len() / (colors + 1);
    let opacity = bytes
        .chunks_exact(colors + 1)
        .map(|point| point[colors])
        .collect();
    for point in 0..points {
        let start = point * (colors + 1);
        bytes.copy_within(start..start + colors, point * colors);
    }
    bytes.truncate(points * colors);
    opacity
}

fn check_size(width: u64, height: u64) -> Result<(), Unusable> {
    if width.saturating_mul(height) > MOST_POINTS {
        let why = format!("it is too large: {width} by {height} points of color");
        return Err(Unusable::new(why, SMALLER));
    }
    Ok(())
}
