//! The feet of pages: the footnotes that are called on each.
//!
//! A footnote stands on the page of its first call. Its height is taken from the room of that page, so the flow asks for
//! it whenever it places something with a call.

use super::element::{Element, Fit, Placed, Region, Resume, Why};
use crate::diagnostic::Span;
use crate::geometry::Length;
use crate::project::stylesheet::{Extent, Measure, PageColumn, RuleStyle};

/// A footnote.
pub struct Foot<'f> {
    /// The element. It is placed whole.
    pub element: Box<dyn Element + 'f>,
    /// The location in the text.
    pub span: Span,
}

/// The footnotes of a sheet, and the way in which they stand below the text.
#[derive(Default)]
pub struct Feet<'f> {
    /// The footnotes, in the order of their numbers.
    pub feet: Vec<Foot<'f>>,
    /// The column of the page.
    pub column: PageColumn,
    /// The least space between the text and the rule, or the first footnote.
    pub space_above: Extent,
    /// The space between two footnotes.
    pub item_space: Extent,
    /// The line above the first.
    pub rule: Option<RuleStyle>,
    /// The length of the line.
    pub rule_length: Measure,
}

/// A footnote that fits no page, with the reason.
#[derive(Debug)]
pub(super) struct NoRoom {
    pub span: Span,
    pub why: Why,
}

/// A height in which any footnote is placed whole.
const ENDLESS: Length = Length::pt(1_000_000_000);

/// The heights of footnotes at a text size.
pub(super) struct MeasuredFeet<'e> {
    feet: &'e Feet<'e>,
    width: Length,
    text_size: Length,
    heights: Vec<Length>,
}

impl<'e> MeasuredFeet<'e> {
    /// Measures footnotes in a width.
    ///
    /// # Errors
    ///
    /// Returns an error if a footnote has a word wider than the column, or is higher than a page.
    pub(super) fn new(
        feet: &'e Feet<'e>,
        width: Length,
        page: Length,
        text_size: Length,
    ) -> Result<Self, NoRoom> {
        let mut measured = Self {
            feet,
            width,
            text_size,
            heights: Vec::with_capacity(feet.feet.len()),
        };
        for foot in &feet.feet {
            let why = match measured.place(foot) {
                Fit::All(placed) | Fit::Part(placed, _) => {
                    let needed = placed.size.height;
                    measured.heights.push(needed);
                    let footnote = foot.span;
                    (needed > page).then_some(Why::FootnotesTooHigh { needed, footnote })
                }
                Fit::None(why) => Some(why),
            };
            if let Some(why) = why {
                let span = foot.span;
                return Err(NoRoom { span, why });
            }
        }
        Ok(measured)
    }

    fn place(&self, foot: &'e Foot<'e>) -> Fit<'e> {
        let region = Region {
            width: self.width,
            height: ENDLESS,
            page: ENDLESS,
            is_top: false,
            is_largest: true,
        };
        foot.element
            .place(Resume::default(), region, self.text_size)
    }

    /// The height below the text for footnotes, by their numbers from 1: nothing without any.
    pub(super) fn height(&self, numbers: &[usize]) -> Length {
        let heights = numbers
            .iter()
            .filter_map(|number| self.heights.get(number - 1));
        let heights: Length = heights.copied().sum();
        match numbers.len() {
            0 => Length::ZERO,
            count => {
                let between = i64::try_from(count - 1).unwrap_or_default();
                self.head() + heights + self.feet.item_space.at(self.text_size) * between
            }
        }
    }

    /// The height above the first footnote.
    fn head(&self) -> Length {
        let rule = self.feet.rule.as_ref();
        let rule = rule.map_or(Length::ZERO, |rule| {
            rule.width + rule.gap.at(self.text_size)
        });
        self.feet.space_above.at(self.text_size) + rule
    }

    /// The line above the footnotes, with its distance from the top of their height, and its length.
    pub(super) fn rule(&self) -> Option<(&'e RuleStyle, Length, Length)> {
        let rule = self.feet.rule.as_ref()?;
        let length = self.feet.rule_length.at(self.width, self.text_size);
        Some((
            rule,
            self.feet.space_above.at(self.text_size),
            length.min(self.width),
        ))
    }

    /// Places footnotes, by their numbers. Each is returned with its distance from the top of their height.
    pub(super) fn placed(&self, numbers: &[usize]) -> Vec<(Length, Placed<'e>)> {
        let mut y = self.head();
        let mut all = Vec::with_capacity(numbers.len());
        for number in numbers {
            let Some(foot) = self.feet.feet.get(number - 1) else {
                continue;
            };
            if let Fit::All(placed) = self.place(foot) {
                let height = placed.size.height;
                all.push((y, placed));
                y += height + self.feet.item_space.at(self.text_size);
            }
        }
        all
    }

    /// The location of a footnote in the text.
    pub(super) fn span(&self, number: usize) -> Option<Span> {
        Some(self.feet.feet.get(number - 1)?.span)
    }

    /// The column of the page.
    pub(super) fn column(&self) -> PageColumn {
        self.feet.column
    }
}
