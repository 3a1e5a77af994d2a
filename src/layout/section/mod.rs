//! Sections: what stands under one heading, in columns of its own, with a box around it; and rows of
//! sections side by side.
//!
//! Where something stands is one thing, when it is read another: a section's frame has all that is in it in
//! the order of the words, wherever callouts and columns have put it.

mod laying;
mod row;

use super::boxed::{Inside, put_box};
use super::card::{Card, Parts};
use super::flow::{Flowable, Settled};
use super::frame::{Content, Frame, Item};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::SectionStyle;

pub(super) use row::SectionRow;

/// A section.
pub(super) struct Section<'w> {
    pub style: &'w SectionStyle,
    /// Where it begins in the words.
    pub span: Span,
    /// The heading, when it stands above all columns.
    pub heading: Vec<Flowable<'w>>,
    /// What stands in the first column from top to bottom, when that is set apart.
    pub lead: Option<Group<'w>>,
    /// Cards on a row of their own.
    pub cards: Vec<Numbered<Card<'w>>>,
    /// What stands in the other columns, from left to right and then further down.
    pub groups: Vec<Group<'w>>,
}

/// Something and its number among all blocks of the sheet.
pub(super) struct Numbered<T> {
    pub number: usize,
    pub span: Span,
    pub what: T,
}

/// What stands together in a column: a heading, cards below it, and blocks below these.
#[derive(Default)]
pub(super) struct Group<'w> {
    pub head: Vec<Flowable<'w>>,
    pub cards: Vec<Numbered<Card<'w>>>,
    pub blocks: Vec<Flowable<'w>>,
}

/// A section that has its place, of a height of its own.
struct Laid<'e> {
    height: Length,
    spots: Vec<Spot<'e>>,
}

/// A place in a section and what stands there.
struct Spot<'e> {
    at: Point,
    what: What<'e>,
}

enum What<'e> {
    /// Blocks below each other.
    Column(Settled<'e>),
    Card(&'e Numbered<Card<'e>>, Parts, Length),
}

/// A column of a section or of the grid.
#[derive(Clone, Copy, Debug)]
struct Column {
    /// Where it begins, from the left.
    x: Length,
    width: Length,
}

impl Column {
    fn end(self) -> Length {
        self.x + self.width
    }
}

impl Section<'_> {
    /// The frame of a section, in which all is in the order of the words.
    fn draw(&self, laid: Laid<'_>, size: Size, text_size: Length) -> Frame {
        let mut frame = Frame::new(None, size);
        let inside = Inside::of(&self.style.frame, text_size);
        put_box(&mut frame, &self.style.frame, inside);
        let mut items: Vec<Item> = Vec::new();
        for Spot { at, what } in laid.spots {
            match what {
                What::Column(settled) => items.extend(settled.into_items().map(|item| Item {
                    at: item.at + at,
                    ..item
                })),
                What::Card(card, parts, width) => items.push(Item {
                    at,
                    block: Some(card.number),
                    content: Content::Frame(card.what.draw(parts, width, text_size)),
                }),
            }
        }
        // Rules, which have no number, come first and are painted first anyhow.
        items.sort_by_key(|item| item.block);
        frame.items.append(&mut items);
        frame
    }
}

/// A number of things to reckon lengths with.
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
