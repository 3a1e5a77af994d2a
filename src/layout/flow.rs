//! Fills pages with elements, from top to bottom.

use super::element::{Element, Fit, Placed, Region, Resume, Slack, Why};
use super::frame::{Content, Frame, Item};
use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Color, Extent, Place, RuleStyle, SideColumn};

/// An element and how it stands among the others.
pub struct Flowable<'f> {
    /// The element.
    pub element: Box<dyn Element + 'f>,
    /// Its number among all blocks of the sheet, in reading order.
    pub number: usize,
    /// Where it stands in the words.
    pub span: Span,
    /// Free space above, of which nothing is left at the top of a page.
    pub space_above: Extent,
    /// Free space below. Between two elements the larger of the two spaces counts.
    pub space_below: Extent,
    /// The column it goes in.
    pub place: Place,
    /// Whether it stays on one page with the beginning of the next element.
    pub keeps_next: Keep,
    /// A line above it, as wide as the room, inside its space.
    pub rule_above: Option<RuleStyle>,
    /// A line below it.
    pub rule_below: Option<RuleStyle>,
}

/// Whether an element stays on one page with the beginning of the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// It may be the last on its page.
    #[default]
    No,
    /// If one page has room for both: a paragraph that announces a table.
    IfPossible,
    /// Always: a heading.
    Always,
}

/// The room of a page.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Inside the margins, or less where pages are to be filled evenly.
    pub size: Size,
    /// The height inside the margins.
    pub page: Length,
    /// The column at the left, when there is one.
    pub side: Option<SideColumn>,
}

impl Room {
    /// The left edge and the width of a column.
    fn column(self, place: Place) -> (Length, Length) {
        match (place, self.side) {
            (Place::Full, _) | (_, None) => (Length::ZERO, self.size.width),
            (Place::Side, Some(side)) => (Length::ZERO, side.width),
            (Place::Main, Some(side)) => {
                let x = side.width + side.gap;
                (x, self.size.width - x)
            }
        }
    }
}

/// A page's room with what stands in it.
#[derive(Clone, Debug)]
pub struct Filled {
    /// As large as the room.
    pub frame: Frame,
    /// How far down it is used.
    pub used: Length,
}

/// A page on which everything has its place but nothing has been drawn yet: while text sizes are
/// tried, most pages never are.
#[derive(Debug)]
pub struct Settled<'e> {
    /// How far down it is used.
    pub used: Length,
    size: Size,
    spots: Vec<Spot<'e>>,
}

impl Settled<'_> {
    /// Where the first element on it stands in the words.
    #[must_use]
    pub fn first(&self) -> Option<Span> {
        self.spots.iter().find_map(|spot| match spot.what {
            What::Element { span, .. } => Some(span),
            What::Rule { .. } => None,
        })
    }

    /// The number of the first element on it.
    #[must_use]
    pub fn first_number(&self) -> Option<usize> {
        self.numbers().next()
    }

    /// The number of the last element on it.
    #[must_use]
    pub fn last_number(&self) -> Option<usize> {
        self.numbers().last()
    }

    fn numbers(&self) -> impl Iterator<Item = usize> {
        self.spots.iter().filter_map(|spot| match spot.what {
            What::Element { number, .. } => Some(number),
            What::Rule { .. } => None,
        })
    }

    /// What of its height shows nothing, above its first element and below its last.
    pub(super) fn slack(&self) -> Slack {
        let placed = self.spots.iter().map(|spot| match &spot.what {
            What::Element { placed, .. } => (spot.at.y, placed.size.height, placed.slack),
            What::Rule { size, .. } => (spot.at.y, size.height, Slack::default()),
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

    /// All that is on it, drawn, with the numbers of elements.
    pub(super) fn into_items(self) -> impl Iterator<Item = Item> {
        self.spots.into_iter().map(|Spot { at, what }| {
            let (block, content) = match what {
                What::Element { number, placed, .. } => {
                    (Some(number), Content::Frame(placed.draw()))
                }
                What::Rule { size, color } => (None, Content::Fill { size, color }),
            };
            Item { at, block, content }
        })
    }

    /// Draws all that is on it.
    #[must_use]
    pub fn draw(self) -> Filled {
        let mut frame = Frame::new(None, self.size);
        let used = self.used;
        frame.items = self.into_items().collect();
        Filled { frame, used }
    }
}

/// A place on a page and what stands there.
#[derive(Debug)]
struct Spot<'e> {
    at: Point,
    what: What<'e>,
}

#[derive(Debug)]
enum What<'e> {
    Element {
        number: usize,
        span: Span,
        placed: Placed<'e>,
    },
    Rule {
        size: Size,
        color: Color,
    },
}

