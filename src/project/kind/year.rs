//! A year, such as that of the data of another office.

use super::change::Measure;
use super::descriptor::{Descriptor, Likely, Limit};
use super::print;
use crate::project::number::Number;

const FOUR_DIGITS: &str = "a year has four digits";

/// A year of four digits.
pub(super) static YEAR: Descriptor = Descriptor {
    name: "year",
    noun: "a year",
    description: "A year of four digits, printed without a separator: 2022.",
    definition: "Year",
    expected: |_| "a year".to_owned(),
    example: "2022",
    keys: &[],
    no_decimals: "a year has no decimals: write its four digits, as in 2022",
    least: Limit {
        number: Number::whole(1000),
        reason: FOUR_DIGITS,
    },
    most: Some(Limit {
        number: Number::whole(9999),
        reason: FOUR_DIGITS,
    }),
    has_groups: false,
    no_sign: "this figure is a year; give the cell the format of a number without decimals",
    print: print::year,
    cell_format: "0",
    is_quantity: false,
    measure: Measure::Difference,
    likely: |_| Likely::Between(2015, 2024),
    ..Descriptor::PLAIN
};
