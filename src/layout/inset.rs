//! The content of lists and notes: indented, with a bullet, a number or a bar.

use std::rc::Rc;

use super::element::{Element, Fit, Placed, Region, Resume, Slack};
use super::frame::{Container, Content, Frame, Role};
use super::text_block::LineSetter;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Align, Extent, RuleStyle};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Paragraph};

/// The indentation of one list or note.
#[derive(Clone)]
pub(super) struct Step<'w> {
    /// The distance that the design asks for.
    pub indent: Extent,
    /// The widest number or bullet of a list, which must fit in the indentation.
    pub widest: Option<Rc<Paragraph<'w>>>,
    /// The space between a number and its item.
    pub gap: Extent,
    /// The bar of a note, at the left end of the step.
    pub bar: Option<RuleStyle>,
}

impl Step<'_> {
    fn width(&self, fonts: &Fonts, text_size: Length) -> Length {
        let marker = self.widest.as_ref().map_or(Length::ZERO, |widest| {
            widest.natural_width(fonts, text_size) + self.gap.at(text_size)
        });
        marker.max(self.indent.at(text_size))
    }
}

/// An element inside lists and notes.
pub(super) struct Inset<'w> {
    pub fonts: &'w Fonts,
    pub inner: Box<dyn Element + 'w>,
    /// The lists and notes around it, outermost first.
    pub steps: Vec<Step<'w>>,
    /// The bullet or number before it, when it is the first of its item.
    pub marker: Option<Paragraph<'w>>,
    /// The containers around it, outermost first.
    pub inside: Vec<Container>,
    /// The spaces above the element if something precedes it in the same note. The larger one counts. The space is
    /// part of the element, so that the bar of the note has no gap.
    pub lead: Option<(Extent, Extent)>,
}

impl Element for Inset<'_> {
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let left: Length = self
            .steps
            .iter()
            .map(|step| step.width(self.fonts, text_size))
            .sum();
        let is_first = resume.is_start();
        let lead = match self.lead {
            Some((one, other)) if is_first && !region.is_top => {
                one.at(text_size).max(other.at(text_size))
            }
            _ => Length::ZERO,
        };
        let inner = Region {
            width: (region.width - left).max(Length::ZERO),
            height: region.height - lead,
            ..region
        };
        let at = Point::new(left, lead);
        let around = |inner| self.around(inner, at, region.width, is_first, text_size);
        match self.inner.place(resume, inner, text_size) {
            Fit::All(inner) => Fit::All(around(inner)),
            Fit::Part(inner, rest) => Fit::Part(around(inner), rest),
            Fit::None(why) => Fit::None(why),
        }
    }
}

impl Inset<'_> {
    /// Adds the bullets, numbers and bars around an element, which is placed at `at`.
    fn around<'e>(
        &'e self,
        inner: Placed<'e>,
        at: Point,
        width: Length,
        is_first: bool,
        text_size: Length,
    ) -> Placed<'e> {
        let size = Size::new(width, inner.size.height + at.y);
        let baseline = inner.baseline.map(|baseline| baseline + at.y);
        // A bar is seen from its top to its bottom.
        let has_bar = self.steps.iter().any(|step| step.bar.is_some());
        let slack = if has_bar {
            Slack::default()
        } else {
            inner.slack
        };
        let calls = inner.calls.clone();
        Placed::new(size, baseline, move || {
            let mut frame = Frame::new(None, size);
            frame.inside.clone_from(&self.inside);
            frame.baseline = baseline;
            self.put_bars(&mut frame, text_size);
            if let (Some(marker), true) = (&self.marker, is_first) {
                self.put_marker(&mut frame, marker, at.x, text_size);
            }
            frame.push(at, Content::Frame(inner.draw()));
            frame
        })
        .with_slack(slack)
        .with_calls(calls)
    }

    fn put_bars(&self, frame: &mut Frame, text_size: Length) {
        let mut x = Length::ZERO;
        for step in &self.steps {
            if let Some(bar) = &step.bar {
                let size = Size::new(bar.width, frame.size.height);
                let color = bar.color;
                let at = Point::new(x, Length::ZERO);
                frame.push(at, Content::Fill { size, color });
            }
            x += step.width(self.fonts, text_size);
        }
    }

    /// Places the bullet or number flush right before the item, on its first baseline.
    fn put_marker(
        &self,
        frame: &mut Frame,
        marker: &Paragraph<'_>,
        left: Length,
        text_size: Length,
    ) {
        let gap = self.steps.last().map_or(Extent::ZERO, |step| step.gap);
        let width = left - gap.at(text_size);
        let lines = marker.lines(self.fonts, text_size, width, Goal::Text);
        let setting = LineSetter {
            fonts: self.fonts,
            paragraph: marker,
            text_size,
            align: Align::Right,
        };
        let marker = setting.frame(Some(Role::Marker), &lines, width);
        let own = marker.baseline.unwrap_or_default();
        let y = frame
            .baseline
            .map_or(Length::ZERO, |baseline| baseline - own);
        frame.push(Point::new(Length::ZERO, y), Content::Frame(marker));
    }
}
