//! Fills pages with elements, from top to bottom.

mod footing;
mod keeping;
mod settled;

use std::collections::BTreeSet;

use super::element::{Element, Fit, Placed, Region, Resume, Why};
use super::feet::{Feet, MeasuredFeet, NoRoom};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Extent, PageColumn, RuleStyle, SideColumn};
use keeping::{Kept, WayOut, misfit, start_of_page, start_of_section, way_out};
pub use settled::{Filled, Settled};
use settled::{Opening, Slot, SlotContent};

/// An element and its relation to the others.
pub struct Flowable<'f> {
    /// The element.
    pub element: Box<dyn Element + 'f>,
    /// Its number among all blocks of the sheet, in reading order.
    pub number: usize,
    /// The location in the text.
    pub span: Span,
    /// The space above, which is dropped at the top of a page.
    pub space_above: Extent,
    /// The space below. Between two elements, the larger of the two spaces counts.
    pub space_below: Extent,
    /// The column of the page.
    pub place: PageColumn,
    /// The rule for staying on one page with the beginning of the next element.
    pub keeps_next: Keep,
    /// `true` for an element of a section that is kept whole: it is parted only if the section is higher than a page.
    pub is_kept: bool,
    /// `true` for an element that begins a page, together with the headings right before it.
    pub begins_page: bool,
    /// Whether a section begins with it, which can be set apart from the one above.
    pub opens: Opens,
    /// A line above it, as wide as the column, inside its space.
    pub rule_above: Option<RuleStyle>,
    /// A line below it.
    pub rule_below: Option<RuleStyle>,
}

/// The rule for keeping an element on one page with the beginning of the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The element may be the last on its page.
    #[default]
    No,
    /// If one page has room for both: a paragraph that announces a table.
    IfPossible,
    /// If one page has room for all of a section that is kept whole. Its elements are not parted either.
    Section,
    /// Always: a heading.
    Always,
}

/// The beginning of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    /// The element is inside a section.
    #[default]
    Nothing,
    /// A section begins.
    Section,
    /// A section begins that stands at the bottom of its page, with all that follows.
    Bottom,
}

/// The room of a page.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Inside the margins, or less where pages are to be filled evenly.
    pub size: Size,
    /// The height inside the margins.
    pub page: Length,
    /// The column at the left, or `None`.
    pub side: Option<SideColumn>,
}

impl Room {
    /// The left edge and the width of a column.
    fn column(self, place: PageColumn) -> (Length, Length) {
        match (place, self.side) {
            (PageColumn::Full, _) | (_, None) => (Length::ZERO, self.size.width),
            (PageColumn::Side, Some(side)) => (Length::ZERO, side.width),
            (PageColumn::Main, Some(side)) => {
                let x = side.width + side.gap;
                (x, self.size.width - x)
            }
        }
    }
}

/// An element that does not fit even on an empty page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The number of the element.
    pub number: usize,
    /// The location in the text.
    pub span: Span,
    /// The reason.
    pub why: Why,
}

