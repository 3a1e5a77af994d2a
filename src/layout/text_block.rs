//! Paragraphs and headings.

use std::sync::Arc;

use super::element::{Element, Fit, LEAST, Placed, Region, Resume, Slack, Why, share};
use super::frame::{Content, Frame, LinkTarget, Role, Text};
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Align, Extent};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Line, Paragraph, Run, Word};

/// A paragraph or heading as an element.
pub struct TextBlock<'w> {
    fonts: &'w Fonts,
    role: Role,
    paragraph: Paragraph<'w>,
    align: Align,
    max_width: Option<Extent>,
}

impl<'w> TextBlock<'w> {
    /// Text in a role. Headings are balanced, and parted only when they are higher than a page.
    #[must_use]
    pub fn new(fonts: &'w Fonts, role: Role, paragraph: Paragraph<'w>, align: Align) -> Self {
        Self {
            fonts,
            role,
            paragraph,
            align,
            max_width: None,
        }
    }

    /// The same with lines no longer than `max_width`, or as long as the column for `None`.
    #[must_use]
    pub fn no_wider_than(self, max_width: Option<Extent>) -> Self {
        Self { max_width, ..self }
    }

    fn is_heading(&self) -> bool {
        matches!(self.role, Role::Heading(_))
    }

    /// The number of lines, given their heights, to place on this page.
    fn lines_that_fit(&self, heights: &[Length], region: Region) -> usize {
        let mut used = Length::ZERO;
        let fits = |height: &&Length| {
            used += **height;
            used <= region.height
        };
        let room = heights.iter().take_while(fits).count();
        if self.is_heading() && room < heights.len() && !region.is_largest {
            return 0;
        }
        share(room, heights.len(), region)
    }
}

impl Element for TextBlock<'_> {
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let longest = self.max_width.map(|longest| longest.at(text_size));
        let measure = longest.map_or(region.width, |longest| longest.min(region.width));
        if let Some(why) = too_wide(self.fonts, &self.paragraph, measure, text_size) {
            return Fit::None(why);
        }
        let (goal, least) = if self.is_heading() {
            (Goal::Balanced, usize::MAX)
        } else {
            (Goal::Text, LEAST)
        };
        let setting = LineSetter {
            fonts: self.fonts,
            paragraph: &self.paragraph,
            text_size,
            align: self.align,
        };
        let all = self.paragraph.lines(self.fonts, text_size, measure, goal);
        let lines = all.get(resume.whole..).unwrap_or_default();
        let heights: Vec<Length> = lines.iter().map(|line| setting.height(line)).collect();
        let here = self.lines_that_fit(&heights, region);
        if here == 0 && !lines.is_empty() {
            let needed = heights.iter().take(least).copied().sum();
            return Fit::None(Why::TooHigh { needed });
        }
        let height = heights[..here].iter().copied().sum();
        let baseline = lines.first().map(|line| setting.baseline(line));
        let (is_all, end) = (here == lines.len(), resume.whole + here);
        let size = Size::new(region.width, height);
        let slack = setting.slack(&lines[..here]);
        let calls = self.paragraph.calls(&lines[..here]);
        let placed = Placed::new(size, baseline, move || {
            let lines = all.get(resume.whole..end).unwrap_or_default();
            setting.frame(Some(self.role), lines, region.width)
        })
        .with_slack(slack)
        .with_calls(calls);
        if is_all {
            Fit::All(placed)
        } else {
            Fit::Part(placed, Resume::after(end))
        }
    }
}

/// The target of a run: the address of its link, or the other end of a footnote.
fn link_of(run: &Run) -> Option<LinkTarget> {
    match &run.footnote {
        Some(mark) if mark.is_call => Some(LinkTarget::Footnote(mark.number)),
        Some(mark) => Some(LinkTarget::Call(mark.number)),
        None => run.link.clone().map(LinkTarget::Address),
    }
}

/// The widest unbreakable piece of a paragraph, if it is wider than the region.
pub(super) fn too_wide(
    fonts: &Fonts,
    paragraph: &Paragraph<'_>,
    available: Length,
    text_size: Length,
) -> Option<Why> {
    let width = paragraph.widest_width(fonts, text_size)?;
    if width <= available {
        return None;
    }
    let widest = paragraph.widest(fonts, text_size)?;
    Some(Why::TooWide { widest, available })
}

