//! Formulas of computed figures: `computed = "share(missing.orr, missing.total)"`.
//!
//! A formula is declared once, in the dictionary, so that a number in print always has one definition. It is one call
//! of a function; a longer computation has a figure for each step, which can be printed and traced as well.

use super::{Figure, FigureId};
use crate::diagnostic::{Code, Diagnostic, Report, Span, hint};
use crate::project::level::Level;
use crate::project::number::Number;
use crate::project::point::{FileReference, Reference, When};
use crate::template::{Argument, Call, Expr, ExprKind, parse_expression};

/// The formula of a computed figure.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The operation.
    pub operation: Operation,
    /// The figures that it is computed from. A change has the later number before the earlier one.
    pub inputs: Vec<Reference>,
    /// The formula as written.
    pub text: String,
    /// The source location.
    pub span: Span,
}

/// The operation of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The sum of all inputs.
    Sum,
    /// The first input less the second.
    Difference,
    /// The first input in percent of the second.
    Share,
    /// The first input divided by the second.
    Ratio,
    /// The first input for each so many of the second.
    Per(Number),
    /// The later number less the earlier one.
    Change,
    /// The change in percent of the earlier number.
    ChangePercent,
    /// The position of the number among those of all places of the level.
    Rank(Order),
    /// The median of the numbers of all places of the level.
    Median,
}

/// The number with the first rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The largest number.
    Highest,
    /// The smallest number.
    Lowest,
}

/// A function as written: its name, and an example of a call.
struct Function {
    name: &'static str,
    example: &'static str,
}

const FUNCTIONS: [Function; 9] = [
    Function {
        name: "sum",
        example: "sum(cases.open, cases.closed)",
    },
    Function {
        name: "difference",
        example: "difference(cases.all, cases.closed)",
    },
    Function {
        name: "share",
        example: "share(cases.closed, cases.all)",
    },
    Function {
        name: "ratio",
        example: "ratio(cases.all, offices)",
    },
    Function {
        name: "per",
        example: "per(cases.all, population, 100_000)",
    },
    Function {
        name: "change",
        example: "change(cases.all, previous)",
    },
    Function {
        name: "change_percent",
        example: "change_percent(cases.all, y2019)",
    },
    Function {
        name: "rank",
        example: "rank(cases.all, highest)",
    },
    Function {
        name: "median",
        example: "median(cases.all)",
    },
];

impl Formula {
    /// The figure by which the formula ranks places, or of which it takes the median. `None` for other formulas.
    #[must_use]
    pub fn standing(&self) -> Option<FigureId> {
        let input = self.inputs.first().map(|input| input.id);
        input.filter(|_| self.operation.is_standing())
    }

    /// The level of the areas whose figures a figure of this level is computed from.
    #[must_use]
    pub fn level_of_inputs(&self, own: Level) -> Level {
        match self.operation.is_standing() {
            true => own.of_places(),
            false => own,
        }
    }
}

impl Operation {
    /// Whether the result depends on the numbers of all places of a level.
    #[must_use]
    pub const fn is_standing(self) -> bool {
        matches!(self, Self::Rank(_) | Self::Median)
    }

    /// Whether the operation compares two years.
    #[must_use]
    pub const fn is_change(self) -> bool {
        matches!(self, Self::Change | Self::ChangePercent)
    }
}

/// Looks up the figures that a formula names.
pub(super) trait Inputs {
    /// The id of a figure, or `None` for an unknown one, which is reported.
    fn find(&self, path: &str, span: Span, report: &mut Report) -> Option<FigureId>;
}

/// Reads a formula. `None` if it cannot be read, which is reported.
pub(super) fn read(
    text: &str,
    span: Span,
    names: &dyn Inputs,
    report: &mut Report,
) -> Option<Formula> {
    // The quotes before and after the text.
    let quote = (span.end - span.start).saturating_sub(text.len()) / 2;
    let expr = match parse_expression(text, span.start + quote, "formula") {
        Ok(expr) => expr,
        Err(error) => {
            report.push(error.help(examples()));
            return None;
        }
    };
    let ExprKind::Call(call) = &expr.kind else {
        let error = Diagnostic::error(Code::WrongFormula, expr.span, "this is no formula");
        report.push(
            error
                .label(format!("this is {}", expr.kind.description()))
                .help(examples()),
        );
        return None;
    };
    let parsed = Parser { names, report }.call(call);
    parsed.map(|(operation, inputs)| Formula {
        operation,
        inputs,
        text: text.to_owned(),
        span,
    })
}

