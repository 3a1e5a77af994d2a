//! Compiles drawn blocks: charts, pictures and QR codes.

use super::alt::no_alt;
use super::markup::Markup;
use super::path;
use crate::copy::block::ChartKind;
use crate::copy::compile::compile as compile_template;
use crate::copy::compiled::{Node, Print, Template};
use crate::copy::names::{Context, Name, look_up};
use crate::copy::source::{Drawn, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic, Report, Span, hint};
use crate::project::{Kind, Reference};

/// The kinds of fenced blocks.
const KINDS: [&str; 3] = ["bars", "share", "qr"];

/// A line of a block with the offset of its first byte.
type Line<'s> = (usize, &'s str);

/// Compiles the source of a drawn block, or returns `None` for any other block. `base` is the offset of its first byte.
/// Errors go to the report.
pub(in crate::copy) fn compile(
    source: &str,
    base: usize,
    context: Context<'_>,
    report: &mut Report,
) -> Option<Source> {
    // Markdown ignores up to three spaces of indentation.
    let indent = source.len() - source.trim_start_matches(' ').len();
    let (source, base) = match indent {
        0..=3 => (&source[indent..], base + indent),
        _ => (source, base),
    };
    let span = Span::new(base, base + source.len());
    let mut compiler = Compiler {
        base,
        span,
        context,
        report,
    };
    let (template, drawn) = match Markup::of(source) {
        Some(markup) => compiler.picture(source, &markup),
        None => compiler.fenced(source)?,
    };
    Some(Source {
        template,
        kind: SourceKind::Drawn(drawn),
    })
}

struct Compiler<'a, 'r> {
    base: usize,
    span: Span,
    context: Context<'a>,
    report: &'r mut Report,
}

impl Compiler<'_, '_> {
    fn error(&mut self, code: Code, span: Span, message: &str, help: &str) {
        let error = Diagnostic::error(code, span, message);
        self.report.push(error.help(help));
    }

    /// The span of the block's first line.
    fn first_line(&self, source: &str) -> Span {
        let length = source.find('\n').unwrap_or(source.len());
        Span::new(self.base, self.base + length)
    }

    fn picture(&mut self, source: &str, markup: &Markup<'_>) -> (Template, Drawn) {
        let alt_start = self.base + "![".len();
        if markup.alt.trim().is_empty() {
            self.report.push(no_alt(self.span));
        }
        let path_span = Span::new(self.base + markup.place.start, self.base + markup.place.end);
        let written = &source[markup.place.clone()];
        if markup.has_title {
            self.error(
                Code::Unsupported,
                path_span,
                "the title of a picture is not printed",
                "take it out, quotes and all; write what the picture shows between the brackets",
            );
        } else if let Some(path) = path::compile(written, path_span, self.context, self.report) {
            let template = compile_template(markup.alt, alt_start, self.context, self.report);
            let drawn = Drawn::Picture {
                path,
                path_span,
                span: self.span,
            };
            return (template, drawn);
        }
        (Template::default(), Drawn::Nothing)
    }

    /// Compiles a fenced block, or returns `None` if no kind follows the opening fence: then the block is code.
    fn fenced(&mut self, source: &str) -> Option<(Template, Drawn)> {
        let first = source.lines().next()?;
        let mark = first.chars().next().filter(|c| "`~".contains(*c))?;
        let kind = first.trim_start_matches(mark);
        let fence = &first[..first.len() - kind.len()];
        let kind = kind.trim();
        if fence.len() < 3 || kind.is_empty() {
            return None;
        }
        let lines = self.lines(source, fence);
        let span = self.first_line(source);
        Some(match (kind, lines.as_deref()) {
            ("bars", Some(lines)) => self.chart(ChartKind::Bars, lines, span),
            ("share", Some(lines)) => self.chart(ChartKind::Share, lines, span),
            ("qr", Some(lines)) => self.qr(lines, span),
            _ => {
                if !KINDS.contains(&kind) {
                    let message = format!("there is no kind of block `{kind}`");
                    let error = Diagnostic::error(Code::UnknownName, span, message);
                    self.report.push(error.help(hint(kind, &KINDS)));
                }
                (Template::default(), Drawn::Nothing)
            }
        })
    }