/// Adds lines to a frame.
pub(super) struct LineSetter<'a> {
    pub fonts: &'a Fonts,
    pub paragraph: &'a Paragraph<'a>,
    pub text_size: Length,
    pub align: Align,
}

impl<'a> LineSetter<'a> {
    /// Lines set flush left.
    pub(super) fn left(fonts: &'a Fonts, paragraph: &'a Paragraph<'a>, text_size: Length) -> Self {
        Self {
            fonts,
            paragraph,
            text_size,
            align: Align::Left,
        }
    }

    /// The total height of lines.
    pub(super) fn height_of(&self, lines: &[Line]) -> Length {
        lines.iter().map(|line| self.height(line)).sum()
    }

    /// Lines below each other in a frame of a width.
    pub(super) fn frame(&self, role: Option<Role>, lines: &[Line], width: Length) -> Frame {
        let mut frame = Frame::new(role, Size::new(width, Length::ZERO));
        for line in lines {
            let height = self.height(line);
            let baseline = frame.size.height + self.baseline(line);
            frame.baseline.get_or_insert(baseline);
            let indent = match self.align {
                Align::Left => Length::ZERO,
                Align::Center => (width - line.width) / 2,
                Align::Right => width - line.width,
            };
            let stretches = self.paragraph.stretches(line, self.fonts, self.text_size);
            let mut stretches = stretches.peekable();
            while let Some(stretch) = stretches.next() {
                let run = stretch.run;
                let underline = stretch.underline(self.text_size);
                let text = Text {
                    words: stretch.words,
                    face: stretch.style.face,
                    size: stretch.style.size.at(self.text_size),
                    color: stretch.style.color,
                    width: stretch.width,
                    strong: run.strong,
                    emphasis: run.emphasis,
                    link: link_of(run),
                    footnote: run.footnote.clone(),
                    language: run.language.clone(),
                    spoken: None,
                    copied: stretch.copied,
                    figure: run.figure,
                    source: run.source,
                };
                let at = Point::new(indent + stretch.x, baseline);
                if let Some(line) = underline {
                    let is_last = stretches.peek().is_none();
                    self.put_line(&mut frame, line, &text, at, is_last);
                }
                frame.push(at, Content::Text(text));
            }
            frame.size.height += height;
        }
        frame
    }

    /// Draws a line under words. The space at a line's end is left out.
    fn put_line(
        &self,
        frame: &mut Frame,
        (gap, thickness): (Length, Length),
        text: &Text,
        at: Point,
        is_last: bool,
    ) {
        let metrics = &self.fonts.get(text.face).metrics;
        let is_space = |word: &&Arc<Word>| is_last && word.text == " ";
        let spaces = text.words.iter().rev().take_while(is_space);
        let blank: i64 = spaces.map(|word| word.advance).sum();
        let size = Size::new(text.width - metrics.at(blank, text.size), thickness);
        let below = Point::new(at.x, at.y + gap);
        let color = text.color;
        frame.push(below, Content::Fill { size, color });
    }

    /// The height of a line.
    pub(super) fn height(&self, line: &Line) -> Length {
        self.paragraph.line_height(line, self.text_size)
    }

    /// The blank part of the height of lines.
    pub(super) fn slack(&self, lines: &[Line]) -> Slack {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return Slack::default();
        };
        let above = self.baseline(first) - self.cap_height(first);
        let below = self.height(last) - self.baseline(last);
        Slack {
            above,
            below,
            over: first.reach.above - self.cap_height(first),
            under: last.reach.below,
        }
    }

    /// The cap height on a line, which digits share: that of its largest type.
    pub(super) fn cap_height(&self, line: &Line) -> Length {
        let styles = self.paragraph.styles(line);
        let heights = styles.map(|style| {
            let metrics = &self.fonts.get(style.face).metrics;
            metrics.at(metrics.cap_height, style.size.at(self.text_size))
        });
        heights.max().unwrap_or_default()
    }

    /// The distance from the top of a line to its baseline.
    pub(super) fn baseline(&self, line: &Line) -> Length {
        self.paragraph.baseline(line, self.fonts, self.text_size)
    }
}
