//! Filled pages.

use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::layout::element::{Placed, Slack};
use crate::layout::frame::{Content, Frame, Item};
use crate::project::stylesheet::Color;

/// A filled page.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The content, as large as the room.
    pub frame: Frame,
    /// The used height, from the top.
    pub used: Length,
}

/// A page on which everything is placed but nothing is drawn. Most pages are never drawn, because they are made while
/// text sizes are tried.
#[derive(Debug)]
pub struct Settled<'e> {
    /// The used height, from the top.
    pub used: Length,
    pub(super) size: Size,
    pub(super) spots: Vec<Slot<'e>>,
    /// Its footnotes, and the line above them.
    pub(super) feet: Vec<Slot<'e>>,
    /// The sections that begin below something else, by their first spots.
    pub(super) openings: Vec<Opening>,
}

/// The beginning of a section on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    pub spot: usize,
    pub at_bottom: bool,
}

impl Settled<'_> {
    /// The location of its first element in the text.
    #[must_use]
    pub fn first(&self) -> Option<Span> {
        self.spots.iter().find_map(|spot| match spot.what {
            SlotContent::Element { span, .. } => Some(span),
            SlotContent::Rule { .. } | SlotContent::Foot { .. } => None,
        })
    }

    /// The numbers of the footnotes that are called on it.
    pub(in crate::layout) fn calls(&self) -> Vec<usize> {
        let calls = self.spots.iter().flat_map(|spot| match &spot.what {
            SlotContent::Element { placed, .. } => placed.calls.as_slice(),
            SlotContent::Rule { .. } | SlotContent::Foot { .. } => &[],
        });
        calls.copied().collect()
    }

    /// The number of its first element.
    #[must_use]
    pub fn first_number(&self) -> Option<usize> {
        self.numbers().next()
    }

    /// The number of its last element.
    #[must_use]
    pub fn last_number(&self) -> Option<usize> {
        self.numbers().last()
    }

    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.spots.iter().filter_map(|spot| match spot.what {
            SlotContent::Element { number, .. } => Some(number),
            SlotContent::Rule { .. } | SlotContent::Foot { .. } => None,
        })
    }

    /// The blank part of its height, above the first element and below the last.
    pub(in crate::layout) fn slack(&self) -> Slack {
        let placed = self.spots.iter().map(|spot| match &spot.what {
            SlotContent::Element { placed, .. } | SlotContent::Foot { placed } => {
                (spot.at.y, placed.size.height, placed.slack)
            }
            SlotContent::Rule { size, .. } => (spot.at.y, size.height, Slack::default()),
        });
        let least = |lengths: &mut dyn Iterator<Item = Length>| lengths.min().unwrap_or_default();
        let below =
            |(y, height, slack): &(Length, Length, Slack)| self.used - (*y + *height - slack.below);
        let above = least(&mut placed.clone().map(|(y, _, slack)| y + slack.above));
        let ink = least(
            &mut placed
                .clone()
                .map(|(y, _, slack)| y + slack.above - slack.over),
        );
        let free = least(&mut placed.clone().map(|spot| below(&spot)));
        let ink_free = least(&mut placed.map(|spot| below(&spot) - spot.2.under));
        Slack {
            above,
            below: free,
            over: above - ink,
            under: free - ink_free,
        }
    }

    /// Sets the sections of a page apart, each by up to `most` more, as far as the page of this height has room. A section
    /// at the bottom takes all the room that is left.
    #[must_use]
    pub fn spread(mut self, height: Length, most: Length) -> Self {
        let free = height - self.used;
        let bottom = self.openings.iter().position(|opening| opening.at_bottom);
        let above = &self.openings[..bottom.unwrap_or(self.openings.len())];
        let count = i64::try_from(above.len()).unwrap_or(i64::MAX);
        if free <= Length::ZERO || self.openings.is_empty() {
            return self;
        }
        let each = most.min(free / count.max(1));
        let (mut shift, mut is_at_bottom) = (Length::ZERO, false);
        let mut openings = self.openings.iter().peekable();
        for (index, spot) in self.spots.iter_mut().enumerate() {
            while let Some(opening) = openings.next_if(|opening| opening.spot <= index) {
                is_at_bottom |= opening.at_bottom;
                shift = if is_at_bottom { free } else { shift + each };
            }
            spot.at.y += shift;
        }
        self
    }

    /// Draws the page and returns its items with the numbers of their elements.
    pub(in crate::layout) fn into_items(self) -> impl Iterator<Item = Item> {
        self.spots.into_iter().map(Slot::draw)
    }

    /// Draws the page, with its content in reading order and its footnotes last.
    #[must_use]
    pub fn draw(mut self) -> Filled {
        let mut frame = Frame::new(None, self.size);
        let used = self.used;
        let is_in_order = self.numbers().is_sorted();
        let feet = std::mem::take(&mut self.feet);
        frame.items = self.into_items().collect();
        if !is_in_order {
            // A callout at the side is placed before its paragraph, which it may follow in the text.
            frame.items.sort_by_key(|item| item.block);
        }
        frame.items.extend(feet.into_iter().map(Slot::draw));
        Filled { frame, used }
    }
}

/// A position on a page and its content.
#[derive(Debug)]
pub(super) struct Slot<'e> {
    pub at: Point,
    pub what: SlotContent<'e>,
}

impl Slot<'_> {
    fn draw(self) -> Item {
        let (block, content) = match self.what {
            SlotContent::Element { number, placed, .. } => {
                (Some(number), Content::Frame(placed.draw()))
            }
            SlotContent::Rule { size, color } => (None, Content::Fill { size, color }),
            SlotContent::Foot { placed } => (None, Content::Frame(placed.draw())),
        };
        Item {
            at: self.at,
            block,
            content,
        }
    }
}

#[derive(Debug)]
pub(super) enum SlotContent<'e> {
    Element {
        number: usize,
        span: Span,
        placed: Placed<'e>,
    },
    Rule {
        size: Size,
        color: Color,
    },
    Foot {
        placed: Placed<'e>,
    },
}
