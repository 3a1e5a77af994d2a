//! A word from the lower left corner of a page to the upper right.

use super::inset::lines;
use super::{Letters, MARGIN, length};
use crate::geometry::{Contour, Point, Size};
use crate::text::InFont;

/// The thickness of an outline, in parts of the height of capitals, and its least in points.
const THICKNESS: f64 = 1.0 / 48.0;
const LEAST_THICKNESS: f64 = 0.75;

/// The word, filled.
pub(super) fn word(letters: &Letters<'_>, page: Size) -> Vec<Contour> {
    let turned = Turned::new(letters, page);
    letters.contours(&|point| turned.point(point))
}

/// The outline of the word, as a line inside of its letters.
pub(super) fn outline(letters: &Letters<'_>, page: Size) -> Vec<Contour> {
    let turned = Turned::new(letters, page);
    let thickness = (letters.height * turned.scale * THICKNESS).max(LEAST_THICKNESS);
    lines(&word(letters, page), length(thickness))
}

/// The transformation of a word from font units to the diagonal of a page.
struct Turned {
    /// The middle of the word, in font units.
    middle: (f64, f64),
    /// The middle of the page, in points.
    center: (f64, f64),
    /// Points to a font unit.
    scale: f64,
    /// Points to a font unit, along the word and across.
    along: (f64, f64),
}

impl Turned {
    fn new(&Letters { width, height, .. }: &Letters<'_>, page: Size) -> Self {
        let (page_width, page_height) = (page.width.to_pt(), page.height.to_pt());
        let diagonal = (page_width * page_width + page_height * page_height).sqrt();
        let (cosine, sine) = (page_width / diagonal, page_height / diagonal);
        let room = |side: f64| (side - 2.0 * MARGIN.to_pt()).max(side / 2.0);
        let to_fit_width = room(page_width) / (width * cosine + height * sine);
        let to_fit_height = room(page_height) / (width * sine + height * cosine);
        let scale = to_fit_width.min(to_fit_height);
        Self {
            middle: (width / 2.0, height / 2.0),
            center: (page_width / 2.0, page_height / 2.0),
            scale,
            along: (scale * cosine, scale * sine),
        }
    }

    fn point(&self, (x, y): InFont) -> Point {
        let (x, y) = (x - self.middle.0, y - self.middle.1);
        let (cosine, sine) = self.along;
        Point::new(
            length(self.center.0 + x * cosine - y * sine),
            length(self.center.1 - x * sine - y * cosine),
        )
    }
}
