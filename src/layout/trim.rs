//! Pages for a print shop, with bleed and crop marks.

use super::frame::{Content, Page, Trim};
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::Color;

/// The usual bleed of an eighth of an inch, and crop marks outside of it.
const TRIM: Trim = Trim {
    bleed: Length::pt(9),
    paper: Length::pt(30),
};

/// The length and the thickness of crop marks.
const LENGTH: Length = Length::pt(18);
const THICKNESS: Length = Length::from_milli(250);

/// Puts pages on larger paper, with crop marks at the corners.
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

/// The starts of the crop marks before and after a side of this length, outside of the bleed.
fn outside(side: Length) -> [Length; 2] {
    [Length::ZERO - TRIM.bleed - LENGTH, side + TRIM.bleed]
}

fn put(page: &mut Page, at: Point, size: Size) {
    let color = Color::BLACK;
    page.frame.push(at, Content::Fill { size, color });
}