    /// The lines between the fences that are not blank, or `None` without a closing fence.
    fn lines<'s>(&mut self, source: &'s str, fence: &str) -> Option<Vec<Line<'s>>> {
        let mut lines = Vec::new();
        let mut is_closed = false;
        let mut at = 0;
        for (number, line) in source.split_inclusive('\n').enumerate() {
            let text = line.trim();
            let start = self.base + at + (line.len() - line.trim_start().len());
            at += line.len();
            if number == 0 || text.is_empty() {
                continue;
            }
            if text.starts_with(fence) {
                // A fence with a kind after it opens another block.
                is_closed = text.bytes().all(|b| fence.as_bytes().contains(&b));
                break;
            }
            lines.push((start, text));
        }
        if !is_closed {
            let span = self.first_line(source);
            let help = format!("write {fence} on a line of its own below it");
            self.error(Code::Unclosed, span, "this block is never closed", &help);
            return None;
        }
        Some(lines)
    }

    fn chart(&mut self, kind: ChartKind, lines: &[Line<'_>], span: Span) -> (Template, Drawn) {
        let mark = self.report.mark();
        let mut prints: Vec<Print> = Vec::new();
        for line in lines {
            let Some((figure, print)) = self.figure(line) else {
                continue;
            };
            let is_same = |known: &&Print| known.name == Name::Figure(figure);
            if let Some(first) = prints.iter().find(is_same) {
                let message = "a figure of this name is in the chart already";
                let error = Diagnostic::error(Code::Duplicate, print.span, message);
                self.report.push(error.also(first.span, "first here"));
            }
            self.check_kind(figure, &print, prints.first());
            if kind == ChartKind::Share {
                self.check_shares(figure, &print, &prints);
            }
            prints.push(print);
        }
        let (least, message) = match kind {
            ChartKind::Bars => (1, "there is no figure in this chart"),
            ChartKind::Share => (2, "a share chart needs two figures or more"),
        };
        if self.report.errors_since(mark) == 0 && prints.len() < least {
            let help = "write the id of a figure on each line";
            self.error(Code::Empty, span, message, help);
        }
        let nodes = prints.into_iter().map(Node::Print).collect();
        (Template { nodes }, Drawn::Chart(kind, self.span))
    }

    fn figure(&mut self, (start, name): &Line<'_>) -> Option<(Reference, Print)> {
        let span = Span::new(*start, start + name.len());
        let help = "write the id of a figure on each line, without braces";
        match look_up(
            name,
            Context {
                in_margin: false,
                ..self.context
            },
        ) {
            Ok(Name::Figure(figure)) if !self.kind_of(figure).is_quantity() => {
                let message = format!("a chart cannot draw {}", self.kind_of(figure).noun());
                let help = "name a figure that is a quantity, such as a count";
                self.error(Code::WrongValue, span, &message, help);
                None
            }
            Ok(found @ Name::Figure(figure)) => Some((
                figure,
                Print {
                    name: found,
                    counted: None,
                    span,
                },
            )),
            Ok(_) => {
                self.error(Code::WrongValue, span, "a chart shows figures only", help);
                None
            }
            Err(_) if name.contains(['{', '|', ':']) => {
                let message = "expected nothing but the id of a figure";
                self.error(Code::WrongValue, span, message, help);
                None
            }
            Err(unknown) => {
                let error = Diagnostic::error(Code::UnknownName, span, unknown.message);
                self.report.push(error.maybe_help(unknown.help));
                None
            }
        }
    }

    fn kind_of(&self, figure: Reference) -> Kind {
        self.context.project.dictionary.get(figure.id).kind
    }

    /// Checks that a figure fits the scale of the chart: a count and a percentage have no common scale.
    fn check_kind(&mut self, figure: Reference, print: &Print, first: Option<&Print>) {
        let dictionary = &self.context.project.dictionary;
        let Some((Name::Figure(other), first)) = first.map(|first| (first.name, first.span)) else {
            return;
        };
        let [own, other] = [figure, other].map(|figure| dictionary.get(figure.id));
        let Some(difference) = own.difference_of_scale(other) else {
            return;
        };
        let message = format!("a chart has one scale, and {difference}");
        let error = Diagnostic::error(Code::WrongValue, print.span, message);
        let help = "draw a chart of its own for each of them";
        self.report
            .push(error.also(first, "the first figure").help(help));
    }

    /// Checks that shares are parts of one total and that nothing is counted twice.
    fn check_shares(&mut self, figure: Reference, print: &Print, others: &[Print]) {
        let dictionary = &self.context.project.dictionary;
        let others = others.iter().filter_map(|other| match other.name {
            Name::Figure(known) => Some((known, other.span)),
            _ => None,
        });
        for (other, span) in others {
            let id = |figure: Reference| &dictionary.get(figure.id).id;
            let message = if other.file.when != figure.file.when {
                "numbers of two years are not parts of one total".to_owned()
            } else if other.id == figure.id {
                format!(
                    "`{}` of a place is counted in that of the nation already",
                    id(figure)
                )
            } else if other.file.whose != figure.file.whose {
                continue;
            } else if dictionary.is_within(figure.id, other.id) {
                format!("`{}` is counted in `{}` already", id(figure), id(other))
            } else if dictionary.is_within(other.id, figure.id) {
                format!("`{}` is counted in `{}` already", id(other), id(figure))
            } else {
                continue;
            };
            let error = Diagnostic::error(Code::WrongValue, print.span, message);
            let help = "leave one of them out, or write `bars` instead of `share`";
            self.report
                .push(error.also(span, "in this share").help(help));
            return;
        }
    }

    fn qr(&mut self, lines: &[Line<'_>], span: Span) -> (Template, Drawn) {
        let [(start, line)] = lines else {
            let help = "write one line, such as https://{{ publication.website }}";
            self.error(
                Code::WrongValue,
                span,
                "a QR code leads to one address",
                help,
            );
            return (Template::default(), Drawn::Nothing);
        };
        let template = compile_template(line, *start, self.context, self.report);
        (template, Drawn::Qr(self.span))
    }
}
