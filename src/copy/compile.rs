//! Compiles templates: looks up every name in the syntax tree and refuses placeholders that a template cannot have.

use std::ops::Range;

use super::compiled::{Node, Print, Template};
use super::condition;
use super::counted;
use super::footnote_syntax::{Piece, pieces};
use super::footnotes::{broken_call, no_call_here, not_after_word};
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

/// The filter that prints a figure with the words that it counts.
const COUNTED: &str = "counted";

/// The filter that calls the note of a figure as a footnote.
const NOTED: &str = "noted";

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
        let mut nodes = Vec::with_capacity(segments.len());
        for segment in segments {
            match segment {
                Segment::Text { span, .. } => self.words(*span, &mut nodes),
                tag => nodes.extend(self.node(tag)),
            }
        }
        nodes
    }

    fn node(&mut self, segment: &Segment<'_>) -> Option<Node> {
        match segment {
            Segment::Text { .. } => None,
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

    /// Adds words and the calls of footnotes in them.
    fn words(&mut self, span: Span, nodes: &mut Vec<Node>) {
        let range = span.start - self.base..span.end - self.base;
        let range = without_tag_lines(self.text, range);
        for piece in pieces(self.text, range) {
            match piece {
                Piece::Words(range) => nodes.push(Node::Words {
                    text: self.text[range.clone()].to_owned(),
                    span: self.span(range),
                }),
                Piece::Call { range, name } => nodes.extend(self.call(range, name)),
                Piece::Broken(range) => {
                    let error = broken_call(self.span(range));
                    self.report.push(error);
                }
            }
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// The call of a footnote. `None` for one that has been reported.
    fn call(&mut self, range: Range<usize>, name: Range<usize>) -> Option<Node> {
        let span = self.span(range.clone());
        let Some(footnotes) = self.context.footnotes else {
            self.report.push(no_call_here("this", span));
            return None;
        };
        let is_word_end = |c: char| !c.is_whitespace() && c != '|';
        if !self.text[..range.start].ends_with(is_word_end) {
            let is_definition = self.text[range.end..].starts_with(':');
            self.report.push(not_after_word(span, is_definition));
            return None;
        }
        let footnote = footnotes.find(&self.text[name], span, self.report)?;
        Some(Node::Print(Print {
            name: Name::Footnote(footnote),
            counted: None,
            is_noted: false,
            span,
        }))
    }

    /// Compiles a placeholder with its tag at `tag`. Returns `None` for an invalid one, which has been reported.
    fn print(&mut self, expr: &Expr<'_>, tag: Span) -> Option<Print> {
        let print = self.filtered(expr)?;
        self.check_signs(print.name, expr.span, tag);
        Some(Print {
            span: expr.span,
            ..print
        })
    }

    /// Compiles a name with the filters after it.
    fn filtered(&mut self, expr: &Expr<'_>) -> Option<Print> {
        let ExprKind::Filter { value, call } = &expr.kind else {
            return Some(Print {
                name: self.context.name(expr, self.report)?,
                counted: None,
                is_noted: false,
                span: expr.span,
            });
        };
        match call.name {
            COUNTED => self.counted(value, call),
            NOTED => self.noted(value, call),
            _ => {
                self.unknown_filter(call);
                None
            }
        }
    }

    fn counted(&mut self, value: &Expr<'_>, call: &Call<'_>) -> Option<Print> {
        let print = self.filtered(value)?;
        let dictionary = &self.context.project.dictionary;
        let is_count = matches!(
            print.name,
            Name::Figure(figure) if dictionary.get(figure.id).kind.is_countable()
        );
        if !is_count {
            let message = "only a figure that is a count can be counted";
            self.error(Code::WrongFilter, call.span, message);
            return None;
        }
        if print.counted.is_some() {
            self.error(Code::Duplicate, call.span, "this figure is counted already");
            return None;
        }
        let counted = Some(counted::words(call, self.report)?);
        Some(Print { counted, ..print })
    }

    fn noted(&mut self, value: &Expr<'_>, call: &Call<'_>) -> Option<Print> {
        let print = self.filtered(value)?;
        let problem = match print.name {
            Name::Figure(_) if !call.arguments.is_empty() => "`noted` takes nothing in parentheses",
            Name::Figure(_) if print.is_noted => "the note of this figure is called already",
            Name::Figure(_) => "",
            _ => "only a figure has a note",
        };
        if !problem.is_empty() {
            self.error(Code::WrongFilter, call.span, problem);
            return None;
        }
        if self.context.footnotes.is_none() {
            self.report.push(no_call_here("`noted`", call.span));
            return None;
        }
        let is_noted = true;
        Some(Print { is_noted, ..print })
    }

    fn unknown_filter(&mut self, call: &Call<'_>) {
        let message = format!("there is no filter `{}`", call.name);
        let help = match did_you_mean(call.name, [COUNTED, NOTED]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "there are counted(\"case\", \"cases\") and noted".to_owned(),
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
