//! Pages as operators, by way of printpdf.

use std::borrow::Cow;
use std::sync::Arc;

use lopdf::Document;
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Rect};

use super::content;
use super::fonts::Subsets;
use super::picture::own_pictures;
use super::repertoire::Repertoire;
use super::section::Section;
use super::units::pt;
use crate::diagnostic::Diagnostic;
use crate::geometry::Size;
use crate::layout::tree::{self, Reading, Tree};
use crate::layout::{Page, Trim};
use crate::picture::Picture;
use crate::text::Fonts;

/// The painted pages of a section: the operators of each page, and the resources that go with them.
#[derive(Debug)]
pub struct Painted<'s> {
    pub(super) pages: Vec<PaintedPage>,
    /// The meaning of the pages.
    pub(super) tree: Tree,
    /// The fonts and pictures for a file with no other section.
    pub(super) subsets: Cow<'s, Subsets>,
    /// The glyphs of pages that need more than the edition has.
    lacking: Option<Repertoire>,
    /// The pictures that not all sheets of the edition share.
    pub(super) pictures: Vec<Arc<Picture>>,
}

/// A page's operators.
#[derive(Debug)]
pub(super) struct PaintedPage {
    pub size: Size,
    /// The paper around it.
    pub trim: Option<Trim>,
    /// The backgrounds, if there is a mark behind the text.
    pub before: Option<Vec<u8>>,
    /// The mark behind its text, which is the same on most pages of a book.
    pub behind: Option<Vec<u8>>,
    /// The page's own operators, as written in the file.
    pub content: Vec<u8>,
}

/// Paints the pages of a section with the glyphs of an edition, or with more glyphs if the pages need them.
///
/// # Errors
///
/// Returns an error if a font is too damaged to take glyphs from.
pub fn paint<'s>(
    section: &Section<'_>,
    fonts: &Fonts,
    subsets: &'s Subsets,
) -> Result<Painted<'s>, Vec<Diagnostic>> {
    let reading = tree::read(section.pages, section.title, fonts, subsets.speech());
    let (pages, lacks_glyphs) = paint_with(section, &reading, fonts, subsets);
    let pictures = own_pictures(section.pages.iter());
    if !lacks_glyphs {
        return Ok(Painted {
            pages,
            tree: reading.tree,
            subsets: Cow::Borrowed(subsets),
            lacking: None,
            pictures,
        });
    }
    let lacking = Repertoire::of_pages(section.pages.iter());
    let subsets = subsets.with(fonts, &lacking)?;
    let (pages, _) = paint_with(section, &reading, fonts, &subsets);
    Ok(Painted {
        pages,
        tree: reading.tree,
        subsets: Cow::Owned(subsets),
        lacking: Some(lacking),
        pictures,
    })
}

impl Painted<'_> {
    /// The glyphs of pages that need more than the edition has.
    pub fn lacking(&self) -> Option<&Repertoire> {
        self.lacking.as_ref()
    }
}

/// Paints pages, and reports whether the fonts lack a glyph.
fn paint_with(
    section: &Section<'_>,
    reading: &Reading<'_>,
    fonts: &Fonts,
    subsets: &Subsets,
) -> (Vec<PaintedPage>, bool) {
    let mut drawings = Vec::with_capacity(section.pages.len());
    let mut lacks_glyphs = false;
    let is_parted = |page: &Page| section.is_of_book && page.mark.is_some();
    for (page, pieces) in section.pages.iter().zip(&reading.pages) {
        let size = page.frame.size;
        let programs = subsets.head().programs();
        let layers = content::paint(page, pieces, &reading.tree.nodes, fonts, programs);
        lacks_glyphs |= layers.lacks_glyphs;
        if is_parted(page) {
            drawings.extend(layers.ops.map(|ops| (size, ops)));
        } else {
            drawings.push((size, layers.ops.into_iter().flatten().collect()));
        }
    }
    let mut contents = operators(drawings).into_iter();
    let painted_page = |page: &Page| {
        let mut next = || contents.next().unwrap_or_default();
        let (before, behind) = match is_parted(page) {
            true => (Some(next()), Some(next())),
            false => (None, None),
        };
        PaintedPage {
            size: page.frame.size,
            trim: page.trim,
            before: before.filter(|before| !before.is_empty()),
            behind,
            content: next(),
        }
    };
    let pages = section.pages.iter().map(painted_page);
    (pages.collect(), lacks_glyphs)
}

/// Serializes operators. printpdf can do this only for whole pages.
fn operators(drawings: Vec<(Size, Vec<Op>)>) -> Vec<Vec<u8>> {
    let mut document = PdfDocument::new("");
    let page = |(size, ops): (Size, Vec<Op>)| {
        let paper = Rect {
            x: printpdf::Pt(0.0),
            y: printpdf::Pt(0.0),
            width: pt(size.width),
            height: pt(size.height),
            mode: None,
            winding_order: None,
        };
        PdfPage {
            media_box: paper.clone(),
            trim_box: paper.clone(),
            crop_box: paper,
            ops,
        }
    };
    document.pages = drawings.into_iter().map(page).collect();
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        // `TJ` is written as an operator that printpdf does not know.
        secure: false,
        image_optimization: None,
    };
    let drawn: Document = document.to_lopdf_document(&options, &mut Vec::new());
    let contents = drawn.page_iter().map(|page| drawn.get_page_content(page));
    contents.collect()
}
