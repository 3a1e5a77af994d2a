//! Pages as operators, by way of printpdf.

use std::borrow::Cow;

use lopdf::Document;
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Rect};

use super::Section;
use super::content::{self, Found};
use super::fonts::{Head, Subsets};
use crate::diagnostic::Diagnostic;
use crate::geometry::Size;
use crate::layout::{Page, Trim};
use crate::text::Fonts;

/// Pages that have been painted: the operators of each, and what goes with them into the file.
#[derive(Debug)]
pub struct Painted<'s> {
    /// The number of the first page of each section.
    pub(super) starts: Vec<usize>,
    pub(super) pages: Vec<PaintedPage>,
    /// What lies behind several pages, as it stands in the file.
    pub(super) shared: Vec<Vec<u8>>,
    pub(super) found: Found,
    /// What the file begins with.
    pub(super) head: Cow<'s, Head>,
}

/// A page's operators.
#[derive(Debug)]
pub(super) struct PaintedPage {
    pub size: Size,
    /// What is around it.
    pub trim: Option<Trim>,
    /// Its backgrounds, when what is shared lies over them.
    pub before: Option<Vec<u8>>,
    /// Which of what is shared lies behind it.
    pub behind: Option<usize>,
    /// Its own operators, as they stand in the file.
    pub content: Vec<u8>,
}

/// Paints pages with the glyphs of an edition, or with more when they need more.
///
/// # Errors
///
/// When a font is too damaged to take glyphs from.
pub fn paint<'s>(
    sections: &[Section<'_>],
    fonts: &Fonts,
    subsets: &'s Subsets,
) -> Result<Painted<'s>, Vec<Diagnostic>> {
    let painted = paint_with(sections, fonts, Cow::Borrowed(subsets.head()));
    if !painted.found.lacks_glyphs {
        return Ok(painted);
    }
    let pages = sections.iter().flat_map(|section| section.pages);
    let head = subsets.head_with(fonts, pages)?;
    Ok(paint_with(sections, fonts, Cow::Owned(head)))
}

fn paint_with<'s>(sections: &[Section<'_>], fonts: &Fonts, head: Cow<'s, Head>) -> Painted<'s> {
    let count = sections.iter().map(|section| section.pages.len()).sum();
    let mut painted = Painted {
        starts: Vec::with_capacity(sections.len()),
        pages: Vec::with_capacity(count),
        shared: Vec::new(),
        found: Found::new(count),
        head,
    };
    for section in sections {
        painted.add(section, fonts, sections.len() > 1);
    }
    painted
}

impl Painted<'_> {
    /// Paints the pages of a section after those that are there. What lies behind all that they say is
    /// the same on most pages of a book, and then shared by them.
    fn add(&mut self, section: &Section<'_>, fonts: &Fonts, shares: bool) {
        let first = self.pages.len();
        self.starts.push(first);
        self.found.begin(section, first);
        let mut drawings = Vec::with_capacity(section.pages.len());
        let is_parted = |page: &Page| shares && page.mark.is_some();
        for (index, page) in section.pages.iter().enumerate() {
            let size = page.frame.size;
            let programs = self.head.programs();
            let found = &mut self.found;
            let layers = content::paint(first + index, page, fonts, programs, found);
            if is_parted(page) {
                drawings.extend(layers.map(|ops| (size, ops)));
            } else {
                drawings.push((size, layers.into_iter().flatten().collect()));
            }
        }
        self.found.structure.end();
        let mut contents = operators(drawings).into_iter().peekable();
        for page in section.pages {
            let before = contents.next_if(|_| is_parted(page));
            let behind = contents.next_if(|_| is_parted(page));
            let behind = behind.map(|behind| self.share(behind));
            self.pages.push(PaintedPage {
                size: page.frame.size,
                trim: page.trim,
                before: before.filter(|before| !before.is_empty()),
                behind,
                content: contents.next().unwrap_or_default(),
            });
        }
    }

    /// The number of what is shared, which may be there already.
    fn share(&mut self, content: Vec<u8>) -> usize {
        let known = self.shared.iter().position(|known| *known == content);
        known.unwrap_or_else(|| {
            self.shared.push(content);
            self.shared.len() - 1
        })
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
