//! Pages for a print shop: with the color of the page going on beyond its edges, and marks where to cut.

use super::frame::{Content, Page, Trim};
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::Color;

/// An eighth of an inch of color beyond the edges, which is what print shops ask for, and marks outside of it.
const TRIM: Trim = Trim {
    bleed: Length::pt(9),
    paper: Length::pt(30),
};

/// How long and how thick the marks are.
const LENGTH: Length = Length::pt(18);
const THICKNESS: Length = Length::from_milli(250);

/// Puts pages on larger paper, with marks at the corners where it is trimmed.
pub fn trimmed(pages: &mut [Page]) {
    for page in pages {
        page.trim = Some(TRIM);
        let Size { width, height } = page.frame.size;
        for y in [Length::ZERO, height] {
            for x in outside(width) {
                put(
                    page,
                    Point::new(x, y - THICKNESS / 2),
                    Size::new(LENGTH, THICKNESS),
                );
            }
        }
        for x in [Length::ZERO, width] {
            for y in outside(height) {
                put(
                    page,
                    Point::new(x - THICKNESS / 2, y),
                    Size::new(THICKNESS, LENGTH),
                );
            }
        }
    }
}

/// Where marks begin before a side of a length and after it, outside of the color.
fn outside(side: Length) -> [Length; 2] {
    [Length::ZERO - TRIM.bleed - LENGTH, side + TRIM.bleed]
}

fn put(page: &mut Page, at: Point, size: Size) {
    let color = Color::BLACK;
    page.frame.push(at, Content::Fill { size, color });
}
