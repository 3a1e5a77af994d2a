//! Labeled numbers of a scale: round numbers at equal distances that enclose all numbers of a chart.
//!
//! The distance is 1, 2 or 5 times a power of ten, as readers expect of a ruler. All arithmetic is exact, in units of the
//! last decimal.

use crate::project::Number;

/// The most intervals between ticks. More labels are harder to read than a number in between.
const MOST_INTERVALS: i128 = 5;

/// The ticks of a scale for numbers, in ascending order; the first and the last enclose them. There are two or more. With
/// `from_zero`, 0 is one of them.
pub(super) fn ticks(numbers: &[Number], from_zero: bool) -> Vec<Number> {
    let zero = from_zero.then(|| Number::whole(0));
    let all = || numbers.iter().copied().chain(zero);
    let decimals = all().map(Number::decimals).max().unwrap_or(0);
    let units = || all().map(|number| number.units(decimals));
    let (low, high) = (units().min().unwrap_or(0), units().max().unwrap_or(0));
    let step = step(low, high);
    let first = low.div_euclid(step);
    // Equal numbers still have a scale around them.
    let last = (high + step - 1).div_euclid(step).max(first + 1);
    let ticks = (first..=last).map(|index| of_units(index * step, decimals));
    shortened(ticks.collect())
}

/// The smallest distance of which at most five lead from the lowest to the highest number.
fn step(low: i128, high: i128) -> i128 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = factor * power;
            let first = low.div_euclid(step);
            let last = (high + step - 1).div_euclid(step);
            if last - first <= MOST_INTERVALS {
                return step;
            }
        }
        power *= 10;
    }
}

fn of_units(units: i128, decimals: u8) -> Number {
    let size = u64::try_from(units.unsigned_abs()).unwrap_or(u64::MAX);
    let number = Number::of_units(size, decimals);
    if units < 0 { number.negated() } else { number }
}

/// The numbers with as few decimals as all of them need.
fn shortened(ticks: Vec<Number>) -> Vec<Number> {
    let needed = |tick: &Number| {
        let decimals = 0..=tick.decimals();
        decimals
            .into_iter()
            .find(|fewer| tick.rounded(*fewer) == *tick)
    };
    let decimals = ticks.iter().filter_map(needed).max().unwrap_or(0);
    ticks
        .into_iter()
        .map(|tick| tick.rounded(decimals))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(numbers: &[&str], from_zero: bool) -> Vec<String> {
        let numbers: Vec<Number> = numbers
            .iter()
            .map(|number| Number::parse(number).expect("a number"))
            .collect();
        let ticks = ticks(&numbers, from_zero).into_iter();
        ticks.map(Number::ungrouped).collect()
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(
            printed(&["211", "45"], true),
            ["0", "50", "100", "150", "200", "250"]
        );
        assert_eq!(printed(&["3"], true), ["0", "1", "2", "3"]);
        assert_eq!(printed(&["0"], true), ["0", "1"]);
        assert_eq!(
            printed(&["98.4", "99.1"], false),
            ["98.4", "98.6", "98.8", "99.0", "99.2"]
        );
        assert_eq!(printed(&["-3.5", "12"], true), ["-5", "0", "5", "10", "15"]);
        assert_eq!(
            printed(&["36210822"], true),
            ["0", "10000000", "20000000", "30000000", "40000000"]
        );
        assert_eq!(printed(&["7"], false), ["7", "8"]);
    }

    proptest! {
        #[test]
        fn ticks_enclose_all_numbers_at_equal_distances(
            numbers in prop::collection::vec((-1_000_000_000_000_i64..1_000_000_000_000, 0_u8..4), 1..9),
            from_zero: bool,
        ) {
            let numbers: Vec<Number> = numbers
                .into_iter()
                .map(|(units, decimals)| of_units(units.into(), decimals))
                .collect();
            let ticks = ticks(&numbers, from_zero);
            prop_assert!((2..=6).contains(&ticks.len()));
            prop_assert!(numbers.iter().all(|n| ticks[0] <= *n && *n <= ticks[ticks.len() - 1]));
            let distance = ticks[1].minus(ticks[0]);
            prop_assert!(ticks.windows(2).all(|pair| pair[1].minus(pair[0]) == distance));
            prop_assert!(!from_zero || ticks.iter().any(|tick| tick.is_zero()));
            let same = |tick: &Number| tick.decimals() == ticks[0].decimals();
            prop_assert!(ticks.iter().all(same));
        }
    }
}
