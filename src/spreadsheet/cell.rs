//! The content of a cell.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

/// A cell's value with the properties of its display that matter for import.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text.
    Text(Arc<str>),
    /// A number and its minimum number of displayed decimals.
    Number(f64, u8),
    /// A number displayed as a percentage, 0.19 as 19 %, and its minimum number of displayed decimals.
    Percent(f64, u8),
    /// A number displayed as something else: words, thousands, fewer digits.
    Disguised(f64),
    /// A value that is raised or lowered, or a text with parts in different formatting.
    Rich(Arc<str>),
    /// A value that is struck out in whole or in part.
    Struck(Arc<str>),
    /// A date or a time: its date if it has one, and its displayed text.
    Date(Option<NaiveDate>, Arc<str>),
    /// A Boolean.
    Truth(bool),
    /// The error of a formula.
    Error(Arc<str>),
    /// A formula without a result.
    Formula,
}

impl Cell {
    /// The trimmed text, or `None` if the cell is not a text or is struck out.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Rich(text) => Some(trim(text)),
            _ => None,
        }
    }

    /// Whether the cell is a text of white space only.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text().is_some_and(str::is_empty)
    }

    /// The length of the text in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text)
            | Self::Rich(text)
            | Self::Struck(text)
            | Self::Date(_, text)
            | Self::Error(text) => text.len(),
            _ => 0,
        }
    }
}

/// The display form of the cell, for messages.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Rich(text) | Self::Struck(text) => f.write_str(text),
            Self::Number(number, decimals) => f.write_str(&decimal(*number, 0, *decimals)),
            Self::Disguised(number) => f.write_str(&decimal(*number, 0, 0)),
            Self::Percent(number, decimals) => write!(f, "{}%", decimal(*number, 2, *decimals)),
            Self::Date(_, shown) => f.write_str(shown),
            Self::Truth(is_true) => f.write_str(if *is_true { "TRUE" } else { "FALSE" }),
            Self::Error(error) => f.write_str(error),
            Self::Formula => f.write_str("= …"),
        }
    }
}

/// A text without the spaces around it, including invisible ones.
#[must_use]
pub fn trim(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
    text.trim_matches(is_blank)
}

/// A number times a power of ten in decimal digits. It has at most the fifteen digits that spreadsheet programs keep,
/// and at least the displayed decimals.
#[must_use]
pub fn decimal(number: f64, power: i32, decimals: u8) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{:.14e}", number.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits = mantissa.replace('.', "");
    let point = exponent.parse::<i32>().unwrap_or(0) + power + 1;
    let sign = if number < 0.0 { "-" } else { "" };
    let (whole, fraction) = match usize::try_from(point) {
        Ok(point) if point < digits.len() => {
            let (whole, fraction) = digits.split_at(point);
            (whole.to_owned(), fraction.to_owned())
        }
        Ok(point) => (format!("{digits:0<point$}"), String::new()),
        Err(_) => {
            let zeros = usize::try_from(-point).unwrap_or(0);
            (String::new(), format!("{}{digits}", "0".repeat(zeros)))
        }
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let decimals = usize::from(decimals);
    match fraction.trim_end_matches('0') {
        "" if decimals == 0 => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction:0<decimals$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_people_see() {
        for (number, power, shown) in [
            (8249.0, 0, "8249"),
            (0.0, 0, "0"),
            (0.19, 2, "19"),
            (0.285, 2, "28.5"),
            (0.1 + 0.2, 2, "30"),
            (0.07, 2, "7"),
            (1.0, 2, "100"),
            (0.0005, 2, "0.05"),
            (-3.5, 0, "-3.5"),
            (123_456_789_012_345.0, 0, "123456789012345"),
            (1e20, 0, "100000000000000000000"),
        ] {
            assert_eq!(decimal(number, power, 0), shown);
        }
    }

    #[test]
    fn numbers_keep_the_decimals_they_are_shown_with() {
        for (number, power, decimals, shown) in [
            (0.99, 2, 1, "99.0"),
            (0.995, 2, 2, "99.50"),
            (0.995, 2, 0, "99.5"),
            (0.9975, 2, 1, "99.75"),
            (0.0, 2, 1, "0.0"),
            (1.0, 2, 3, "100.000"),
            (8249.0, 0, 2, "8249.00"),
        ] {
            assert_eq!(decimal(number, power, decimals), shown);
        }
    }

    #[test]
    fn every_whole_percentage_is_itself() {
        for percent in 0..=10_000_u32 {
            let fraction = f64::from(percent) / 10_000.0;
            let expected = f64::from(percent) / 100.0;
            assert_eq!(decimal(fraction, 2, 0), format!("{expected}"));
        }
    }
}
