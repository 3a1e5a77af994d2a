//! Turns pages into the bytes of a PDF file. No other module uses printpdf or lopdf.
//!
//! printpdf turns what `content.rs` and `text_operators.rs` paint into the operators of each page. The rest is written
//! here, one file for each concern. `tags.rs` writes the [tree](crate::layout::tree) of the document's structure as
//! elements, `painted.rs` holds the pages as operators, `book.rs` adds what only a file of many sheets has, and
//! `metadata.rs` describes the file. `fonts.rs` and `font_program.rs` subset the fonts, with `cmap.rs`, `truetype.rs`
//! and `cff.rs`, and `picture.rs` writes pictures. `links.rs`, `outline.rs`, `color.rs` and `attachment.rs` do what
//! their names say. `file.rs` turns everything into bytes, with `syntax.rs` and `deflate.rs`. The result conforms to
//! PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) at once.

mod attachment;
mod book;
mod cff;
mod cmap;
mod color;
mod content;
mod deflate;
mod document;
mod extract;
mod file;
mod font_program;
mod fonts;
mod links;
mod metadata;
mod outline;
mod painted;
mod picture;
mod repertoire;
mod resources;
mod section;
mod syntax;
mod tags;
mod text;
mod text_operators;
mod truetype;
mod units;

pub use attachment::Attachment;
pub use deflate::Deflater;
pub use document::{Document, Extents};
pub use extract::{attached, is_made_by, page_count};
pub use fonts::Subsets;
pub use metadata::{Date, Metadata};
pub use painted::{Painted, paint};
pub use repertoire::Repertoire;
pub use section::{About, Section};

use crate::digest::Digest;

/// Writes painted pages as a PDF file. Returns its bytes and their digest. The same pages give the same bytes.
#[must_use]
pub fn write(painted: &Painted<'_>, about: &About, deflater: &mut Deflater) -> (Vec<u8>, Digest) {
    let height = painted.pages.first().map(|page| page.size.height);
    let extents = Extents {
        sections: &[painted.pages.len()],
        height: height.unwrap_or_default(),
    };
    let mut document = Document::new(&painted.subsets, &extents, deflater);
    document.add(painted, &about.attachments);
    document.finish(&about.metadata)
}
