//! Sections: the content of one heading, in columns of its own with a box around it, and rows of sections side by
//! side.
//!
//! Position and reading order differ. The frame of a section keeps its content in the order of the text, while
//! callouts and columns change only the positions.

mod laying;
mod row;

use super::boxed::{Inside, put_box};
use super::card::{Card, CardSize, Parts};
use super::flow::{Flowable, Settled};
use super::frame::{Content, Frame, Item};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::SectionStyle;

pub(super) use row::SectionRow;

/// A section.
pub(super) struct Section<'w> {
    pub style: &'w SectionStyle,
    /// The location of its start in the text.
    pub span: Span,
    /// The heading, if it is above all columns.
    pub heading: Vec<Flowable<'w>>,
    /// The content of the first column, if that is separate.
    pub lead: Option<Group<'w>>,
    /// Cards on a row of their own.
    pub cards: Vec<Numbered<Card<'w>>>,
    /// The content of the other columns, from left to right and then downwards.
    pub groups: Vec<Group<'w>>,
}

/// An element and its number among all blocks of the sheet.
pub(super) struct Numbered<T> {
    pub number: usize,
    pub span: Span,
    pub what: T,
}

/// A group in a column: a heading, the cards below it, and the blocks below these.
#[derive(Default)]
pub(super) struct Group<'w> {
    pub head: Vec<Flowable<'w>>,
    pub cards: Vec<Numbered<Card<'w>>>,
    pub blocks: Vec<Flowable<'w>>,
}

/// A section that has been laid out.
struct Laid<'e> {
    height: Length,
    spots: Vec<Slot<'e>>,
}

impl Laid<'_> {
    /// The numbers of the footnotes that are called in the section.
    fn calls(&self) -> Vec<usize> {
        let calls = |slot: &Slot<'_>| match &slot.what {
            SlotContent::Column(settled) => settled.calls(),
            SlotContent::Card(card, ..) => card.what.calls(),
        };
        self.spots.iter().flat_map(calls).collect()
    }
}

/// A position in a section and its content.
struct Slot<'e> {
    at: Point,
    what: SlotContent<'e>,
}

enum SlotContent<'e> {
    /// Blocks below each other.
    Column(Settled<'e>),
    Card(&'e Numbered<Card<'e>>, Parts, CardSize),
}

/// A column of a section or of the grid.
#[derive(Clone, Copy, Debug)]
struct Column {
    /// The left edge.
    x: Length,
    width: Length,
}

impl Column {
    fn end(self) -> Length {
        self.x + self.width
    }
}

impl Section<'_> {
    /// Draws the frame of a section, with the content in the order of the text.
    fn draw(&self, laid: Laid<'_>, size: Size, text_size: Length) -> Frame {
        let mut frame = Frame::new(None, size);
        let inside = Inside::of(&self.style.frame, text_size);
        put_box(&mut frame, &self.style.frame, inside);
        let mut items: Vec<Item> = Vec::new();
        for Slot { at, what } in laid.spots {
            match what {
                SlotContent::Column(settled) => {
                    items.extend(settled.into_items().map(|item| Item {
                        at: item.at + at,
                        ..item
                    }));
                }
                SlotContent::Card(card, parts, size) => items.push(Item {
                    at,
                    block: Some(card.number),
                    content: Content::Frame(card.what.draw(parts, size)),
                }),
            }
        }
        // Rules, which have no number, come first and are painted first anyhow.
        items.sort_by_key(|item| item.block);
        frame.items.append(&mut items);
        frame
    }
}

/// Converts a count for arithmetic with lengths.
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
