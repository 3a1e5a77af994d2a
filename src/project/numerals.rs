//! Numbers, dates and plurals by the rules of a language, from Unicode's CLDR through ICU4X.

use icu_decimal::DecimalFormatter;
use std::str::FromStr;

use chrono::NaiveDate;
use fixed_decimal::{CompactDecimal, Decimal};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules};

use super::dates::Dates;
use super::number::Number;
use super::speech::Speech;
use crate::language::{Language, Scale};

/// The signs before a number below 0 in a text that a person wrote.
const MINUSES: [char; 2] = ['−', '-'];

/// The number format and plural rules of one language.
#[derive(Debug)]
pub struct Numerals {
    decimal: DecimalFormatter,
    plurals: PluralRules,
    dates: Dates,
    language: Language,
}

impl Numerals {
    /// The rules of a language. A tag that CLDR does not know falls back to its parent, and in the end to the root
    /// locale. Returns `None` when the tag is not well formed.
    #[must_use]
    pub fn new(language: &Language) -> Option<Self> {
        let locale = Locale::try_from_str(&language.tag).ok()?;
        Some(Self {
            decimal: DecimalFormatter::try_new((&locale).into(), Default::default()).ok()?,
            plurals: PluralRules::try_new((&locale).into(), Default::default()).ok()?,
            dates: Dates::new(&locale)?,
            language: language.clone(),
        })
    }

    /// The digits of a number, with the language's separators and a minus sign (U+2212) below 0.
    #[must_use]
    pub fn digits(&self, number: Number) -> String {
        let minus = if number.is_negative() { "−" } else { "" };
        format!("{minus}{}", self.unsigned(number))
    }

    /// The long form of a date.
    #[must_use]
    pub fn date(&self, date: NaiveDate) -> String {
        self.dates.long(date)
    }

    /// Dates with every character that dates can have.
    #[must_use]
    pub fn date_samples(&self) -> Vec<String> {
        self.dates.samples()
    }

    fn unsigned(&self, number: Number) -> String {
        self.decimal.format(&decimal(number.abs())).to_string()
    }

    /// An amount of money in the currency of this code.
    #[must_use]
    pub fn money(&self, number: Number, code: &str) -> String {
        let digits = self.unsigned(number);
        self.language.money(&digits, number.is_negative(), code)
    }

    /// An amount of money in units of a scale, with the scale's word.
    #[must_use]
    pub fn scaled_money(&self, number: Number, scale: Scale, code: &str) -> String {
        let word = self.scale_word(number, scale);
        let (digits, is_negative) = (self.unsigned(number), number.is_negative());
        let scale = (scale.exponent, word);
        self.language
            .scaled_money(&digits, is_negative, scale, code)
    }

    /// The language's words for a power of ten, or `None` if it has none.
    #[must_use]
    pub fn scale(&self, exponent: u8) -> Option<Scale> {
        let mut scales = self.language.scales().iter();
        scales.find(|scale| scale.exponent == exponent).copied()
    }

