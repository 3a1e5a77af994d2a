//! The one verb of layout: an element is placed into a region.
//!
//! The flow does not know kinds of blocks. It offers an element a region and learns whether all of it, a part of it
//! or nothing fits. Placing computes sizes only; drawing is left to a closure that runs once, after the text size has
//! been found.

use std::fmt;

use super::frame::Frame;
use crate::diagnostic::Span;
use crate::geometry::{Length, Size};
use crate::text::Widest;

/// The space that is offered to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The width.
    pub width: Length,
    /// The height.
    pub height: Length,
    /// The height of an empty page.
    pub page: Length,
    /// `true` if the region is at the top of its page.
    pub is_top: bool,
    /// `true` if no region can be larger: the page is empty, or has only headings that must stay with the next
    /// element.
    pub is_largest: bool,
}

/// The position from which the rest of an element continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resume {
    /// The number of lines or rows that have been placed completely.
    pub whole: usize,
    /// The number of placed lines of the next row, if that is higher than a page.
    pub lines: usize,
}

/// The minimum number of lines of a paragraph, or rows of a table, at the end or the beginning of a page.
pub(super) const LEAST: usize = 2;

impl Resume {
    /// The position after a number of lines or rows.
    #[must_use]
    pub const fn after(whole: usize) -> Self {
        Self { whole, lines: 0 }
    }

    /// Returns `true` if nothing has been placed yet.
    #[must_use]
    pub fn is_start(self) -> bool {
        self == Self::default()
    }
}

/// The number of lines or rows to place, of the `left` ones, in a region with room for `room`. Either all are placed,
/// or at least two stay on each side of the break. In the largest region, as many as fit are placed.
pub(super) fn share(room: usize, left: usize, region: Region) -> usize {
    if room == left {
        return left;
    }
    let wanted = room.min(left.saturating_sub(LEAST));
    match (wanted >= LEAST, region.is_largest) {
        (true, _) => wanted,
        (false, true) => room,
        (false, false) => 0,
    }
}

/// The blank part of an element's height: above the cap height of its first line and below its last baseline. Rules
/// and edges keep their distance from the visible part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slack {
    /// From the top to the capitals on the first line.
    pub above: Length,
    /// From the last baseline to the bottom.
    pub below: Length,
    /// The extent of ink in the part above, such as the accent of a capital.
    pub over: Length,
    /// The extent of ink in the part below, such as the comma of a number.
    pub under: Length,
}

impl Slack {
    /// The distance that the element can be moved up under a line that keeps `gap` from capitals, without printing
    /// over the line.
    #[must_use]
    pub fn lift(self, gap: Length) -> Length {
        self.above - (self.over - gap).max(Length::ZERO)
    }

    /// The distance of a line from the last baseline: `gap`, or more to stay clear of the ink.
    #[must_use]
    pub fn clear_below(self, gap: Length) -> Length {
        gap.max(self.under)
    }
}

/// An element, or a part of one, that has been placed: its size, and the closure that draws it. It is drawn only
/// once, after the text size and all positions have been found.
pub struct Placed<'e> {
    /// The size of the frame.
    pub size: Size,
    /// The first baseline, from the top.
    pub baseline: Option<Length>,
    /// The blank part of its height.
    pub slack: Slack,
    /// The numbers of the footnotes that it calls.
    pub calls: Vec<usize>,
    draw: Box<dyn FnOnce() -> Frame + 'e>,
}

impl<'e> Placed<'e> {
    /// A placed element with this size, first baseline and drawing.
    pub fn new(size: Size, baseline: Option<Length>, draw: impl FnOnce() -> Frame + 'e) -> Self {
        Self {
            size,
            baseline,
            slack: Slack::default(),
            calls: Vec::new(),
            draw: Box::new(draw),
        }
    }

    /// The same, with the blank part of its height.
    #[must_use]
    pub fn with_slack(self, slack: Slack) -> Self {
        Self { slack, ..self }
    }

    /// The same, with the numbers of the footnotes that it calls.
    #[must_use]
    pub fn with_calls(self, calls: Vec<usize>) -> Self {
        Self { calls, ..self }
    }

    /// Draws the frame.
    #[must_use]
    pub fn draw(self) -> Frame {
        (self.draw)()
    }
}

impl From<Frame> for Placed<'_> {
    fn from(frame: Frame) -> Self {
        Self::new(frame.size, frame.baseline, move || frame)
    }
}

impl fmt::Debug for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Placed");
        shown.field("size", &self.size);
        shown.field("baseline", &self.baseline);
        shown.finish_non_exhaustive()
    }
}

/// Places an unbreakable element: all of it, or nothing if it is higher than the region.
pub(super) fn whole(placed: Placed<'_>, region: Region) -> Fit<'_> {
    let needed = placed.size.height;
    if needed > region.height {
        Fit::None(Why::TooHigh { needed })
    } else {
        Fit::All(placed)
    }
}

/// The result of placing an element.
#[derive(Debug)]
pub enum Fit<'e> {
    /// All of it is placed.
    All(Placed<'e>),
    /// A part is placed; the rest goes into another region.
    Part(Placed<'e>, Resume),
    /// Nothing fits. In the largest region this is an error.
    None(Why),
}

/// The reason why nothing fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The smallest part is higher than the region.
    TooHigh {
        /// The height.
        needed: Length,
    },
    /// Successive headings and the beginning of the next element, which must stay on one page, are together higher
    /// than a page.
    HeadingsTooHigh {
        /// The number of headings.
        count: usize,
        /// The number of headings that fit on the page.
        placed: usize,
        /// Their height together with the next element.
        needed: Length,
    },
    /// The columns of a table are together wider than the region.
    ColumnsTooWide {
        /// Their total width.
        needed: Length,
        /// The width of the region.
        available: Length,
        /// The place in the design that sets their widths, if it does.
        source: Option<Span>,
    },
    /// Lines and the footnotes that they call, which must stay on one page, are together higher than a page.
    FootnotesTooHigh {
        /// Their height.
        needed: Length,
        /// The location of the first of these footnotes in the text.
        footnote: Span,
    },
    /// An unbreakable piece of text is wider than the region.
    TooWide {
        /// The piece of text.
        widest: Widest,
        /// The available width.
        available: Length,
    },
    /// An inner element does not fit.
    Inside {
        /// The location of that element in the text.
        span: Span,
        /// The reason.
        why: Box<Why>,
    },
}

/// An element: the common interface of everything in the flow.
pub trait Element {
    /// Places the element from a position on, at a text size.
    ///
    /// An element continues only in a region of the same width, from a [`Resume`] that it returned itself. The placed
    /// part is never larger than its region.
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_>;
}
