//! Sections: what stands under one heading, in columns of its own, with a box around it; and rows of
//! sections side by side.
//!
//! Where something stands is one thing, when it is read another: a section's frame has all that is in it in
//! the order of the words, wherever callouts and columns have put it.

use super::boxed::{Inside, put_box};
use super::card::{Card, Parts};
use super::element::{Element, Fit, Placed, Region, Resume, Slack, Why};
use super::flow::{Flowable, Room, Settled, flow};
use super::frame::{Content, Frame, Item};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Extent, SectionStyle};

/// The most cards side by side.
const MOST_CARDS: usize = 4;

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

/// What stands together in a column: cards, and blocks below them.
#[derive(Default)]
pub(super) struct Group<'w> {
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

/// From left to right: where a column begins, and how wide it is.
type Columns = Vec<(Length, Length)>;

impl<'w> Section<'w> {
    fn lay(&self, width: Length, page: Length, text_size: Length) -> Result<Laid<'_>, Why> {
        let inside = Inside::of(&self.style.frame, text_size);
        let mut laying = Laying {
            section: self,
            page,
            text_size,
            spots: Vec::new(),
        };
        let room = (width - inside.x * 2).max(Length::ZERO);
        let top = laying.heading(Point::new(inside.x, inside.y), room)?;
        let bottom = laying.columns(Point::new(inside.x, top), room)?;
        Ok(Laid {
            height: bottom + inside.y,
            spots: laying.spots,
        })
    }

    /// The frame of a section, in which all is in the order of the words.
    fn draw(&self, laid: Laid<'_>, size: Size, text_size: Length) -> Frame {
        let mut frame = Frame::new(None, size);
        put_box(&mut frame, &self.style.frame);
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

/// A section while its parts are given their places.
struct Laying<'e> {
    section: &'e Section<'e>,
    page: Length,
    text_size: Length,
    spots: Vec<Spot<'e>>,
}

impl<'e> Laying<'e> {
    /// Places the heading, and returns where what it is the heading of begins.
    fn heading(&mut self, at: Point, width: Length) -> Result<Length, Why> {
        let Some(last) = self.section.heading.last() else {
            return Ok(at.y);
        };
        let below = last.space_below.at(self.text_size);
        let bottom = self.stack(&self.section.heading, at, width)?;
        Ok(bottom + below)
    }

    /// Places all columns, and returns where they end.
    fn columns(&mut self, at: Point, width: Length) -> Result<Length, Why> {
        let section = self.section;
        let columns = self.shares(at.x, width);
        let Some(lead) = &section.lead else {
            return self.content(at.y, &columns);
        };
        let (first, others) = columns.split_at(1.min(columns.len()));
        let (x, own) = first.first().copied().unwrap_or((at.x, width));
        let content = self.content(at.y, others)?;
        let height = content - at.y;
        let bottom = self.lead(lead, Point::new(x, at.y), own, height)?;
        Ok(bottom.max(content))
    }

    /// The columns, by their shares.
    fn shares(&self, x: Length, width: Length) -> Columns {
        let shares = &self.section.style.shares;
        let gap = self.section.style.gap.at(self.text_size);
        let gaps = gap * i64::try_from(shares.len() - 1).unwrap_or(0);
        let room = (width - gaps).max(Length::ZERO);
        let all: i64 = shares.iter().sum();
        let (mut sum, mut before) = (0, x);
        let column = |share: &i64| {
            let start = room.scaled(sum, all);
            sum += share;
            let own = room.scaled(sum, all) - start;
            let column = (before + start, own);
            before += gap;
            column
        };
        shares.iter().map(column).collect()
    }