    /// The word for a scale after a number.
    #[must_use]
    pub fn scale_word(&self, number: Number, scale: Scale) -> &'static str {
        match self.category(number.abs(), None) {
            PluralCategory::One => scale.one,
            _ => scale.other,
        }
    }

    /// A text without the currency of this code: "336.4 million" of "$336.4 million". `None` if the text does not name
    /// the currency.
    #[must_use]
    pub fn without_currency(&self, text: &str, code: &str) -> Option<String> {
        let minus = if text.starts_with(MINUSES) { "−" } else { "" };
        let unsigned = text.trim_start_matches(MINUSES);
        let (symbol, name) = (
            self.language.currency_symbol(code),
            self.language.currency_name(code),
        );
        let mut names = [Some(symbol), Some(code), name].into_iter().flatten();
        names.find_map(|name| {
            let before = unsigned.strip_prefix(name);
            let after = || {
                let number = unsigned.strip_suffix(name)?.trim_end();
                let of = self.language.of_scale().trim_end();
                Some(number.strip_suffix(of).unwrap_or(number))
            };
            let number = before.or_else(after)?.trim();
            Some(format!("{minus}{number}"))
        })
    }

    /// The rules by which screen readers speak the language's numbers.
    #[must_use]
    pub fn speech(&self) -> Speech {
        let sample = self.digits(Number::whole(12_345));
        let group = sample.chars().find(|c| !c.is_numeric());
        Speech::new(&self.language, group.unwrap_or(','))
    }

    /// The sign of percentages, with the space that the language sets before it.
    #[must_use]
    pub fn percent_sign(&self) -> &'static str {
        self.language.percent_sign()
    }

    /// The plural category of a number as printed: with this text, or by the rules. "1.2 million" may differ from
    /// 1,200,000.
    #[must_use]
    pub fn category(&self, number: Number, text: Option<&str>) -> PluralCategory {
        let shown = text.and_then(|text| self.shown(text));
        let operands = match shown {
            Some((shown, exponent)) if exponent > 0 => {
                // ICU's notation: 1.2c6.
                let compact = format!("{}c{exponent}", decimal(shown));
                CompactDecimal::from_str(&compact).map(|compact| PluralOperands::from(&compact))
            }
            _ => Ok(PluralOperands::from(&decimal(number))),
        };
        let operands = operands.unwrap_or_else(|_| PluralOperands::from(&decimal(number)));
        self.plurals.category_for(operands)
    }

    /// Checks that a text is a rounded or truncated form of a number: "36.2 million" for 36,210,822.
    ///
    /// # Errors
    ///
    /// The number that the text shows instead, or the reason why it cannot be read.
    pub fn check_shown(&self, text: &str, number: Number) -> Result<(), String> {
        let (shown, exponent) = self
            .shown(text)
            .ok_or_else(|| format!("this is not a number{}", self.known_scales()))?;
        let is_nothing = shown.is_zero() && !number.is_zero();
        if number.is_shown_as(shown, exponent) && !is_nothing {
            Ok(())
        } else {
            Err(format!("this is not {number}, neither rounded nor cut off"))
        }
    }

    /// The number and the power of ten in a text such as "36.2 million". `None` if it cannot be read.
    fn shown(&self, text: &str) -> Option<(Number, u8)> {
        let end = text.find(|c: char| c.is_alphabetic());
        let (digits, scale) = text.split_at(end.unwrap_or(text.len()));
        self.parse(digits.trim()).zip(self.exponent(scale.trim()))
    }

    /// Parses a number in the language's format, with or without group separators. `None` if the format differs.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<Number> {
        let sample = self.digits(Number::parse("12345.6").ok()?);
        let mut separators = sample.chars().filter(|c| !c.is_numeric());
        let group = separators.next()?;
        let point = separators.next_back().unwrap_or(group);
        let plain: String = text
            .chars()
            .filter(|c| *c != group)
            .map(|c| match c {
                c if c == point => '.',
                c if MINUSES.contains(&c) => '-',
                c => c,
            })
            .collect();
        let number = Number::parse(&plain).ok()?;
        let text = text.trim_start_matches(MINUSES);
        // The number must format to the same text again. This refuses "1,0" and "007".
        let canonical = self.unsigned(number);
        let ungrouped = canonical.replace(group, "");
        // Some languages omit the separator in numbers of four digits and still allow it beside longer ones.
        let digits = ungrouped.find(point).unwrap_or(ungrouped.len());
        let mut grouped = ungrouped.clone();
        if digits == 4 {
            grouped.insert(1, group);
        }
        [canonical, ungrouped, grouped]
            .contains(&text.to_owned())
            .then_some(number)
    }

    /// The power of ten of a word such as "million", or `None` for an unknown word.
    fn exponent(&self, word: &str) -> Option<u8> {
        if word.is_empty() {
            return Some(0);
        }
        let mut scales = self.language.scales().iter();
        let known = scales.find(|scale| [scale.one, scale.other].contains(&word));
        known.map(|scale| scale.exponent)
    }

    fn known_scales(&self) -> String {
        let scales = self.language.scales().iter();
        let mut names: Vec<&str> = scales.flat_map(|scale| [scale.one, scale.other]).collect();
        names.dedup();
        if names.is_empty() {
            return String::new();
        }
        format!(" with nothing but {} behind it", names.join(", "))
    }
}

fn decimal(number: Number) -> Decimal {
    let mut decimal = Decimal::from(number.units(number.decimals()));
    decimal.multiply_pow10(-i16::from(number.decimals()));
    decimal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numerals(tag: &str) -> Numerals {
        Numerals::new(&Language::new(tag)).expect("a language")
    }

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    #[test]
    fn checks_texts_against_their_numbers() {
        let check =
            |tag: &str, text: &str, value: &str| numerals(tag).check_shown(text, number(value));
        assert_eq!(check("en-US", "36.2 million", "36210822"), Ok(()));
        assert_eq!(check("en-US", "105 million", "105653162"), Ok(()));
        assert_eq!(check("en-US", "18,400", "18400"), Ok(()));
        assert_eq!(check("es-US", "36.2 millones", "36210822"), Ok(()));
        assert!(check("en-US", "36.3 million", "36210822").is_err());
        assert!(check("en-US", "36.2 billion", "36210822").is_err());
        assert!(check("en-US", "more than 36 million", "36210822").is_err());
        assert!(check("en-US", "3,62 million", "3620000").is_err());
        assert!(check("en-US", "0 million", "400000").is_err());
        assert!(check("en-US", "008249", "8249").is_err());
        assert_eq!(check("en-US", "8249", "8249"), Ok(()));
        assert_eq!(check("es-ES", "8.249", "8249"), Ok(()));
        assert!(check("es-ES", "82.49", "8249").is_err());
    }

    #[test]
    fn knows_one_from_many() {
        let category = |text| numerals("en-US").category(number(text), None);
        assert_eq!(category("1"), PluralCategory::One);
        assert_eq!(category("0"), PluralCategory::Other);
        assert_eq!(category("2"), PluralCategory::Other);
        // "un millón de casos", but "1 200 000 casos".
        let spanish = |text| numerals("es-ES").category(number("1200000"), text);
        assert_eq!(spanish(Some("1,2 millones")), PluralCategory::Many);
        assert_eq!(spanish(Some("1.200.000")), PluralCategory::Other);
        assert_eq!(spanish(None), PluralCategory::Other);
    }
}
