//! Checks figures against the rules of the dictionary.

use super::dictionary::{Bound, Dictionary, Figure};
use super::figures::Figures;
use super::number::Number;
use super::point::{FigureId, Reference};
use super::row_rules::rows_alike;
use super::values::Entry;
use crate::diagnostic::{Code, Diagnostic, Report, Span};

/// The largest number of parts that an error about a sum points at. A list can have many rows.
const MOST_PARTS_SHOWN: usize = 20;

/// Checks the numbers of the sheet's own file. A rule that names a figure without a number is skipped, with one
/// exception: the known parts of a sum may not exceed it. A note is reported if only some of the parts were checked.
pub fn check(dictionary: &Dictionary, figures: Figures<'_>, report: &mut Report) {
    let own = figures.own();
    let rules = Rules {
        dictionary,
        figures,
    };
    for (id, figure) in dictionary.iter() {
        let Some(entry) = own.get(id) else { continue };
        let Some(number) = entry.amount.number() else {
            continue;
        };
        report.extend(rules.sum(figure, entry, number));
        report.extend(rules.part(figure, entry, number));
        report.extend(rules.least(figure, entry, number));
        report.extend(rules.most(figure, entry, number));
    }
    for (id, list) in dictionary.lists() {
        let rows = own.rows(id).unwrap_or_default();
        report.extend(rows_alike(dictionary, list, rows));
    }
}

struct Rules<'a> {
    dictionary: &'a Dictionary,
    figures: Figures<'a>,
}

impl Rules<'_> {
    fn sum(&self, figure: &Figure, entry: &Entry, number: Number) -> Option<Diagnostic> {
        let own = self.figures.own();
        if !self.dictionary.is_sum_in(figure, own.level()) {
            return None;
        }
        let parts = figure.sum_of.iter().flat_map(|part| self.parts(*part));
        let parts: Vec<(&Figure, Option<&Entry>)> = parts.collect();
        let numbers = parts
            .iter()
            .filter_map(|(_, entry)| entry.as_ref()?.amount.number());
        let known = numbers.clone().count();
        let is_complete = known == parts.len();
        let sum = numbers.fold(Number::whole(0), Number::plus);
        let is_within = |difference: Number| difference <= figure.tolerance;
        let may_be_below_0 = parts.iter().any(|(part, _)| part.kind.least().is_none());
        let may_hold = sum <= number || is_within(sum.distance(number)) || may_be_below_0;
        let found = if is_complete && is_within(sum.distance(number)) {
            return None;
        } else if may_hold && !is_complete {
            // In a file with errors, missing parts are only a consequence of the errors.
            own.is_sound()
                .then(|| partly_checked(figure, entry, known, parts.len(), sum))?
        } else {
            let message = format!("`{}` is not the sum of its parts", figure.id);
            let is = if is_complete { "are" } else { "are at least" };
            Diagnostic::error(Code::WrongSum, entry.span, message)
                .label(format!(
                    "the parts {is} {sum} together, not {number}{}",
                    beyond(figure)
                ))
                .help("correct the total or one of its parts")
        };
        let parts = parts.into_iter();
        let places = parts.filter_map(|(part, entry)| Some((part, entry?)));
        let places = places.take(MOST_PARTS_SHOWN);
        Some(places.fold(found, |found, (part, entry)| {
            found.also(entry.span, format!("`{}`", part.id))
        }))
    }

    /// The parts of a sum that a figure stands for: itself, or, of a field of a list, its value in every row. A list
    /// that the file omits is one unknown part.
    fn parts(&self, part: FigureId) -> Vec<(&Figure, Option<&Entry>)> {
        let own = self.figures.own();
        let figure = self.dictionary.get(part);
        let Some(list) = self.dictionary.list_of(part) else {
            return vec![(figure, own.get(part))];
        };
        match own.rows(list) {
            Some(rows) => rows.iter().map(|row| (figure, row.get(part))).collect(),
            None => vec![(figure, None)],
        }
    }

    fn part(&self, figure: &Figure, entry: &Entry, number: Number) -> Option<Diagnostic> {
        let target = figure.part_of?;
        let (whole, place) = self.figure(target)?;
        if number <= whole {
            return None;
        }
        let other = &self.dictionary.get(target.id).id;
        let message = format!("`{}` is greater than the total it is part of", figure.id);
        Some(
            Diagnostic::error(Code::WrongPart, entry.span, message)
                .label(format!("{number} is more than {whole}"))
                .also(place, format!("`{}{other}`", target.file))
                .help("correct one of the two"),
        )
    }

    fn least(&self, figure: &Figure, entry: &Entry, number: Number) -> Option<Diagnostic> {
        let (bound, place) = self.bound(figure.at_least?)?;
        (number < bound).then(|| {
            let message = format!("`{}` must be at least {bound}", figure.id);
            out_of_bounds(entry, place.unwrap_or(figure.span), message)
        })
    }

    fn most(&self, figure: &Figure, entry: &Entry, number: Number) -> Option<Diagnostic> {
        let (bound, place) = self.bound(figure.at_most?)?;
        (number > bound).then(|| {
            let message = format!("`{}` may be at most {bound}", figure.id);
            out_of_bounds(entry, place.unwrap_or(figure.span), message)
        })
    }

    fn bound(&self, bound: Bound) -> Option<(Number, Option<Span>)> {
        match bound {
            Bound::Number(number) => Some((number, None)),
            Bound::Figure(target) => {
                let (number, place) = self.figure(target)?;
                Some((number, Some(place)))
            }
        }
    }

    fn figure(&self, target: Reference) -> Option<(Number, Span)> {
        let entry = self.figures.entry(target)?;
        Some((entry.amount.number()?, entry.span))
    }
}

/// The tolerance of a sum as a clause. Empty if there is none.
fn beyond(figure: &Figure) -> String {
    match figure.tolerance {
        exact if exact.is_zero() => String::new(),
        tolerance => format!("; the difference may be {tolerance} at most"),
    }
}

/// The note that a sum was checked over some of its parts only.
fn partly_checked(
    figure: &Figure,
    total: &Entry,
    known: usize,
    all: usize,
    sum: Number,
) -> Diagnostic {
    let message = format!("`{}` is checked over {known} of its {all} parts", figure.id);
    let label = format!("the known parts add up to {sum}");
    Diagnostic::error(Code::PartOfSum, total.span, message)
        .about(format!("`{}`", figure.id))
        .label(label)
        .note()
}

fn out_of_bounds(entry: &Entry, rule: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::OutOfBounds, entry.span, message)
        .also(rule, "because of this")
        .help("correct the number, or the rule in data/figures.toml")
}