/// All functions, for messages.
fn examples() -> String {
    let names = FUNCTIONS.map(|function| function.name);
    format!(
        "write one of the functions {}, as in {}",
        names.join(", "),
        FUNCTIONS[2].example
    )
}

struct Parser<'a> {
    names: &'a dyn Inputs,
    report: &'a mut Report,
}

impl Parser<'_> {
    fn call(&mut self, call: &Call<'_>) -> Option<(Operation, Vec<Reference>)> {
        let known = FUNCTIONS.map(|function| function.name);
        let Some(function) = FUNCTIONS.iter().find(|known| known.name == call.name) else {
            let message = format!("there is no function `{}`", call.name);
            let error = Diagnostic::error(Code::WrongFormula, call.span, message);
            self.report.push(error.help(hint(call.name, &known)));
            return None;
        };
        let arguments: Vec<&Expr<'_>> = call
            .arguments
            .iter()
            .map(plain)
            .collect::<Option<_>>()
            .or_else(|| {
                self.wrong(function, call.span, "an argument has no name");
                None
            })?;
        match (function.name, arguments.as_slice()) {
            ("sum", inputs @ [_, _, ..]) => {
                let inputs: Vec<_> = inputs.iter().map(|input| self.figure(input)).collect();
                Some((Operation::Sum, inputs.into_iter().collect::<Option<_>>()?))
            }
            ("difference", [one, other]) => self.two(Operation::Difference, one, other),
            ("share", [one, other]) => self.two(Operation::Share, one, other),
            ("ratio", [one, other]) => self.two(Operation::Ratio, one, other),
            ("per", [one, other, many]) => {
                let many = self.many(function, many);
                let (_, inputs) = self.two(Operation::Ratio, one, other)?;
                Some((Operation::Per(many?), inputs))
            }
            ("change", [of, rest @ ..]) if rest.len() < 2 => {
                self.change(function, Operation::Change, of, rest.first())
            }
            ("change_percent", [of, rest @ ..]) if rest.len() < 2 => {
                self.change(function, Operation::ChangePercent, of, rest.first())
            }
            ("rank", [of, order]) => {
                let order = self.order(function, order);
                Some((
                    Operation::Rank(order?),
                    vec![self.own_figure(function, of)?],
                ))
            }
            ("median", [of]) => Some((Operation::Median, vec![self.own_figure(function, of)?])),
            _ => {
                self.wrong(function, call.span, "the number of arguments is wrong");
                None
            }
        }
    }

    fn wrong(&mut self, function: &Function, span: Span, label: &str) {
        let message = format!("`{}` cannot be computed so", function.name);
        let error = Diagnostic::error(Code::WrongFormula, span, message);
        self.report.push(
            error
                .label(label)
                .help(format!("write it as in {}", function.example)),
        );
    }

    fn two(
        &mut self,
        operation: Operation,
        one: &Expr<'_>,
        other: &Expr<'_>,
    ) -> Option<(Operation, Vec<Reference>)> {
        let (one, other) = (self.figure(one), self.figure(other));
        Some((operation, vec![one?, other?]))
    }

    fn figure(&mut self, expr: &Expr<'_>) -> Option<Reference> {
        let ExprKind::Path(path) = &expr.kind else {
            let message = "expected the id of a figure";
            let error = Diagnostic::error(Code::WrongFormula, expr.span, message);
            let label = format!("this is {}", expr.kind.description());
            self.report.push(
                error
                    .label(label)
                    .help("give a computation a figure of its own, and write its id here"),
            );
            return None;
        };
        let (file, id) = FileReference::split(path);
        let id = self.names.find(id, expr.span, self.report)?;
        Some(Reference::in_file(file, id))
    }

    /// A figure of the area and year that the formula is for.
    fn own_figure(&mut self, function: &Function, expr: &Expr<'_>) -> Option<Reference> {
        let found = self.figure(expr)?;
        if !found.file.is_own() {
            self.wrong(
                function,
                expr.span,
                "a figure of another area or year has no place here",
            );
            return None;
        }
        Some(found)
    }

    /// A change of a figure: from `previous`, the default, or from a year.
    fn change(
        &mut self,
        function: &Function,
        operation: Operation,
        of: &Expr<'_>,
        since: Option<&&Expr<'_>>,
    ) -> Option<(Operation, Vec<Reference>)> {
        let since = since.map(|expr| match &expr.kind {
            ExprKind::Path(word) => (When::of_word(word), expr.span),
            _ => (None, expr.span),
        });
        let now = self.figure(of);
        let when = match since {
            None => When::Previous,
            Some((Some(when), _)) => when,
            Some((None, span)) => {
                self.wrong(
                    function,
                    span,
                    "expected `previous`, a year such as `y2019`, or `ago5` for five years before",
                );
                return None;
            }
        };
        let now = now?;
        if now.file.when != When::Own {
            self.wrong(function, of.span, "the year is the second argument");
            return None;
        }
        let file = FileReference { when, ..now.file };
        Some((operation, vec![now, Reference { file, ..now }]))
    }

    /// The whole number in `per(x, y, 100_000)`.
    fn many(&mut self, function: &Function, expr: &Expr<'_>) -> Option<Number> {
        let number = match &expr.kind {
            ExprKind::Number(written) => Number::parse(&written.replace('_', "")).ok(),
            _ => None,
        };
        let is_fit = |number: &Number| {
            number.decimals() == 0 && (1..=1_000_000_000).contains(&number.floor())
        };
        let number = number.filter(is_fit);
        if number.is_none() {
            self.wrong(
                function,
                expr.span,
                "expected a whole number from 1 to 1_000_000_000",
            );
        }
        number
    }

    fn order(&mut self, function: &Function, expr: &Expr<'_>) -> Option<Order> {
        let word = match &expr.kind {
            ExprKind::Text(word) | ExprKind::Path(word) => word.as_str(),
            _ => "",
        };
        match word {
            "highest" => Some(Order::Highest),
            "lowest" => Some(Order::Lowest),
            _ => {
                self.wrong(
                    function,
                    expr.span,
                    "expected `highest` or `lowest`: the number with rank 1",
                );
                None
            }
        }
    }
}

