//! Computes the figures that have a formula, from the figures of files.
//!
//! A computed figure becomes an ordinary entry of its file, so that printing, guards, charts, rules and traces know one
//! kind of entry. The arithmetic is exact, and the result is rounded once. An input without a number gives none.

use std::sync::Arc;

use super::dictionary::{Formula, Operation};
use super::figures::Figures;
use super::localized::{Localized, Text};
use super::needs::Needs;
use super::number::Number;
use super::standings::{Rank, Standing, Standings};
use super::values::{Amount, Entry, Values};
use super::{Figure, Project};
use crate::diagnostic::{Code, Diagnostic, Report, counted};

/// The inputs of the computations of a batch, besides the files.
#[derive(Clone, Copy, Debug)]
pub struct Computation<'a> {
    /// The project, which has the formulas.
    pub project: &'a Project,
    /// The figures that are needed.
    pub needs: &'a Needs,
    /// The numbers of all places, for ranks and medians.
    pub standings: &'a Standings,
    /// All years with files, oldest first.
    pub years: &'a [u16],
}

impl Computation<'_> {
    /// Adds the computed figures that are needed to the figures of a file. `others` are the files that its formulas
    /// refer to. Results that the kind of a figure does not accept are reported.
    pub fn complete(self, own: &mut Values, others: &[Arc<Values>], report: &mut Report) {
        for (id, figure, formula) in self.project.dictionary.computed() {
            if !self.needs.has(own.level(), own.year, id) {
                continue;
            }
            let mut evaluation = Evaluation {
                computation: self,
                figure,
                formula,
                figures: Figures::new(own, others, self.years),
                report,
            };
            let entry = evaluation.result();
            own.set(id, entry);
        }
    }
}

/// The computation of one figure of one file.
struct Evaluation<'a> {
    computation: Computation<'a>,
    figure: &'a Figure,
    formula: &'a Formula,
    figures: Figures<'a>,
    report: &'a mut Report,
}

impl<'a> Evaluation<'a> {
    /// The entry of the figure. `None` if the numbers of all places are not known yet. A wrong result is reported and
    /// kept, so that no further errors follow from it.
    fn result(&mut self) -> Option<Entry> {
        let crossed = self.across_a_break();
        self.report.extend(crossed);
        let mut numbers = Vec::with_capacity(self.formula.inputs.len());
        for input in &self.formula.inputs {
            let entry = self.figures.entry(*input);
            match entry.and_then(|entry| entry.amount.number()) {
                Some(number) => numbers.push(number),
                // A median depends on the place only by its level.
                None if self.formula.operation == Operation::Median => {}
                None => return Some(self.absent()),
            }
        }
        match self.formula.operation {
            Operation::Rank(order) => {
                let (standing, number) = (self.standing()?, numbers.first()?);
                let ranked = self.ranked(standing.rank(*number, order));
                Some(self.noted(ranked, standing))
            }
            Operation::Median => {
                let standing = self.standing()?;
                let median = self.entry(standing.median(self.decimals()));
                Some(self.noted(median, standing))
            }
            operation => Some(self.entry(self.arithmetic(operation, &numbers))),
        }
    }

    /// The error of a change between years of which one is before a break of the series and the other after it.
    fn across_a_break(&self) -> Option<Diagnostic> {
        let dictionary = &self.computation.project.dictionary;
        let own = self.figures.own().year;
        let (input, year, is_since) = self.formula.inputs.iter().find_map(|input| {
            let year = self.figures.year(input.file.when)?;
            let input = dictionary.get(input.id);
            Some((input, year, input.break_between(year, own)?))
        })?;
        let message = format!("`{}` compares {own} with {year}", self.figure.id);
        let counted = format!("`{}` is counted differently from {is_since} on", input.id);
        Some(
            Diagnostic::error(Code::SeriesBreak, self.formula.span, message)
                .also(input.span, counted)
                .help("compare years on one side of the break only"),
        )
    }

