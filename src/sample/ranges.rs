//! Numbers that obey the rules of the dictionary. Each figure has a range, and each choice narrows the ranges of
//! others.
//!
//! This is bounds propagation (Apt, "Principles of Constraint Programming", 2003, chapter 6). Unless a figure is bound
//! to another in two ways, any number in its range leads to a solution. Otherwise a choice can fail, and the ends of
//! the range are tried next.

use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::project::dictionary::Bound;
use crate::project::{Dictionary, Figure, FigureId, Level, Number, Reference, When};

/// The largest count in samples.
pub(super) const LARGEST: u64 = 999_999_999;

/// The most rounds of narrowing. With circular rules each round may narrow a range by one number only.
const ROUNDS: usize = 1_000;

/// The ranges of the figures of one level.
#[derive(Clone)]
pub(super) struct Ranges<'d> {
    dictionary: &'d Dictionary,
    rules: Rc<[Rule]>,
    /// By index in the dictionary; `None` for figures of another level.
    ranges: Vec<Option<Range>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    low: u64,
    high: u64,
}

/// A rule between figures of one level.
#[derive(Debug)]
enum Rule {
    Sum(FigureId, Vec<FigureId>),
    /// The first may not exceed the second.
    AtMost(FigureId, FigureId),
}

/// The side of a bound.
#[derive(Clone, Copy, Debug)]
enum Side {
    Above,
    Below,
}

/// A range without a number left, by its figure.
struct Empty(FigureId);

/// The order of choice between totals and parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    PartsFirst,
    TotalsFirst,
}

/// The national numbers, where they exist.
pub(super) type National<'n> = &'n dyn Fn(FigureId) -> Option<u64>;

impl<'d> Ranges<'d> {
    /// The ranges that the rules of a level allow.
    ///
    /// # Errors
    ///
    /// When they allow no numbers.
    pub(super) fn new(
        dictionary: &'d Dictionary,
        level: Level,
        national: National<'_>,
    ) -> Result<Self, Diagnostic> {
        let is_own = |figure: &Figure| figure.levels.contains(&level) && figure.computed.is_none();
        let ranges = dictionary.iter().map(|(_, figure)| {
            let low = figure.kind.least().map_or(0, Number::ceil);
            let high = figure.kind.most().map_or(LARGEST, Number::floor);
            let is_number = figure.kind.is_numeric();
            (is_own(figure) && is_number).then_some(Range { low, high })
        });
        let mut all = Self {
            dictionary,
            rules: Rc::default(),
            ranges: ranges.collect(),
        };
        let mut rules = Vec::new();
        let own = dictionary.iter().filter(|(_, figure)| is_own(figure));
        for (id, figure) in own {
            let has_computed_part = figure
                .sum_of
                .iter()
                .any(|part| dictionary.get(*part).computed.is_some());
            let is_sum = dictionary.is_sum_in(figure, level) && !dictionary.is_sum_of_rows(figure);
            if is_sum && !has_computed_part {
                rules.push(Rule::Sum(id, figure.sum_of.clone()));
            }
            for (bound, side) in bounds(figure) {
                let Some(bound) = within(level, bound, national) else {
                    continue;
                };
                // A computed figure has no number before those that it is computed from.
                let is_computed = |other: Reference| dictionary.get(other.id).computed.is_some();
                if matches!(bound, Bound::Figure(other) if is_computed(other)) {
                    continue;
                }
                let rule = all.bind(id, bound, side);
                rules.extend(rule.map_err(|Empty(id)| all.impossible(id))?);
            }
        }
        all.rules = rules.into();
        match all.narrow() {
            Ok(()) => Ok(all),
            Err(Empty(id)) => Err(all.impossible(id)),
        }
    }

    /// Applies a bound: at once when it is a number, and as a rule when it is a figure.
    fn bind(&mut self, id: FigureId, bound: Bound, side: Side) -> Result<Option<Rule>, Empty> {
        match (bound, side) {
            (Bound::Number(most), Side::Above) if most.is_negative() => return Err(Empty(id)),
            (Bound::Number(most), Side::Above) => self.limit(id, 0, most.floor())?,
            (Bound::Number(least), Side::Below) => self.limit(id, least.ceil(), u64::MAX)?,
            (Bound::Figure(other), Side::Above) => {
                return Ok(Some(Rule::AtMost(id, other.id)));
            }
            (Bound::Figure(other), Side::Below) => {
                return Ok(Some(Rule::AtMost(other.id, id)));
            }
        }
        Ok(None)
    }

    /// The figures in the order of choice. Upper bounds come before the figures that they limit.
    pub(super) fn order(&self, order: Order) -> Vec<FigureId> {
        let mut ordered = Vec::new();
        let mut seen = vec![false; self.ranges.len()];
        let own = self.dictionary.iter().map(|(id, _)| id);
        for id in own.filter(|id| self.ranges[id.0].is_some()) {
            self.visit(id, order, &mut seen, &mut ordered);
        }
        ordered
    }

