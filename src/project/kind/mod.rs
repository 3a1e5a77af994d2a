//! The kinds of figures: the values that each accepts, their printed form, and the measure of their changes.
//!
//! Everything that depends on a kind is in its [`Descriptor`]. A new kind is a file beside `count.rs` and a line in
//! [`ALL`]. The dictionary adds the parameters of a figure, such as its decimals. No other module matches on the kind
//! of a figure: it calls a method of [`Kind`] for the property that it needs.

mod cell;
mod change;
mod count;
mod currency;
mod date;
mod descriptor;
mod money;
mod number;
mod parameters;
mod percent;
mod print;
mod scale;
mod schema;
mod text;
mod value_type;
mod year;

use std::fmt;

use super::level::Level;
use super::number::Number;
use descriptor::Descriptor;

pub(super) use currency::Currency;
pub use descriptor::Likely;
pub use parameters::{Key as KindKey, Parameters};
pub use scale::Scale;
pub use value_type::ValueType;

/// All kinds, in the order in which editors offer them.
static ALL: [&Descriptor; 7] = [
    &count::COUNT,
    &percent::PERCENT,
    &number::NUMBER,
    &money::MONEY,
    &year::YEAR,
    &date::DATE,
    &text::TEXT,
];

/// The kind of a figure with its parameters: a count, a percentage with one decimal, an amount in US dollars.
#[derive(Clone, Copy)]
pub struct Kind {
    descriptor: &'static Descriptor,
    parameters: Parameters,
}

