//! Units: equal squares, each for the same number, so that a number is seen as a quantity.

use super::values::Filler;
use crate::copy::chart::Units;
use crate::copy::chart_source::ChartSource;
use crate::copy::fill::readable_text;
use crate::diagnostic::Span;
use crate::project::{Figure, Number};
use crate::text::Run;

/// The most squares of a chart. With a unit of 1, 2 or 5 times a power of ten there are more than 40 then, unless the
/// numbers themselves are smaller.
const MOST_SQUARES: i128 = 120;

impl<'s> Filler<'s> {
    pub(super) fn units(&mut self, source: &ChartSource) -> Units {
        let values = self.first_values(source);
        let first = values.first().map(|first| (first.declared, first.span));
        let bars = self.parts(source, values);
        let numbers: Vec<Number> = bars.iter().filter_map(|bar| bar.number).collect();
        let unit = unit(&numbers);
        let printed = match (numbers.is_empty(), self.is_of_all_sheets()) {
            (_, true) => Some(None),
            (true, false) => None,
            (false, false) => Some(Some(unit)),
        };
        let key = first
            .zip(printed)
            .map(|((declared, span), unit)| self.key(source, declared, span, unit));
        let parts = bars.into_iter().map(|bar| {
            let squares = bar.number.map_or(0, |number| squares(number, unit));
            (bar, squares)
        });
        Units {
            parts: parts.collect(),
            key,
        }
    }

    /// "1 square = 50 cases". Without a unit, all characters that it may need.
    fn key(
        &mut self,
        source: &ChartSource,
        declared: &Figure,
        span: Span,
        unit: Option<Number>,
    ) -> Run {
        let number = match unit {
            None => self.scale_samples(declared, span).text,
            Some(unit) => declared
                .kind
                .print_scale(&[unit], self.setting.numerals)
                .concat(),
        };
        let noun = match (&source.unit, &declared.unit) {
            // A noun in the plural does not fit a single one.
            (Some(_), _) if unit == Some(Number::whole(1)) => String::new(),
            (Some(own), _) => readable_text(own, self.answers, self.report),
            (None, Some(unit)) => unit.words(self.setting.language).to_owned(),
            (None, None) => String::new(),
        };
        let space = if noun.is_empty() { "" } else { "\u{a0}" };
        let square = self.words().map_or("■ =", |words| words.square);
        self.plain(&format!("{square} {number}{space}{noun}"), span)
    }
}

/// The number that a square stands for: the smallest one with which all numbers have no more squares than fit a chart.
fn unit(numbers: &[Number]) -> Number {
    let decimals = numbers
        .iter()
        .map(|number| number.decimals())
        .max()
        .unwrap_or(0);
    let sum: i128 = numbers.iter().map(|number| number.units(decimals)).sum();
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let unit = factor * power;
            if sum / i128::from(unit) <= MOST_SQUARES {
                return Number::of_units(unit, decimals);
            }
        }
        power *= 10;
    }
}

/// The squares of a number, rounded half up. A number above 0 has one square or more.
fn squares(number: Number, unit: Number) -> u32 {
    let decimals = number.decimals().max(unit.decimals());
    let (number, unit) = (number.units(decimals), unit.units(decimals).max(1));
    let squares = (number * 2 + unit) / (unit * 2);
    let squares = u32::try_from(squares).unwrap_or(u32::MAX);
    if number > 0 { squares.max(1) } else { squares }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn units_are_round_numbers() {
        for (number, expected) in [
            (211, "2"),
            (5_759, "50"),
            (36_210_822, "500000"),
            (30, "1"),
            (120, "1"),
            (121, "2"),
        ] {
            assert_eq!(
                unit(&[Number::whole(number)]).ungrouped(),
                expected,
                "{number}"
            );
        }
    }

    #[test]
    fn a_small_part_is_seen() {
        assert_eq!(squares(Number::whole(1), Number::whole(500)), 1);
        assert_eq!(squares(Number::whole(0), Number::whole(500)), 0);
        assert_eq!(squares(Number::whole(750), Number::whole(500)), 2);
    }

    proptest! {
        #[test]
        fn a_chart_has_between_40_and_250_squares(numbers in prop::collection::vec(0_u64..1_000_000_000, 1..7)) {
            let numbers: Vec<Number> = numbers.into_iter().map(Number::whole).collect();
            let unit = unit(&numbers);
            let count: u32 = numbers.iter().map(|number| squares(*number, unit)).sum();
            let sum: u128 = numbers.iter().map(|n| n.units(0).unsigned_abs()).sum();
            prop_assert!(count <= 250);
            prop_assert!(count >= 40 || sum < 48);
        }
    }
}