    fn visit(&self, id: FigureId, order: Order, seen: &mut [bool], ordered: &mut Vec<FigureId>) {
        if std::mem::replace(&mut seen[id.0], true) {
            return;
        }
        for rule in self.rules.iter() {
            match rule {
                Rule::AtMost(less, more) if *less == id => {
                    self.visit(*more, order, seen, ordered);
                }
                Rule::Sum(total, parts) if *total == id && order == Order::PartsFirst => {
                    let parts = parts.iter();
                    parts.for_each(|part| self.visit(*part, order, seen, ordered));
                }
                Rule::Sum(total, parts) if parts.contains(&id) && order == Order::TotalsFirst => {
                    self.visit(*total, order, seen, ordered);
                }
                Rule::AtMost(..) | Rule::Sum(..) => {}
            }
        }
        ordered.push(id);
    }

    /// Chooses the number nearest to a wish.
    ///
    /// # Errors
    ///
    /// When no number was found that leaves a solution for the other figures.
    pub(super) fn choose(&mut self, id: FigureId, wish: u64) -> Result<(), Diagnostic> {
        let Some(range) = self.ranges[id.0] else {
            return Ok(());
        };
        let nearest = wish.clamp(range.low, range.high);
        let before = self.ranges.clone();
        for number in [nearest, range.low, range.high] {
            self.ranges[id.0] = Some(Range {
                low: number,
                high: number,
            });
            if self.narrow().is_ok() {
                return Ok(());
            }
            self.ranges.clone_from(&before);
        }
        Err(self.impossible(id))
    }

    /// The smallest and the largest number of a figure.
    pub(super) fn of(&self, id: FigureId) -> (u64, u64) {
        (self.low(id), self.high(id))
    }

    /// The number of a figure after all have been chosen.
    pub(super) fn chosen(&self, id: FigureId) -> Option<u64> {
        self.ranges[id.0].map(|range| range.low)
    }

    /// Narrows the ranges by the rules until nothing changes.
    fn narrow(&mut self) -> Result<(), Empty> {
        let rules = Rc::clone(&self.rules);
        for _ in 0..ROUNDS {
            let before = self.ranges.clone();
            for rule in rules.iter() {
                match rule {
                    Rule::AtMost(less, more) => {
                        self.limit(*less, 0, self.high(*more))?;
                        self.limit(*more, self.low(*less), u64::MAX)?;
                    }
                    Rule::Sum(total, parts) => self.narrow_sum(*total, parts)?,
                }
            }
            if self.ranges == before {
                return Ok(());
            }
        }
        let mut sums = rules.iter().filter_map(|rule| match rule {
            Rule::Sum(total, _) => Some(*total),
            Rule::AtMost(..) => None,
        });
        Err(Empty(sums.next().unwrap_or(FigureId(0))))
    }

    fn narrow_sum(&mut self, total: FigureId, parts: &[FigureId]) -> Result<(), Empty> {
        let low: u64 = parts.iter().map(|part| self.low(*part)).sum();
        let high: u64 = parts.iter().map(|part| self.high(*part)).sum();
        self.limit(total, low, high)?;
        for part in parts {
            let low_of_others = low - self.low(*part);
            let high_of_others = high - self.high(*part);
            let least = self.low(total).saturating_sub(high_of_others);
            let Some(most) = self.high(total).checked_sub(low_of_others) else {
                return Err(Empty(*part));
            };
            self.limit(*part, least, most)?;
            if self.low(*part) != low - low_of_others || self.high(*part) != high - high_of_others {
                // The sums above are out of date. The next round continues.
                return Ok(());
            }
        }
        Ok(())
    }

    fn low(&self, id: FigureId) -> u64 {
        self.ranges[id.0].map_or(0, |range| range.low)
    }

    fn high(&self, id: FigureId) -> u64 {
        self.ranges[id.0].map_or(LARGEST, |range| range.high)
    }

    fn limit(&mut self, id: FigureId, low: u64, high: u64) -> Result<(), Empty> {
        let Some(range) = &mut self.ranges[id.0] else {
            return Ok(());
        };
        range.low = range.low.max(low);
        range.high = range.high.min(high);
        if range.low > range.high {
            return Err(Empty(id));
        }
        Ok(())
    }

    pub(super) fn impossible(&self, id: FigureId) -> Diagnostic {
        let figure = self.dictionary.get(id);
        let message = format!(
            "no sample numbers were found that obey the rules of `{}`",
            figure.id
        );
        Diagnostic::error(Code::WrongRule, figure.span, message)
            .label(format!(
                "whole numbers up to {LARGEST} and percentages were tried"
            ))
            .help("check its bounds and those of the figures that they name")
    }
}

/// All bounds of a figure.
fn bounds(figure: &Figure) -> impl Iterator<Item = (Bound, Side)> {
    let whole = figure.part_of.map(Bound::Figure);
    let above = whole.into_iter().chain(figure.at_most);
    let below = figure.at_least.into_iter();
    let above = above.map(|bound| (bound, Side::Above));
    above.chain(below.map(|bound| (bound, Side::Below)))
}

/// A bound as seen from a level: national figures are numbers to jurisdictions. `None` when there is no such number.
fn within(level: Level, bound: Bound, national: National<'_>) -> Option<Bound> {
    match bound {
        Bound::Number(_) => Some(bound),
        Bound::Figure(other) if other.file.when != When::Own => None,
        Bound::Figure(other) => match other.file.whose.level(level) {
            Some(Level::NATIONAL) if level != Level::NATIONAL => {
                let number = national(other.id)?;
                Some(Bound::Number(Number::whole(number)))
            }
            Some(same) if same == level => Some(Bound::Figure(Reference::own(other.id))),
            _ => None,
        },
    }
}
