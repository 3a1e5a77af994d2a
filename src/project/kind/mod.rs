//! The kinds of figures: which numbers each accepts, how it is printed, and how its change is measured.
//!
//! All that depends on a kind is in its [`Descriptor`]. A new kind is a file beside `count.rs` and a line in [`ALL`].
//! No other module asks which kind a figure has: it asks the [`Kind`] for what it needs to know.

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

/// What a figure measures.
#[derive(Clone, Copy)]
pub struct Kind(&'static Descriptor);

/// The properties of a kind.
struct Descriptor {
    /// The name in files.
    name: &'static str,
    /// What editors show beside the name.
    description: &'static str,
    /// The name of its values in schemas.
    definition: &'static str,
    /// The accepted values, for messages: "a whole number from 0".
    expected: &'static str,
    /// A value as a file has it.
    example: &'static str,
    /// Why a number with decimals is refused; `None` when it is not.
    no_decimals: Option<&'static str>,
    /// The smallest number.
    least: Number,
    /// The largest number.
    most: Option<Limit>,
    /// The number that all parts add up to, when values are shares of one total.
    total: Option<Number>,
    /// The sign behind a number where no language has a say: in spreadsheets, comparisons and traces.
    sign: &'static str,
    /// What to do about a cell with a percent sign, when the kind has none.
    no_sign: &'static str,
    /// Adds to digits what belongs to them in print, by the rules of a language.
    print: fn(String, &Numerals) -> String,
    /// The format of a whole number in a workbook.
    cell_format: &'static str,
    /// The power of ten by which a workbook's number differs from the figure's.
    cell_power: i8,
    /// Whether a noun can follow its numbers: "51 cases". Such a number also tells the size of a place.
    is_countable: bool,
    /// How a change is measured.
    measure: Measure,
    /// The numbers that samples have, where rules leave the choice.
    likely: fn(Scope) -> Likely,
}

/// A limit of the numbers of a kind.
struct Limit {
    number: Number,
    /// The limit as a sentence.
    reason: &'static str,
}

/// The numbers that samples have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likely {
    /// A number from the first to the second.
    Between(u64, u64),
    /// A number with so many digits: at least the first, at most the second.
    Digits(u32, u32),
}

impl Kind {
    /// All kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.into_iter().map(Self)
    }

    /// The kind of a name.
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

    /// A value as a file has it: `8_249`.
    #[must_use]
    pub const fn example(self) -> &'static str {
        self.0.example
    }

    /// Whether numbers can have decimals.
    #[must_use]
    pub const fn has_decimals(self) -> bool {
        self.0.no_decimals.is_none()
    }

    /// Whether numbers can be large enough for groups of digits.
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

    /// The number that all parts of a total add up to, when values are shares.
    #[must_use]
    pub const fn total(self) -> Option<Number> {
        self.0.total
    }

    /// Whether two figures can be compared, and drawn on one scale.
    #[must_use]
    pub fn is_comparable(self, other: Self) -> bool {
        self.0.name == other.0.name
    }

    /// Checks that a number is one of this kind.
    ///
    /// # Errors
    ///
    /// The rule that it breaks, as a sentence.
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

    /// The limit that a number is beyond: "this is above 100".
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

    /// A number as it is printed in a language.
    #[must_use]
    pub fn print(self, number: Number, numerals: &Numerals) -> String {
        (self.0.print)(numerals.digits(number), numerals)
    }

    /// The sign behind a number where no language has a say.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        self.0.sign
    }

    /// Checks that a text shows a number, rounded or cut off at its last digit: "36.2 million" for 36,210,822.
    ///
    /// # Errors
    ///
    /// What the text says instead, or why it cannot be read.
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

    /// The numbers that samples have, where rules leave the choice.
    #[must_use]
    pub fn likely(self, scope: Scope) -> Likely {
        (self.0.likely)(scope)
    }

    /// The largest whole number, as far as there is a limit.
    #[must_use]
    pub fn largest(self) -> Option<u64> {
        self.0.most.as_ref().map(|most| most.number.floor())
    }

    /// The name of its values in schemas.
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
