//! Compiles the conditions of guards.
//!
//! A guard asks whether a figure is available, or compares figures with each other and with numbers. A comparison that
//! is the same on every sheet, or that no value can meet, is a slip and therefore an error: kinds that differ, a number
//! that a figure cannot have, a figure compared with itself.

use super::compiled::{Condition, Operand};
use super::names::{Context, Name};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::{FileReference, Kind, Number, Reference, ValueType};
use crate::template::{Comparison, Expr, ExprKind, Operator};

/// The questions that a guard can ask, for messages.
const ASKS: &str = "a guard asks whether a figure is available, or compares it";

/// Compiles the condition of a guard. `None` for an invalid one, which has been reported.
pub(super) fn compile(
    condition: &Expr<'_>,
    context: Context<'_>,
    report: &mut Report,
) -> Option<Condition> {
    Compiler { context, report }.condition(condition)
}

struct Compiler<'a, 'r> {
    context: Context<'a>,
    report: &'r mut Report,
}

impl Compiler<'_, '_> {
    fn condition(&mut self, expr: &Expr<'_>) -> Option<Condition> {
        match &expr.kind {
            ExprKind::Is {
                value,
                negated,
                test,
                test_span,
            } => {
                if *test != "available" {
                    let message = format!("a guard cannot ask whether something is {test}");
                    self.wrong_condition(&message, value, *test_span);
                    return None;
                }
                let available = self.available(value)?;
                Some(match negated {
                    true => Condition::Not(Box::new(available)),
                    false => available,
                })
            }
            ExprKind::Not(inner) => Some(Condition::Not(Box::new(self.condition(inner)?))),
            ExprKind::Binary {
                operator,
                left,
                right,
            } => {
                let make = match operator {
                    Operator::And => Condition::And,
                    Operator::Or => Condition::Or,
                    Operator::Compare(comparison) => {
                        return self.comparison(*comparison, left, right, expr.span);
                    }
                };
                let left = self.condition(left);
                let right = self.condition(right);
                Some(make(Box::new(left?), Box::new(right?)))
            }
            ExprKind::Invalid => None,
            _ => {
                self.wrong_condition(ASKS, expr, expr.span);
                None
            }
        }
    }

    fn available(&mut self, value: &Expr<'_>) -> Option<Condition> {
        let name = self.context.name(value, self.report)?;
        if !matches!(name, Name::Figure(_) | Name::Data(_) | Name::Year(_)) {
            let message = "this is available on every sheet";
            let error = Diagnostic::error(Code::WrongGuard, value.span, message);
            self.report.push(error);
            return None;
        }
        Some(Condition::Available(name))
    }

    fn comparison(
        &mut self,
        comparison: Comparison,
        left: &Expr<'_>,
        right: &Expr<'_>,
        span: Span,
    ) -> Option<Condition> {
        if let ExprKind::Binary {
            operator: Operator::Compare(first),
            right: middle,
            ..
        } = &left.kind
        {
            self.chained(*first, middle, comparison, span);
            return None;
        }
        let left = self.operand(left)?;
        let right = self.operand(right)?;
        if let Some(error) = self.problem(left, right, span) {
            self.report.push(error);
            return None;
        }
        Some(Condition::Compare {
            left: left.value,
            comparison,
            right: right.value,
        })
    }

    fn operand(&mut self, expr: &Expr<'_>) -> Option<Located> {
        let span = expr.span;
        let value = match &expr.kind {
            ExprKind::Path(_) | ExprKind::Call(_) => match self.context.name(expr, self.report)? {
                Name::Figure(figure) if self.kind_of(figure).values() == ValueType::Text => {
                    self.text_compared(expr, self.kind_of(figure));
                    return None;
                }
                Name::Figure(figure) => Operand::Figure { figure, span },
                Name::Year(when) => Operand::Year { when, span },
                _ => {
                    self.not_comparable("this name stands for a text", span);
                    return None;
                }
            },
            ExprKind::Number(written) => Operand::Number(self.number(written, span)?),
            ExprKind::Invalid => return None,
            other => {
                self.not_comparable(&format!("this is {}", other.description()), span);
                return None;
            }
        };
        Some(Located { value, span })
    }

    fn kind_of(&self, figure: Reference) -> Kind {
        self.context.project.dictionary.get(figure.id).kind
    }

    fn number(&mut self, written: &str, span: Span) -> Option<Number> {
        let number = Number::parse(&written.replace('_', ""));
        let error = |reason| {
            Diagnostic::error(Code::WrongGuard, span, "this number cannot be read")
                .label(reason)
                .help("write a number such as 8_249 or -1.5")
        };
        self.report.extend(number.err().map(error));
        number.ok()
    }

    fn not_comparable(&mut self, label: &str, span: Span) {
        let message = "a guard compares numbers and dates only";
        let error = Diagnostic::error(Code::WrongGuard, span, message).label(label);
        let help = "write the name of a figure, or a number such as 8_249, without quotes";
        self.report.push(error.help(help));
    }

