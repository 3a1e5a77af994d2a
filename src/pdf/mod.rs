//! From pages to the bytes of a PDF file. The only place that knows printpdf and lopdf.
//!
//! printpdf makes the pages and their operators; a pass over its document then adds what it has
//! none of: subset fonts, exact widths, the language, an identifier that depends on the content
//! alone.

mod content;
mod fonts;
mod links;
mod metadata;

pub use fonts::{FontProgram, Repertoire, Subsets};
pub use metadata::Metadata;

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, StringFormat};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Rect};
use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::layout::{Page, Sheet};
use crate::project::stylesheet::FaceId;
use crate::text::Fonts;

/// Writes a sheet as a PDF file. The same sheet gives the same bytes.
///
/// # Errors
///
/// When a font is too damaged to take glyphs from.
pub fn write(
    sheet: &Sheet,
    metadata: &Metadata,
    fonts: &Fonts,
    subsets: &Subsets,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let programs = subsets.for_pages(fonts, &sheet.pages)?;
    let mut document = draw(&sheet.pages, fonts, &programs);
    embed(&programs, &mut document);
    add_links(&sheet.pages, fonts, &mut document);
    metadata::apply(metadata, &mut document);
    tidy(&mut document);
    Ok(save(document))
}

/// The pages and their operators.
fn draw(pages: &[Page], fonts: &Fonts, programs: &BTreeMap<FaceId, FontProgram>) -> Document {
    let mut document = PdfDocument::new("");
    document.pages = pages
        .iter()
        .map(|page| {
            let size = page.frame.size;
            let paper = Rect {
                x: printpdf::Pt(0.0),
                y: printpdf::Pt(0.0),
                width: content::pt(size.width),
                height: content::pt(size.height),
                mode: None,
                winding_order: None,
            };
            PdfPage {
                media_box: paper.clone(),
                trim_box: paper.clone(),
                crop_box: paper,
                ops: content::paint(page, fonts, programs),
            }
        })
        .collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        // `TJ` is written as an operator that printpdf does not know.
        secure: false,
        image_optimization: None,
    };
    document.to_lopdf_document(&options, &mut Vec::new())
}

/// Gives all pages one dictionary of resources, which has the fonts and nothing else.
fn embed(programs: &BTreeMap<FaceId, FontProgram>, document: &mut Document) {
    let mut fonts = Dictionary::new();
    for (face, program) in programs {
        fonts.set(content::resource_name(*face), program.add_to(document));
    }
    let mut resources = Dictionary::new();
    resources.set("Font", fonts);
    let resources = document.add_object(resources);
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        if let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Resources", resources);
            page.remove(b"Annots");
        }
    }
}

/// Makes the links of each page clickable.
fn add_links(pages: &[Page], fonts: &Fonts, document: &mut Document) {
    let ids: Vec<_> = document.page_iter().collect();
    for (page, id) in pages.iter().zip(ids) {
        let links = links::annotate(page, fonts, document);
        if let (Ok(page), false) = (document.get_dictionary_mut(id), links.is_empty()) {
            let links: Vec<Object> = links.into_iter().map(Object::from).collect();
            page.set("Annots", links);
        }
    }
}

/// Takes out what printpdf writes and nothing needs, and deflates what is left.
fn tidy(document: &mut Document) {
    document.version = "1.7".to_owned();
    if let Ok(catalog) = document.catalog_mut() {
        catalog.remove(b"PageMode");
        catalog.remove(b"PageLayout");
    }
    document.prune_objects();
    document.renumber_objects();
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
        {
            stream.set_content(deflate(&stream.content));
            stream.dict.set("Filter", "FlateDecode");
        }
    }
}

/// The bytes of the document, with an identifier taken from them (ISO 32000-1, 14.4).
fn save(mut document: Document) -> Vec<u8> {
    document.trailer.remove(b"ID");
    let without = bytes(&mut document);
    let hash = Sha256::digest(&without)[..16].to_vec();
    let id = Object::String(hash, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    bytes(&mut document)
}

fn bytes(document: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = document.save_to(&mut bytes);
    bytes
}

/// Deflates at zlib's usual level.
fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // Writing to memory cannot fail; empty data would show at once.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}
