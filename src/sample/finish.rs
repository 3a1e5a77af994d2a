//! Completes samples: the decimals and the sign of a number, dates and texts.
//!
//! The rules of the dictionary are solved in whole numbers. A number that no rule binds also gets decimals, and a minus
//! at times, so that a design is tried with both.

use chrono::NaiveDate;

use super::Given;
use super::chance::Chance;
use crate::project::{Amount, Dictionary, FigureId, Number, ValueType};

/// The value of a figure, from the whole number that was chosen for it. `None` for a figure of another scope.
pub(super) fn finish(
    dictionary: &Dictionary,
    id: FigureId,
    chosen: Option<u64>,
    year: u16,
    chance: &mut Chance,
) -> Given {
    match dictionary.get(id).kind.values() {
        ValueType::Number => chosen.map(|whole| number(dictionary, id, whole, chance)),
        ValueType::Date => {
            let day = u32::try_from(chance.between(1, 365)).unwrap_or(1);
            NaiveDate::from_yo_opt(year.into(), day).map(Amount::Date)
        }
        ValueType::Text => Some(Amount::Text),
    }
}

fn number(dictionary: &Dictionary, id: FigureId, whole: u64, chance: &mut Chance) -> Amount {
    let kind = dictionary.get(id).kind;
    let number = kind.complete(Number::whole(whole));
    let is_plain = kind.most_decimals().unwrap_or(0) == 0 && kind.least().is_some();
    if is_plain || dictionary.has_rules(id) {
        return Amount::Number(number);
    }
    let mut finished = number;
    if let Some(decimals @ 1..) = kind.most_decimals() {
        let units = chance.between(0, 10_u64.pow(decimals.into()) - 1);
        finished = finished.plus(Number::of_units(units, decimals));
    }
    if kind.least().is_none() && chance.between(1, 3) == 1 && !finished.is_zero() {
        finished = finished.negated();
    }
    let is_valid = kind.check(finished).is_ok();
    Amount::Number(if is_valid { finished } else { number })
}
