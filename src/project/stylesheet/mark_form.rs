//! The form of the mark on the pages of drafts and samples.

/// The form of the mark on the pages of sheets that are not final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MarkForm {
    /// A gray word across the page, behind the text.
    #[default]
    Filled,
    /// The contours of the word across the page, behind the text.
    Outline,
    /// The word along the left and the right margin. Samples are marked as with "outline".
    Margin,
}
