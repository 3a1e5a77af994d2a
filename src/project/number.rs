//! Exact numbers, as written.
//!
//! A number keeps the decimals it was written with: 19 and 19.0 are equal and print differently. The arithmetic is
//! `rust_decimal`'s, in base ten, so that sums and comparisons are exact.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// A decimal number with its sign and as many decimals as were written. Numbers compare by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Decimal);

/// The maximum number of digits. Every JSON parser keeps 15 digits exactly.
const MOST_DIGITS: usize = 15;

impl Number {
    /// The largest number, which is whole.
    pub const LARGEST: u64 = 999_999_999_999_999;

    /// The maximum number of decimals.
    pub const MOST_DECIMALS: u8 = 9;

    /// A whole number.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the number is taken apart")]
    pub const fn whole(number: u64) -> Self {
        let (low, high) = (number as u32, (number >> 32) as u32);
        Self(Decimal::from_parts(low, high, 0, false, 0))
    }

    /// A number of units of the last of this many decimals: 195 units are 1.95 with two.
    #[must_use]
    pub fn of_units(units: u64, decimals: u8) -> Self {
        let mut number = Decimal::from(units);
        // The scale is at most nine.
        let _ = number.set_scale(decimals.into());
        Self(number)
    }

    /// Parses a number: an optional minus sign, and digits with at most one decimal point.
    ///
    /// # Errors
    ///
    /// The reason, in words: a character that does not belong in a number, more than 15 digits, or more than 9
    /// decimals.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err("this is not a number");
        }
        if digits.trim_start_matches('0').len() > MOST_DIGITS {
            return Err("this number has more than 15 digits");
        }
        if fraction.len() > usize::from(Self::MOST_DECIMALS) {
            return Err("this number has more than 9 decimals");
        }
        let decimals = u32::try_from(fraction.len()).unwrap_or_default();
        let digits = digits.parse::<i64>().map(|digits| sign * digits);
        let number = digits.ok().and_then(|n| Decimal::try_new(n, decimals).ok());
        number.map(Self).ok_or("this is not a number")
    }

    /// The number of decimals.
    #[must_use]
    pub fn decimals(self) -> u8 {
        u8::try_from(self.0.scale()).unwrap_or(u8::MAX)
    }

    /// Whether the number is 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Ten to the power of `exponent`.
    #[must_use]
    pub fn power_of_ten(exponent: u8) -> Self {
        Self(Decimal::from(10_u64.saturating_pow(exponent.into())))
    }

    /// Whether the number is below 0.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0 < Decimal::ZERO
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The number with the opposite sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0)
    }

    /// The number with at least this many decimals: 3 is 3.0 with one.
    #[must_use]
    pub fn padded(self, decimals: u8) -> Self {
        let mut padded = self.0;
        if self.decimals() < decimals {
            padded.rescale(decimals.into());
        }
        Self(padded)
    }

    /// The number in units of ten to the power of `exponent`, rounded half up to `decimals`: 36,210,822 is 36.2 in
    /// millions. A number below 0 is rounded like its opposite.
    #[must_use]
    pub fn in_units_of(self, exponent: u8, decimals: u8) -> Self {
        let unit = Self::power_of_ten(exponent).0;
        let units = self.0.checked_div(unit).unwrap_or(self.0);
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        let mut rounded = units.round_dp_with_strategy(decimals.into(), strategy);
        rounded.rescale(decimals.into());
        Self(rounded)
    }

    /// The number in units of its last decimal, truncated to `decimals`: 19.5 is 1950 with two decimals.
    #[must_use]
    pub fn units(self, decimals: u8) -> i128 {
        let mut scaled = self.0.trunc_with_scale(decimals.into());
        scaled.rescale(decimals.into());
        scaled.mantissa()
    }

    /// The whole part; 0 for numbers below 0.
    #[must_use]
    pub fn floor(self) -> u64 {
        u64::try_from(self.0.floor().mantissa()).unwrap_or(0)
    }

    /// The smallest whole number that is not less than this one; 0 for numbers below 0.
    #[must_use]
    pub fn ceil(self) -> u64 {
        u64::try_from(self.0.ceil().mantissa()).unwrap_or(0)
    }

    /// The digits in groups of three: `1,234.50` with a comma.
    #[must_use]
    pub fn grouped(self, separator: char) -> String {
        let digits = self.ungrouped();
        let start = usize::from(digits.starts_with('-'));
        let end = digits.find('.').unwrap_or(digits.len());
        let mut grouped = String::with_capacity(digits.len() + 4);
        for (at, digit) in digits.char_indices() {
            if at > start && at < end && (end - at).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The digits without groups: `1234.50`.
    #[must_use]
    pub fn ungrouped(self) -> String {
        self.0.to_string()
    }

    /// The number times ten to the power of `power`, as the nearest floating-point number. The digits survive the round
    /// trip.
    #[must_use]
    pub fn to_f64(self, power: i8) -> f64 {
        let nearest = format!("{}e{power}", self.ungrouped()).parse();
        nearest.unwrap_or_default()
    }

    /// The number in JSON with its digits as written. A 64-bit number holds fifteen digits.
    #[must_use]
    pub fn json(self) -> Option<serde_json::Number> {
        match self.decimals() {
            0 => i64::try_from(self.0.mantissa()).ok().map(Into::into),
            _ => serde_json::Number::from_f64(self.to_f64(0)),
        }
    }

    /// The sum of two numbers.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// This number less another one.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This number times `factor`, divided by `divisor`, and rounded half away from zero to `decimals`. The division is
    /// exact up to the rounding. `None` if `divisor` is 0 or the quotient has more than 15 digits.
    #[must_use]
    pub fn quotient(self, factor: u64, divisor: Self, decimals: u8) -> Option<Self> {
        let scale = self.decimals().max(divisor.decimals());
        let unit = 10_i128.checked_pow(decimals.into())?;
        let scaled = self
            .units(scale)
            .checked_mul(factor.into())?
            .checked_mul(unit)?;
        let divisor = divisor.units(scale);
        if divisor == 0 {
            return None;
        }
        let (whole, rest) = (scaled / divisor, scaled % divisor);
        let rounds_up = rest.unsigned_abs() >= divisor.unsigned_abs() - rest.unsigned_abs();
        let away = if (scaled < 0) == (divisor < 0) { 1 } else { -1 };
        let rounded = if rounds_up { whole + away } else { whole };
        let is_short = rounded.unsigned_abs() <= u128::from(Self::LARGEST);
        let number = is_short.then(|| Decimal::try_from_i128_with_scale(rounded, decimals.into()));
        Some(Self(number?.ok()?))
    }

    /// The number rounded half away from zero to exactly so many decimals.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Self {
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        let mut rounded = self.0.round_dp_with_strategy(decimals.into(), strategy);
        rounded.rescale(decimals.into());
        Self(rounded)
    }

    /// The absolute difference of two numbers.
    #[must_use]
    pub fn distance(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).abs())
    }

    /// This number in percent of `whole`, rounded half up to one decimal. `None` if `whole` is 0.
    #[must_use]
    pub fn in_percent_of(self, whole: Self) -> Option<Self> {
        let share = self
            .0
            .saturating_mul(Decimal::ONE_HUNDRED)
            .checked_div(whole.0)?;
        let mut rounded = share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(1);
        Some(Self(rounded))
    }

    /// Whether this number is more than `percent` percent of `whole`. True for any positive number if `whole` is 0.
    #[must_use]
    pub fn exceeds_share(self, percent: Self, whole: Self) -> bool {
        // If the product overflows, it exceeds every number.
        let share = percent.0.checked_mul(whole.0);
        share.is_some_and(|share| self.0.saturating_mul(Decimal::ONE_HUNDRED) > share)
    }

    /// Whether `shown`, in units of `10^exponent`, is this number rounded to nearest or truncated at the last digit of
    /// `shown`.
    #[must_use]
    pub fn is_shown_as(self, shown: Self, exponent: u8) -> bool {
        let mut value = self.0;
        if value
            .set_scale(self.0.scale() + u32::from(exponent))
            .is_err()
        {
            return false;
        }
        let strategies = [
            RoundingStrategy::ToZero,
            RoundingStrategy::MidpointAwayFromZero,
        ];
        strategies
            .into_iter()
            .any(|strategy| value.round_dp_with_strategy(shown.0.scale(), strategy) == shown.0)
    }
}

