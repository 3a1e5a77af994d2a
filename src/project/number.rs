//! Exact numbers, as written.

use std::cmp::Ordering;
use std::fmt;

/// A number from 0 with as many decimals as were written, kept exactly.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// All digits, without the decimal point.
    digits: u64,
    /// How many of them stand behind the point.
    decimals: u8,
}

/// The most digits a number may have: as many as every reader of JSON keeps exactly.
const MOST_DIGITS: usize = 15;

/// The most decimals, so that no comparison can overflow.
const MOST_DECIMALS: u8 = 9;

impl Number {
    /// A whole number.
    #[must_use]
    pub const fn whole(digits: u64) -> Self {
        Self {
            digits,
            decimals: 0,
        }
    }

    /// Reads digits with at most one point among them.
    ///
    /// # Errors
    ///
    /// When there is anything else, or more than 15 digits; the text says what.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err("this is not a number");
        }
        if digits.trim_start_matches('0').len() > MOST_DIGITS {
            return Err("this number has more than 15 digits");
        }
        match (digits.parse(), u8::try_from(fraction.len())) {
            (Ok(digits), Ok(decimals)) if decimals <= MOST_DECIMALS => {
                Ok(Self { digits, decimals })
            }
            _ => Err("this number has more than 9 decimals"),
        }
    }

    /// The digits without the point.
    #[must_use]
    pub const fn digits(self) -> u64 {
        self.digits
    }

    /// How many digits stand behind the point.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The number in JSON, with the digits it was written with: at most fifteen, which 64 bits hold.
    #[must_use]
    pub fn json(self) -> Option<serde_json::Number> {
        if self.decimals == 0 {
            return Some(self.digits.into());
        }
        let digits = self.to_string().replace('_', "");
        serde_json::Number::from_f64(digits.parse().ok()?)
    }

    /// The sum of two numbers.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let decimals = self.decimals.max(other.decimals);
        let sum = self.at(decimals) + other.at(decimals);
        Self {
            digits: u64::try_from(sum).unwrap_or(u64::MAX),
            decimals,
        }
    }

    /// How far two numbers lie apart.
    #[must_use]
    pub fn distance(self, other: Self) -> Self {
        let decimals = self.decimals.max(other.decimals);
        let distance = self.at(decimals).abs_diff(other.at(decimals));
        Self {
            digits: u64::try_from(distance).unwrap_or(u64::MAX),
            decimals,
        }
    }

    /// This number in hundredths of another, rounded to one decimal; none when that is 0.
    #[must_use]
    pub fn in_percent_of(self, whole: Self) -> Option<Self> {
        let decimals = self.decimals.max(whole.decimals);
        let (part, whole) = (self.at(decimals) * 1000, whole.at(decimals));
        let tenths = (part + whole / 2).checked_div(whole)?;
        Some(Self {
            digits: u64::try_from(tenths).unwrap_or(u64::MAX),
            decimals: 1,
        })
    }

    /// Whether this is more than so many hundredths of another number, exactly. Of 0 everything is.
    #[must_use]
    pub fn exceeds_share(self, hundredths: Self, whole: Self) -> bool {
        let decimals = self.decimals.max(whole.decimals);
        // No more than 24 digits each, and 15 of a share: what does not fit is more than anything.
        let scale = 100 * 10_u128.pow(u32::from(hundredths.decimals));
        let share = whole
            .at(decimals)
            .checked_mul(u128::from(hundredths.digits));
        let own = self.at(decimals).checked_mul(scale);
        match (own, share) {
            (Some(own), Some(share)) => own > share,
            (own, _) => own.is_none(),
        }
    }

    /// The digits it would have with this many decimals, which are no fewer than its own.
    fn at(self, decimals: u8) -> u128 {
        u128::from(self.digits) * 10_u128.pow(u32::from(decimals - self.decimals))
    }

    /// Whether `shown`, in units of `10^exponent`, is this number rounded to the nearest or cut
    /// off at its last digit.
    #[must_use]
    pub fn is_shown_as(self, shown: Self, exponent: u8) -> bool {
        // Both in units of the last decimal of either: value = shown × step, with step the size of
        // one in the last digit that is shown.
        let decimals = self.decimals.max(shown.decimals);
        let value = self.at(decimals);
        let step = 10_u128.pow(u32::from(exponent) + u32::from(decimals - shown.decimals));
        let digits = u128::from(shown.digits);
        digits == value / step || digits == (value + step / 2) / step
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let decimals = self.decimals.max(other.decimals);
        self.at(decimals).cmp(&other.at(decimals))
    }
}

/// As written in a data file: a point, groups of three digits set off by `_`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(u32::from(self.decimals));
        let whole = (self.digits / scale).to_string();
        for (index, digit) in whole.char_indices() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                f.write_str("_")?;
            }
            write!(f, "{digit}")?;
        }
        if self.decimals > 0 {
            let width = usize::from(self.decimals);
            write!(f, ".{:0width$}", self.digits % scale)?;
        }
        Ok(())
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
        for text in ["", ".", "-1", "1e5", "inf", "1 2", "1234567890123456"] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn shows_groups() {
        assert_eq!(number("36200000").to_string(), "36_200_000");
        assert_eq!(number("100").to_string(), "100");
        assert_eq!(number("1234.50").to_string(), "1_234.50");
    }
}
