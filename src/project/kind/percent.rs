//! A share of a total, in percent.

use super::{Descriptor, Likely, Limit, Measure};
use crate::project::number::Number;

const HUNDRED: Number = Number::whole(100);

/// A number from 0 to 100, with or without decimals.
pub(super) static PERCENT: Descriptor = Descriptor {
    name: "percent",
    description: "0 to 100, printed with the language's sign.",
    definition: "Percentage",
    expected: "a percentage from 0 to 100",
    example: "19",
    no_decimals: None,
    least: Number::whole(0),
    most: Some(Limit {
        number: HUNDRED,
        reason: "a percentage is at most 100",
    }),
    total: Some(HUNDRED),
    sign: "%",
    no_sign: "",
    print: |digits, numerals| format!("{digits}{}", numerals.percent_sign()),
    cell_format: "0",
    // Workbooks store a percentage as a share of 1.
    cell_power: -2,
    is_countable: false,
    measure: Measure::Points,
    likely: |_| Likely::Between(1, 99),
};