    /// Reports a figure that is a text.
    fn text_compared(&mut self, expr: &Expr<'_>, kind: Kind) {
        let name = match &expr.kind {
            ExprKind::Path(path) => path,
            _ => "…",
        };
        let message = "a guard compares numbers and dates only";
        let error = Diagnostic::error(Code::WrongGuard, expr.span, message);
        self.report.push(
            error
                .label(format!("this is {}", kind.noun()))
                .help(format!(
                    "texts cannot be compared; ask only whether {name} is available"
                )),
        );
    }

    /// Reports `a < b < c`, of which `a < b` is read already.
    fn chained(&mut self, first: Comparison, middle: &Expr<'_>, second: Comparison, span: Span) {
        let middle = match &middle.kind {
            ExprKind::Path(name) => name,
            _ => "…",
        };
        let message = "a guard compares two values at a time";
        let help = format!("write … {first} {middle} and {middle} {second} …");
        let error = Diagnostic::error(Code::WrongGuard, span, message);
        self.report.push(error.help(help));
    }

    /// The error of two values that cannot be compared or for which the answer is the same on every sheet.
    fn problem(&self, left: Located, right: Located, span: Span) -> Option<Diagnostic> {
        match (left.value, right.value) {
            (Operand::Number(_), Operand::Number(_)) => Some(
                Diagnostic::error(Code::WrongGuard, span, "this guard compares two numbers")
                    .label("the answer is the same on every sheet")
                    .help("write the name of a figure on one side"),
            ),
            (Operand::Figure { figure, .. }, Operand::Number(number)) => {
                self.impossible(figure, number, right.span)
            }
            (Operand::Number(number), Operand::Figure { figure, .. }) => {
                self.impossible(figure, number, left.span)
            }
            (Operand::Figure { figure: one, .. }, Operand::Figure { figure: other, .. }) => {
                self.unlike(one, other, span)
            }
            (Operand::Figure { figure, .. }, Operand::Year { .. })
            | (Operand::Year { .. }, Operand::Figure { figure, .. }) => self.no_year(figure, span),
            (Operand::Year { .. }, _) | (_, Operand::Year { .. }) => Some(
                Diagnostic::error(Code::WrongGuard, span, "this guard compares no figure")
                    .label("the answer is the same on every sheet")
                    .help("write the name of a figure on one side"),
            ),
        }
    }

    /// The error of a number that a figure cannot have.
    fn impossible(&self, figure: Reference, number: Number, span: Span) -> Option<Diagnostic> {
        let figure = self.context.project.dictionary.get(figure.id);
        let kind = figure.kind;
        if !kind.is_numeric() {
            let message = format!("{} cannot be compared with a number", kind.noun());
            let error = Diagnostic::error(Code::WrongGuard, span, message);
            return Some(error.help(format!("name another figure that is {}", kind.noun())));
        }
        let reason = kind.check(number).err()?;
        let message = format!("`{}` cannot be {}", figure.id, number.ungrouped());
        let help = format!("compare it with {}", kind.expected());
        let error = Diagnostic::error(Code::WrongGuard, span, message);
        Some(error.label(reason).help(help))
    }

    /// The error of a figure that is not a year and is compared with one. `None` for a year.
    fn no_year(&self, figure: Reference, span: Span) -> Option<Diagnostic> {
        let kind = self.kind_of(figure);
        let message = format!("{} cannot be compared with a year", kind.noun());
        let error = Diagnostic::error(Code::WrongGuard, span, message);
        (kind.name() != "year").then(|| error.help("name a figure that is a year"))
    }

    /// The error of two figures without a common scale, or of a figure and itself.
    fn unlike(&self, one: Reference, other: Reference, span: Span) -> Option<Diagnostic> {
        let dictionary = &self.context.project.dictionary;
        let [left, right] = [one, other].map(|reference| dictionary.get(reference.id));
        if one == other {
            let message = "this guard compares a figure with itself";
            let error = Diagnostic::error(Code::WrongGuard, span, message);
            return Some(error.help("write the name of another figure, or a number"));
        }
        let difference = right.difference_of_scale(left)?;
        let message = "these figures cannot be compared";
        let error = Diagnostic::error(Code::WrongGuard, span, message).label(difference);
        Some(error.help("compare figures of one kind, currency and unit"))
    }

    /// Reports the condition at `span`, which tests something other than the availability of `asked`.
    fn wrong_condition(&mut self, message: &str, asked: &Expr<'_>, span: Span) {
        let dictionary = &self.context.project.dictionary;
        let is_figure = |path: &str| dictionary.find(FileReference::split(path).1).is_some();
        let asked = match &asked.kind {
            ExprKind::Path(path) if is_figure(path) => Some(path.as_str()),
            _ => None,
        };
        let mut figures = dictionary.iter().map(|(_, figure)| figure.id.as_str());
        let example = asked.or_else(|| figures.next()).unwrap_or("…");
        self.report.push(
            Diagnostic::error(Code::WrongGuard, span, message)
                .help(format!("write {{% if {example} is available %}}")),
        );
    }
}

/// A value that a guard compares, with its source location.
#[derive(Clone, Copy)]
struct Located {
    value: Operand,
    span: Span,
}
