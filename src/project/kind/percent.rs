//! A share of a total, or a change, in percent.

use super::change::Measure;
use super::descriptor::{Descriptor, Limit};
use super::parameters::Key;
use super::print;
use crate::project::number::Number;

const HUNDRED: Number = Number::whole(100);

/// A number from 0 to 100, with or without decimals; a signed one has no limits.
pub(super) static PERCENT: Descriptor = Descriptor {
    name: "percent",
    noun: "a percentage",
    description: "0 to 100, printed with the language's sign.",
    definition: "Percentage",
    expected: |_| "a percentage".to_owned(),
    example: "19",
    keys: &[Key::Decimals, Key::Signed],
    decimals: None,
    most: Some(Limit {
        number: HUNDRED,
        reason: "a percentage is at most 100",
    }),
    has_groups: false,
    total: Some(HUNDRED),
    sign: "%",
    no_sign: "",
    print: print::percentage,
    cell_format: "0",
    // Workbooks store a percentage as a share of 1.
    cell_power: -2,
    measure: Measure::Points,
    ..Descriptor::PLAIN
};