    /// What stands in a column by itself: blocks, and then cards, which are as high together as what is
    /// beside them.
    fn lead(
        &mut self,
        group: &'e Group<'e>,
        at: Point,
        width: Length,
        height: Length,
    ) -> Result<Length, Why> {
        let mut y = self.stack(&group.blocks, at, width)?;
        let gap = self.section.style.gap.at(self.text_size);
        if group.cards.is_empty() {
            return Ok(y);
        }
        if y > at.y {
            y += gap;
        }
        let mut parts = Vec::new();
        for card in &group.cards {
            parts.push(self.measure(card, width)?);
        }
        let heights: Length = parts.iter().map(|parts: &Parts| parts.height()).sum();
        let count = i64::try_from(parts.len()).unwrap_or(1).max(1);
        let free = at.y + height - y - heights - gap * (count - 1);
        let each = (free / count).max(Length::ZERO);
        for (card, mut parts) in group.cards.iter().zip(parts) {
            // Half of what is free above, so that the words stay in the middle.
            parts.baseline += each / 2;
            parts.below += each - each / 2;
            self.card(card, Point::new(at.x, y), parts, width);
            y += parts.height() + gap;
        }
        Ok(y - gap)
    }

    /// Cards on their row, and groups below; returns where they end.
    fn content(&mut self, top: Length, columns: &[(Length, Length)]) -> Result<Length, Why> {
        let section = self.section;
        let gap = section.style.gap.at(self.text_size);
        let mut y = top;
        let (Some((left, _)), Some((last, width))) = (columns.first(), columns.last()) else {
            return Ok(y);
        };
        let room = *last + *width - *left;
        if !section.cards.is_empty() {
            y = self.card_rows(Point::new(*left, y), room)?;
        }
        let columns = filled(columns, section.groups.len());
        for row in section.groups.chunks(columns.len().max(1)) {
            if y > top {
                y += gap;
            }
            y = self.row(row, y, &columns)?;
        }
        Ok(y)
    }

    /// Rows of cards of the same width, and of the same height in each row.
    fn card_rows(&mut self, at: Point, width: Length) -> Result<Length, Why> {
        let cards = &self.section.cards;
        let gap = self.section.style.gap.at(self.text_size);
        let rows = cards.len().div_ceil(MOST_CARDS);
        let in_row = cards.len().div_ceil(rows);
        let count = i64::try_from(in_row).unwrap_or(1);
        let own = (width - gap * (count - 1)) / count;
        let mut y = at.y;
        for (index, row) in cards.chunks(in_row).enumerate() {
            if index > 0 {
                y += gap;
            }
            let mut x = at.x;
            let places = row.iter().map(|card| {
                let place = (card, Point::new(x, y), own);
                x += own + gap;
                place
            });
            y += self.level(places.collect())?;
        }
        Ok(y)
    }

    /// Cards side by side, as high as the highest, with their numbers on one baseline. Returns how high.
    fn level(
        &mut self,
        cards: Vec<(&'e Numbered<Card<'e>>, Point, Length)>,
    ) -> Result<Length, Why> {
        let mut all = Parts::default();
        for (card, _, width) in &cards {
            all = all.max(self.measure(card, *width)?);
        }
        for (card, at, width) in cards {
            self.card(card, at, all, width);
        }
        Ok(all.height())
    }

