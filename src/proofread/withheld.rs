//! Finds withheld numbers that a reader of the sheet can calculate from others.
//!
//! A number is withheld because it would identify people, so a sheet that gives it away by a difference is worse
//! than one that prints it.

use std::collections::BTreeSet;

use super::equations::{self, Equation};
use crate::copy::{Filled, SheetValues};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::{Amount, FigureId, Number, Reference, Whose};

/// The most computed figures that a warning shows.
const MOST_SHOWN: usize = 3;

/// Warnings about the withheld numbers of a sheet that can be calculated. If all but one of a total and its
/// parts are known, the last one is a difference. If the known parts make up the total, the others are 0. A
/// calculated number can lead to more.
#[must_use]
pub fn can_be_worked_out(
    words: &Filled,
    pages: usize,
    values: &SheetValues<'_>,
) -> Vec<Diagnostic> {
    let sums: Vec<Sum> = sums(values).collect();
    let printed = printed(words, pages, values);
    let mut members = sums.iter().flat_map(Sum::members);
    let formulas = equations::of_formulas(&printed, values);
    if formulas.is_empty() && !members.any(|figure| is_withheld(figure, values)) {
        return Vec::new();
    }
    let mut reader = Reader {
        values,
        known: printed,
        found: Vec::new(),
    };
    let before = reader.known.clone();
    while sums.iter().any(|sum| reader.works_out(sum)) {}
    let told = reader.found.iter();
    let told = told.filter(|(figure, _)| is_withheld(*figure, values));
    let told = told.map(|(figure, sum)| warning(*figure, sum, &before, values));
    let mut asked: Vec<Diagnostic> = told.collect();
    if !formulas.is_empty() {
        let sums = sums.iter();
        let sums = sums.map(|sum| Equation::sum(sum.total, sum.parts.iter().copied()));
        let equations: Vec<Equation> = formulas.into_iter().chain(sums).collect();
        let solved = equations::solved(&equations, &reader.known).into_iter();
        let told = solved.filter(|figure| is_withheld(*figure, values));
        asked.extend(told.map(|figure| given_away(figure, &before, values)));
    }
    asked
}

/// A total and its parts.
struct Sum {
    total: Reference,
    parts: Vec<Reference>,
}

impl Sum {
    fn members(&self) -> impl Iterator<Item = Reference> {
        std::iter::once(self.total).chain(self.parts.iter().copied())
    }
}

/// All sums of the dictionary, for each area that has all of their figures.
fn sums(values: &SheetValues<'_>) -> impl Iterator<Item = Sum> {
    let dictionary = &values.setting.project.dictionary;
    let sums = dictionary.iter().filter(|(_, f)| !f.sum_of.is_empty());
    let all = sums.flat_map(move |(total, figure)| {
        [Whose::Own, Whose::Within, Whose::Nation].map(|whose| {
            let parts = figure.sum_of.iter();
            Sum {
                total: Reference::of(whose, total),
                parts: parts
                    .flat_map(|part| parts_of(whose, *part, values))
                    .collect(),
            }
        })
    });
    let level = values.setting.level;
    all.filter(move |sum| {
        let mut members = sum.members();
        // A list without rows is no sum.
        !sum.parts.is_empty()
            && members.all(|figure| {
                let area = figure.file.whose.level(level);
                area.is_some_and(|area| dictionary.get(figure.id).levels.contains(&area))
            })
    })
}

/// The parts that a figure stands for in a sum: itself, or, of a field of a list, its value in every row.
fn parts_of(whose: Whose, part: FigureId, values: &SheetValues<'_>) -> Vec<Reference> {
    let reference = Reference::of(whose, part);
    let Some(list) = values.setting.project.dictionary.list_of(part) else {
        return vec![reference];
    };
    let file = values.figures.file_of(reference.file);
    let rows = file.and_then(|file| file.rows(list)).unwrap_or_default();
    let numbered = (0..).zip(rows);
    let in_row = |(row, _)| Reference {
        row: Some(row),
        ..reference
    };
    numbered.map(in_row).collect()
}

