//! The size of pictures.

use crate::geometry::Size;

/// The default width of a picture: sharp on a screen, and what web pages preview links with.
pub const USUAL_WIDTH: u16 = 1200;

/// The least width.
pub const LEAST_WIDTH: u16 = 16;

/// The largest width.
pub const MOST_WIDTH: u16 = 10_000;

/// The most pixels that a picture may have: a letter page at more than 700 to the inch. Each takes some
/// bytes, on each thread.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The height of the picture of a page, for its width: to the nearest pixel, halves up, and never none. None
/// when the picture would be too large.
#[must_use]
pub fn height(width: u16, page: Size) -> Option<u16> {
    let [across, down] = [page.width, page.height].map(|length| i128::from(length.milli().max(1)));
    let rounded = (2 * i128::from(width) * down + across) / (2 * across);
    let height = u16::try_from(rounded.max(1)).ok()?;
    (u64::from(width) * u64::from(height) <= MOST_PIXELS).then_some(height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Length;

    fn height_of(width: u16, across: i64, down: i64) -> Option<u16> {
        let [width_of_page, height_of_page] = [across, down].map(Length::from_milli);
        height(
            width,
            Size {
                width: width_of_page,
                height: height_of_page,
            },
        )
    }

    #[test]
    fn heights_are_exact() {
        assert_eq!(height_of(1200, 720_000, 378_000), Some(630));
        assert_eq!(height_of(1200, 612_000, 792_000), Some(1553));
        assert_eq!(height_of(1200, 792_000, 612_000), Some(927));
        // Halves go up, and what is a thousandth of a point less goes down.
        assert_eq!(height_of(100, 200_000, 201_000), Some(101));
        assert_eq!(height_of(100, 200_000, 200_999), Some(100));
        assert_eq!(height_of(16, 14_400_000, 1_000), Some(1));
    }

    #[test]
    fn what_is_too_large_has_no_height() {
        assert_eq!(height_of(6_000, 612_000, 792_000), Some(7765));
        assert_eq!(height_of(10_000, 612_000, 792_000), None);
        assert_eq!(height_of(10_000, 792_000, 396_000), Some(5_000));
        assert_eq!(height_of(10_000, 792_000, 396_100), None);
        assert_eq!(height_of(16, 1_000, 14_400_000), None);
    }
}
