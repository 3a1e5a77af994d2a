//! Labels below each other that must not overlap.

use crate::geometry::Length;

/// Moves texts apart that would overlap, and up so that the last one is at most half below the bottom. They are in the order of their tops.
pub(super) fn move_apart(tops: &mut [Length], heights: &[Length], bottom: Length) {
    let mut limit = Length::ZERO;
    for (top, height) in tops.iter_mut().zip(heights) {
        *top = (*top).max(limit);
        limit = *top + *height;
    }
    let mut limit = bottom + heights.last().copied().unwrap_or_default() / 2;
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = (*top).min(limit - *height).max(Length::ZERO);
        limit = *top;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_do_not_overlap() {
        let mut tops = [10, 11, 50].map(Length::pt);
        move_apart(&mut tops, &[Length::pt(12); 3], Length::pt(60));
        assert_eq!(tops, [10, 22, 50].map(Length::pt));
        let mut tops = [58, 59, 60].map(Length::pt);
        move_apart(&mut tops, &[Length::pt(12); 3], Length::pt(60));
        assert_eq!(tops, [30, 42, 54].map(Length::pt));
    }
}