/// Places all elements at a text size, on as many pages as needed, with the footnotes that each page calls at its foot.
/// Elements within others have no pages of their own and thus no feet.
///
/// # Errors
///
/// Returns an error if an element does not fit on an empty page, together with the footnotes that it calls.
pub fn flow<'e>(
    elements: &'e [Flowable<'_>],
    feet: Option<&'e Feet<'e>>,
    room: Room,
    text_size: Length,
) -> Result<Vec<Settled<'e>>, Misfit> {
    let feet = feet.map(|feet| {
        let (_, width) = room.column(feet.column);
        MeasuredFeet::new(feet, width, room.page, text_size)
    });
    let feet = feet.transpose().map_err(|NoRoom { span, why }| Misfit {
        number: elements.len(),
        span,
        why,
    })?;
    let mut filler = Filler::new(room, feet, text_size);
    let mut index = 0;
    let mut resume = Resume::default();
    let mut kept: Vec<Kept> = Vec::new();
    while let Some(flowable) = elements.get(index) {
        if let Some(first) = start_of_page(&kept, flowable, &filler.cursor, index) {
            filler.back_to(first.before);
            index = first.index;
            filler.new_page();
            kept.clear();
            continue;
        }
        let before = filler.cursor.clone();
        let way_out = way_out(&kept, &before);
        match filler.place(flowable, resume, way_out == WayOut::None) {
            Went::Whole => {
                let keep = flowable.keeps_next;
                match keep {
                    Keep::No => kept.clear(),
                    Keep::IfPossible | Keep::Section | Keep::Always => kept.push(Kept {
                        index,
                        before,
                        keep,
                    }),
                }
                index += 1;
                resume = Resume::default();
            }
            Went::Part(rest) => {
                if let Some(first) = start_of_section(&kept, flowable, &before, index) {
                    filler.back_to(first.before);
                    index = first.index;
                    filler.new_page();
                    kept.clear();
                    continue;
                }
                filler.new_page();
                kept.clear();
                resume = rest;
            }
            Went::Nowhere(why) => {
                match way_out {
                    WayOut::None => {
                        let together = kept.first().map(|first| &elements[first.index..]);
                        return Err(misfit(flowable, why, together, kept.len(), &before));
                    }
                    WayOut::Before(first) => {
                        let first = kept.swap_remove(first);
                        filler.back_to(first.before);
                        index = first.index;
                    }
                    WayOut::Here => {}
                }
                filler.new_page();
                kept.clear();
            }
        }
    }
    Ok(filler.finish())
}

/// The result of placing an element on the page.
enum Went {
    Whole,
    Part(Resume),
    Nowhere(Why),
}

/// A position on the page that is being filled.
#[derive(Clone, Debug, Default)]
struct Cursor {
    /// The number of items on the page.
    items: usize,
    /// The bottom of the text.
    y: Length,
    /// The bottom of the side column.
    side_y: Length,
    /// The space below the last element.
    space: Length,
    /// The space below the last element at the side.
    side_space: Length,
    /// The element at the side that the next one is aligned with.
    level: Option<Level>,
    /// The number of footnotes at the foot of the page.
    feet: usize,
}

impl Cursor {
    fn is_fresh(&self) -> bool {
        self.items == 0
    }
}

#[derive(Clone, Copy, Debug)]
struct Level {
    /// The top of both.
    y: Length,
    /// The first item of the element at the side.
    item: usize,
    /// Its first baseline, from the top.
    baseline: Option<Length>,
    /// The blank part of its height above capitals.
    above: Length,
}

struct Filler<'e> {
    room: Room,
    text_size: Length,
    full: Vec<Settled<'e>>,
    page: Vec<Slot<'e>>,
    openings: Vec<Opening>,
    cursor: Cursor,
    /// The footnotes of the sheet.
    feet: Option<MeasuredFeet<'e>>,
    /// The numbers of the footnotes at the foot of this page, in the order of their calls.
    called: Vec<usize>,
    /// The numbers of the footnotes on the pages before.
    printed: BTreeSet<usize>,
}

