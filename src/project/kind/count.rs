//! The number of cases, people or things: a whole number.

use super::{Descriptor, Likely, Measure};
use crate::project::number::Number;
use crate::project::scope::Scope;

/// A whole number from 0.
pub(super) static COUNT: Descriptor = Descriptor {
    name: "count",
    description: "A whole number from 0.",
    definition: "Count",
    expected: "a whole number from 0",
    example: "8_249",
    no_decimals: Some(
        "a count has no decimals: write a whole number, or give the figure kind = \"percent\" in data/figures.toml",
    ),
    least: Number::whole(0),
    most: None,
    total: None,
    sign: "",
    no_sign: "this figure is a count; give the cell the format of a number",
    print: |digits, _| digits,
    cell_format: "#,##0",
    cell_power: 0,
    is_countable: true,
    measure: Measure::Relative,
    likely: |scope| match scope {
        Scope::State => Likely::Digits(1, 4),
        Scope::National => Likely::Digits(5, 8),
    },
};
