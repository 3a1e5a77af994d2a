//! Places the content of a section.

use super::{Column, Group, Laid, Numbered, Section, Slot, SlotContent, count};
use crate::geometry::{Length, Point, Size};
use crate::layout::boxed::Inside;
use crate::layout::card::{Card, CardSize, Parts};
use crate::layout::element::Why;
use crate::layout::flow::{Flowable, Room, flow};

/// The most cards side by side.
const MOST_CARDS: usize = 4;

impl Section<'_> {
    /// Lays out the section in a width. Nothing in it may be higher than a page.
    ///
    /// # Errors
    ///
    /// Returns an error if an element does not fit.
    pub(super) fn lay(
        &self,
        width: Length,
        page: Length,
        text_size: Length,
    ) -> Result<Laid<'_>, Why> {
        let inside = Inside::of(&self.style.frame, text_size);
        let mut laying = Laying {
            section: self,
            page,
            text_size,
            gap: self.style.gap.at(text_size),
            floor: Length::ZERO,
            taken: Vec::new(),
            spots: Vec::new(),
        };
        let room = (width - inside.x * 2).max(Length::ZERO);
        let top = laying.heading(Point::new(inside.x, inside.y), room)?;
        let bottom = laying.columns(Point::new(inside.x, top), room)?;
        Ok(Laid {
            height: laying.floor.max(bottom + inside.y),
            spots: laying.spots,
        })
    }
}

/// The placement of a section in progress.
struct Laying<'e> {
    section: &'e Section<'e>,
    page: Length,
    text_size: Length,
    /// The gap between columns, and between elements in a column.
    gap: Length,
    /// The bottom of the lines, including descenders.
    floor: Length,
    /// The occupied height of each column, by lines with their leading and by cards.
    taken: Vec<(Column, Length)>,
    spots: Vec<Slot<'e>>,
}

impl<'e> Laying<'e> {
    /// Places the heading and returns the top of the content below it.
    fn heading(&mut self, at: Point, width: Length) -> Result<Length, Why> {
        let Some(last) = self.section.heading.last() else {
            return Ok(at.y);
        };
        let below = last.space_below.at(self.text_size);
        let bottom = self.stack(&self.section.heading, at, width)?;
        Ok(bottom + below)
    }

    /// Places all columns and returns their bottom.
    fn columns(&mut self, at: Point, width: Length) -> Result<Length, Why> {
        let columns = self.shares(at.x, width);
        let (Some(lead), [first, others @ ..]) = (&self.section.lead, columns.as_slice()) else {
            return self.content(at.y, &columns);
        };
        if others.is_empty() {
            // The lead and the content share the only column.
            let bottom = self.lead(lead, at.y, *first, Length::ZERO)?;
            let is_all = self.section.cards.is_empty() && self.section.groups.is_empty();
            return match is_all {
                true => Ok(bottom),
                false => self.content(bottom + self.gap, &columns),
            };
        }
        let content = self.content(at.y, others)?;
        let lead = self.lead(lead, at.y, *first, content - at.y)?;
        Ok(lead.max(content))
    }

    /// The columns, by their shares.
    fn shares(&self, x: Length, width: Length) -> Vec<Column> {
        let shares = &self.section.style.shares;
        let gaps = self.gap * count(shares.len() - 1);
        let room = (width - gaps).max(Length::ZERO);
        let all: i64 = shares.iter().sum();
        let (mut sum, mut before) = (0, x);
        let column = |share: &i64| {
            let start = room.scaled(sum, all);
            sum += share;
            let width = room.scaled(sum, all) - start;
            let x = before + start;
            before += self.gap;
            Column { x, width }
        };
        shares.iter().map(column).collect()
    }