/// A reader with a sheet and a pencil.
struct Reader<'v, 's> {
    values: &'v SheetValues<'v>,
    /// The figures with a known number.
    known: BTreeSet<Reference>,
    /// The calculated figures, each with the sum it comes from.
    found: Vec<(Reference, &'s Sum)>,
}

impl<'s> Reader<'_, 's> {
    /// Calculates unknown members of a sum. Returns whether there were any.
    fn works_out(&mut self, sum: &'s Sum) -> bool {
        let unknown = sum.members().filter(|figure| !self.known.contains(figure));
        let unknown: Vec<Reference> = unknown.collect();
        let total_is_known = self.known.contains(&sum.total);
        let is_nothing = total_is_known && leaves_nothing(sum, &unknown, self.values);
        if unknown.is_empty() || (unknown.len() > 1 && !is_nothing) {
            return false;
        }
        self.known.extend(&unknown);
        self.found
            .extend(unknown.into_iter().map(|figure| (figure, sum)));
        true
    }
}

/// The figures with a number on the sheet.
fn printed(words: &Filled, pages: usize, values: &SheetValues<'_>) -> BTreeSet<Reference> {
    let mut printed = BTreeSet::new();
    words.for_each_run(pages, &mut |run| printed.extend(run.figure));
    printed.retain(|figure| number(*figure, values).is_some());
    printed
}

fn number(figure: Reference, values: &SheetValues<'_>) -> Option<Number> {
    values.figures.entry(figure)?.amount.number()
}

/// Whether the known parts of a sum make up the total.
fn leaves_nothing(sum: &Sum, unknown: &[Reference], values: &SheetValues<'_>) -> bool {
    let mut known = sum.parts.iter().filter(|part| !unknown.contains(part));
    let made_up = known.try_fold(Number::whole(0), |sum, part| {
        Some(sum.plus(number(*part, values)?))
    });
    made_up.is_some() && made_up == number(sum.total, values)
}

fn is_withheld(figure: Reference, values: &SheetValues<'_>) -> bool {
    let entry = values.figures.entry(figure);
    entry.is_some_and(|entry| entry.amount == Amount::Suppressed)
}

/// The warning about a withheld number that computed figures give away.
fn given_away(
    figure: Reference,
    printed: &BTreeSet<Reference>,
    values: &SheetValues<'_>,
) -> Diagnostic {
    let dictionary = &values.setting.project.dictionary;
    let name = |figure: Reference| format!("`{}{}`", figure.file, dictionary.get(figure.id).id);
    let entry = values.figures.entry(figure);
    let place = entry.map_or(Span::DETACHED, |entry| entry.span);
    let message = format!("{} is withheld, and can be worked out", name(figure));
    let warning = Diagnostic::error(Code::CanBeWorkedOut, place, message)
        .warning()
        .about(name(figure))
        .label("a reader can work it out from computed figures in print")
        .help("leave one of the computed figures out, or withhold another figure of its formula");
    let formula = |figure: &Reference| dictionary.get(figure.id).computed.as_ref();
    let computed = printed
        .iter()
        .filter_map(|other| Some((*other, formula(other)?)));
    let shown = computed.take(MOST_SHOWN);
    shown.fold(warning, |warning, (other, formula)| {
        warning.also(formula.span, format!("{} is printed", name(other)))
    })
}

fn warning(
    figure: Reference,
    sum: &Sum,
    printed: &BTreeSet<Reference>,
    values: &SheetValues<'_>,
) -> Diagnostic {
    let dictionary = &values.setting.project.dictionary;
    let name = |figure: Reference| {
        let id = &dictionary.get(figure.id).id;
        format!("{}{id}", figure.file)
    };
    let total = name(sum.total);
    let message = format!("`{}` is withheld, and can be worked out", name(figure));
    let withheld: Vec<Reference> = sum.members().filter(|m| is_withheld(*m, values)).collect();
    let is_nothing = leaves_nothing(sum, &withheld, values);
    let (label, help) = if figure == sum.total {
        let label = "a reader can add its parts up".to_owned();
        (label, "withhold a part of it as well")
    } else if is_nothing {
        let label = format!("the other parts make up `{total}`, so that this is 0");
        (label, "withhold the total as well")
    } else {
        let label = format!("a reader can subtract the other parts from `{total}`");
        (label, "withhold a second part, or the total")
    };
    let place = values.figures.entry(figure).map(|entry| entry.span);
    let warning = Diagnostic::error(
        Code::CanBeWorkedOut,
        place.unwrap_or(Span::DETACHED),
        message,
    )
    .warning()
    .about(format!("`{}`", name(figure)))
    .label(label)
    .help(help);
    let others = sum.members().filter(|other| *other != figure);
    others.fold(warning, |warning, other| {
        let Some(entry) = values.figures.entry(other) else {
            return warning;
        };
        let how = if printed.contains(&other) {
            "is printed"
        } else {
            "follows from others"
        };
        warning.also(entry.span, format!("`{}` {how}", name(other)))
    })
}
