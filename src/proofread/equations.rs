//! Linear equations between the figures of a sheet.
//!
//! Sums and formulas bind figures together. A reader who knows the printed ones can solve for others, also through
//! figures that are not printed themselves. The equations are solved by Gaussian elimination.

use std::collections::BTreeSet;

use crate::copy::SheetValues;
use crate::project::dictionary::Operation;
use crate::project::{FileReference, Number, Reference, When, Whose};

/// Coefficients smaller than this are 0.
const NOTHING: f64 = 1e-9;

/// An equation: the terms, each a figure with its coefficient, add up to 0 or to a known number.
#[derive(Debug)]
pub(super) struct Equation {
    terms: Vec<(Reference, f64)>,
}

impl Equation {
    /// The equation of a total and its parts.
    pub(super) fn sum(total: Reference, parts: impl Iterator<Item = Reference>) -> Self {
        let parts = parts.map(|part| (part, -1.0));
        Self {
            terms: std::iter::once((total, 1.0)).chain(parts).collect(),
        }
    }
}

/// The equations of all printed figures that are computed.
pub(super) fn of_formulas(known: &BTreeSet<Reference>, values: &SheetValues<'_>) -> Vec<Equation> {
    let printed = known.iter();
    printed
        .filter_map(|figure| of_formula(*figure, values))
        .collect()
}

/// The equation of a figure and the figures that it is computed from. `None` for a figure without a formula, and for
/// ranks and medians, which tell no number.
fn of_formula(figure: Reference, values: &SheetValues<'_>) -> Option<Equation> {
    let dictionary = &values.setting.project.dictionary;
    let formula = dictionary.get(figure.id).computed.as_ref()?;
    let inputs = formula.inputs.iter();
    let inputs: Vec<Reference> = inputs
        .map(|input| seen_from(figure.file, *input))
        .collect::<Option<_>>()?;
    let number = values.figures.entry(figure)?.amount.number()?;
    let times = |power: f64| number.to_f64(0) / power;
    let (first, second) = (*inputs.first()?, inputs.get(1).copied());
    let ratio = |ratio: f64| {
        Some(Equation {
            terms: vec![(first, 1.0), (second?, -ratio)],
        })
    };
    match formula.operation {
        Operation::Sum => Some(Equation::sum(figure, inputs.into_iter())),
        Operation::Difference | Operation::Change => {
            Some(Equation::sum(first, [second?, figure].into_iter()))
        }
        Operation::Share => ratio(times(100.0)),
        Operation::ChangePercent => ratio(1.0 + times(100.0)),
        Operation::Ratio => ratio(times(1.0)),
        Operation::Per(many) => ratio(times(Number::to_f64(many, 0))),
        Operation::Rank(_) | Operation::Median => None,
    }
}

/// A reference from another file, as the sheet would write it. `None` if it has no name on the sheet.
fn seen_from(file: FileReference, reference: Reference) -> Option<Reference> {
    let whose = match (file.whose, reference.file.whose) {
        (Whose::Own, whose) => whose,
        (outer, Whose::Own) => outer,
        (_, Whose::Nation) => Whose::Nation,
        (Whose::Within | Whose::Nation, Whose::Within) => return None,
    };
    let when = match (file.when, reference.file.when) {
        (When::Own, when) | (_, when @ When::Year(_)) => when,
        (outer, When::Own) => outer,
        (When::Ago(outer), When::Ago(inner)) => When::Ago(outer.checked_add(inner)?),
        (_, When::Previous | When::Ago(_)) => return None,
    };
    let file = FileReference { whose, when };
    Some(Reference { file, ..reference })
}

/// The figures that follow from the known ones.
pub(super) fn solved(equations: &[Equation], known: &BTreeSet<Reference>) -> Vec<Reference> {
    let terms = equations.iter().flat_map(|equation| &equation.terms);
    let unknown = terms.map(|(figure, _)| *figure);
    let unknown: BTreeSet<Reference> = unknown.filter(|figure| !known.contains(figure)).collect();
    let unknown: Vec<Reference> = unknown.into_iter().collect();
    let row = |equation: &Equation| {
        let mut row = vec![0.0; unknown.len()];
        for (figure, coefficient) in &equation.terms {
            if let Ok(column) = unknown.binary_search(figure) {
                row[column] += coefficient;
            }
        }
        row
    };
    let rows = reduced(equations.iter().map(row).collect());
    let alone = rows.iter().filter_map(|row| {
        let mut columns = row.iter().enumerate().filter(|(_, c)| c.abs() > NOTHING);
        let (column, _) = columns.next()?;
        columns.next().is_none().then(|| unknown[column])
    });
    alone.collect()
}

/// The rows of a matrix in reduced echelon form.
fn reduced(mut rows: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let columns = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..columns {
        let size = |row: usize| rows[row][column].abs();
        let pivot = (done..rows.len()).max_by(|one, other| size(*one).total_cmp(&size(*other)));
        let Some(pivot) = pivot.filter(|row| size(*row) > NOTHING) else {
            continue;
        };
        rows.swap(done, pivot);
        let divisor = rows[done][column];
        rows[done].iter_mut().for_each(|c| *c /= divisor);
        let own = rows[done].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(row, _)| *row != done) {
            let factor = row[column];
            row.iter_mut()
                .zip(&own)
                .for_each(|(c, own)| *c -= factor * own);
        }
        done += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::FigureId;

    fn figure(id: usize) -> Reference {
        Reference::own(FigureId(id))
    }

    fn sum(total: usize, parts: &[usize]) -> Equation {
        Equation::sum(figure(total), parts.iter().map(|part| figure(*part)))
    }

    fn solved_from(equations: &[Equation], known: &[usize]) -> Vec<usize> {
        let known = known.iter().map(|id| figure(*id)).collect();
        let found = solved(equations, &known).into_iter();
        found.map(|figure| figure.id.0).collect()
    }

    #[test]
    fn a_number_follows_through_figures_that_are_not_printed() {
        // 0 = 1 + 2 + 3, and 4 = 1 + 2: from 0 and 4 follows 3, but neither 1 nor 2.
        let equations = [sum(0, &[1, 2, 3]), sum(4, &[1, 2])];
        assert_eq!(solved_from(&equations, &[0, 4]), [3]);
        assert!(solved_from(&equations, &[0]).is_empty());
    }

    #[test]
    fn a_share_gives_its_part_away() {
        let share = Equation {
            terms: vec![(figure(1), 1.0), (figure(0), -0.25)],
        };
        assert_eq!(solved_from(&[share], &[0]), [1]);
    }
}
