//! Makes up the rows of lists.
//!
//! The rows of a field that a total adds up share the number that was chosen for the total. Rows differ in the key of
//! their list, since texts and keys are numbered.

use std::fmt::Write;

use super::Given;
use super::chance::Chance;
use super::finish::finish;
use super::write::value;
use crate::project::dictionary::{List, ListId};
use crate::project::{Amount, Dictionary, FigureId, Level, Number, Project};

/// The smallest and largest number of rows.
const ROWS: (u64, u64) = (3, 6);

/// The lists of a level as TOML. `given` has the figures of the file by their index in the dictionary.
pub(super) fn lists(
    project: &Project,
    level: Level,
    year: u16,
    given: &[Given],
    chance: &mut Chance,
) -> String {
    let dictionary = &project.dictionary;
    let mut text = String::new();
    let of_level = dictionary
        .lists()
        .filter(|(_, list)| list.levels.contains(&level));
    for (id, list) in of_level {
        let rows = rows(dictionary, (id, level, year), given, chance);
        for (row, number) in rows.iter().zip(1..) {
            // Writing to a string does not fail, here and below.
            let _ = write!(text, "\n[[{}]]\n", list.id);
            for ((field, declared), amount) in dictionary.fields(id).zip(row) {
                let value = value(project, field, *amount, Some(number));
                let _ = writeln!(text, "{} = {value}", declared.key());
            }
        }
    }
    text
}

/// The values of the rows, each with one for every field.
fn rows(
    dictionary: &Dictionary,
    (id, level, year): (ListId, Level, u16),
    given: &[Given],
    chance: &mut Chance,
) -> Vec<Vec<Amount>> {
    let list = dictionary.list(id);
    let count = chance.between(ROWS.0, ROWS.1);
    let mut rows = vec![Vec::new(); usize::try_from(count).unwrap_or(0)];
    for (field, declared) in dictionary.fields(id) {
        let shared = total(dictionary, field, given).map(|total| shares(total, count, chance));
        for (index, row) in rows.iter_mut().enumerate() {
            let whole = Number::whole(u64::try_from(index).unwrap_or(0) + 1);
            row.push(match &shared {
                Some(shares) => Amount::Number(declared.kind.complete(shares[index])),
                None if is_number_key(dictionary, list, field) => {
                    Amount::Number(declared.kind.complete(whole))
                }
                None => {
                    let most = declared.kind.most().unwrap_or(Number::whole(1_000_000));
                    let chosen = chance.likely(declared.kind.likely(level), (0, most.floor()));
                    finish(dictionary, field, Some(chosen), year, chance)
                        .unwrap_or(Amount::NotAvailable)
                }
            });
        }
    }
    rows
}

fn is_number_key(dictionary: &Dictionary, list: &List, field: FigureId) -> bool {
    list.key == Some(field) && dictionary.get(field).kind.is_numeric()
}

/// The number that the rows of a field add up to, if a figure of the file is their sum.
fn total(dictionary: &Dictionary, field: FigureId, given: &[Given]) -> Option<u64> {
    let number = |id: FigureId| given.get(id.0).copied().flatten()?.number();
    let mut sums = dictionary.iter();
    let (total, parts) = sums.find_map(|(id, figure)| {
        let is_sum = figure.sum_of.contains(&field);
        is_sum.then_some(())?;
        Some((number(id)?, &figure.sum_of))
    })?;
    let others = parts.iter().filter_map(|part| number(*part));
    let others: u64 = others.map(Number::floor).sum();
    Some(total.floor().saturating_sub(others))
}

/// Parts of a total, one for each row.
fn shares(total: u64, count: u64, chance: &mut Chance) -> Vec<Number> {
    let mut rest = total;
    let shares = (1..=count).rev().map(|left| {
        let share = match left {
            1 => rest,
            _ => chance.between(0, (rest / left).saturating_mul(2).min(rest)),
        };
        rest -= share;
        Number::whole(share)
    });
    shares.collect()
}
