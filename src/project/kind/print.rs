//! The printed forms of numbers, and the check of a text that replaces one.

use super::Kind;
use super::parameters::Parameters;
use super::scale::Scale as Unit;
use super::value_type::ValueType;
use crate::language::Scale;
use crate::project::number::Number;
use crate::project::numerals::Numerals;

/// The most decimals of the labels of a scale that are printed in millions or billions.
const MOST_DECIMALS: u8 = 2;

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

    /// The printed forms of the labels of a scale, all in one unit: "20 million", "40 million". It is the largest unit in
    /// which none of them has more than two decimals. Without such a unit, as below a million, they are printed in full.
    #[must_use]
    pub fn print_scale(self, numbers: &[Number], numerals: &Numerals) -> Vec<String> {
        let Some((unit, scale)) = self.common_unit(numbers, numerals) else {
            let numbers = numbers.iter();
            return numbers
                .map(|number| self.print(*number, numerals))
                .collect();
        };
        let fits = |decimals: &u8| {
            let mut numbers = numbers.iter();
            numbers.all(|number| unit.is_multiple(*number, *decimals))
        };
        let decimals = (0..=MOST_DECIMALS).find(fits).unwrap_or(MOST_DECIMALS);
        let print = |number: &Number| match number.is_zero() {
            true => self.print(*number, numerals),
            false => {
                let shown = number.in_units_of(unit.exponent(), decimals);
                in_scale(&self.parameters, shown, scale, numerals)
            }
        };
        numbers.iter().map(print).collect()
    }

    /// The largest unit in which all numbers have few decimals, with the words for it.
    fn common_unit(self, numbers: &[Number], numerals: &Numerals) -> Option<(Unit, Scale)> {
        if !self.descriptor.sign.is_empty() {
            return None;
        }
        let fits = |unit: &Unit| {
            let one = Number::power_of_ten(unit.exponent());
            let reaches = numbers.iter().any(|number| number.abs() >= one);
            let is_short = |number: &Number| unit.is_multiple(*number, MOST_DECIMALS);
            reaches && numbers.iter().all(is_short)
        };
        let units = [Unit::Billion, Unit::Million];
        let unit = units.into_iter().find(fits)?;
        Some((unit, numerals.scale(unit.exponent())?))
    }

    /// Texts with every character that the labels of a scale can have in a language.
    #[must_use]
    pub fn scale_samples(self, numerals: &Numerals) -> Vec<String> {
        let mut samples = self.samples(numerals);
        for one in [1_000_000, 1_000_000_000] {
            samples.extend(self.print_scale(&[Number::whole(one)], numerals));
            let several = [one * 2, one / 4 * 9].map(Number::whole);
            samples.extend(self.print_scale(&several, numerals));
        }
        samples
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
        Some((shown, scale)) => in_scale(parameters, shown, scale, numerals),
        None => numerals.digits(number),
    }
}

/// A number that is in units of a scale, with the scale's word and the currency, if there is one.
fn in_scale(parameters: &Parameters, shown: Number, scale: Scale, numerals: &Numerals) -> String {
    match parameters.currency {
        Some(currency) => numerals.scaled_money(shown, scale, currency.code()),
        None => {
            let word = numerals.scale_word(shown, scale);
            format!("{} {word}", numerals.digits(shown))
        }
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
        Some((shown, scale)) => in_scale(parameters, shown, scale, numerals),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::Language;

    fn numerals(tag: &str) -> Numerals {
        Numerals::new(&Language::new(tag)).expect("a language")
    }

    fn labels(tag: &str, kind: Kind, numbers: &[u64]) -> Vec<String> {
        let numbers: Vec<Number> = numbers.iter().copied().map(Number::whole).collect();
        kind.print_scale(&numbers, &numerals(tag))
    }

    #[test]
    fn labels_of_a_scale_have_one_unit() {
        let count = Kind::find("count").expect("counts");
        let english = |numbers: &[u64]| labels("en-US", count, numbers);
        assert_eq!(english(&[0, 20_000, 40_000]), ["0", "20,000", "40,000"]);
        assert_eq!(
            english(&[0, 20_000_000, 40_000_000]),
            ["0", "20 million", "40 million"]
        );
        assert_eq!(
            english(&[0, 500_000, 1_000_000]),
            ["0", "0.5 million", "1.0 million"]
        );
        assert_eq!(
            english(&[0, 500_000_000, 1_000_000_000]),
            ["0", "0.5 billion", "1.0 billion"]
        );
        assert_eq!(
            english(&[2_050_000, 2_100_000]),
            ["2.05 million", "2.10 million"]
        );
        assert_eq!(english(&[1_002_000, 1_004_000]), ["1,002,000", "1,004,000"]);
        assert_eq!(
            labels("es-US", count, &[1_000_000, 2_000_000]),
            ["1 millón", "2 millones"]
        );
        // A language without words for scales.
        assert_eq!(labels("fi", count, &[2_000_000]), ["2\u{a0}000\u{a0}000"]);
    }

    proptest! {
        #[test]
        fn labels_of_a_scale_show_their_numbers_exactly(
            step in prop::sample::select(vec![1_u64, 2, 5]),
            power in 0_u32..12,
            first in 0_u64..10,
        ) {
            let step = step * 10_u64.pow(power);
            let numbers: Vec<Number> = (first..first + 6).map(|index| Number::whole(index * step)).collect();
            let count = Kind::find("count").expect("counts");
            let numerals = numerals("en-US");
            let labels = count.print_scale(&numbers, &numerals);
            for (number, label) in numbers.iter().zip(&labels) {
                prop_assert_eq!(numerals.check_shown(label, *number), Ok(()));
                let places = label.split(' ').next().unwrap_or_default().split('.').nth(1);
                prop_assert!(places.is_none_or(|places| places.len() <= 2));
            }
            let words = labels.iter().filter(|label| label.as_str() != "0");
            let mut words: Vec<Option<&str>> = words.map(|label| label.split(' ').nth(1)).collect();
            words.dedup();
            prop_assert_eq!(words.len(), 1);
        }
    }
}
