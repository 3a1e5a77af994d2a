//! The number of cases, people or things: a whole number.

use super::descriptor::{Descriptor, Likely};
use super::parameters::Key;
use crate::project::level::Level;

/// A whole number from 0.
pub(super) static COUNT: Descriptor = Descriptor {
    name: "count",
    noun: "a count",
    description: "A whole number from 0.",
    definition: "Count",
    example: "8_249",
    keys: &[Key::Decimals, Key::Signed, Key::Scale],
    no_decimals: "a count has no decimals: write a whole number, or give the figure kind = \"percent\" in data/figures.toml",
    no_sign: "this figure is a count; give the cell the format of a number",
    is_countable: true,
    likely: |level| match level {
        Level::NATIONAL => Likely::Digits(5, 8),
        _ => Likely::Digits(1, 4),
    },
    ..Descriptor::PLAIN
};