/// The form in data files: a decimal point, and `_` between groups of three digits.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.grouped('_'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    #[test]
    fn compares_and_adds_exactly() {
        assert_eq!(number("19"), number("19.0"));
        assert!(number("0.1") < number("0.11"));
        assert_eq!(number("0.1").plus(number("0.2")), number("0.3"));
    }

    #[test]
    fn numbers_have_a_sign() {
        assert!(number("-2") < number("-1.5") && number("-1.5") < number("0"));
        assert_eq!(number("-1.5").plus(number("2")), number("0.5"));
        assert_eq!(number("-1.5").distance(number("2")), number("3.5"));
    }

    #[test]
    fn quotients_are_rounded_once_and_half_up() {
        let value = |text: &str| Number::parse(text).expect("a number");
        let quotient = |number: &str, factor, divisor: &str, decimals| {
            let found = value(number).quotient(factor, value(divisor), decimals);
            found.map(Number::ungrouped)
        };
        for (number, factor, divisor, decimals, expected) in [
            ("1", 100, "8", 1, "12.5"),
            ("1", 1, "8", 2, "0.13"),
            ("-1", 1, "8", 2, "-0.13"),
            ("1", 1, "-8", 2, "-0.13"),
            ("1.449", 1, "1", 1, "1.4"),
            ("2", 100_000, "3", 1, "66666.7"),
            ("51", 100, "5759", 1, "0.9"),
            ("999999999999999", 1, "1", 0, "999999999999999"),
        ] {
            let found = quotient(number, factor, divisor, decimals);
            assert_eq!(found.as_deref(), Some(expected), "{number}/{divisor}");
        }
        assert_eq!(quotient("1", 1, "0", 1), None);
        assert_eq!(quotient("999999999999999", 100, "1", 1), None);
        assert_eq!(value("0.25").rounded(1).ungrouped(), "0.3");
        assert_eq!(value("3").rounded(1).ungrouped(), "3.0");
    }

    #[test]
    fn shares_are_rounded_to_one_decimal() {
        let share = |part: &str, whole: &str| {
            let share = number(part).in_percent_of(number(whole));
            share.map(|share| share.to_string())
        };
        assert_eq!(share("1", "2").as_deref(), Some("50.0"));
        assert_eq!(share("5", "10000").as_deref(), Some("0.1"));
        assert_eq!(share("2", "3").as_deref(), Some("66.7"));
        assert_eq!(share("1", "0"), None);
    }

    #[test]
    fn a_shown_number_is_rounded_or_cut() {
        let reports = number("36210822");
        assert!(reports.is_shown_as(number("36.2"), 6));
        assert!(!number("18461").is_shown_as(number("18400"), 0));
        assert!(number("18461").is_shown_as(number("18"), 3));
        assert!(number("1999999").is_shown_as(number("2.0"), 6));
        assert!(number("1999999").is_shown_as(number("1.9"), 6));
        assert!(!number("1999999").is_shown_as(number("1.8"), 6));
        assert!(number("19.5").is_shown_as(number("20"), 0));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            ".",
            "-",
            "--1",
            "+1",
            "1e5",
            "inf",
            "1 2",
            "1234567890123456",
        ] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn shows_groups() {
        assert_eq!(number("36200000").to_string(), "36_200_000");
        assert_eq!(number("100").to_string(), "100");
        assert_eq!(number("1234.50").to_string(), "1_234.50");
        assert_eq!(number("-123456").to_string(), "-123_456");
        assert_eq!(number("-1234.5").grouped(','), "-1,234.5");
    }
}
