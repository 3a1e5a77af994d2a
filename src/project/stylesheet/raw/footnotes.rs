//! Footnotes, as they are written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{FigureStyle, Link, PageColumn, Rule, TextStyles, Type, Underline, style};
use crate::project::spanned::Spanned;
use crate::project::stylesheet::FootnotePlace;
use crate::project::written::{Color, FontName, Length, Measure, Written};

/// The footnotes of the sheet.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::project::stylesheet) struct Footnotes {
    /// The foot of the page on which a footnote is called, or the end of the sheet.
    #[serde(default)]
    pub place: FootnotePlace,
}

style!(
    /// The style of footnotes.
    Footnote {
        /// The column of the page.
        place: Option<Spanned<PageColumn>>,
        /// The least space between the text and the footnotes.
        space_above: Option<Written<Length>>,
        /// The space between two footnotes.
        item_space: Option<Written<Length>>,
        /// The space between a number and its footnote.
        marker_gap: Option<Written<Length>>,
        /// The rule above the first footnote; a thin one when left out, none with a width of 0.
        rule: Option<Rule>,
        /// The length of the rule: a length, or a share of the column such as "25%".
        rule_length: Option<Written<Measure>>,
    }
);