impl Kind {
    /// All kinds, with the parameters of a figure that declares none.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.into_iter().map(|descriptor| Self {
            descriptor,
            parameters: Parameters {
                decimals: descriptor.decimals,
                ..Parameters::default()
            },
        })
    }

    /// The kind with a name, or `None` if there is no such kind.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }

    /// The kind with the parameters that a figure declares. Decimals that are not declared are those of the kind.
    #[must_use]
    pub fn with(self, declared: Parameters) -> Self {
        Self {
            parameters: Parameters {
                decimals: declared.decimals.or(self.descriptor.decimals),
                ..declared
            },
            ..self
        }
    }

    /// The name in files: `count`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.descriptor.name
    }

    /// One value of the kind, for messages: "a percentage".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        self.descriptor.noun
    }

    /// The type of its values.
    #[must_use]
    pub const fn values(self) -> ValueType {
        self.descriptor.values
    }

    /// Whether its values can be added, drawn as bars and be parts of each other.
    #[must_use]
    pub const fn is_quantity(self) -> bool {
        self.descriptor.is_quantity
    }

    /// Whether its values are numbers, which can be compared.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        self.values() == ValueType::Number
    }

    /// The parameters.
    #[must_use]
    pub const fn parameters(self) -> Parameters {
        self.parameters
    }

    /// The keys of the dictionary that a figure of this kind can have.
    #[must_use]
    pub const fn keys(self) -> &'static [KindKey] {
        self.descriptor.keys
    }

    /// The accepted values, for messages: "a whole number from 0".
    #[must_use]
    pub fn expected(self) -> String {
        let value = (self.descriptor.expected)(&self.parameters);
        if !self.is_numeric() {
            return value;
        }
        let value = match (self.least(), &self.most()) {
            (Some(least), Some(most)) => {
                format!("{value} from {} to {}", least.ungrouped(), most.ungrouped())
            }
            (Some(least), None) => format!("{value} from {least}"),
            (None, _) => value,
        };
        match self.parameters.most_decimals() {
            Some(1) => format!("{value} with at most 1 decimal"),
            Some(decimals @ 2..) => format!("{value} with at most {decimals} decimals"),
            Some(0) | None => value,
        }
    }

    /// A sample value as written in a data file: `8_249`.
    #[must_use]
    pub fn example(self) -> String {
        let example = self.descriptor.example;
        match self.parameters.most_decimals() {
            Some(decimals @ 1..) => format!("{example}.{}", "5".repeat(decimals.into())),
            Some(0) | None => example.to_owned(),
        }
    }

    /// Whether numbers in data files can have decimals.
    #[must_use]
    pub fn has_decimals(self) -> bool {
        !self.parameters.is_whole()
    }

    /// Whether numbers can reach 1,000 and need group separators.
    #[must_use]
    pub const fn has_groups(self) -> bool {
        self.descriptor.has_groups || self.parameters.is_signed
    }

    /// Whether a noun can follow its numbers: "51 cases".
    #[must_use]
    pub const fn is_countable(self) -> bool {
        self.descriptor.is_countable
    }

    /// The sum of all parts of a total if values are shares, or `None` if they are not.
    #[must_use]
    pub const fn total(self) -> Option<Number> {
        self.descriptor.total
    }

    /// Whether figures of the two kinds can be compared and drawn on one scale.
    #[must_use]
    pub fn is_comparable(self, other: Self) -> bool {
        self.name() == other.name() && self.parameters.currency == other.parameters.currency
    }

    /// The most decimals that a number in a data file can have, or `None` if each number keeps its own.
    #[must_use]
    pub fn most_decimals(self) -> Option<u8> {
        self.parameters.most_decimals()
    }

    /// The number as it is kept: with the declared decimals, so that 3 is 3.0. A scaled figure keeps its whole number.
    #[must_use]
    pub fn complete(self, number: Number) -> Number {
        match self.parameters.most_decimals() {
            Some(decimals) => number.padded(decimals),
            None => number,
        }
    }

    /// Checks that a number is valid for this kind.
    ///
    /// # Errors
    ///
    /// The rule that the number breaks, as a sentence.
    pub fn check(self, number: Number) -> Result<(), String> {
        if self.least().is_some_and(|least| number < least) {
            return Err(self.too_small());
        }
        if let Some(problem) = self.too_exact(number) {
            return Err(problem);
        }
        let limit = self.descriptor.most.as_ref();
        match limit.filter(|_| self.most().is_some_and(|most| number > most)) {
            Some(limit) => Err(limit.reason.to_owned()),
            None => Ok(()),
        }
    }

    /// The limit that a number exceeds, in words: "this is above 100". `None` if it is within the limits.
    #[must_use]
    pub fn beyond(self, number: Number) -> Option<String> {
        match (self.least(), self.most()) {
            (Some(least), _) if number < least => {
                Some(format!("this is below {}", least.ungrouped()))
            }
            (_, Some(most)) if number > most => Some(format!("this is above {}", most.ungrouped())),
            _ => None,
        }
    }

    /// The rule about decimals that a number breaks, as a sentence, or `None`.
    #[must_use]
    pub fn too_exact(self, number: Number) -> Option<String> {
        let most = self.parameters.most_decimals()?;
        let found = number.decimals();
        match most {
            _ if found <= most => None,
            0 if self.parameters.scale.is_some() => Some(
                "a figure with a scale is given as a whole number: 336_400_000 for 336.4 million"
                    .to_owned(),
            ),
            0 => Some(self.descriptor.no_decimals.to_owned()),
            most => Some(format!(
                "round it, or change decimals = {most} of the figure in data/figures.toml"
            )),
        }
    }

    fn too_small(self) -> String {
        let advice = match self.descriptor.keys.contains(&KindKey::Signed) {
            true => "; for numbers below 0, add signed = true to the figure in data/figures.toml",
            false => "",
        };
        format!("{}{advice}", self.descriptor.least.reason)
    }

    /// The smallest number, or `None` without a limit.
    #[must_use]
    pub fn least(self) -> Option<Number> {
        (!self.parameters.is_signed).then_some(self.descriptor.least.number)
    }

    /// The largest number, or `None` without a limit.
    #[must_use]
    pub fn most(self) -> Option<Number> {
        let limit = self.descriptor.most.as_ref();
        let limit = limit.filter(|_| !self.parameters.is_signed);
        limit.map(|limit| limit.number)
    }

    /// The sign after a number in output that has no language. Empty if the kind has none.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        self.descriptor.sign
    }

    /// The sign that its printed numbers have in most languages, or `None`: `%`, `$`.
    #[must_use]
    pub fn printed_sign(self) -> Option<&'static str> {
        match self.parameters.currency {
            Some(currency) => currency.sign(),
            None => Some(self.descriptor.sign).filter(|sign| !sign.is_empty()),
        }
    }

    /// The code of its currency, or `None` if it is not money.
    #[must_use]
    pub fn currency_code(self) -> Option<&'static str> {
        self.parameters.currency.map(Currency::code)
    }

    /// The unit after a number in output that has no language, with the space before it: `%`, ` USD`. Empty if the kind
    /// has none.
    #[must_use]
    pub fn plain_unit(self) -> String {
        match self.parameters.currency {
            Some(currency) => format!(" {}", currency.code()),
            None => self.descriptor.sign.to_owned(),
        }
    }

    /// The range of random sample numbers, where rules do not decide.
    #[must_use]
    pub fn likely(self, level: Level) -> Likely {
        (self.descriptor.likely)(level)
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::project::numerals::Numerals;

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
    fn money_is_printed_as_the_language_sets_it() {
        let money = |code, scale, decimals| {
            kind("money").with(Parameters {
                decimals: Some(decimals),
                currency: Currency::find(code),
                is_signed: true,
                scale,
            })
        };
        let million = Some(Scale::Million);
        for (tag, kind, value, printed) in [
            (
                "en-US",
                money("USD", million, 1),
                "336400000",
                "$336.4 million",
            ),
            (
                "en-US",
                money("USD", million, 1),
                "-336449999",
                "−$336.4 million",
            ),
            ("en-US", money("USD", million, 1), "950000", "$950,000"),
            ("en-US", money("USD", None, 2), "-1234.50", "−$1,234.50"),
            ("en-US", money("CHF", None, 0), "1234", "CHF\u{a0}1,234"),
            (
                "es-US",
                money("USD", million, 1),
                "336400000",
                "336.4 millones de dólares",
            ),
            (
                "es-US",
                money("USD", million, 1),
                "1000000",
                "1.0 millón de dólares",
            ),
            (
                "es-US",
                money("USD", Some(Scale::Thousand), 0),
                "9000",
                "9 mil dólares",
            ),
            ("es-US", money("USD", None, 0), "-9000", "−$9,000"),
            (
                "es",
                money("USD", million, 1),
                "336400000",
                "336,4 millones de dólares estadounidenses",
            ),
            ("es", money("EUR", None, 0), "-12345", "−12.345\u{a0}€"),
            (
                "de",
                money("EUR", million, 1),
                "1000000",
                "1,0 Millionen Euro",
            ),
            ("de", money("USD", None, 2), "1234.50", "1.234,50\u{a0}$"),
            (
                "nl",
                money("EUR", million, 1),
                "336400000",
                "€\u{a0}336,4 miljoen",
            ),
            ("nl", money("EUR", None, 0), "-5", "€\u{a0}−5"),
            (
                "fr",
                money("EUR", million, 1),
                "336400000",
                "336\u{202f}400\u{202f}000\u{a0}€",
            ),
        ] {
            let printed_here = kind.print(number(value), &numerals(tag));
            assert_eq!(printed_here, printed, "{tag}");
            assert_eq!(
                kind.check_printed(printed, number(value), &numerals(tag)),
                Ok(()),
                "{tag}"
            );
        }
    }

    #[test]
    fn numbers_have_the_declared_decimals() {
        let decimals = |decimals| Parameters {
            decimals: Some(decimals),
            ..Parameters::default()
        };
        let rate = kind("number").with(decimals(1));
        assert_eq!(
            rate.print(rate.complete(number("3")), &numerals("en-US")),
            "3.0"
        );
        assert!(rate.check(number("3.25")).is_err());
        assert_eq!(rate.expected(), "a number from 0 with at most 1 decimal");
        let share = kind("percent").with(decimals(1));
        assert_eq!(
            share.print(share.complete(number("99")), &numerals("en-US")),
            "99.0%"
        );
        assert_eq!(
            kind("year").print(number("2022"), &numerals("en-US")),
            "2022"
        );
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
        let change = kind("percent").with(Parameters {
            is_signed: true,
            ..Parameters::default()
        });
        assert!(change.check(number("-100.1")).is_ok() && change.check(number("250")).is_ok());
        assert_eq!(change.print(number("-2.5"), &numerals("en-US")), "−2.5%");
        assert!(kind("year").check(number("202")).is_err());
    }
}
