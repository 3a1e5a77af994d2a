//! Pictures of a sheet's pages, drawn from the bytes of its PDF: they show what the file shows, and what is not in
//! the file is not in them.
//!
//! `draw.rs` turns pages into pixels and is the only place that knows the rasterizer, `encode.rs` makes a
//! PNG file of these. Without the feature `png` there is neither, and [`IS_BUILT_IN`] says so.

#[cfg(feature = "png")]
mod draw;
#[cfg(feature = "png")]
mod encode;
mod image;
mod scale;

pub use image::PagePicture;
pub use scale::{LEAST_WIDTH, MOST_PIXELS, MOST_WIDTH, USUAL_WIDTH, height};

#[cfg(feature = "png")]
use crate::guard::guarded;
use crate::pdf::Metadata;

/// Whether this program can draw pages.
pub const IS_BUILT_IN: bool = cfg!(feature = "png");

/// Draws the pages of a PDF, each so many pixels wide. The pictures say of themselves what the file does.
///
/// None when the file cannot be read or a page cannot be drawn, and always without the feature `png`.
#[must_use]
pub fn draw(pdf: &[u8], width: u16, metadata: &Metadata) -> Option<Vec<PagePicture>> {
    // The photographs in it are decoded once more.
    #[cfg(feature = "png")]
    let pictures = guarded(pdf, |pdf| {
        draw::pages(pdf, |page| {
            let pixels = draw::pixels(page, width)?;
            encode::encode(&pixels, metadata)
        })
    });
    #[cfg(feature = "png")]
    let pictures = pictures.ok().flatten();
    #[cfg(not(feature = "png"))]
    let pictures = {
        let _ = (pdf, width, metadata);
        None
    };
    pictures
}
