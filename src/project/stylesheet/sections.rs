//! The styles of sections, cards, charts, pictures and QR codes.

use super::{Align, Color, Extent, PageColumn, RuleStyle, Styles, TextStyle, TextStyles};
use crate::diagnostic::Span;
use crate::geometry::Length;

/// The columns that sections stand side by side in.
#[derive(Clone, Copy, Debug)]
pub struct GridStyle {
    /// The number of columns.
    pub columns: usize,
    /// The space between two.
    pub gap: Extent,
}

/// The style of a section: a heading of level 1 or 2 and everything up to the next.
#[derive(Clone, Debug)]
pub struct SectionStyle {
    /// The name in headings.
    pub name: String,
    /// The source location of the name.
    pub span: Span,
    /// Whether it is shown.
    pub is_shown: bool,
    /// The number of columns of the grid.
    pub columns_of_grid: usize,
    /// The shares of its own columns. Never empty.
    pub shares: Vec<i64>,
    /// The space between its columns, and between the rows of what stands in them.
    pub gap: Extent,
    /// The place of callouts.
    pub callouts: Callouts,
    /// Whether the first callout is the hero of the page.
    pub has_hero: bool,
    /// The place of the heading.
    pub heading: HeadingPlace,
    /// The box around it.
    pub frame: BoxStyle,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
    /// How the blocks in it look.
    pub styles: Styles,
}

/// The place of a section on its page, whatever its style.
#[derive(Clone, Debug)]
pub struct SectionPlacing {
    /// The name in headings.
    pub name: String,
    /// The source location of the name.
    pub span: Span,
    /// Whether all of it stays on one page, if a page has room for it.
    pub is_kept: bool,
    /// Its place on the page.
    pub place: SectionPlace,
}

/// The place of a section on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SectionPlace {
    /// Below what comes before it.
    #[default]
    Flow,
    /// At the bottom of its page, with all that follows.
    Bottom,
}

/// The place of callouts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Callouts {
    /// In the text.
    #[default]
    Inline,
    /// Each on a card above the text that it is taken from.
    Card,
    /// All on a row of cards, above the text.
    Row,
    /// All on cards in the first column, beside the text.
    Beside,
}

/// The place of a section's heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HeadingPlace {
    /// Across all of its columns.
    #[default]
    Above,
    /// In the first of its columns.
    Beside,
}

/// A box: background, border and padding.
#[derive(Clone, Copy, Debug, Default)]
pub struct BoxStyle {
    /// The background with its source location.
    pub background: Option<(Color, Span)>,
    /// The thickness and the color of the border.
    pub border: Option<(Length, Color)>,
    /// The padding at the left and the right, inside the border.
    pub padding_x: Extent,
    /// The padding above capitals and below the last baseline.
    pub padding_y: Extent,
    /// The radius of its corners.
    pub radius: Length,
}

/// The style of a callout that is lifted out of the text: a large number on a line of its own, between the words
/// before and after it, and a context line below.
#[derive(Clone, Debug)]
pub struct CardStyle {
    /// The type of its words.
    pub looks: TextStyles,
    /// The type of its number.
    pub figure: TextStyles,
    /// The smallest size of the number, in a row of cards that is too narrow for a long one; `None` if it does not
    /// shrink.
    pub min_figure: Option<Extent>,
    /// The type of its context line.
    pub context: TextStyles,
    /// The column of the page that callouts go in outside of styled sections, or `None` if they stay in the text.
    pub place: Option<PageColumn>,
    /// The box around it.
    pub frame: BoxStyle,
    /// A line along its upper edge.
    pub rule_above: Option<RuleStyle>,
    /// The space above and below the number.
    pub gap: Extent,
    /// The space between a card and what is around it.
    pub space: Extent,
}

impl CardStyle {
    /// The style of its number, with lengths in the unit of the size of the number instead of the text size.
    #[must_use]
    pub fn figure_in_its_size(&self) -> TextStyles {
        let leading = match (self.figure.plain.leading, self.figure.plain.size) {
            (Extent::Em(leading), Extent::Em(size)) => leading * 1000 / size.max(1),
            (Extent::Fixed(leading), Extent::Fixed(size)) => {
                leading.milli() * 1000 / size.milli().max(1)
            }
            // The number stands on one line, so its leading has little to say.
            _ => 1000,
        };
        let own = |style: &TextStyle| TextStyle {
            size: Extent::Em(1000),
            leading: Extent::Em(leading.max(1)),
            ..style.clone()
        };
        TextStyles {
            plain: own(&self.figure.plain),
            strong: own(&self.figure.strong),
            emphasis: own(&self.figure.emphasis),
            strong_emphasis: own(&self.figure.strong_emphasis),
            link: self.figure.link,
        }
    }

    /// How its words look. All of a card is a callout; what is bold in the words need not be bold on it.
    #[must_use]
    pub fn words(&self) -> TextStyles {
        TextStyles {
            strong: self.looks.plain.clone(),
            strong_emphasis: self.looks.emphasis.clone(),
            ..self.looks.clone()
        }
    }
}

/// A chart.
#[derive(Clone, Debug)]
pub struct ChartStyle {
    /// Whether charts are shown.
    pub is_shown: bool,
    /// The type of labels.
    pub label: TextStyles,
    /// The type of numbers.
    pub value: TextStyles,
    /// The type of titles.
    pub title: TextStyles,
    /// The type of notes.
    pub note: TextStyles,
    /// The color of the place's marks, from which tints are mixed.
    pub fill: Color,
    /// The color of the marks of the place that it is within.
    pub within: Color,
    /// The color of the nation's marks.
    pub national: Color,
    /// The colors of further series.
    pub further: Vec<Color>,
    /// The color of lines of scales and of marks in the background.
    pub grid: Color,
    /// The colors of marks that are written in the design, with their source locations.
    pub fills: Vec<(Color, Option<Span>)>,
    /// The thickness of bars.
    pub bar: Extent,
    /// The space between two bars, and around the drawing.
    pub gap: Extent,
    /// The height of the area of lines. That of dots is half of it.
    pub height: Extent,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
}

/// A picture.
#[derive(Clone, Copy, Debug)]
pub struct PictureStyle {
    /// Whether pictures are shown.
    pub is_shown: bool,
    /// The height, if there is room for the width.
    pub height: Extent,
    /// The alignment.
    pub align: Align,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
}

/// A QR code and its address.
#[derive(Clone, Debug)]
pub struct QrStyle {
    /// Whether QR codes are shown.
    pub is_shown: bool,
    /// The type of the address.
    pub looks: TextStyles,
    /// The width and height of the code, with its quiet zone.
    pub side: Extent,
    /// Whether the address stands beside the code. Otherwise the code itself is the link.
    pub has_address: bool,
    /// The space between it and its address.
    pub gap: Extent,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
}

/// Whether a section or a folder with words can have this name: small letters, digits and hyphens.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty() && name.bytes().all(is_plain)
}