impl<'e> Filler<'e> {
    fn new(room: Room, feet: Option<MeasuredFeet<'e>>, text_size: Length) -> Self {
        Self {
            feet,
            called: Vec::new(),
            printed: BTreeSet::new(),
            room,
            text_size,
            full: Vec::new(),
            page: Vec::new(),
            openings: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    fn new_page(&mut self) {
        let (height, feet) = self.take_feet();
        let cursor = std::mem::take(&mut self.cursor);
        self.full.push(Settled {
            used: cursor.y.max(cursor.side_y) + height,
            size: match height > Length::ZERO {
                // Footnotes are at the bottom of the page, also where the text ends earlier to fill pages evenly.
                true => Size::new(self.room.size.width, self.room.page),
                false => self.room.size,
            },
            spots: std::mem::take(&mut self.page),
            feet,
            openings: std::mem::take(&mut self.openings),
        });
    }

    fn back_to(&mut self, cursor: Cursor) {
        self.page.truncate(cursor.items);
        self.openings.retain(|opening| opening.spot < cursor.items);
        self.called.truncate(cursor.feet);
        self.cursor = cursor;
    }

    fn finish(mut self) -> Vec<Settled<'e>> {
        if !self.cursor.is_fresh() || self.full.is_empty() {
            self.new_page();
        }
        self.full
    }

    /// Places an element on the page.
    fn place(&mut self, flowable: &'e Flowable<'_>, resume: Resume, is_largest: bool) -> Went {
        let before = self.cursor.clone();
        if flowable.opens != Opens::Nothing && resume.is_start() && !before.is_fresh() {
            self.openings.push(Opening {
                spot: self.page.len(),
                at_bottom: flowable.opens == Opens::Bottom,
            });
        }
        let place = flowable.place;
        let top = self.top_of(flowable, resume);
        let rule = flowable.rule_above.as_ref().filter(|_| resume.is_start());
        let y = match rule {
            // The line above an element at the side opens a section, so it goes across both columns.
            Some(rule) => {
                let column = if place == PageColumn::Side {
                    PageColumn::Full
                } else {
                    place
                };
                self.rule(rule, top, column) + rule.gap.at(self.text_size)
            }
            None => top,
        };
        let (x, width) = self.room.column(flowable.place);
        let below = flowable.rule_below.as_ref().map_or(Length::ZERO, |rule| {
            rule.width + rule.gap.at(self.text_size)
        });
        let region = Region {
            width,
            height: self.room.size.height - y - below - self.feet_with(&[]),
            page: self.room.page - below,
            is_top: before.is_fresh(),
            // On a page that is not filled to its end there is more room than this.
            is_largest: is_largest && self.room.size.height == self.room.page,
        };
        match self.fit_with_feet(flowable, resume, region) {
            Fit::All(placed) => {
                let slack = placed.slack;
                // The gap lies between the line and the visible part of the element.
                let y = rule.map_or(y, |rule| y - slack.lift(rule.gap.at(self.text_size)));
                let mut bottom = self.put(flowable, Point::new(x, y), placed, below);
                if let Some(rule) = &flowable.rule_below {
                    bottom += slack.clear_below(rule.gap.at(self.text_size)) - slack.below;
                    bottom = self.rule(rule, bottom, place);
                    self.advance(place, bottom);
                }
                self.cursor.items = self.page.len();
                Went::Whole
            }
            Fit::Part(placed, rest) => {
                self.put(flowable, Point::new(x, y), placed, Length::ZERO);
                self.cursor.items = self.page.len();
                Went::Part(rest)
            }
            Fit::None(why) => {
                self.back_to(before);
                Went::Nowhere(why)
            }
        }
    }

    /// Places an element. Under a line, it is moved up by the blank part above its capitals, so it has that much more
    /// room.
    fn fit(&self, flowable: &'e Flowable<'_>, resume: Resume, region: Region) -> Fit<'e> {
        let place = |region| flowable.element.place(resume, region, self.text_size);
        let fit = place(region);
        let rule = flowable.rule_above.as_ref().filter(|_| resume.is_start());
        let Some(rule) = rule.filter(|_| !matches!(fit, Fit::All(_))) else {
            return fit;
        };
        let gap = rule.gap.at(self.text_size);
        let height = region.height + self.text_size;
        match place(Region { height, ..region }) {
            Fit::All(placed) if placed.size.height - placed.slack.lift(gap) <= region.height => {
                Fit::All(placed)
            }
            _ => fit,
        }
    }