    /// Places the lead in its own column: a heading, then cards with a total height equal to that of the content
    /// beside them.
    /// Returns the bottom.
    fn lead(
        &mut self,
        group: &'e Group<'e>,
        top: Length,
        column: Column,
        height: Length,
    ) -> Result<Length, Why> {
        let mut y = self.stack(&group.head, Point::new(column.x, top), column.width)?;
        if group.cards.is_empty() {
            return Ok(y);
        }
        if y > top {
            y += self.gap;
        }
        let cards: Vec<_> = group.cards.iter().map(|card| (card, column)).collect();
        let sizes = self.sizes(&cards);
        let cards = group.cards.iter().zip(&sizes);
        let parts = cards.map(|(card, size)| measure(card, *size));
        let parts: Vec<Parts> = parts.collect::<Result<_, _>>()?;
        let heights: Length = parts.iter().map(|parts| parts.height()).sum();
        y = y.max(self.end_of(column));
        let cards = count(parts.len());
        let free = top + height - y - heights - self.gap * (cards - 1);
        let each = (free / cards).max(Length::ZERO);
        for ((card, size), mut parts) in group.cards.iter().zip(sizes).zip(parts) {
            // Half of the free height goes above the baseline, which keeps the words centered.
            parts.baseline += each / 2;
            parts.below += each - each / 2;
            self.card(card, Point::new(column.x, y), parts, size);
            y += parts.height() + self.gap;
        }
        Ok(y - self.gap)
    }

    /// Places cards on their row and groups below. Returns the bottom.
    fn content(&mut self, top: Length, columns: &[Column]) -> Result<Length, Why> {
        let section = self.section;
        let mut y = top;
        if let (false, Some(left), Some(right)) =
            (section.cards.is_empty(), columns.first(), columns.last())
        {
            let width = right.end() - left.x;
            y = self.card_rows(Point::new(left.x, y), width)?;
        }
        let columns = filled(columns, section.groups.len());
        for row in section.groups.chunks(columns.len().max(1)) {
            if y > top {
                y += self.gap;
            }
            y = self.row(row, y, &columns)?;
        }
        Ok(y)
    }

    /// Places rows of cards of the same width, with the same height in each row.
    fn card_rows(&mut self, at: Point, width: Length) -> Result<Length, Why> {
        let cards = &self.section.cards;
        let rows = cards.len().div_ceil(MOST_CARDS).max(1);
        let in_row = cards.len().div_ceil(rows).max(1);
        let own = (width - self.gap * (count(in_row) - 1)) / count(in_row);
        let mut y = at.y;
        for (index, row) in cards.chunks(in_row).enumerate() {
            if index > 0 {
                y += self.gap;
            }
            let mut x = at.x;
            let places = row.iter().map(|card| {
                let place = (card, Column { x, width: own });
                x += own + self.gap;
                place
            });
            let places = places.collect();
            y = self.level(places, y)?;
        }
        Ok(y)
    }

    /// Places cards side by side, as high as the highest, with their numbers on one baseline. Returns the bottom.
    fn level(
        &mut self,
        cards: Vec<(&'e Numbered<Card<'e>>, Column)>,
        y: Length,
    ) -> Result<Length, Why> {
        let sizes = self.sizes(&cards);
        let mut all = Parts::default();
        let mut top = y;
        for ((card, column), size) in cards.iter().zip(&sizes) {
            all = all.max(measure(card, *size)?);
            top = top.max(self.end_of(*column));
        }
        for ((card, column), size) in cards.into_iter().zip(sizes) {
            self.card(card, Point::new(column.x, top), all, size);
        }
        Ok(top + all.height())
    }

    /// The sizes of cards that stand side by side or below each other. Their numbers shrink alike, except that a hero
    /// has a size of its own.
    fn sizes(&self, cards: &[(&Numbered<Card<'_>>, Column)]) -> Vec<CardSize> {
        let own = |(card, column): &(&Numbered<Card<'_>>, Column)| {
            card.what.figure_size(column.width, self.text_size)
        };
        let size = |(card, column): &(&Numbered<Card<'_>>, Column)| {
            let alike = cards
                .iter()
                .filter(|(other, _)| other.what.is_like(&card.what));
            CardSize {
                width: column.width,
                text: self.text_size,
                figure: alike.map(own).min().unwrap_or_default(),
            }
        };
        cards.iter().map(size).collect()
    }

    /// Places groups side by side: headings, then cards, then blocks. Returns the bottom.
    fn row(
        &mut self,
        groups: &'e [Group<'e>],
        top: Length,
        columns: &[Column],
    ) -> Result<Length, Why> {
        let below_heads = self.heads(groups, top, columns)?;
        let below_cards = self.cards(groups, below_heads, columns)?;
        let mut bottom = below_heads.max(below_cards);
        for (group, column) in groups.iter().zip(columns) {
            if group.blocks.is_empty() {
                continue;
            }
            let y = match (group.cards.first(), group.head.is_empty()) {
                (Some(card), _) => below_cards + card.what.space().at(self.text_size),
                // A group without a card begins at the same height as the cards of its neighbors.
                (None, false) => below_heads,
                (None, true) => top,
            };
            let end = self.stack(&group.blocks, Point::new(column.x, y), column.width)?;
            bottom = bottom.max(end);
        }
        Ok(bottom)
    }

    /// Places the headings of groups. Returns the top of the content below.
    fn heads(
        &mut self,
        groups: &'e [Group<'e>],
        top: Length,
        columns: &[Column],
    ) -> Result<Length, Why> {
        let mut bottom = top;
        for (group, column) in groups.iter().zip(columns) {
            if let Some(last) = group.head.last() {
                let end = self.stack(&group.head, Point::new(column.x, top), column.width)?;
                bottom = bottom.max(end + last.space_below.at(self.text_size));
            }
        }
        Ok(bottom)
    }

