//! The types of values: numbers, dates and texts.

/// The type of a kind's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// A number.
    Number,
    /// A date.
    Date,
    /// A text, by language.
    Text,
}
