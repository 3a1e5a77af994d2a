//! From pages to the bytes of a PDF file. The only place that knows printpdf and lopdf.
//!
//! printpdf turns what `content.rs` and `shown.rs` paint into the operators of each page. Everything around
//! them is ours, one file for each concern: `structure.rs` has the tree of elements and `tags.rs` writes
//! it; `metadata.rs` says what the file is, `fonts.rs`, `cmap.rs` and `truetype.rs` make its fonts small,
//! `links.rs`, `outline.rs`, `color.rs` and `attachment.rs` do what their names say, and `file.rs` puts
//! it all into bytes, with `syntax.rs` and `deflate.rs`. The result follows PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) at once.

mod attachment;
mod cmap;
mod color;
mod content;
mod deflate;
mod file;
mod fonts;
mod links;
mod metadata;
mod outline;
mod repertoire;
mod shown;
mod structure;
mod syntax;
mod tags;
mod text;
mod truetype;

pub use attachment::Attachment;
pub use deflate::Deflater;
pub use fonts::Subsets;
pub use metadata::{Date, Metadata};
pub use repertoire::Repertoire;

use std::borrow::Cow;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Rect};

use crate::diagnostic::Diagnostic;
use crate::layout::Page;
use crate::text::Fonts;
use content::Found;
use deflate::Effort;
use file::{File, integer};
use fonts::Head;
use text::text_string;

/// What goes with the pages of a sheet.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The figures as data.
    pub attachment: Attachment,
}

/// Pages that have been painted: the operators of each, and what goes with them into the file.
#[derive(Debug)]
pub struct Painted<'s> {
    /// The operators of each page, as they stand in the file.
    contents: Vec<Vec<u8>>,
    found: Found,
    /// What the file begins with.
    head: Cow<'s, Head>,
}

/// Paints pages with the glyphs of an edition, or with more when they need more.
///
/// # Errors
///
/// When a font is too damaged to take glyphs from.
pub fn paint<'s>(
    pages: &[Page],
    fonts: &Fonts,
    subsets: &'s Subsets,
) -> Result<Painted<'s>, Vec<Diagnostic>> {
    let painted = paint_with(pages, fonts, Cow::Borrowed(subsets.head()));
    if !painted.found.lacks_glyphs {
        return Ok(painted);
    }
    let head = subsets.head_with(fonts, pages)?;
    Ok(paint_with(pages, fonts, Cow::Owned(head)))
}

fn paint_with<'s>(pages: &[Page], fonts: &Fonts, head: Cow<'s, Head>) -> Painted<'s> {
    let mut found = Found::new(pages.len());
    let mut document = PdfDocument::new("");
    document.pages = pages
        .iter()
        .enumerate()
        .map(|(number, page)| {
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
                ops: content::paint(number, page, fonts, head.programs(), &mut found),
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
    let drawn: Document = document.to_lopdf_document(&options, &mut Vec::new());
    found.structure.finish();
    let contents = drawn.page_iter().map(|page| drawn.get_page_content(page));
    Painted {
        contents: contents.collect(),
        found,
        head,
    }
}

/// Writes painted pages as a PDF file. The same pages give the same bytes.
#[must_use]
pub fn write(
    pages: &[Page],
    Painted {
        contents,
        found,
        head,
    }: &Painted<'_>,
    About {
        metadata,
        attachment,
    }: &About,
    deflater: &mut Deflater,
) -> Vec<u8> {
    let mut file = head.file(deflater);
    let tree = file.reserve();
    let ids: Vec<ObjectId> = contents.iter().map(|_| file.reserve()).collect();
    let links = found.links.write(ids.len(), &mut file);
    for (number, (content, page)) in contents.iter().zip(pages).enumerate() {
        let own = links.iter().filter(|(page, _)| *page == number);
        let annotations = own.map(|(_, id)| (*id).into()).collect();
        let page = page_dictionary(page, number, tree, head, content, annotations, &mut file);
        file.set(ids[number], page);
    }
    let kids: Vec<Object> = ids.iter().map(|page| (*page).into()).collect();
    file.set(
        tree,
        dictionary! { "Type" => "Pages", "Count" => integer(kids.len()), "Kids" => kids },
    );
    let annotations: Vec<ObjectId> = links.iter().map(|(_, id)| *id).collect();
    let structure = tags::write(&found.structure, &ids, &annotations, &mut file);
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text_string(&metadata.language),
        // ISO 14289-1, 7.1: the title is shown, and the content is tagged.
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => structure,
        "OutputIntents" => vec![head.output_intent().into()],
    };
    if let Some(outline) = outline::write(&found.headings, &ids, &mut file) {
        catalog.set("Outlines", outline);
    }
    attachment.write(metadata.date, &mut catalog, &mut file);
    let xmp = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Not deflated, so that whoever looks for it without reading PDF finds it.
    catalog.set("Metadata", file.stream(xmp, metadata.xmp().as_bytes()));
    let info = file.add(metadata.info());
    let catalog = file.add(catalog);
    file.finish(catalog, info)
}

fn page_dictionary(
    page: &Page,
    number: usize,
    tree: ObjectId,
    head: &Head,
    content: &[u8],
    annotations: Vec<Object>,
    file: &mut File<'_>,
) -> Dictionary {
    let size = page.frame.size;
    let real = |length| Object::Real(content::pt(length).0);
    let content = file.deflated(Dictionary::new(), content, Effort::Quick);
    let mut dict = dictionary! {
        "Type" => "Page",
        "Parent" => tree,
        "MediaBox" => vec![0.into(), 0.into(), real(size.width), real(size.height)],
        "Resources" => head.resources(),
        "Contents" => content,
        "StructParents" => integer(number),
        // ISO 14289-1, 7.18.3: from link to link in the order of the elements.
        "Tabs" => "S",
    };
    if !annotations.is_empty() {
        dict.set("Annots", annotations);
    }
    dict
}