    /// The top of an element, below the space above it.
    fn top_of(&self, flowable: &Flowable<'_>, resume: Resume) -> Length {
        if self.cursor.is_fresh() || !resume.is_start() {
            return Length::ZERO;
        }
        if let (Some(level), PageColumn::Main) = (self.cursor.level, flowable.place) {
            return level.y;
        }
        let own = flowable.space_above.at(self.text_size);
        let cursor = &self.cursor;
        let below_text = cursor.y + cursor.space.max(own);
        let below_side = cursor.side_y + cursor.side_space.max(own);
        match flowable.place {
            PageColumn::Side | PageColumn::Full if cursor.side_y > Length::ZERO => {
                below_text.max(below_side)
            }
            _ => below_text,
        }
    }

    /// Puts an element on the page and returns its bottom.
    /// `below` is the room that it needs under itself.
    fn put(
        &mut self,
        flowable: &Flowable<'_>,
        at: Point,
        placed: Placed<'e>,
        below: Length,
    ) -> Length {
        let new = self.new_feet(&placed);
        self.called.extend(new);
        self.cursor.feet = self.called.len();
        let at = self.on_one_baseline(flowable.place, at, &placed, below);
        let bottom = at.y + placed.size.height;
        let (baseline, slack) = (placed.baseline, placed.slack);
        let item = self.page.len();
        self.page.push(Slot {
            at,
            what: SlotContent::Element {
                number: flowable.number,
                span: flowable.span,
                placed,
            },
        });
        // A callout below a heading at the side belongs to the same text.
        let above = self.cursor.level.filter(|_| baseline.is_none());
        self.cursor.level =
            (flowable.place == PageColumn::Side).then_some(above.unwrap_or(Level {
                y: at.y,
                item,
                baseline,
                above: slack.above,
            }));
        let space = flowable.space_below.at(self.text_size);
        match flowable.place {
            PageColumn::Side => self.cursor.side_space = space,
            PageColumn::Main => self.cursor.space = space,
            PageColumn::Full => (self.cursor.space, self.cursor.side_space) = (space, space),
        }
        self.advance(flowable.place, bottom);
        bottom
    }

    fn advance(&mut self, place: PageColumn, bottom: Length) {
        match place {
            PageColumn::Side => self.cursor.side_y = bottom,
            PageColumn::Main => self.cursor.y = bottom,
            PageColumn::Full => (self.cursor.y, self.cursor.side_y) = (bottom, bottom),
        }
    }

    /// Aligns the first line of the element at the side with that of the element beside it: the one with the higher
    /// baseline moves down, if there is room. Of a callout at the side, the capitals are aligned. Returns the position of the element beside it.
    fn on_one_baseline(
        &mut self,
        place: PageColumn,
        at: Point,
        placed: &Placed<'_>,
        below: Length,
    ) -> Point {
        let level = self.cursor.level.filter(|_| place == PageColumn::Main);
        let Some(level) = level else {
            return at;
        };
        let bottom = self.room.size.height - self.feet_with(&[]);
        let (down, up) = match (level.baseline, placed.baseline) {
            (Some(side), Some(main)) => (side - main, main - side),
            // A callout has large type: its capitals are level with those of the text.
            (None, Some(_)) => (Length::ZERO, placed.slack.above - level.above),
            (_, None) => return at,
        };
        if down > Length::ZERO && at.y + placed.size.height + below + down <= bottom {
            return Point::new(at.x, at.y + down);
        }
        if up > Length::ZERO && self.cursor.side_y + up <= bottom {
            // The element itself, and the line below it.
            for item in &mut self.page[level.item..] {
                item.at.y += up;
            }
            self.cursor.side_y += up;
        }
        at
    }

    /// Draws a line with its top at `y` and returns its bottom.
    fn rule(&mut self, rule: &RuleStyle, y: Length, place: PageColumn) -> Length {
        let (x, width) = self.room.column(place);
        let size = Size::new(width, rule.width);
        let color = rule.color;
        self.page.push(Slot {
            at: Point::new(x, y),
            what: SlotContent::Rule { size, color },
        });
        y + rule.width
    }
}
