//! The style of footnotes.

use super::{Extent, Measure, PageColumn, RuleStyle, TextStyles};

/// The place of footnotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FootnotePlace {
    /// The foot of the page on which a footnote is first called.
    #[default]
    Page,
    /// The end of the sheet.
    End,
}

/// Footnotes.
#[derive(Clone, Debug)]
pub struct FootnoteStyle {
    /// The place.
    pub place: FootnotePlace,
    /// The column of the page.
    pub column: PageColumn,
    /// The type.
    pub looks: TextStyles,
    /// Free space between the text and the rule, or the first footnote without a rule.
    pub space_above: Extent,
    /// Free space between two footnotes.
    pub item_space: Extent,
    /// The space between a number and its footnote.
    pub marker_gap: Extent,
    /// A line above the first footnote.
    pub rule: Option<RuleStyle>,
    /// The length of the line.
    pub rule_length: Measure,
}