    /// Places the cards of groups: the first of each on one level, then the second. Returns the bottoms.
    fn cards(
        &mut self,
        groups: &'e [Group<'e>],
        top: Length,
        columns: &[Column],
    ) -> Result<Length, Why> {
        let most = groups.iter().map(|group| group.cards.len()).max();
        let mut y = top;
        for nth in 0..most.unwrap_or(0) {
            if nth > 0 {
                y += self.gap;
            }
            let cards = groups.iter().zip(columns);
            let cards = cards.filter_map(|(group, column)| Some((group.cards.get(nth)?, *column)));
            let cards = cards.collect();
            y = self.level(cards, y)?;
        }
        Ok(y)
    }

    /// Places blocks below each other and returns the last baseline. The capitals of the first begin at the top,
    /// unless that is the edge of a section without padding.
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
        let pages = flow(blocks, None, room, self.text_size).map_err(|misfit| {
            let (span, why) = (misfit.span, Box::new(misfit.why));
            Why::Inside { span, why }
        })?;
        let needed = pages.iter().map(|page| page.used).sum();
        let mut pages = pages.into_iter();
        let (Some(page), None) = (pages.next(), pages.next()) else {
            return Err(Why::TooHigh { needed });
        };
        let slack = page.slack();
        let above = match at.y <= Length::ZERO {
            true => Length::ZERO,
            false => slack.lift(at.y),
        };
        let column = Column { x: at.x, width };
        let top = (at.y - above).max(self.end_of(column));
        let end = top + page.used;
        self.take(column, end);
        self.spots.push(Slot {
            at: Point::new(at.x, top),
            what: SlotContent::Column(page),
        });
        Ok(end - slack.below)
    }

    /// The occupied height of a column. Without space below a heading, the next element is still below its lines.
    fn end_of(&self, column: Column) -> Length {
        let beside = |other: Column| other.x < column.end() && column.x < other.end();
        let taken = self.taken.iter().filter(|(other, _)| beside(*other));
        taken.map(|(_, end)| *end).max().unwrap_or_default()
    }

    fn take(&mut self, column: Column, end: Length) {
        self.floor = self.floor.max(end);
        self.taken.push((column, end));
    }

    fn card(&mut self, card: &'e Numbered<Card<'e>>, at: Point, parts: Parts, size: CardSize) {
        let what = SlotContent::Card(card, parts, size);
        let column = Column {
            x: at.x,
            width: size.width,
        };
        self.take(column, at.y + parts.height());
        self.spots.push(Slot { at, what });
    }
}

fn measure(card: &Numbered<Card<'_>>, size: CardSize) -> Result<Parts, Why> {
    card.what.measure(size).map_err(|why| Why::Inside {
        span: card.span,
        why: Box::new(why),
    })
}

/// The columns for a number of groups. With fewer groups than columns, the last group takes the remaining columns.
fn filled(columns: &[Column], groups: usize) -> Vec<Column> {
    let mut own: Vec<Column> = columns.iter().take(groups).copied().collect();
    if let (Some(last), Some(right)) = (own.last_mut(), columns.last()) {
        last.width = right.end() - last.x;
    }
    own
}
