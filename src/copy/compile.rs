//! Compiles templates: looks up every name in the syntax tree and refuses expressions that a template cannot have.

use super::compiled::{Condition, Counted, Node, Print, Template};
use super::counted;
use super::names::{Name, look_up};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean};
use crate::project::Project;
use crate::template::{
    Call, Expr, ExprKind, Guard, ONLY, Operator, Segment, parse, without_tag_lines,
};

/// The context of a template in the text.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The project, which defines the names.
    pub project: &'a Project,
    /// Whether the template is a header or footer, in which page numbers are available.
    pub in_margin: bool,
}

/// Compiles `text`, whose first byte is at offset `base`. A template with an unclosed tag or an unpaired guard is
/// checked and then left empty.
pub(super) fn compile(
    text: &str,
    base: usize,
    context: Context<'_>,
    report: &mut Report,
) -> Template {
    let parsed = parse(text, base, report);
    let nodes = Compiler {
        text,
        base,
        context,
        report,
    }
    .nodes(&parsed.segments);
    match parsed.is_sound {
        true => Template { nodes },
        false => Template::default(),
    }
}

/// Compiles the condition of a guard around blocks.
pub(super) fn compile_condition(
    condition: &Expr<'_>,
    context: Context<'_>,
    report: &mut Report,
) -> Option<Condition> {
    Compiler {
        text: "",
        base: 0,
        context,
        report,
    }
    .condition(condition)
}

struct Compiler<'a, 'r> {
    text: &'a str,
    base: usize,
    context: Context<'a>,
    report: &'r mut Report,
}

impl Compiler<'_, '_> {
    fn error(&mut self, code: Code, span: Span, message: &str) {
        self.report.push(Diagnostic::error(code, span, message));
    }

    fn nodes(&mut self, segments: &[Segment<'_>]) -> Vec<Node> {
        let nodes = segments.iter().filter_map(|segment| self.node(segment));
        nodes.collect()
    }

    fn node(&mut self, segment: &Segment<'_>) -> Option<Node> {
        match segment {
            Segment::Text { span, .. } => self.words(*span),
            Segment::Print { value, span } => Some(match self.print(value, *span) {
                Some(print) => Node::Print(print),
                // A word replaces the invalid placeholder, so that ** around it is not reported as well.
                None => Node::Words {
                    text: "…".to_owned(),
                    span: value.span,
                },
            }),
            Segment::Guard(guard) => {
                let condition = self.condition(&guard.condition);
                let then = self.nodes(&guard.then);
                let otherwise = self.nodes(&guard.otherwise);
                Some(Node::If(Guard {
                    condition: condition?,
                    then,
                    otherwise,
                    span: guard.span,
                }))
            }
        }
    }

    fn words(&self, span: Span) -> Option<Node> {
        let range = span.start - self.base..span.end - self.base;
        let range = without_tag_lines(self.text, range);
        (!range.is_empty()).then(|| Node::Words {
            text: self.text[range.clone()].to_owned(),
            span: Span::new(self.base + range.start, self.base + range.end),
        })
    }

    /// Compiles a placeholder with its tag at `tag`. Returns `None` for an invalid one, which has been reported.
    fn print(&mut self, expr: &Expr<'_>, tag: Span) -> Option<Print> {
        let (name, counted) = match &expr.kind {
            ExprKind::Filter { value, call } => {
                let (name, counted) = self.filter(value, call)?;
                (name, Some(counted))
            }
            _ => (self.name(expr)?, None),
        };
        self.check_percent_sign(name, expr.span, tag);
        Some(Print {
            name,
            counted,
            span: expr.span,
        })
    }

    fn filter(&mut self, value: &Expr<'_>, call: &Call<'_>) -> Option<(Name, Counted)> {
        if call.name != "counted" {
            self.unknown_filter(call);
            return None;
        }
        let name = self.name(value)?;
        let dictionary = &self.context.project.dictionary;
        let is_count =
            matches!(name, Name::Figure(figure) if dictionary.get(figure.id).kind.is_countable());
        if !is_count {
            let message = "only a figure that is a count can be counted";
            self.error(Code::WrongFilter, call.span, message);
            return None;
        }
        Some((name, counted::words(call, self.report)?))
    }

    fn unknown_filter(&mut self, call: &Call<'_>) {
        let message = format!("there is no filter `{}`", call.name);
        let help = match did_you_mean(call.name, ["counted"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the only filter is counted(\"case\", \"cases\")".to_owned(),
        };
        let error = Diagnostic::error(Code::UnknownName, call.span, message);
        self.report.push(error.help(help));
    }

    /// Reports a percent sign after the placeholder of a percentage, which prints its own sign.
    fn check_percent_sign(&mut self, name: Name, span: Span, tag: Span) {
        let Name::Figure(figure) = name else { return };
        let sign = self.context.project.dictionary.get(figure.id).kind.sign();
        let after = &self.text[tag.end - self.base..];
        let after = after.trim_start_matches(['*', ' ', '\u{a0}']);
        if !sign.is_empty() && after.starts_with(sign) {
            let message = "a percentage prints its own sign";
            self.report.push(
                Diagnostic::error(Code::DoubleSign, span, message)
                    .label("there is another % behind it")
                    .help("take the % out of the text"),
            );
        }
    }

    fn name(&mut self, expr: &Expr<'_>) -> Option<Name> {
        let path = match &expr.kind {
            ExprKind::Path(path) => path,
            ExprKind::Invalid => return None,
            other => {
                let message = "expected the name of a figure or text";
                let error = Diagnostic::error(Code::Unsupported, expr.span, message);
                let label = format!("this is {}", other.description());
                self.report.push(error.label(label).help(ONLY));
                return None;
            }
        };
        match look_up(path, self.context.project, self.context.in_margin) {
            Ok(name) => Some(name),
            Err(unknown) => {
                let error = Diagnostic::error(Code::UnknownName, expr.span, unknown.message);
                self.report.push(error.maybe_help(unknown.help));
                None
            }
        }
    }

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
                let Name::Figure(figure) = self.name(value)? else {
                    let message = "only a figure can be available or not";
                    self.error(Code::WrongGuard, value.span, message);
                    return None;
                };
                let available = Condition::Available(figure);
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
                    _ => {
                        let message = "a guard asks whether a figure is available";
                        self.wrong_condition(message, left, expr.span);
                        return None;
                    }
                };
                let left = self.condition(left);
                let right = self.condition(right);
                Some(make(Box::new(left?), Box::new(right?)))
            }
            ExprKind::Invalid => None,
            _ => {
                let message = "a guard asks whether a figure is available";
                self.wrong_condition(message, expr, expr.span);
                None
            }
        }
    }

    /// Reports the condition at `span`, which tests something other than the availability of `asked`.
    fn wrong_condition(&mut self, message: &str, asked: &Expr<'_>, span: Span) {
        let dictionary = &self.context.project.dictionary;
        let id = |path: &str| path.strip_prefix("national.").unwrap_or(path).to_owned();
        let asked = match &asked.kind {
            ExprKind::Path(path) if dictionary.find(&id(path)).is_some() => Some(path.as_str()),
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
