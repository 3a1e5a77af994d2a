//! Cards: callouts lifted out of the text.
//!
//! The number is set large on a line of its own, between the words before it and the words after it, and the context
//! line stands below, so that the callout still reads as it was written.

use std::rc::Rc;

use super::boxed::{Inside, put_box};
use super::element::{Element, Fit, Placed, Region, Resume, Slack, Why, whole};
use super::frame::{Content, Frame, Role};
use super::lift::Callout;
use super::text_block::{LineSetter, too_wide};
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{CardStyle, Extent};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Line, Paragraph, Shaper};

/// A callout on a card.
pub(super) struct Card<'w> {
    fonts: &'w Fonts,
    style: &'w CardStyle,
    before: Paragraph<'w>,
    /// In a style whose unit is the size of the number.
    figure: Paragraph<'w>,
    after: Paragraph<'w>,
    context: Paragraph<'w>,
}

/// The sizes that a card is set at.
#[derive(Clone, Copy, Debug)]
pub(super) struct CardSize {
    /// Its width.
    pub width: Length,
    /// The text size of the sheet.
    pub text: Length,
    /// The size of its number. Cards side by side share the smallest.
    pub figure: Length,
}

/// A card by itself, as an element.
pub(super) struct CardBlock<'w>(pub Card<'w>);

impl Element for CardBlock<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let Self(card) = self;
        let size = CardSize {
            width: region.width,
            text: text_size,
            figure: card.figure_size(region.width, text_size),
        };
        let heights = match card.measure(size) {
            Ok(heights) => heights,
            Err(why) => return Fit::None(why),
        };
        let frame = Size::new(region.width, heights.height());
        // It has no first baseline to share: next to text, its upper edge is level with capitals.
        let placed = Placed::new(frame, None, move || card.draw(heights, size));
        let placed = placed.with_calls(card.calls());
        whole(placed, region)
    }
}

/// The heights of a card's parts. Cards side by side share the largest, so that their numbers are on one baseline and
/// so are the words after them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// From the upper edge to the baseline of the number.
    pub baseline: Length,
    /// From there to the capitals of the words after it; zero without any.
    pub gap: Length,
    /// From there to the lower edge.
    pub below: Length,
}

impl Parts {
    /// The larger of two heights for each part.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            baseline: self.baseline.max(other.baseline),
            gap: self.gap.max(other.gap),
            below: self.below.max(other.below),
        }
    }

    /// The height of the card.
    pub(super) fn height(self) -> Length {
        self.baseline + self.gap + self.below
    }
}

/// The part of the text size that stays free between the ink of a number and the words around it, whatever the gap.
const CLEAR: i64 = 5;

/// A part of a card, broken into lines.
struct Part<'p> {
    setting: LineSetter<'p>,
    lines: Rc<[Line]>,
}

impl Part<'_> {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn slack(&self) -> Slack {
        self.setting.slack(&self.lines)
    }

    /// The visible height: from the top of the capitals to the last baseline.
    fn seen(&self) -> Length {
        let slack = self.slack();
        self.setting.height_of(&self.lines) - slack.above - slack.below
    }
}

impl<'w> Card<'w> {
    /// Shapes a callout.
    pub(super) fn new<'f: 'w>(
        callout: Callout,
        style: &'w CardStyle,
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let words = style.words();
        let figure = style.figure_in_its_size();
        Self {
            before: Paragraph::new(callout.before, &words, shaper, report),
            figure: Paragraph::new(callout.figure, &figure, shaper, report),
            after: Paragraph::new(callout.after, &words, shaper, report),
            context: Paragraph::new(callout.context, &style.context, shaper, report),
            fonts: shaper.fonts(),
            style,
        }
    }

    /// The space around the card.
    pub(super) fn space(&self) -> Extent {
        self.style.space
    }

