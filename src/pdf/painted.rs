//! Pages as operators, by way of printpdf.

use std::borrow::Cow;

use lopdf::Document;
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Rect};

use super::Section;
use super::content::{self, Found};
use super::fonts::Subsets;
use super::repertoire::Repertoire;
use crate::diagnostic::Diagnostic;
use crate::geometry::Size;
use crate::layout::{Page, Trim};
use crate::text::Fonts;

/// The pages of a section that have been painted: the operators of each, and what goes with them into the file.
#[derive(Debug)]
pub struct Painted<'s> {
    pub(super) pages: Vec<PaintedPage>,
    pub(super) found: Found,
    /// What the file begins with when it has no other section.
    pub(super) subsets: Cow<'s, Subsets>,
    /// The glyphs of pages that need more than the edition has.
    lacking: Option<Repertoire>,
}

/// A page's operators.
#[derive(Debug)]
pub(super) struct PaintedPage {
    pub size: Size,
    /// What is around it.
    pub trim: Option<Trim>,
    /// Its backgrounds, when there is something behind all that it says.
    pub before: Option<Vec<u8>>,
    /// What lies behind all that it says: the same on most pages of a book.
    pub behind: Option<Vec<u8>>,
    /// Its own operators, as they stand in the file.
    pub content: Vec<u8>,
}

/// Paints the pages of a section with the glyphs of an edition, or with more when they need more.
///
/// # Errors
///
/// When a font is too damaged to take glyphs from.
pub fn paint<'s>(
    section: &Section<'_>,
    fonts: &Fonts,
    subsets: &'s Subsets,
) -> Result<Painted<'s>, Vec<Diagnostic>> {
    let painted = paint_with(section, fonts, Cow::Borrowed(subsets));
    if !painted.found.lacks_glyphs {
        return Ok(painted);
    }
    let lacking = Repertoire::of_pages(section.pages.iter());
    let subsets = subsets.with(fonts, &lacking)?;
    let painted = paint_with(section, fonts, Cow::Owned(subsets));
    Ok(Painted {
        lacking: Some(lacking),
        ..painted
    })
}

impl Painted<'_> {
    /// The glyphs of pages that need more than the edition has.
    pub fn lacking(&self) -> Option<&Repertoire> {
        self.lacking.as_ref()
    }
}

fn paint_with<'s>(section: &Section<'_>, fonts: &Fonts, subsets: Cow<'s, Subsets>) -> Painted<'s> {
    let count = section.pages.len();
    let mut found = Found::new(count);
    found.begin(section);
    let mut drawings = Vec::with_capacity(count);
    let is_parted = |page: &Page| section.is_of_book && page.mark.is_some();
    for (number, page) in section.pages.iter().enumerate() {
        let size = page.frame.size;
        let programs = subsets.head().programs();
        let layers = content::paint(number, page, fonts, programs, subsets.speech(), &mut found);
        if is_parted(page) {
            drawings.extend(layers.map(|ops| (size, ops)));
        } else {
            drawings.push((size, layers.into_iter().flatten().collect()));
        }
    }
    found.structure.end();
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
    Painted {
        pages: section.pages.iter().map(painted_page).collect(),
        found,
        subsets,
        lacking: None,
    }
}

/// Operators as they stand in a file. printpdf has no way to write them but as those of whole pages.
fn operators(drawings: Vec<(Size, Vec<Op>)>) -> Vec<Vec<u8>> {
    let mut document = PdfDocument::new("");
    let page = |(size, ops): (Size, Vec<Op>)| {
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
