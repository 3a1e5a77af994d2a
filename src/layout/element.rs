//! The one verb of layout: an element is placed into a region, and says how that went.

use std::fmt;

use super::frame::Frame;
use crate::diagnostic::Span;
use crate::geometry::{Length, Size};
use crate::text::Widest;

/// Space on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
    /// The height of a page on which nothing stands.
    pub page: Length,
    /// Whether nothing stands above it on its page.
    pub is_top: bool,
    /// Whether there can be no larger region: nothing stands on its page, or only headings that
    /// must stay with what comes next.
    pub is_largest: bool,
}

/// Where to go on with an element of which a part has been placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resume {
    /// How many of its lines or rows have been placed whole.
    pub whole: usize,
    /// How many lines of the row after these have been placed, when it is higher than a page.
    pub lines: usize,
}

/// The fewest lines of a paragraph, or rows of a table, that stand alone at the end or the beginning
/// of a page.
pub(super) const LEAST: usize = 2;

impl Resume {
    /// After so many lines or rows.
    #[must_use]
    pub const fn after(whole: usize) -> Self {
        Self { whole, lines: 0 }
    }

    /// Whether nothing has been placed yet.
    #[must_use]
    pub fn is_start(self) -> bool {
        self == Self::default()
    }
}

/// How many of the lines or rows that are `left` go into a region that has room for `room` of them:
/// all, or so many that no fewer than two stand on either side of the break. Where there is no
/// larger region, as many as there is room for.
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

/// What of an element's height shows nothing: the room that lines leave above capitals and below the last
/// baseline. Rules and edges keep their distance from what is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slack {
    /// From its top to the top of the capitals on its first line.
    pub above: Length,
    /// From its last baseline to its bottom.
    pub below: Length,
    /// How far ink reaches into the part above, such as the accent of a capital.
    pub over: Length,
    /// How far ink reaches into the part below, such as the comma of a number.
    pub under: Length,
}

impl Slack {
    /// How far it can be moved up under a line that keeps `gap` from capitals, without printing over the line.
    #[must_use]
    pub fn lift(self, gap: Length) -> Length {
        self.above - (self.over - gap).max(Length::ZERO)
    }

    /// How far a line that keeps `gap` from the last baseline stands from there, without being printed over ink.
    #[must_use]
    pub fn clear_below(self, gap: Length) -> Length {
        gap.max(self.under)
    }
}

/// An element, or a part of one, that has a region: how large it is there, and how it is drawn. It is
/// drawn only once, when the text size and all places have been found.
pub struct Placed<'e> {
    /// How large its frame is.
    pub size: Size,
    /// The baseline of its first line, from the top.
    pub baseline: Option<Length>,
    /// What of its height shows nothing.
    pub slack: Slack,
    draw: Box<dyn FnOnce() -> Frame + 'e>,
}

impl<'e> Placed<'e> {
    /// What has this size and this first baseline, and is drawn like this.
    pub fn new(size: Size, baseline: Option<Length>, draw: impl FnOnce() -> Frame + 'e) -> Self {
        Self {
            size,
            baseline,
            slack: Slack::default(),
            draw: Box::new(draw),
        }
    }

    /// The same, of whose height some shows nothing.
    #[must_use]
    pub fn with_slack(self, slack: Slack) -> Self {
        Self { slack, ..self }
    }

    /// Its frame.
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

/// Something that is not parted: all of it, or nothing when it is higher than the region.
pub(super) fn whole(placed: Placed<'_>, region: Region) -> Fit<'_> {
    let needed = placed.size.height;
    if needed > region.height {
        Fit::None(Why::TooHigh { needed })
    } else {
        Fit::All(placed)
    }
}

/// How placing went.
#[derive(Debug)]
pub enum Fit<'e> {
    /// All of it has a place.
    All(Placed<'e>),
    /// A part has a place; the rest goes into another region.
    Part(Placed<'e>, Resume),
    /// None of it fits. In a region than which there can be no larger one this is an error.
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
    /// Headings in a row, and the beginning of what comes after them, are higher than a page together. They stay on
    /// one page, so that none ends it.
    HeadingsTooHigh {
        /// How many headings there are.
        count: usize,
        /// How many of them have a place on the page.
        placed: usize,
        /// How high these are together with what comes next.
        needed: Length,
    },
    /// A table's columns are wider together than the region.
    ColumnsTooWide {
        /// How wide they are together.
        needed: Length,
        /// How wide the region is.
        available: Length,
        /// Where the design sets their widths, when it does.
        source: Option<Span>,
    },
    /// Something that cannot be broken is wider than the region.
    TooWide {
        /// What it is.
        widest: Widest,
        /// How wide the region is for it.
        available: Length,
    },
    /// Something inside it does not fit.
    Inside {
        /// Where that stands in the words.
        span: Span,
        /// Why it does not.
        why: Box<Why>,
    },
}

/// Something that can be placed.
pub trait Element {
    /// Places the element, from where it was left, at a text size.
    ///
    /// In a region of the same width the same element must go on from a [`Resume`] that it gave.
    /// What is placed is never larger than its region.
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_>;
}