/// An element that does not fit on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The number of the element.
    pub number: usize,
    /// Where it stands in the words.
    pub span: Span,
    /// Why it does not fit.
    pub why: Why,
}

/// Places all elements at a text size, on as many pages as it takes.
///
/// # Errors
///
/// When an element does not fit even on a page where it would stand alone.
pub fn flow<'e>(
    elements: &'e [Flowable<'_>],
    room: Room,
    text_size: Length,
) -> Result<Vec<Settled<'e>>, Misfit> {
    let mut filler = Filler::new(room, text_size);
    let mut index = 0;
    let mut resume = Resume::default();
    let mut kept: Vec<Kept> = Vec::new();
    while let Some(flowable) = elements.get(index) {
        let before = filler.cursor.clone();
        let way_out = way_out(&kept, &before);
        match filler.place(flowable, resume, way_out == WayOut::None) {
            Went::Whole => {
                let keep = flowable.keeps_next;
                match keep {
                    Keep::No => kept.clear(),
                    Keep::IfPossible | Keep::Always => kept.push(Kept {
                        index,
                        before,
                        keep,
                    }),
                }
                index += 1;
                resume = Resume::default();
            }
            Went::Part(rest) => {
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

/// Why an element does not fit, or those `together` that must stay on its page, of which so many are `placed` and
/// fill the page up to `before`.
fn misfit(
    flowable: &Flowable<'_>,
    why: Why,
    together: Option<&[Flowable<'_>]>,
    placed: usize,
    before: &Cursor,
) -> Misfit {
    let above = before.y.max(before.side_y);
    let (at, why) = match (why, together) {
        // What stands above takes the larger part of the page.
        (Why::TooHigh { needed }, Some(together)) if needed <= above => {
            let keeps = |flowable: &&Flowable<'_>| flowable.keeps_next == Keep::Always;
            let why = Why::HeadingsTooHigh {
                count: together.iter().take_while(keeps).count(),
                placed,
                needed: above + needed,
            };
            (&together[0], why)
        }
        (Why::TooHigh { needed }, Some(_)) => {
            let needed = above + needed;
            (flowable, Why::TooHigh { needed })
        }
        (why, _) => (flowable, why),
    };
    Misfit {
        number: at.number,
        span: at.span,
        why,
    }
}

/// An element on the page that stays with the one that comes next.
struct Kept {
    index: usize,
    /// The page before it.
    before: Cursor,
    /// How firmly.
    keep: Keep,
}

/// Where a page can end, when an element does not fit on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WayOut {
    /// Before one of those that stay with it.
    Before(usize),
    /// Before the element itself.
    Here,
    /// Nowhere: what must stay with it fills the page from its top, or nothing stands on it.
    None,
}

/// How many elements stay together, one announcing the next: of a longer chain the end does, else a page could be left
/// for the sake of one line.
const MOST_TOGETHER: usize = 4;

/// The first place at which the page can end that leaves something on it, so that as much as possible
/// stays together.
fn way_out(kept: &[Kept], now: &Cursor) -> WayOut {
    let may_part = |index: usize| index == 0 || kept[index - 1].keep == Keep::IfPossible;
    let may_end = |index: &usize| may_part(*index) && !kept[*index].before.is_fresh();
    let enough = kept.len().saturating_sub(MOST_TOGETHER);
    let first = (enough..kept.len()).find(may_end);
    let first = first.or_else(|| (0..enough).rev().find(may_end));
    match (first, kept.last()) {
        (Some(first), _) => WayOut::Before(first),
        (None, Some(last)) if last.keep == Keep::IfPossible => WayOut::Here,
        (None, None) if !now.is_fresh() => WayOut::Here,
        (None, _) => WayOut::None,
    }
}

/// How placing an element on the page went.
enum Went {
    Whole,
    Part(Resume),
    Nowhere(Why),
}

/// A place on the page that is being filled.
#[derive(Clone, Debug, Default)]
struct Cursor {
    /// How many items the page has.
    items: usize,
    /// Where the text has come to.
    y: Length,
    /// Where the column at the side has come to.
    side_y: Length,
    /// The space below the last element.
    space: Length,
    /// The space below the last element at the side.
    side_space: Length,
    /// The element at the side that the next one stands level with.
    level: Option<Level>,
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
}

struct Filler<'e> {
    room: Room,
    text_size: Length,
    full: Vec<Settled<'e>>,
    page: Vec<Spot<'e>>,
    cursor: Cursor,
}

impl<'e> Filler<'e> {
    fn new(room: Room, text_size: Length) -> Self {
        Self {
            room,
            text_size,
            full: Vec::new(),
            page: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    fn new_page(&mut self) {
        let cursor = std::mem::take(&mut self.cursor);
        self.full.push(Settled {
            used: cursor.y.max(cursor.side_y),
            size: self.room.size,
            spots: std::mem::take(&mut self.page),
        });
    }

    fn back_to(&mut self, cursor: Cursor) {
        self.page.truncate(cursor.items);
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
        let place = flowable.place;
        let top = self.top_of(flowable, resume);
        let rule = flowable.rule_above.as_ref().filter(|_| resume.is_start());
        let y = match rule {
            // The line above an element at the side opens a section, so it goes across both columns.
            Some(rule) => {
                let column = if place == Place::Side {
                    Place::Full
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
            height: self.room.size.height - y - below,
            page: self.room.page - below,
            is_top: before.is_fresh(),
            // On a page that is not filled to its end there is more room than this.
            is_largest: is_largest && self.room.size.height == self.room.page,
        };
        match self.fit(flowable, resume, region) {
            Fit::All(placed) => {
                let slack = placed.slack;
                // What is seen has the gap between itself and the lines.
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

    /// Places an element. One under a line is moved up by what shows nothing above its capitals, so it may
    /// have that much more room than there is.
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

    /// Where an element begins, its space above left free.
    fn top_of(&self, flowable: &Flowable<'_>, resume: Resume) -> Length {
        if self.cursor.is_fresh() || !resume.is_start() {
            return Length::ZERO;
        }
        if let (Some(level), Place::Main) = (self.cursor.level, flowable.place) {
            return level.y;
        }
        let own = flowable.space_above.at(self.text_size);
        let cursor = &self.cursor;
        let below_text = cursor.y + cursor.space.max(own);
        let below_side = cursor.side_y + cursor.side_space.max(own);
        match flowable.place {
            Place::Side | Place::Full if cursor.side_y > Length::ZERO => below_text.max(below_side),
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
        let at = self.on_one_baseline(flowable.place, at, &placed, below);
        let bottom = at.y + placed.size.height;
        let baseline = placed.baseline;
        let item = self.page.len();
        self.page.push(Spot {
            at,
            what: What::Element {
                number: flowable.number,
                span: flowable.span,
                placed,
            },
        });
        self.cursor.level = (flowable.place == Place::Side).then_some(Level {
            y: at.y,
            item,
            baseline,
        });
        let space = flowable.space_below.at(self.text_size);
        match flowable.place {
            Place::Side => self.cursor.side_space = space,
            Place::Main => self.cursor.space = space,
            Place::Full => (self.cursor.space, self.cursor.side_space) = (space, space),
        }
        self.advance(flowable.place, bottom);
        bottom
    }

    fn advance(&mut self, place: Place, bottom: Length) {
        match place {
            Place::Side => self.cursor.side_y = bottom,
            Place::Main => self.cursor.y = bottom,
            Place::Full => (self.cursor.y, self.cursor.side_y) = (bottom, bottom),
        }
    }

    /// Moves the element at the side down, so that its first line and that of the element beside
    /// it stand on one baseline; the one beside it when it is the smaller.
    fn on_one_baseline(
        &mut self,
        place: Place,
        at: Point,
        placed: &Placed<'_>,
        below: Length,
    ) -> Point {
        let level = self.cursor.level.filter(|_| place == Place::Main);
        let Some((level, side, main)) =
            level.and_then(|level| Some((level, level.baseline?, placed.baseline?)))
        else {
            return at;
        };
        let bottom = self.room.size.height;
        let (down, up) = (side - main, main - side);
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
    fn rule(&mut self, rule: &RuleStyle, y: Length, place: Place) -> Length {
        let (x, width) = self.room.column(place);
        let size = Size::new(width, rule.width);
        let color = rule.color;
        self.page.push(Spot {
            at: Point::new(x, y),
            what: What::Rule { size, color },
        });
        y + rule.width
    }
}
