//! Rectangles on pages.

use crate::geometry::Length;

/// A rectangle on a page, from its top left corner, y downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The number of the page, from 0.
    pub page: usize,
    /// The left edge.
    pub left: Length,
    /// The upper edge.
    pub top: Length,
    /// The right edge.
    pub right: Length,
    /// The lower edge.
    pub bottom: Length,
}
