//! A word again and again along the left and the right margin.
//!
//! Nothing else stands in these margins: header and footer are above and below the text. On a page that is the back of
//! another the margins change places, so both strips are as wide as the narrower margin and lie at the edges of the
//! paper.

use super::{Letters, MARGIN, length};
use crate::geometry::{Contour, Point};
use crate::project::stylesheet::PageSetup;
use crate::text::InFont;

/// The height of capitals, in parts of the width of a margin, and its most in points.
const HEIGHT: f64 = 0.5;
const MOST_HEIGHT: f64 = 36.0;

/// The space between two words, in parts of the height of capitals.
const GAP: f64 = 2.0;

/// The words, upwards at the left and downwards at the right, with their feet toward the text.
pub(super) fn words(letters: &Letters<'_>, page: &PageSetup) -> Vec<Contour> {
    let margin = page.left.min(page.right).to_pt();
    let (width, height) = (page.size.width.to_pt(), page.size.height.to_pt());
    let room = (height - 2.0 * MARGIN.to_pt()).max(height / 2.0);
    let capitals = (margin * HEIGHT).min(MOST_HEIGHT);
    let scale = (capitals / letters.height).min(room / letters.width);
    let long = letters.width * scale;
    let starts = starts(long, letters.height * scale * GAP, room);
    let across = |y: f64| margin / 2.0 - (y - letters.height / 2.0) * scale;
    let top = (height - room) / 2.0;
    let word = |start: &f64| {
        let along = |x: f64| top + start + x * scale;
        let left = |(x, y): InFont| Point::new(length(across(y)), length(height - along(x)));
        let right = |(x, y): InFont| Point::new(length(width - across(y)), length(along(x)));
        [letters.contours(&left), letters.contours(&right)].concat()
    };
    starts.iter().flat_map(word).collect()
}

/// The starts of as many words as there is room for, with equal gaps of at least `gap`. A single word is in the middle.
fn starts(long: f64, gap: f64, room: f64) -> Vec<f64> {
    let mut starts = vec![0.0];
    let mut gaps = 0.0;
    while (gaps + 2.0) * long + (gaps + 1.0) * gap <= room {
        gaps += 1.0;
        starts.push(gaps);
    }
    if gaps < 1.0 {
        return vec![(room - long) / 2.0];
    }
    starts
        .into_iter()
        .map(|before| before * (room - long) / gaps)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spread_from_end_to_end() {
        assert_eq!(starts(30.0, 10.0, 110.0), [0.0, 40.0, 80.0]);
        assert_eq!(starts(30.0, 10.0, 120.0), [0.0, 45.0, 90.0]);
        assert_eq!(starts(30.0, 10.0, 60.0), [15.0]);
        assert_eq!(starts(60.0, 10.0, 60.0), [0.0]);
    }
}
