//! The kinds of figures: the numbers that each accepts, their printed form, and the measure of their changes.
//!
//! Everything that depends on a kind is in its [`Descriptor`]. A new kind is a file beside `count.rs` and a line in
//! [`ALL`]. No other module matches on the kind of a figure: it calls a method of [`Kind`] for the property that it
//! needs.

mod cell;
mod change;
mod count;
mod percent;

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use super::number::Number;
use super::numerals::Numerals;
use super::scope::Scope;
use change::Measure;

/// All kinds, in the order in which editors offer them.
static ALL: [&Descriptor; 2] = [&count::COUNT, &percent::PERCENT];

/// The kind of a figure: a count or a percentage.
#[derive(Clone, Copy)]
pub struct Kind(&'static Descriptor);

/// The properties of a kind.
struct Descriptor {
    /// The name in files.
    name: &'static str,
    /// The description that editors show beside the name.
    description: &'static str,
    /// The name of the schema definition for its values.
    definition: &'static str,
    /// The accepted values, for messages: "a whole number from 0".
    expected: &'static str,
    /// A sample value as written in a data file.
    example: &'static str,
    /// The reason why numbers with decimals are refused, or `None` if they are accepted.
    no_decimals: Option<&'static str>,
    /// The smallest number.
    least: Number,
    /// The largest number, or `None` without a limit.
    most: Option<Limit>,
    /// The sum of all parts of a total if values are shares, or `None` if they are not.
    total: Option<Number>,
    /// The sign after a number in output that has no language: spreadsheets, comparisons and traces.
    sign: &'static str,
    /// The advice about a cell with a percent sign, for kinds without the sign.
    no_sign: &'static str,
    /// Completes formatted digits for print by the rules of a language, for instance with a percent sign.
    print: fn(String, &Numerals) -> String,
    /// The format of a whole number in a workbook.
    cell_format: &'static str,
    /// The exponent of the power of ten by which a figure is multiplied for a workbook.
    cell_power: i8,
    /// Whether a noun can follow its numbers: "51 cases". A countable number also indicates the size of a jurisdiction.
    is_countable: bool,
    /// The unit in which changes are measured.
    measure: Measure,
    /// The range of random sample numbers, where rules do not decide.
    likely: fn(Scope) -> Likely,
}

/// The upper limit of a kind's numbers.
struct Limit {
    number: Number,
    /// The limit as a sentence.
    reason: &'static str,
}

/// A range for random sample numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likely {
    /// A number between two bounds, inclusive.
    Between(u64, u64),
    /// A number by its number of digits: the minimum and the maximum.
    Digits(u32, u32),
}