    fn standing(&self) -> Option<&'a Standing> {
        let own = self.figures.own();
        let input = self.formula.inputs.first()?;
        let standings = self.computation.standings;
        standings.get(own.level().of_places(), own.year, input.id)
    }

    /// The result of an arithmetic operation. `None` for a division by 0.
    fn arithmetic(&self, operation: Operation, numbers: &[Number]) -> Option<Number> {
        let decimals = self.decimals();
        let sum = || numbers.iter().fold(Number::whole(0), |sum, n| sum.plus(*n));
        let [first, second] = [numbers.first(), numbers.get(1)];
        let (first, second) = (*first?, second.copied().unwrap_or(Number::whole(0)));
        match operation {
            Operation::Sum => Some(sum().rounded(decimals)),
            Operation::Difference | Operation::Change => {
                Some(first.minus(second).rounded(decimals))
            }
            Operation::Share => first.quotient(100, second, decimals),
            Operation::ChangePercent => first.minus(second).quotient(100, second, decimals),
            Operation::Ratio => first.quotient(1, second, decimals),
            Operation::Per(many) => first.quotient(many.floor(), second, decimals),
            Operation::Rank(_) | Operation::Median => None,
        }
    }

    fn decimals(&self) -> u8 {
        self.figure.kind.most_decimals().unwrap_or_default()
    }

    /// The entry of a number; of no number if there is none. A number that the kind does not accept is reported.
    fn entry(&mut self, number: Option<Number>) -> Entry {
        let Some(number) = number else {
            return self.plain(Amount::NotAvailable);
        };
        if let Err(problem) = self.figure.kind.check(number)
            && !self.has_wrong_input()
        {
            let error = self.out_of_range(number, &problem);
            self.report.push(error);
        }
        self.plain(Amount::Number(number))
    }

    /// Whether an input is the result of another formula that its kind does not accept, which has been reported.
    fn has_wrong_input(&self) -> bool {
        let dictionary = &self.computation.project.dictionary;
        self.formula.inputs.iter().any(|input| {
            let entry = self.figures.entry(*input);
            let number = entry.and_then(|entry| entry.amount.number());
            number.is_some_and(|number| dictionary.get(input.id).kind.check(number).is_err())
        })
    }

    fn ranked(&mut self, rank: Rank) -> Entry {
        let entry = self.entry(Some(Number::whole(rank.position)));
        let text = rank.is_tie.then(|| {
            let languages = self.computation.project.publication.languages.iter();
            let texts = languages.map(|language| {
                let tie = language.printed().map_or("=", |words| words.tie);
                (language.short.clone(), format!("{} ({tie})", rank.position))
            });
            Localized::each(texts, self.formula.span)
        });
        Entry { text, ..entry }
    }

    /// The entry with a note that says how many places have a number.
    fn noted(&self, entry: Entry, standing: &Standing) -> Entry {
        let left_out = match standing.left_out {
            0 => String::new(),
            left_out => format!("; {left_out} without a number left out"),
        };
        let text = format!("among {}{left_out}", counted(standing.len(), "place"));
        let span = self.formula.span;
        Entry {
            note: Some(Text { text, span }),
            ..entry
        }
    }

    fn plain(&self, amount: Amount) -> Entry {
        Entry {
            amount,
            text: None,
            note: None,
            source: None,
            unchanged: None,
            span: self.formula.span,
        }
    }

    /// The entry of a figure with an input that has no number. Its location is that of the first such input.
    fn absent(&self) -> Entry {
        let inputs = self.formula.inputs.iter();
        let absent = inputs.filter_map(|input| {
            let entry = self.figures.entry(*input);
            let amount = entry.map_or(Amount::NotAvailable, |entry| entry.amount);
            let span = entry.map_or(self.formula.span, |entry| entry.span);
            amount.number().is_none().then_some((amount, span))
        });
        let absent: Vec<_> = absent.collect();
        let withheld = absent
            .iter()
            .find(|(amount, _)| *amount == Amount::Suppressed);
        let (amount, span) = match withheld.or(absent.first()) {
            Some((Amount::Suppressed, span)) => (Amount::Suppressed, *span),
            Some((_, span)) => (Amount::NotAvailable, *span),
            None => (Amount::NotAvailable, self.formula.span),
        };
        Entry {
            span,
            ..self.plain(amount)
        }
    }

    fn out_of_range(&self, number: Number, problem: &str) -> Diagnostic {
        let own = self.figures.own();
        let whose = self.computation.project.whose(own.area().code());
        let result = Amount::Number(number).written(self.figure.kind);
        let result = format!("{result} for {whose} in {}", own.year);
        let message = format!("`{}` comes out as {result}", self.figure.id);
        let error = Diagnostic::error(Code::OutOfBounds, self.formula.span, message).label(problem);
        let error = error.about(result);
        let inputs = self.formula.inputs.iter();
        let places = inputs.filter_map(|input| Some((input, self.figures.entry(*input)?.span)));
        let dictionary = &self.computation.project.dictionary;
        let error = places.fold(error, |error, (input, span)| {
            let id = &dictionary.get(input.id).id;
            error.also(span, format!("`{}{id}`", input.file))
        });
        let is_below_0 = number < Number::whole(0);
        error.help(match is_below_0 {
            true => "correct one of the numbers, or add signed = true to the figure",
            false => "correct one of the numbers, or the formula",
        })
    }
}
