//! An amount of money in one currency.

use super::descriptor::{Descriptor, Likely};
use super::parameters::Key;
use super::print;
use crate::project::level::Level;

/// An amount in the currency that the dictionary names.
pub(super) static MONEY: Descriptor = Descriptor {
    name: "money",
    noun: "an amount of money",
    description: "An amount of money, printed with its currency as the language sets it.",
    definition: "Money",
    expected: |parameters| {
        let code = parameters
            .currency
            .map_or("money", |currency| currency.code());
        let whole = if parameters.is_whole() {
            "a whole"
        } else {
            "an"
        };
        format!("{whole} amount in {code}")
    },
    example: "336_400_000",
    keys: &[Key::Decimals, Key::Signed, Key::Currency, Key::Scale],
    no_sign: "this figure is an amount of money; give the cell the format of a number",
    print: print::money,
    likely: |level| match level {
        Level::NATIONAL => Likely::Digits(8, 10),
        _ => Likely::Digits(5, 8),
    },
    ..Descriptor::PLAIN
};
