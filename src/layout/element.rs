//! The one verb of layout: an element is placed into a region, and says how that went.

use super::frame::Frame;
use crate::geometry::Length;
use crate::text::Widest;

/// Space on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
    /// Whether there can be no larger region: it is a page on which nothing stands yet.
    pub is_fresh: bool,
}

/// Where to go on with an element of which a part has been placed. What it counts is the
/// element's own: lines, rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resume(pub usize);

/// How placing went.
#[derive(Clone, Debug)]
pub enum Fit {
    /// All of it is in the frame.
    All(Frame),
    /// A part is in the frame; the rest goes into another region.
    Part(Frame, Resume),
    /// None of it fits. In a fresh region this is an error.
    None(Why),
}

/// Why nothing fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The least part of it is higher than the region.
    TooHigh {
        /// How high it is.
        needed: Length,
    },
    /// Something that cannot be broken is wider than the region.
    TooWide {
        /// What it is.
        widest: Widest,
        /// How wide the region is for it.
        available: Length,
    },
}

/// Something that can be placed.
pub trait Element {
    /// Places the element, from where it was left, at a text size.
    ///
    /// In a region of the same width the same element must go on from a [`Resume`] that it gave.
    /// A frame is never larger than its region.
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit;
}
