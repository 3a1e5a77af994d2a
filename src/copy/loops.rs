//! Compiles the heads of loops: `industries | sort("employees", "descending") | first(10)`.

use super::names::{Context, ListReference, RowContext, look_up_list};
use crate::diagnostic::{Code, Diagnostic, Report, Span, hint};
use crate::project::FigureId;
use crate::project::dictionary::RESERVED;
use crate::template::{Argument, Call, Expr, ExprKind, LoopHead};

/// The filters of lists.
const FILTERS: [&str; 2] = ["sort", "first"];

/// The directions of `sort`.
const DIRECTIONS: [&str; 2] = ["ascending", "descending"];

/// The rows that a loop goes over.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The list.
    pub list: ListReference,
    /// The filters, in order.
    pub steps: Vec<Step>,
}

/// A filter of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Sorts the rows. Rows that are equal keep their order.
    Sort {
        /// The field to sort by.
        field: FigureId,
        /// Whether the largest value is first.
        is_descending: bool,
    },
    /// Keeps the first rows, up to this number.
    First(usize),
}

/// A loop that is open: the name of its rows, and the rows. `None` for rows that cannot be told, which has been
/// reported.
#[derive(Clone, Debug)]
pub(super) struct OpenLoop {
    pub row: String,
    pub rows: Option<Rows>,
}

impl OpenLoop {
    /// The context of names within the loop.
    pub(super) fn context<'a>(&'a self, around: Context<'a>) -> Context<'a> {
        Context {
            row: Some(RowContext {
                name: &self.row,
                list: self.rows.as_ref().map(|rows| rows.list),
            }),
            ..around
        }
    }
}

/// Compiles the head of the loop at `span`. Errors go to the report.
pub(super) fn compile(
    head: &LoopHead<'_>,
    span: Span,
    context: Context<'_>,
    report: &mut Report,
) -> OpenLoop {
    let mut compiler = Compiler { context, report };
    let mark = compiler.report.mark();
    if context.row.is_some() {
        compiler.report.push(nested(span));
    }
    compiler.check_name(head);
    let rows = compiler.rows(&head.list);
    let is_sound = compiler.report.errors_since(mark) == 0;
    OpenLoop {
        row: head.row.to_owned(),
        rows: rows.filter(|_| is_sound),
    }
}

struct Compiler<'a, 'r> {
    context: Context<'a>,
    report: &'r mut Report,
}

impl Compiler<'_, '_> {
    /// Checks that the name of the rows is not that of anything else.
    fn check_name(&mut self, head: &LoopHead<'_>) {
        let dictionary = &self.context.project.dictionary;
        let is_first = |id: &str| id.split('.').next() == Some(head.row);
        let is_figure = dictionary.iter().any(|(_, figure)| is_first(&figure.id));
        let is_list = dictionary.find_list(head.row).is_some();
        if RESERVED.contains(&head.row) || is_figure || is_list {
            let message = format!("`{}` has another meaning", head.row);
            let error = Diagnostic::error(Code::WrongLoop, head.row_span, message);
            self.report
                .push(error.help("give the rows another name, such as `row`"));
        }
    }

    fn rows(&mut self, expr: &Expr<'_>) -> Option<Rows> {
        match &expr.kind {
            ExprKind::Path(path) => match look_up_list(path, self.context) {
                Ok(list) => Some(Rows {
                    list,
                    steps: Vec::new(),
                }),
                Err(unknown) => {
                    let error = Diagnostic::error(Code::UnknownName, expr.span, unknown.message);
                    self.report.push(error.maybe_help(unknown.help));
                    None
                }
            },
            ExprKind::Filter { value, call } => {
                let mut rows = self.rows(value)?;
                let step = self.step(call, rows.list)?;
                rows.steps.push(step);
                Some(rows)
            }
            ExprKind::Invalid => None,
            other => {
                let message = "a loop goes over the rows of a list";
                let error = Diagnostic::error(Code::WrongLoop, expr.span, message);
                let label = format!("this is {}", other.description());
                self.report.push(
                    error
                        .label(label)
                        .help("write {% for row in … %} with the name of a list"),
                );
                None
            }
        }
    }

    fn step(&mut self, call: &Call<'_>, list: ListReference) -> Option<Step> {
        match call.name {
            "sort" => self.sort(call, list),
            "first" => self.first(call),
            name => {
                let message = format!("there is no filter `{name}` of lists");
                let error = Diagnostic::error(Code::UnknownName, call.span, message);
                self.report.push(error.help(hint(name, &FILTERS)));
                None
            }
        }
    }

    fn sort(&mut self, call: &Call<'_>, list: ListReference) -> Option<Step> {
        let (field, direction) = match texts(call).as_deref() {
            Some([field]) => (*field, None),
            Some([field, direction]) => (*field, Some(*direction)),
            _ => {
                let help = "write sort(\"field\") or sort(\"field\", \"descending\")";
                self.wrong_arguments(call, "`sort` needs the key of a field in quotes", help);
                return None;
            }
        };
        let dictionary = &self.context.project.dictionary;
        let found = dictionary.field(list.id, field.0);
        if found.is_none() {
            let fields = dictionary.fields(list.id);
            let known: Vec<&str> = fields.map(|(_, field)| field.key()).collect();
            let message = format!("the list has no field `{}`", field.0);
            let error = Diagnostic::error(Code::UnknownName, field.1, message);
            self.report.push(error.help(hint(field.0, &known)));
        }
        if let Some((word, span)) = direction
            && !DIRECTIONS.contains(&word)
        {
            let message = format!("rows cannot be sorted `{word}`");
            let error = Diagnostic::error(Code::WrongFilter, span, message);
            self.report.push(error.help(hint(word, &DIRECTIONS)));
            return None;
        }
        Some(Step::Sort {
            field: found?,
            is_descending: direction.is_some_and(|(word, _)| word == "descending"),
        })
    }

    fn first(&mut self, call: &Call<'_>) -> Option<Step> {
        let number = match call.arguments.as_slice() {
            [
                Argument {
                    key: None,
                    value:
                        Expr {
                            kind: ExprKind::Number(number),
                            ..
                        },
                },
            ] => number.replace('_', "").parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| *number > 0);
        if number.is_none() {
            let message = "`first` needs a whole number from 1";
            self.wrong_arguments(call, message, "write first(10) for the first ten rows");
        }
        number.map(Step::First)
    }

    fn wrong_arguments(&mut self, call: &Call<'_>, message: &str, help: &str) {
        let error = Diagnostic::error(Code::WrongFilter, call.span, message);
        self.report.push(error.help(help));
    }
}

/// The arguments of a filter if all are texts without a key.
fn texts<'c>(call: &'c Call<'_>) -> Option<Vec<(&'c str, Span)>> {
    let texts = call.arguments.iter().map(|argument| match &argument.value {
        Expr {
            kind: ExprKind::Text(text),
            span,
        } if argument.key.is_none() => Some((text.as_str(), *span)),
        _ => None,
    });
    texts.collect()
}

/// The error of a loop in a loop.
fn nested(span: Span) -> Diagnostic {
    Diagnostic::error(Code::WrongLoop, span, "a loop cannot stand in another loop")
        .help("close the loop around it with {% endfor %} first")
}
