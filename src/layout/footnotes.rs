//! Footnotes as elements.
//!
//! A footnote is its number and, beside it, its text as a paragraph. At the foot of a page it is placed whole, by
//! [`Feet`]; at the end of a sheet the footnotes are elements of the flow like any others.

use std::rc::Rc;

use super::arrange::plain;
use super::element::{Element, Fit, Placed, Region, Resume};
use super::feet::{Feet, Foot};
use super::flow::Flowable;
use super::frame::{Content, Frame, Role};
use super::text_block::{LineSetter, TextBlock};
use super::thematic_break::ShortRule;
use crate::copy::Footnote;
use crate::diagnostic::Report;
use crate::geometry::{Length, Point, Size};
use crate::project::stylesheet::{Align, Extent, FootnotePlace, FootnoteStyle};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Paragraph, Shaper};

/// The footnotes of a sheet as elements, in the order of their numbers.
pub(super) struct Footnotes<'w> {
    style: &'w FootnoteStyle,
    elements: Vec<(FootnoteElement<'w>, crate::diagnostic::Span)>,
}

impl<'w> Footnotes<'w> {
    /// Shapes footnotes.
    pub(super) fn new<'f: 'w>(
        footnotes: &'w [Footnote],
        style: &'w FootnoteStyle,
        shaper: &mut Shaper<'f>,
        report: &mut Report,
    ) -> Self {
        let mut shape =
            |runs: &'w [crate::text::Run]| Paragraph::new(runs, &style.looks, shaper, report);
        let labels = footnotes
            .iter()
            .map(|footnote| shape(std::slice::from_ref(&footnote.label)));
        let labels: Rc<[Paragraph<'w>]> = labels.collect();
        let texts: Vec<Paragraph<'w>> = footnotes
            .iter()
            .map(|footnote| shape(&footnote.runs))
            .collect();
        let fonts = shaper.fonts();
        let is_at_foot = style.place == FootnotePlace::Page;
        let element = |(index, (footnote, text)): (usize, (&Footnote, Paragraph<'w>))| {
            let element = FootnoteElement {
                fonts,
                role: Role::Footnote {
                    number: index + 1,
                    is_at_foot,
                },
                index,
                labels: Rc::clone(&labels),
                text: TextBlock::new(fonts, Role::Paragraph, text, Align::Left),
                gap: style.marker_gap,
            };
            (element, footnote.span)
        };
        Self {
            style,
            elements: footnotes
                .iter()
                .zip(texts)
                .enumerate()
                .map(element)
                .collect(),
        }
    }

    /// The footnotes at the feet of pages: none if the design puts them at the end.
    pub(super) fn into_parts(self, first: usize) -> (Feet<'w>, Vec<Flowable<'w>>) {
        match self.style.place {
            FootnotePlace::Page => (self.feet(), Vec::new()),
            FootnotePlace::End => (Feet::default(), self.at_end(first)),
        }
    }

    fn feet(self) -> Feet<'w> {
        let foot = |(element, span)| Foot {
            element: Box::new(element),
            span,
        };
        let style = self.style;
        Feet {
            feet: self.elements.into_iter().map(foot).collect(),
            column: style.column,
            space_above: style.space_above,
            item_space: style.item_space,
            rule: style.rule.clone(),
            rule_length: style.rule_length,
        }
    }

    /// The footnotes as elements at the end of the sheet, with the numbers from `first` on.
    fn at_end(self, first: usize) -> Vec<Flowable<'w>> {
        let style = self.style;
        let mut elements: Vec<Flowable<'w>> = Vec::with_capacity(self.elements.len() + 1);
        if let (Some(rule), false) = (&style.rule, self.elements.is_empty()) {
            let rule = ShortRule {
                rule: rule.clone(),
                length: style.rule_length,
            };
            elements.push(Flowable {
                keeps_next: super::flow::Keep::Always,
                ..plain(Box::new(rule), style.space_above, Extent::ZERO)
            });
        }
        for (element, span) in self.elements {
            let above = if elements.is_empty() {
                style.space_above
            } else {
                Extent::ZERO
            };
            elements.push(Flowable {
                span,
                ..plain(Box::new(element), above, style.item_space)
            });
        }
        for (number, element) in (first..).zip(&mut elements) {
            (element.number, element.place) = (number, style.column);
        }
        elements
    }
}

/// A footnote as an element.
struct FootnoteElement<'w> {
    fonts: &'w Fonts,
    role: Role,
    index: usize,
    /// The numbers of all footnotes, of which the widest sets the indentation of their texts.
    labels: Rc<[Paragraph<'w>]>,
    text: TextBlock<'w>,
    gap: Extent,
}

impl Element for FootnoteElement<'_> {
    fn place(&self, resume: Resume, region: Region, text_size: Length) -> Fit<'_> {
        let labels = self.labels.iter();
        let widths = labels.map(|label| label.natural_width(self.fonts, text_size));
        let label_width = widths.max().unwrap_or_default();
        let left = label_width + self.gap.at(text_size);
        let inner = Region {
            width: (region.width - left).max(Length::ZERO),
            ..region
        };
        let number = (label_width, resume.is_start());
        match self.text.place(resume, inner, text_size) {
            Fit::All(text) => Fit::All(self.around(text, left, number, text_size)),
            Fit::Part(text, rest) => Fit::Part(self.around(text, left, number, text_size), rest),
            Fit::None(why) => Fit::None(why),
        }
    }
}

impl FootnoteElement<'_> {
    /// Adds the number to the beginning of the text, which is placed at `left`. `number` is the width of the widest number,
    /// and whether the text begins here.
    fn around<'e>(
        &'e self,
        text: Placed<'e>,
        left: Length,
        (label_width, is_start): (Length, bool),
        text_size: Length,
    ) -> Placed<'e> {
        let size = Size::new(left + text.size.width, text.size.height);
        let (baseline, slack) = (text.baseline, text.slack);
        let placed = Placed::new(size, baseline, move || {
            let mut frame = Frame::new(Some(self.role), size);
            frame.baseline = baseline;
            if is_start {
                self.put_label(&mut frame, label_width, text_size);
            }
            frame.push(Point::new(left, Length::ZERO), Content::Frame(text.draw()));
            frame
        });
        placed.with_slack(slack)
    }

    /// Puts the number flush right, on the first baseline of the text.
    fn put_label(&self, frame: &mut Frame, width: Length, text_size: Length) {
        let label = &self.labels[self.index];
        let lines = label.lines(self.fonts, text_size, width, Goal::Text);
        let setting = LineSetter {
            fonts: self.fonts,
            paragraph: label,
            text_size,
            align: Align::Right,
        };
        let label = setting.frame(Some(Role::Marker), &lines, width);
        let own = label.baseline.unwrap_or_default();
        let y = frame
            .baseline
            .map_or(Length::ZERO, |baseline| baseline - own);
        frame.push(Point::new(Length::ZERO, y), Content::Frame(label));
    }
}
