//! Cards: callouts lifted out of the text. The number stands large on a line of its own, between the words
//! before it and those after it, so that the sentence is read as it was written.

use std::rc::Rc;

use super::boxed::{Inside, put_box};
use super::element::Why;
use super::frame::{Content, Frame, Role};
use super::lift::Callout;
use super::text_block::{Setting, too_wide};
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

/// How high the parts of a card are. Cards side by side have those of the highest, so that their numbers
/// stand on one baseline.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// From the upper edge to the baseline of the number.
    pub baseline: Length,
    /// From there to the lower edge.
    pub below: Length,
}

impl Parts {
    /// Parts as high as the higher of two.
    pub(super) fn max(self, other: Self) -> Self {
        Self {
            baseline: self.baseline.max(other.baseline),
            below: self.below.max(other.below),
        }
    }

    /// How high the card is.
    pub(super) fn height(self) -> Length {
        self.baseline + self.below
    }
}

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

    /// What is free between it and what is around it.
    pub(super) fn space(&self) -> Extent {
        self.style.space
    }

    fn setting<'p>(&'p self, paragraph: &'p Paragraph<'p>, text_size: Length) -> Setting<'p> {
        Setting::left(self.fonts, paragraph, text_size)
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

    /// From the upper edge to where words or the number can begin.
    fn head(&self, text_size: Length) -> Length {
        let rule = self.style.rule_above.as_ref();
        let rule = rule.map_or(Length::ZERO, |rule| rule.width + rule.gap.at(text_size));
        rule + Inside::of(&self.style.frame, text_size).y
    }

    /// How high lines are that are seen: from the top of capitals to the last baseline.
    fn seen(&self, paragraph: &Paragraph<'_>, lines: &[Line], text_size: Length) -> Length {
        let setting = self.setting(paragraph, text_size);
        let slack = setting.slack(lines);
        setting.height_of(lines) - slack.above - slack.below
    }

    /// How high its parts are.
    ///
    /// # Errors
    ///
    /// When a word is wider than the card.
    pub(super) fn measure(&self, width: Length, text_size: Length) -> Result<Parts, Why> {
        let inside = self.inside(width, text_size);
        for paragraph in [&self.before, &self.figure, &self.after] {
            if let Some(why) = too_wide(self.fonts, paragraph, inside, text_size) {
                return Err(why);
            }
        }
        let gap = self.style.gap.at(text_size);
        let lines = self.lines(width, text_size);
        let part = |paragraph, lines: &[Line]| {
            let seen = self.seen(paragraph, lines, text_size);
            if lines.is_empty() { seen } else { seen + gap }
        };
        let number = self.seen(&self.figure, &lines.figure, text_size);
        let foot = Inside::of(&self.style.frame, text_size).y;
        let head = self.head(text_size);
        Ok(Parts {
            baseline: head + part(&self.before, &lines.before) + number,
            below: part(&self.after, &lines.after) + foot,
        })
    }

    /// Its frame, with parts of these heights. The words before the number end above it, as on the cards beside it.
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
        let gap = self.style.gap.at(text_size);
        let number = self.seen(&self.figure, &lines.figure, text_size);
        let top = parts.baseline - number;
        let before = self.seen(&self.before, &lines.before, text_size);
        self.put(
            &mut frame,
            &self.before,
            &lines.before,
            top - gap - before,
            text_size,
        );
        self.put(&mut frame, &self.figure, &lines.figure, top, text_size);
        self.put(
            &mut frame,
            &self.after,
            &lines.after,
            parts.baseline + gap,
            text_size,
        );
        frame
    }

    /// Puts lines into a frame, so that the capitals of the first begin at `top`.
    fn put(
        &self,
        frame: &mut Frame,
        paragraph: &Paragraph<'_>,
        lines: &[Line],
        top: Length,
        text_size: Length,
    ) {
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