impl Kind {
    /// All kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.into_iter().map(Self)
    }

    /// The kind with a name, or `None` if there is no such kind.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }

    /// The name in files: `count`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The accepted values, for messages: "a whole number from 0".
    #[must_use]
    pub const fn expected(self) -> &'static str {
        self.0.expected
    }

    /// A sample value as written in a data file: `8_249`.
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.0.example
    }

    /// Whether numbers can have decimals.
    #[must_use]
    pub const fn has_decimals(self) -> bool {
        self.0.no_decimals.is_none()
    }

    /// Whether numbers can reach 1,000 and need group separators.
    #[must_use]
    pub fn has_groups(self) -> bool {
        let most = self.0.most.as_ref();
        most.is_none_or(|most| most.number >= Number::whole(1000))
    }

    /// Whether a noun can follow its numbers: "51 cases".
    #[must_use]
    pub const fn is_countable(self) -> bool {
        self.0.is_countable
    }

    /// The sum of all parts of a total if values are shares, or `None` if they are not.
    #[must_use]
    pub const fn total(self) -> Option<Number> {
        self.0.total
    }

    /// Whether figures of the two kinds can be compared and drawn on one scale.
    #[must_use]
    pub fn is_comparable(self, other: Self) -> bool {
        self.0.name == other.0.name
    }

    /// Checks that a number is valid for this kind.
    ///
    /// # Errors
    ///
    /// The rule that the number breaks, as a sentence.
    pub fn check(self, number: Number) -> Result<(), &'static str> {
        let (no_decimals, most) = (self.0.no_decimals, self.0.most.as_ref());
        let too_exact = no_decimals.filter(|_| number.decimals() > 0);
        let too_large = most.filter(|most| number > most.number);
        match too_exact.or(too_large.map(|most| most.reason)) {
            _ if number < self.0.least => Err("figures are 0 or more"),
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    /// The limit that a number exceeds, in words: "this is above 100". `None` if it is within the limits.
    #[must_use]
    pub fn beyond(self, number: Number) -> Option<String> {
        let least = self.0.least;
        let most = self.0.most.as_ref().map(|most| most.number);
        match most {
            _ if number < least => Some(format!("this is below {least}")),
            Some(most) if number > most => Some(format!("this is above {most}")),
            _ => None,
        }
    }

    /// The printed form of a number in a language.
    #[must_use]
    pub fn print(self, number: Number, numerals: &Numerals) -> String {
        (self.0.print)(numerals.digits(number), numerals)
    }

    /// The sign after a number in output that has no language. Empty if the kind has none.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        self.0.sign
    }

    /// Checks that a printed text is a rounded or truncated form of a number: "36.2 million" for 36,210,822.
    ///
    /// # Errors
    ///
    /// The number that the text shows instead, or the reason why it cannot be read.
    pub fn check_printed(
        self,
        text: &str,
        number: Number,
        numerals: &Numerals,
    ) -> Result<(), String> {
        let sign = self.0.sign;
        let digits = text
            .strip_suffix(sign)
            .ok_or_else(|| format!("the text of a percentage ends in its sign, {sign}"))?;
        let digits = if sign.is_empty() {
            digits
        } else {
            digits.trim_end()
        };
        numerals.check_shown(digits, number)
    }

    /// The range of random sample numbers, where rules do not decide.
    #[must_use]
    pub fn likely(self, scope: Scope) -> Likely {
        (self.0.likely)(scope)
    }

    /// The largest whole number, or `None` without a limit.
    #[must_use]
    pub fn largest(self) -> Option<u64> {
        self.0.most.as_ref().map(|most| most.number.floor())
    }

    /// The name of the schema definition for its values.
    #[must_use]
    pub const fn definition(self) -> &'static str {
        self.0.definition
    }

    /// The JSON Schema of its numbers.
    #[must_use]
    pub fn schema(self) -> serde_json::Value {
        let kind = if self.has_decimals() {
            "number"
        } else {
            "integer"
        };
        let (least, most) = (self.0.least.floor(), self.largest());
        serde_json::json!({
            "type": kind,
            "minimum": least,
            "maximum": most.unwrap_or(Number::LARGEST),
        })
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::find(&name).ok_or_else(|| {
            let known = ALL.map(|kind| format!("`{}`", kind.name)).join(" or ");
            de::Error::custom(format!("unknown variant `{name}`, expected {known}"))
        })
    }
}

impl JsonSchema for Kind {
    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kinds = ALL.map(|kind| {
            json_schema!({
                "description": kind.description,
                "type": "string",
                "const": kind.name,
            })
        });
        json_schema!({ "description": "What a figure measures.", "oneOf": kinds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn kind(name: &str) -> Kind {
        Kind::find(name).expect("a kind")
    }

    fn numerals(tag: &str) -> Numerals {
        Numerals::new(&Language::new(tag)).expect("a language")
    }

    #[test]
    fn numbers_are_printed_as_the_publisher_does() {
        let shown = |tag: &str| kind("count").print(number("8249"), &numerals(tag));
        assert_eq!(shown("en-US"), "8,249");
        assert_eq!(shown("es-US"), "8,249");
        assert_eq!(shown("es"), "8249");
        let percent = |text, tag| kind("percent").print(number(text), &numerals(tag));
        assert_eq!(percent("19.5", "en-US"), "19.5%");
        assert_eq!(percent("19", "es-US"), "19\u{a0}%");
    }

    #[test]
    fn a_printed_percentage_has_one_sign() {
        let check = |text| kind("percent").check_printed(text, number("19"), &numerals("en-US"));
        assert_eq!(check("19%"), Ok(()));
        assert_eq!(check("19 %"), Ok(()));
        assert!(check("19%%").is_err() && check("19").is_err());
    }

    #[test]
    fn each_kind_has_its_range() {
        assert!(kind("count").check(number("1000000")).is_ok());
        assert!(kind("count").check(number("1.5")).is_err());
        assert!(kind("count").check(number("-1")).is_err());
        assert!(kind("percent").check(number("99.5")).is_ok());
        assert_eq!(
            kind("percent").beyond(number("100.1")).as_deref(),
            Some("this is above 100")
        );
    }
}