    /// Groups side by side: their cards, and below these their blocks.
    fn row(
        &mut self,
        groups: &'e [Group<'e>],
        top: Length,
        columns: &[(Length, Length)],
    ) -> Result<Length, Why> {
        let mut y = top;
        let most = groups.iter().map(|group| group.cards.len()).max();
        for nth in 0..most.unwrap_or(0) {
            let cards = groups.iter().zip(columns);
            let cards = cards.filter_map(|(group, (x, width))| {
                Some((group.cards.get(nth)?, Point::new(*x, y), *width))
            });
            let cards: Vec<_> = cards.collect();
            let space = cards.first().map_or(Length::ZERO, |(card, ..)| {
                card.what.space().at(self.text_size)
            });
            y += self.level(cards)? + space;
        }
        let mut bottom = y;
        for (group, (x, width)) in groups.iter().zip(columns) {
            // What has no card beside others that have one begins where these do.
            let y = if group.cards.is_empty() { top } else { y };
            let end = self.stack(&group.blocks, Point::new(*x, y), *width)?;
            bottom = bottom.max(end);
        }
        Ok(bottom)
    }

    /// Places blocks below each other, and returns where the last baseline is. The capitals of the first begin
    /// at the top, but not where that is the edge of the section itself and nothing is free inside of it.
    fn stack(
        &mut self,
        blocks: &'e [Flowable<'_>],
        at: Point,
        width: Length,
    ) -> Result<Length, Why> {
        if blocks.is_empty() {
            return Ok(at.y);
        }
        let room = Room {
            size: Size::new(width, self.page),
            page: self.page,
            side: None,
        };
        let pages = flow(blocks, room, self.text_size).map_err(|misfit| {
            let (span, why) = (misfit.span, Box::new(misfit.why));
            Why::Inside { span, why }
        })?;
        let needed = pages.iter().map(|page| page.used).sum();
        let mut pages = pages.into_iter();
        let (Some(page), None) = (pages.next(), pages.next()) else {
            return Err(Why::TooHigh { needed });
        };
        let Slack { mut above, below } = page.slack();
        if at.y <= Length::ZERO {
            above = Length::ZERO;
        }
        let bottom = at.y + page.used - above - below;
        self.spots.push(Spot {
            at: Point::new(at.x, at.y - above),
            what: What::Column(page),
        });
        Ok(bottom)
    }

    fn measure(&self, card: &Numbered<Card<'_>>, width: Length) -> Result<Parts, Why> {
        let measured = card.what.measure(width, self.text_size);
        measured.map_err(|why| Why::Inside {
            span: card.span,
            why: Box::new(why),
        })
    }

    fn card(&mut self, card: &'e Numbered<Card<'e>>, at: Point, parts: Parts, width: Length) {
        let what = What::Card(card, parts, width);
        self.spots.push(Spot { at, what });
    }
}

/// The columns for so many groups: where there are fewer groups than columns, the last takes the room of those
/// that are left over.
fn filled(columns: &[(Length, Length)], groups: usize) -> Columns {
    let mut own: Columns = columns.iter().take(groups).copied().collect();
    if let (Some(last), Some((x, width))) = (own.last_mut(), columns.last()) {
        last.1 = *x + *width - last.0;
    }
    own
}

/// Sections side by side, each in some columns of the grid, all as high as the highest.
pub(super) struct SectionRow<'w> {
    pub sections: Vec<Section<'w>>,
    /// How many columns the grid has.
    pub columns: usize,
    /// What is free between two columns.
    pub gap: Extent,
}

impl SectionRow<'_> {
    /// Where each section begins, and how wide it is.
    fn places(&self, width: Length, text_size: Length) -> Columns {
        let gap = self.gap.at(text_size);
        let count = |count: usize| i64::try_from(count).unwrap_or(1);
        let columns = count(self.columns);
        let room = (width - gap * (columns - 1)).max(Length::ZERO);
        let mut first = 0;
        let place = |section: &Section<'_>| {
            let own = count(section.style.columns_of_grid);
            let start = room.scaled(first, columns);
            let x = start + gap * first;
            first += own;
            let end = room.scaled(first, columns);
            (x, end - start + gap * (own - 1))
        };
        self.sections.iter().map(place).collect()
    }
}

impl Element for SectionRow<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let places = self.places(region.width, text_size);
        let mut laid = Vec::with_capacity(places.len());
        for (section, (_, width)) in self.sections.iter().zip(&places) {
            match section.lay(*width, region.page, text_size) {
                Ok(own) => laid.push(own),
                Err(why) => {
                    let span = section.span;
                    let why = Box::new(why);
                    return Fit::None(Why::Inside { span, why });
                }
            }
        }
        let height = laid
            .iter()
            .map(|laid| laid.height)
            .max()
            .unwrap_or_default();
        if height > region.height {
            let needed = height;
            return Fit::None(Why::TooHigh { needed });
        }
        let size = Size::new(region.width, height);
        Fit::All(Placed::new(size, None, move || {
            let mut frame = Frame::new(None, size);
            for ((section, laid), (x, width)) in self.sections.iter().zip(laid).zip(places) {
                let drawn = section.draw(laid, Size::new(width, height), text_size);
                frame.push(Point::new(x, Length::ZERO), Content::Frame(drawn));
            }
            frame
        }))
    }
}
