//! Cards: callouts lifted out of the text.
//!
//! The number is set large on a line of its own, between the words before it and the words after it, so that the
//! sentence still reads as it was written.

use std::rc::Rc;

use super::boxed::{Inside, put_box};
use super::element::{Slack, Why};
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
    figure: Paragraph<'w>,
    after: Paragraph<'w>,
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
type Part<'p> = (&'p Paragraph<'p>, &'p [Line]);

/// A card's lines at a width.
struct Lines {
    before: Rc<[Line]>,
    figure: Rc<[Line]>,
    after: Rc<[Line]>,
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
        Self {
            before: Paragraph::new(callout.before, &words, shaper, report),
            figure: Paragraph::new(callout.figure, &style.figure, shaper, report),
            after: Paragraph::new(callout.after, &words, shaper, report),
            fonts: shaper.fonts(),
            style,
        }
    }

    /// The space around the card.
    pub(super) fn space(&self) -> Extent {
        self.style.space
    }

    fn setting<'p>(&'p self, paragraph: &'p Paragraph<'p>, text_size: Length) -> LineSetter<'p> {
        LineSetter::left(self.fonts, paragraph, text_size)
    }

    fn inside(&self, width: Length, text_size: Length) -> Length {
        let inside = Inside::of(&self.style.frame, text_size);
        (width - inside.x * 2).max(Length::ZERO)
    }

    fn lines(&self, width: Length, text_size: Length) -> Lines {
        let inside = self.inside(width, text_size);
        let lines = |p: &Paragraph<'_>| p.lines(self.fonts, text_size, inside, Goal::Text);
        Lines {
            before: lines(&self.before),
            figure: lines(&self.figure),
            after: lines(&self.after),
        }
    }

    fn parts<'p>(&'p self, lines: &'p Lines) -> [Part<'p>; 3] {
        [
            (&self.before, &lines.before),
            (&self.figure, &lines.figure),
            (&self.after, &lines.after),
        ]
    }

    /// From the upper edge to the capitals of its first lines.
    fn head(&self, lines: &Lines, text_size: Length) -> Length {
        let rule = self.style.rule_above.as_ref();
        let (rule, gap) = rule.map_or((Length::ZERO, Length::ZERO), |rule| {
            (rule.width, rule.gap.at(text_size))
        });
        let [before, figure, _] = self.parts(lines);
        let first = if before.1.is_empty() { figure } else { before };
        let over = self.slack(first, text_size).over;
        rule + over.max(gap + Inside::of(&self.style.frame, text_size).y)
    }

    /// From its last baseline to the lower edge.
    fn foot(&self, lines: &Lines, text_size: Length) -> Length {
        let [_, figure, after] = self.parts(lines);
        let last = if after.1.is_empty() { figure } else { after };
        let under = self.slack(last, text_size).under;
        under.max(Inside::of(&self.style.frame, text_size).y)
    }

    fn slack(&self, (paragraph, lines): Part<'_>, text_size: Length) -> Slack {
        self.setting(paragraph, text_size).slack(lines)
    }

    /// From the last baseline of one part to the capitals of the next: the design's gap, or more to keep half of the gap
    /// free between the ink of both, such as below the comma of a large number.
    fn gap(&self, upper: Part<'_>, lower: Part<'_>, text_size: Length) -> Length {
        if upper.1.is_empty() || lower.1.is_empty() {
            return Length::ZERO;
        }
        let under = self.slack(upper, text_size).under;
        let over = self.slack(lower, text_size).over;
        let gap = self.style.gap.at(text_size);
        gap.max(under + over + (gap / 2).max(text_size / CLEAR))
    }

    /// The visible height of lines: from the top of the capitals to the last baseline.
    fn seen(&self, (paragraph, lines): Part<'_>, text_size: Length) -> Length {
        let setting = self.setting(paragraph, text_size);
        let slack = setting.slack(lines);
        setting.height_of(lines) - slack.above - slack.below
    }

    /// The heights of the parts at a width and text size.
    ///
    /// # Errors
    ///
    /// Returns an error if a word is wider than the card.
    pub(super) fn measure(&self, width: Length, text_size: Length) -> Result<Parts, Why> {
        let inside = self.inside(width, text_size);
        for paragraph in [&self.before, &self.figure, &self.after] {
            if let Some(why) = too_wide(self.fonts, paragraph, inside, text_size) {
                return Err(why);
            }
        }
        let lines = self.lines(width, text_size);
        let [before, figure, after] = self.parts(&lines);
        let seen = |part| self.seen(part, text_size);
        let above = self.gap(before, figure, text_size);
        let gap = self.gap(figure, after, text_size);
        Ok(Parts {
            baseline: self.head(&lines, text_size) + seen(before) + above + seen(figure),
            gap,
            below: seen(after) + self.foot(&lines, text_size),
        })
    }

    /// Draws the card with the given heights of its parts. The words before the number end right above the number, so
    /// that they line up with those on neighboring cards.
    pub(super) fn draw(&self, parts: Parts, width: Length, text_size: Length) -> Frame {
        let size = Size::new(width, parts.height());
        let mut frame = Frame::new(Some(Role::Paragraph), size);
        frame.baseline = Some(parts.baseline);
        let inside = Inside::of(&self.style.frame, text_size);
        put_box(&mut frame, &self.style.frame, inside);
        if let Some(rule) = &self.style.rule_above {
            let (size, color) = (Size::new(width, rule.width), rule.color);
            frame.push(Point::default(), Content::Fill { size, color });
        }
        let lines = self.lines(width, text_size);
        let [before, figure, after] = self.parts(&lines);
        let seen = |part| self.seen(part, text_size);
        let figure_top = parts.baseline - seen(figure);
        let before_top = figure_top - self.gap(before, figure, text_size) - seen(before);
        let after_top = parts.baseline + parts.gap;
        self.put(&mut frame, before, before_top, text_size);
        self.put(&mut frame, figure, figure_top, text_size);
        self.put(&mut frame, after, after_top, text_size);
        frame
    }

    /// Adds lines to a frame so that the capitals of the first begin at `top`.
    fn put(&self, frame: &mut Frame, (paragraph, lines): Part<'_>, top: Length, text_size: Length) {
        if lines.is_empty() {
            return;
        }
        let setting = self.setting(paragraph, text_size);
        let inside = Inside::of(&self.style.frame, text_size);
        let at = Point::new(inside.x, top - setting.slack(lines).above);
        let lines = setting.frame(None, lines, frame.size.width - inside.x * 2);
        frame.push(at, Content::Frame(lines));
    }
}
