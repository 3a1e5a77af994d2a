//! The properties by which one kind differs from another.

use super::change::Measure;
use super::parameters::{Key, Parameters};
use super::print;
use super::value_type::ValueType;
use crate::project::level::Level;
use crate::project::number::Number;
use crate::project::numerals::Numerals;

/// The properties of a kind.
pub(super) struct Descriptor {
    /// The name in files.
    pub name: &'static str,
    /// One value of the kind, for messages: "a percentage".
    pub noun: &'static str,
    /// The description that editors show beside the name.
    pub description: &'static str,
    /// The name of the schema definition for its values.
    pub definition: &'static str,
    /// The type of its values.
    pub values: ValueType,
    /// The accepted values without their limits, for messages: "a whole number".
    pub expected: fn(&Parameters) -> String,
    /// A sample value without decimals, as written in a data file.
    pub example: &'static str,
    /// The keys of the dictionary that a figure of this kind can have.
    pub keys: &'static [Key],
    /// The decimals of a figure that does not declare them, or `None` if each number prints its own.
    pub decimals: Option<u8>,
    /// The advice about a number with decimals, where none are accepted.
    pub no_decimals: &'static str,
    /// The smallest number, if the figure is not signed.
    pub least: Limit,
    /// The largest number, if the figure is not signed; `None` without a limit.
    pub most: Option<Limit>,
    /// Whether numbers have group separators from 1,000.
    pub has_groups: bool,
    /// The sum of all parts of a total if values are shares, or `None` if they are not.
    pub total: Option<Number>,
    /// The sign after a number in output that has no language: spreadsheets, comparisons and traces.
    pub sign: &'static str,
    /// The advice about a cell with a percent sign, for kinds without the sign.
    pub no_sign: &'static str,
    /// The printed form in a language.
    pub print: fn(&Parameters, Number, &Numerals) -> String,
    /// The format of a whole number in a workbook.
    pub cell_format: &'static str,
    /// The exponent of the power of ten by which a figure is multiplied for a workbook.
    pub cell_power: i8,
    /// Whether its values can be added, drawn as bars and be parts of each other. Years, dates and texts cannot.
    pub is_quantity: bool,
    /// Whether a noun can follow its numbers: "51 cases". A countable number also indicates the size of a jurisdiction.
    pub is_countable: bool,
    /// The unit in which changes are measured.
    pub measure: Measure,
    /// The range of random sample numbers, where rules do not decide.
    pub likely: fn(Level) -> Likely,
}

impl Descriptor {
    /// A number from 0 without special properties, on which the kinds build.
    pub(super) const PLAIN: Self = Self {
        name: "number",
        noun: "a number",
        description: "A number, with as many decimals as `decimals` says.",
        definition: "Number",
        values: ValueType::Number,
        expected: |parameters| match parameters.is_whole() {
            true => "a whole number".to_owned(),
            false => "a number".to_owned(),
        },
        example: "12",
        keys: &[Key::Decimals, Key::Signed, Key::Scale, Key::Unit],
        decimals: Some(0),
        no_decimals: "write a whole number, or add decimals = 1 to the figure in data/figures.toml",
        least: Limit {
            number: Number::whole(0),
            reason: "figures are 0 or more",
        },
        most: None,
        has_groups: true,
        total: None,
        sign: "",
        no_sign: "this figure is no percentage; give the cell the format of a number",
        print: print::grouped,
        cell_format: "#,##0",
        cell_power: 0,
        is_quantity: true,
        is_countable: false,
        measure: Measure::Relative,
        likely: |_| Likely::Between(1, 99),
    };
}

/// A limit of a kind's numbers.
pub(super) struct Limit {
    pub number: Number,
    /// The limit as a sentence.
    pub reason: &'static str,
}

/// A range for random sample numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likely {
    /// A number between two bounds, inclusive.
    Between(u64, u64),
    /// A number by its number of digits: the minimum and the maximum.
    Digits(u32, u32),
}
