//! Writes PNG files (ISO/IEC 15948).

use std::io::Write;

use png::text_metadata::ITXtChunk;
use png::{
    BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, SrgbRenderingIntent,
    Unit,
};

use super::draw::Pixels;
use super::image::PagePicture;
use crate::TOOL;
use crate::digest::Digest;
use crate::geometry::Length;
use crate::pdf::Metadata;

/// Makes a file of a page that has been drawn.
pub(super) fn encode(pixels: &Pixels, metadata: &Metadata) -> Option<PagePicture> {
    let png = file(pixels, metadata).ok()?;
    Some(PagePicture {
        width: pixels.width,
        height: pixels.height,
        sha256: Digest::of(&png),
        png,
    })
}

/// The level of compression. A sheet takes 15 ms and 460 kB; higher levels take twice the time for 2 % less, and the
/// highest fifteen times for 20 %.
const EFFORT: DeflateCompression = DeflateCompression::Level(3);

/// How rows are written: as they are. That says the same letters in the same bytes wherever they stand, which
/// differences to what is above or to the left do not; these make sheets a quarter larger, and only photographs
/// smaller.
const FILTER: Filter = Filter::NoFilter;

/// The bytes of the file. Text with letters of any script is in chunks of their own kind; there is no time in any.
fn file(pixels: &Pixels, metadata: &Metadata) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, pixels.width.into(), pixels.height.into());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(EFFORT);
    encoder.set_filter(FILTER);
    // What the PDF says its colors are.
    encoder.set_source_srgb(SrgbRenderingIntent::RelativeColorimetric);
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: to_the_meter(pixels.width, pixels.page.width),
        yppu: to_the_meter(pixels.height, pixels.page.height),
        unit: Unit::Meter,
    }));
    encoder.add_text_chunk("Software".to_owned(), TOOL.to_owned())?;
    let mut writer = encoder.write_header()?;
    for (keyword, text) in [("Title", &metadata.title), ("Author", &metadata.author)] {
        let mut chunk = ITXtChunk::new(keyword, text.as_str());
        chunk.language_tag.clone_from(&metadata.language);
        writer.write_text_chunk(&chunk)?;
    }
    let mut stream = writer.stream_writer()?;
    for row in pixels.rows() {
        stream.write_all(&row)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(png)
}

/// The resolution in pixels per meter.
fn to_the_meter(pixels: u16, length: Length) -> u32 {
    // An inch is 72 pt and 0.0254 m.
    let (dividend, divisor) = (i64::from(pixels) * 720_000_000, length.milli().max(1) * 254);
    let rounded = (dividend + divisor / 2) / divisor;
    u32::try_from(rounded).unwrap_or(u32::MAX)
}
