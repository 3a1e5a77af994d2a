//! A text of one place, such as its county seat or its largest industry.

use super::change::Measure;
use super::descriptor::Descriptor;
use super::value_type::ValueType;

/// One line of text, by language.
pub(super) static TEXT: Descriptor = Descriptor {
    name: "text",
    noun: "a text",
    description: "One line of text, by language or the same in all.",
    definition: "Text",
    values: ValueType::Text,
    expected: |_| "a text".to_owned(),
    example: "\"Montgomery\"",
    keys: &[],
    has_groups: false,
    no_sign: "this figure is a text; give the cell the format of text",
    cell_format: "@",
    is_quantity: false,
    measure: Measure::Difference,
    ..Descriptor::PLAIN
};
