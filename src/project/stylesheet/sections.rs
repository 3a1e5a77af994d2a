//! Sections: how they stand on the page, and what is drawn in them.

use super::{Align, Color, Extent, RuleStyle, Styles, TextStyles};
use crate::diagnostic::Span;
use crate::geometry::Length;

/// The columns that sections stand side by side in.
#[derive(Clone, Copy, Debug)]
pub struct GridStyle {
    /// How many there are.
    pub columns: usize,
    /// The space between two.
    pub gap: Extent,
}

/// How a section stands: a heading of level 1 or 2, and all up to the next.
#[derive(Debug)]
pub struct SectionStyle {
    /// What headings call it.
    pub name: String,
    /// Where that is written in the design.
    pub span: Span,
    /// Whether it is set at all.
    pub is_shown: bool,
    /// How many columns of the grid it takes.
    pub columns_of_grid: usize,
    /// The shares of its own columns. Never empty.
    pub shares: Vec<i64>,
    /// The space between its columns, and between the rows of what stands in them.
    pub gap: Extent,
    /// Where callouts stand.
    pub callouts: Callouts,
    /// Where its heading stands.
    pub heading: HeadingPlace,
    /// What is around it.
    pub frame: BoxStyle,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
    /// How the blocks in it look.
    pub styles: Styles,
}

/// Where callouts stand.
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

/// Where the heading of a section stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HeadingPlace {
    /// Across all of its columns.
    #[default]
    Above,
    /// In the first of its columns.
    Beside,
}

/// What is around something: a color behind it, a line around it, free space inside of that.
#[derive(Clone, Copy, Debug, Default)]
pub struct BoxStyle {
    /// The color behind it, and where that is written.
    pub background: Option<(Color, Span)>,
    /// How thick the line is, and its color.
    pub border: Option<(Length, Color)>,
    /// What is free at the left and at the right, inside the line.
    pub padding_x: Extent,
    /// What is free above capitals and below the last baseline.
    pub padding_y: Extent,
    /// The radius of its corners.
    pub radius: Length,
}

/// A callout that is lifted out of the text: its number on a line of its own, large, between the words
/// before it and those after it.
#[derive(Clone, Debug)]
pub struct CardStyle {
    /// The type of its words.
    pub looks: TextStyles,
    /// The type of its number.
    pub figure: TextStyles,
    /// What is around it.
    pub frame: BoxStyle,
    /// A line along its upper edge.
    pub rule_above: Option<RuleStyle>,
    /// What is free above and below the number.
    pub gap: Extent,
    /// The space between a card and what is around it.
    pub space: Extent,
}

impl CardStyle {
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
    /// Whether charts are set at all.
    pub is_shown: bool,
    /// The type of labels.
    pub label: TextStyles,
    /// The type of numbers.
    pub value: TextStyles,
    /// What bars are filled with. Tints are made of it.
    pub fill: Color,
    /// Where that is written.
    pub fill_span: Option<Span>,
    /// How thick bars are.
    pub bar: Extent,
    /// The space between two bars.
    pub gap: Extent,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
}

/// A picture.
#[derive(Clone, Copy, Debug)]
pub struct PictureStyle {
    /// Whether pictures are set at all.
    pub is_shown: bool,
    /// How high they are, where there is room for their width.
    pub height: Extent,
    /// To which side they are set.
    pub align: Align,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
}

/// A QR code and its address.
#[derive(Clone, Debug)]
pub struct QrStyle {
    /// Whether QR codes are set at all.
    pub is_shown: bool,
    /// The type of the address.
    pub looks: TextStyles,
    /// How wide and high the code is, with the free space around it.
    pub side: Extent,
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