    /// Returns `true` if this card and another have the same style, as opposed to a hero and the cards beside it.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        std::ptr::eq(self.style, other.style)
    }

    /// The size of the number: as the design has it, or less if the card is too narrow for the number and the design
    /// lets it shrink.
    pub(super) fn figure_size(&self, width: Length, text_size: Length) -> Length {
        /// One step between sizes: a tenth of a point.
        const STEP: Length = Length::from_milli(100);
        let size = self.style.figure.plain.size.at(text_size);
        let Some(min) = self.style.min_figure else {
            return size;
        };
        let min = min.at(text_size).min(size);
        let room = self.inside(width, text_size);
        let width_at = |size| self.figure.natural_width(self.fonts, size);
        let wanted = width_at(size);
        if wanted <= room {
            return size;
        }
        let steps = size.scaled(room.milli(), wanted.milli().max(1)).milli() / STEP.milli();
        let fitting = (0..=steps).rev().map(|steps| STEP * steps);
        let fitting = fitting.take_while(|size| *size > min);
        let mut fitting = fitting.skip_while(|size| width_at(*size) > room);
        fitting.next().unwrap_or(min)
    }

    fn inside(&self, width: Length, text_size: Length) -> Length {
        let inside = Inside::of(&self.style.frame, text_size);
        (width - inside.x * 2).max(Length::ZERO)
    }

    /// Its parts from top to bottom: the words before the number, the number, the words after it, and the context line.
    fn parts(&self, size: CardSize) -> [Part<'_>; 4] {
        let inside = self.inside(size.width, size.text);
        let sized = [
            (&self.before, size.text),
            (&self.figure, size.figure),
            (&self.after, size.text),
            (&self.context, size.text),
        ];
        sized.map(|(paragraph, size)| Part {
            setting: LineSetter::left(self.fonts, paragraph, size),
            lines: paragraph.lines(self.fonts, size, inside, Goal::Text),
        })
    }

    /// From the upper edge to the capitals of its first lines.
    fn head(&self, first: &Part<'_>, text_size: Length) -> Length {
        let rule = self.style.rule_above.as_ref();
        let (rule, gap) = rule.map_or((Length::ZERO, Length::ZERO), |rule| {
            (rule.width, rule.gap.at(text_size))
        });
        let padding = Inside::of(&self.style.frame, text_size).y;
        rule + first.slack().over.max(gap + padding)
    }

    /// From the last baseline of one part to the capitals of the next: the design's gap, or more to keep half of the gap
    /// free between the ink of both, such as below the comma of a large number.
    fn gap(&self, upper: &Part<'_>, lower: &Part<'_>, text_size: Length) -> Length {
        if upper.is_empty() || lower.is_empty() {
            return Length::ZERO;
        }
        let ink = upper.slack().under + lower.slack().over;
        let gap = self.style.gap.at(text_size);
        gap.max(ink + (gap / 2).max(text_size / CLEAR))
    }

    /// The numbers of the footnotes that it calls.
    pub(super) fn calls(&self) -> Vec<usize> {
        let parts = [&self.before, &self.figure, &self.after, &self.context];
        parts.into_iter().flat_map(Paragraph::all_calls).collect()
    }

    /// The heights of the parts.
    ///
    /// # Errors
    ///
    /// Returns an error if a word is wider than the card.
    pub(super) fn measure(&self, size: CardSize) -> Result<Parts, Why> {
        let inside = self.inside(size.width, size.text);
        let parts = self.parts(size);
        for Part { setting, .. } in &parts {
            let LineSetter {
                paragraph,
                text_size,
                ..
            } = *setting;
            if let Some(why) = too_wide(self.fonts, paragraph, inside, text_size) {
                return Err(why);
            }
        }
        let [before, figure, after, context] = &parts;
        let first = if before.is_empty() { figure } else { before };
        let above = self.gap(before, figure, size.text);
        let below = self.below(figure, after, context, size.text);
        Ok(Parts {
            baseline: self.head(first, size.text) + before.seen() + above + figure.seen(),
            gap: self.gap(figure, after, size.text),
            below,
        })
    }

    /// From the capitals of the words after the number to the lower edge.
    fn below(
        &self,
        figure: &Part<'_>,
        after: &Part<'_>,
        context: &Part<'_>,
        text_size: Length,
    ) -> Length {
        let words = if after.is_empty() { figure } else { after };
        let last = if context.is_empty() { words } else { context };
        let under = last.slack().under;
        let foot = under.max(Inside::of(&self.style.frame, text_size).y);
        after.seen() + self.gap(words, context, text_size) + context.seen() + foot
    }

    /// Draws the card with the given heights of its parts. The words before the number end right above the number, so
    /// that they line up with those on neighboring cards.
    pub(super) fn draw(&self, heights: Parts, size: CardSize) -> Frame {
        let CardSize { width, text, .. } = size;
        let mut frame = Frame::new(Some(Role::Paragraph), Size::new(width, heights.height()));
        frame.baseline = Some(heights.baseline);
        put_box(
            &mut frame,
            &self.style.frame,
            Inside::of(&self.style.frame, text),
        );
        if let Some(rule) = &self.style.rule_above {
            let (size, color) = (Size::new(width, rule.width), rule.color);
            frame.push(Point::default(), Content::Fill { size, color });
        }
        let parts = self.parts(size);
        let [before, figure, after, context] = &parts;
        let words = if after.is_empty() { figure } else { after };
        let figure_top = heights.baseline - figure.seen();
        let before_top = figure_top - self.gap(before, figure, text) - before.seen();
        let after_top = heights.baseline + heights.gap;
        let context_top = after_top + after.seen() + self.gap(words, context, text);
        let tops = [before_top, figure_top, after_top, context_top];
        for (part, top) in parts.iter().zip(tops) {
            self.put(&mut frame, part, top, text);
        }
        frame
    }

    /// Adds lines to a frame so that the capitals of the first begin at `top`.
    fn put(&self, frame: &mut Frame, part: &Part<'_>, top: Length, text_size: Length) {
        if part.is_empty() {
            return;
        }
        let inside = Inside::of(&self.style.frame, text_size);
        let at = Point::new(inside.x, top - part.slack().above);
        let room = frame.size.width - inside.x * 2;
        let lines = part.setting.frame(None, &part.lines, room);
        frame.push(at, Content::Frame(lines));
    }
}
