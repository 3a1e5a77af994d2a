//! Scales: numbers as lengths.

use crate::geometry::Length;
use crate::project::Number;

/// A linear scale from one number to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: i128,
    high: i128,
    decimals: u8,
}

impl Scale {
    /// The scale that encloses numbers. `None` without any.
    pub(super) fn around(numbers: impl Iterator<Item = Number> + Clone) -> Option<Self> {
        let decimals = numbers.clone().map(Number::decimals).max()?;
        let units = numbers.map(|number| number.units(decimals));
        Some(Self {
            low: units.clone().min()?,
            high: units.max()?,
            decimals,
        })
    }

    /// The distance of a number from the low end of the scale, on a scale of this length. Numbers beyond the ends are at
    /// the ends.
    pub(super) fn at(self, number: Number, length: Length) -> Length {
        let decimals = self.decimals.max(number.decimals());
        let factor = 10_i128.pow(u32::from(decimals - self.decimals));
        let (low, high) = (self.low * factor, self.high * factor);
        let number = number.units(decimals).clamp(low, high);
        let all = (high - low).max(1);
        let milli = (i128::from(length.milli()) * (number - low) + all / 2) / all;
        Length::from_milli(i64::try_from(milli).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_in_the_middle_is_in_the_middle() {
        let scale = Scale::around([Number::whole(10), Number::whole(30)].into_iter());
        let scale = scale.expect("two numbers");
        let at = |number| scale.at(number, Length::pt(100));
        assert_eq!(at(Number::whole(20)), Length::pt(50));
        assert_eq!(at(Number::whole(0)), Length::ZERO);
        assert_eq!(
            at(Number::parse("12.5").expect("a number")),
            Length::from_milli(12_500)
        );
    }

    proptest! {
        #[test]
        fn larger_numbers_are_farther_and_none_is_outside(
            numbers in prop::collection::vec(0_u64..1_000_000_000_000_000, 1..9),
            length in 0_i64..1_000_000,
        ) {
            let mut numbers: Vec<Number> = numbers.into_iter().map(Number::whole).collect();
            let scale = Scale::around(numbers.iter().copied()).expect("numbers");
            numbers.sort_unstable();
            let length = Length::from_milli(length);
            let places: Vec<Length> = numbers.iter().map(|n| scale.at(*n, length)).collect();
            prop_assert!(places.is_sorted());
            prop_assert!(places.iter().all(|at| Length::ZERO <= *at && *at <= length));
        }
    }
}
