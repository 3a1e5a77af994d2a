//! Charts: lines and areas drawn from figures, each with its label and number beside it.

mod bars;
mod share;

use std::rc::Rc;
use std::sync::Arc;

use super::element::{Element, Fit, Placed, Region, Resume, Slack, Why, whole};
use super::frame::{Content, Frame, Role};
use super::text_block::{LineSetter, too_wide};
use crate::copy::{self, ChartKind};
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::project::Number;
use crate::project::stylesheet::{ChartStyle, Color};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Line, Paragraph, Shaper};

/// A chart whose labels have been shaped.
pub(super) struct Chart<'w> {
    fonts: &'w Fonts,
    style: &'w ChartStyle,
    kind: ChartKind,
    alt: Arc<str>,
    bars: Vec<Bar<'w>>,
    /// The whole that shares are parts of, if that is more than their sum.
    whole: Option<Number>,
}

/// A figure of a chart.
struct Bar<'w> {
    label: Paragraph<'w>,
    value: Paragraph<'w>,
    number: Option<Number>,
}

impl<'w> Chart<'w> {
    /// Shapes labels and numbers.
    pub(super) fn new<'f: 'w>(
        chart: &'w copy::Chart,
        style: &'w ChartStyle,
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let mut bar = |bar: &'w copy::Bar| {
            let value = match bar.number {
                Some(_) => &style.value,
                None => &style.label,
            };
            let (label, number) = (
                std::slice::from_ref(&bar.label),
                std::slice::from_ref(&bar.value),
            );
            Bar {
                label: Paragraph::new(label, &style.label, shaper, report),
                value: Paragraph::new(number, value, shaper, report),
                number: bar.number,
            }
        };
        Self {
            bars: chart.bars.iter().map(&mut bar).collect(),
            fonts: shaper.fonts(),
            style,
            kind: chart.kind,
            alt: Arc::clone(&chart.alt),
            whole: chart.whole,
        }
    }

    fn setting<'p>(&'p self, paragraph: &'p Paragraph<'p>, text_size: Length) -> LineSetter<'p> {
        LineSetter::left(self.fonts, paragraph, text_size)
    }

    /// The width of the widest number or of the text in its place.
    fn widest_value(&self, text_size: Length) -> Length {
        let values = self.bars.iter().map(|bar| &bar.value);
        let widths = values.map(|value| value.natural_width(self.fonts, text_size));
        widths.max().unwrap_or_default()
    }

    /// The numbers there are, in the unit of the one with the most decimals.
    fn numbers(&self) -> Vec<Option<i64>> {
        let number = |bar: &Bar<'_>| bar.number.map(|number| self.in_unit(number));
        self.bars.iter().map(number).collect()
    }

    /// A number in the unit of the one with the most decimals.
    fn in_unit(&self, number: Number) -> i64 {
        let numbers = self.bars.iter().filter_map(|bar| bar.number);
        let decimals = numbers.map(Number::decimals).max().unwrap_or(0);
        i64::try_from(number.units(decimals)).unwrap_or(i64::MAX)
    }

    /// Lines of a text in a width.
    fn text<'p>(
        &'p self,
        paragraph: &'p Paragraph<'p>,
        width: Length,
        text_size: Length,
    ) -> Result<Lines<'p>, Why> {
        if let Some(why) = too_wide(self.fonts, paragraph, width, text_size) {
            return Err(why);
        }
        let setting = self.setting(paragraph, text_size);
        let lines = paragraph.lines(self.fonts, text_size, width, Goal::Text);
        let height = setting.height_of(&lines);
        Ok(Lines {
            setting,
            lines,
            width,
            height,
        })
    }
}

/// Lines of a label or number.
struct Lines<'p> {
    setting: LineSetter<'p>,
    lines: Rc<[Line]>,
    width: Length,
    height: Length,
}

impl Lines<'_> {
    fn slack(&self) -> Slack {
        self.setting.slack(&self.lines)
    }

    fn draw(&self) -> Frame {
        self.setting.frame(None, &self.lines, self.width)
    }

    /// The distance from the top to the middle of the digits on the first line.
    fn middle(&self) -> Length {
        self.lines.first().map_or(Length::ZERO, |line| {
            self.setting.baseline(line) - self.setting.cap_height(line) / 2
        })
    }
}

/// A positioned part of a chart.
type Drawn<'p> = (Point, Part<'p>);

/// The content of a part.
enum Part<'p> {
    Area(Size, Color),
    Text(Lines<'p>),
}

/// A chart whose parts are positioned.
struct Plot<'p> {
    height: Length,
    /// The blank part of its height.
    slack: Slack,
    parts: Vec<Drawn<'p>>,
}

impl Element for Chart<'_> {
    fn place(&self, _: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let plot = match self.kind {
            ChartKind::Bars => self.bars(region.width, text_size),
            ChartKind::Share => self.share(region.width, text_size),
        };
        let plot = match plot {
            Ok(plot) => plot,
            Err(why) => return Fit::None(why),
        };
        let size = Size::new(region.width, plot.height);
        let slack = plot.slack;
        let placed = Placed::new(size, None, move || {
            let mut frame = Frame::new(Some(Role::Figure), size);
            frame.alt = Some(Arc::clone(&self.alt));
            for (at, part) in plot.parts {
                frame.push(
                    at,
                    match part {
                        Part::Area(size, color) => Content::Fill { size, color },
                        Part::Text(lines) => Content::Frame(lines.draw()),
                    },
                );
            }
            frame
        })
        .with_slack(slack);
        whole(placed, region)
    }
}