/// The value of an argument without a name.
fn plain<'a, 's>(argument: &'a Argument<'s>) -> Option<&'a Expr<'s>> {
    argument.key.is_none().then_some(&argument.value)
}

/// The error of a formula of which the inputs or the result have kinds that do not fit. `inputs` are the figures of the
/// formula.
pub(super) fn wrong_kinds(
    own: &Figure,
    formula: &Formula,
    inputs: &[&Figure],
) -> Option<Diagnostic> {
    let error = |message: String| Diagnostic::error(Code::WrongFormula, formula.span, message);
    if let Some(wrong) = inputs.iter().find(|input| !input.kind.is_quantity()) {
        let message = format!("nothing can be computed from `{}`", wrong.id);
        let label = format!("it is {}", wrong.kind.noun());
        return Some(
            error(message)
                .label(label)
                .help("name figures that are counts, percentages, numbers or amounts of money"),
        );
    }
    let are_alike = inputs
        .windows(2)
        .all(|pair| pair[0].kind.is_comparable(pair[1].kind));
    let first = inputs.first()?;
    let (needs_alike, result) = match formula.operation {
        Operation::Sum | Operation::Difference | Operation::Change | Operation::Median => {
            (true, first.kind.name())
        }
        Operation::Share | Operation::ChangePercent => (true, "percent"),
        Operation::Ratio | Operation::Per(_) => (false, "number"),
        Operation::Rank(_) => (true, "count"),
    };
    if needs_alike && !are_alike {
        let names: Vec<String> = inputs
            .iter()
            .map(|input| format!("`{}` is {}", input.id, input.kind.noun()))
            .collect();
        return Some(
            error("the figures of this formula are of different kinds".to_owned())
                .label(names.join(", "))
                .help("name figures of one kind"),
        );
    }
    // A difference of percentages is in points.
    let is_rate =
        formula.operation == Operation::Share || formula.operation == Operation::ChangePercent;
    let is_points = result == "percent" && !is_rate && own.kind.name() == "number";
    let is_price =
        result == "number" && own.kind.name() == "money" && first.kind.is_comparable(own.kind);
    if own.kind.name() != result && !is_price && !is_points {
        let message = format!("`{}` cannot be {}", own.id, own.kind.noun());
        return Some(error(message).help(format!("write kind = \"{result}\"")));
    }
    if own.kind.most_decimals().is_none() {
        let message = format!("`{}` does not say how it is rounded", own.id);
        return Some(error(message).help("add decimals = 1, or as many as are to be printed"));
    }
    None
}
