//! A day, such as that of an election or of the last inspection.

use super::change::Measure;
use super::descriptor::Descriptor;
use super::value_type::ValueType;

/// A date, written in data files as a date of TOML.
pub(super) static DATE: Descriptor = Descriptor {
    name: "date",
    noun: "a date",
    description: "A date such as 2024-05-01, printed in the long form of the language.",
    definition: "Date",
    values: ValueType::Date,
    expected: |_| "a date".to_owned(),
    example: "2024-05-01",
    keys: &[],
    has_groups: false,
    no_sign: "this figure is a date; give the cell the format of a date",
    cell_format: "yyyy-mm-dd",
    is_quantity: false,
    measure: Measure::Difference,
    ..Descriptor::PLAIN
};
