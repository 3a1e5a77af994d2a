//! The printed forms of numbers, and the check of a text that replaces one.

use super::Kind;
use super::parameters::Parameters;
use super::value_type::ValueType;
use crate::language::Scale;
use crate::project::number::Number;
use crate::project::numerals::Numerals;

impl Kind {
    /// The printed form of a number in a language.
    #[must_use]
    pub fn print(self, number: Number, numerals: &Numerals) -> String {
        (self.descriptor.print)(&self.parameters, number, numerals)
    }

    /// Texts with every character that numbers and dates of this kind can print in a language. Texts are known when a sheet
    /// is made.
    #[must_use]
    pub fn samples(self, numerals: &Numerals) -> Vec<String> {
        match self.values() {
            ValueType::Number => self.number_samples(numerals),
            ValueType::Date => numerals.date_samples(),
            ValueType::Text => Vec::new(),
        }
    }

    fn number_samples(self, numerals: &Numerals) -> Vec<String> {
        let digits = Number::whole(1_234_567_890);
        let mut numbers = vec![digits];
        if self.has_decimals() || self.parameters.scale.is_some() {
            numbers.push(Number::whole(1_234_567_891).padded(1));
        }
        if self.parameters.scale.is_some() {
            numbers.push(Number::whole(1));
            numbers.push(Number::whole(1_000_000_000));
        }
        if self.parameters.is_signed {
            numbers.push(digits.negated());
        }
        let printed = numbers.into_iter();
        printed.map(|number| self.print(number, numerals)).collect()
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
        let (noun, sign) = (self.descriptor.noun, self.descriptor.sign);
        let digits = match (self.parameters.currency, sign) {
            (Some(currency), _) => numerals
                .without_currency(text, currency.code())
                .ok_or_else(|| {
                    let example = self.print(number, numerals);
                    format!("the text of {noun} names its currency, as in {example}")
                })?,
            (None, "") => text.to_owned(),
            (None, sign) => {
                let digits = text.strip_suffix(sign);
                let digits =
                    digits.ok_or_else(|| format!("the text of {noun} ends in its sign, {sign}"))?;
                digits.trim_end().to_owned()
            }
        };
        numerals.check_shown(&digits, number)
    }
}

/// A number in groups of digits, in the unit of its scale if the language has a word for it: "36.2 million".
pub(super) fn grouped(parameters: &Parameters, number: Number, numerals: &Numerals) -> String {
    match scaled(parameters, number, numerals) {
        Some((number, scale)) => {
            let word = numerals.scale_word(number, scale);
            format!("{} {word}", numerals.digits(number))
        }
        None => numerals.digits(number),
    }
}

/// A percentage with its sign.
pub(super) fn percentage(_: &Parameters, number: Number, numerals: &Numerals) -> String {
    format!("{}{}", numerals.digits(number), numerals.percent_sign())
}

/// An amount of money, as the language sets its currency: "$336.4 million".
pub(super) fn money(parameters: &Parameters, number: Number, numerals: &Numerals) -> String {
    let code = parameters.currency.map_or("", |currency| currency.code());
    match scaled(parameters, number, numerals) {
        Some((shown, scale)) => numerals.scaled_money(shown, scale, code),
        None => numerals.money(number, code),
    }
}

/// A year, which has no groups of digits.
pub(super) fn year(_: &Parameters, number: Number, _: &Numerals) -> String {
    number.ungrouped()
}

/// The number in the unit of its scale, rounded half up to the declared decimals, with the words for the scale. `None`
/// for a number that is smaller than the unit, and in a language without a word for it: these are printed in full.
fn scaled(parameters: &Parameters, number: Number, numerals: &Numerals) -> Option<(Number, Scale)> {
    let exponent = parameters.scale?.exponent();
    if number.abs() < Number::power_of_ten(exponent) {
        return None;
    }
    let shown = number.in_units_of(exponent, parameters.decimals.unwrap_or(0));
    Some((shown, numerals.scale(exponent)?))
}
