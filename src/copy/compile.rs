//! Compiles templates: looks up every name in the syntax tree and refuses placeholders that a template cannot have.

use super::compiled::{Counted, Node, Print, Template};
use super::condition;
use super::counted;
use super::loops;
use super::names::{Context, Name};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean};
use crate::template::{Call, Expr, ExprKind, Guard, Loop, Segment, parse, without_tag_lines};

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
            Segment::Loop(repeated) => {
                let open = loops::compile(&repeated.head, repeated.span, self.context, self.report);
                let each = Compiler {
                    text: self.text,
                    base: self.base,
                    context: open.context(self.context),
                    report: self.report,
                }
                .nodes(&repeated.each);
                let otherwise = self.nodes(&repeated.otherwise);
                Some(Node::For(Loop {
                    head: open.rows?,
                    each,
                    otherwise,
                    span: repeated.span,
                }))
            }
            Segment::Guard(guard) => {
                let condition = condition::compile(&guard.condition, self.context, self.report);
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
            _ => (self.context.name(expr, self.report)?, None),
        };
        self.check_signs(name, expr.span, tag);
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
        let name = self.context.name(value, self.report)?;
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

    /// Reports a sign beside a placeholder whose kind prints it, such as a percent sign or the sign of a currency.
    fn check_signs(&mut self, name: Name, span: Span, tag: Span) {
        const BETWEEN: [char; 3] = ['*', ' ', '\u{a0}'];
        let Name::Figure(figure) = name else { return };
        let kind = self.context.project.dictionary.get(figure.id).kind;
        let Some(sign) = kind.printed_sign() else {
            return;
        };
        let (before, after) = (tag.start - self.base, tag.end - self.base);
        let before = self.text[..before].trim_end_matches(BETWEEN);
        let after = self.text[after..].trim_start_matches(BETWEEN);
        let place = match () {
            () if after.starts_with(sign) => "behind",
            () if kind.sign().is_empty() && before.ends_with(sign) => "before",
            () => return,
        };
        let message = format!("{} prints its own sign", kind.noun());
        self.report.push(
            Diagnostic::error(Code::DoubleSign, span, message)
                .label(format!("there is another {sign} {place} it"))
                .help(format!("take the {sign} out of the text")),
        );
    }
}
