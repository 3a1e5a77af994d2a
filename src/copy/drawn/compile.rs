//! Compiles drawn blocks: charts, pictures and QR codes.

use super::alt::no_alt;
use super::chart;
use super::fence::{Line, lines};
use super::markup::Markup;
use super::path;
use crate::copy::chart_source::ChartKind;
use crate::copy::compile::compile as compile_template;
use crate::copy::compiled::Template;
use crate::copy::names::Context;
use crate::copy::source::{Drawn, Source, SourceKind};
use crate::diagnostic::{Code, Diagnostic, Report, Span, hint};

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
        let span = self.first_line(source);
        let lines = lines(source, fence, self.base);
        if lines.is_none() {
            let help = format!("write {fence} on a line of its own below it");
            self.error(Code::Unclosed, span, "this block is never closed", &help);
        }
        Some(match (kind, lines.as_deref()) {
            ("qr", Some(lines)) => self.qr(lines, span),
            (kind, Some(lines)) if ChartKind::NAMES.contains(&kind) => {
                let block = chart::Block {
                    kind,
                    source,
                    lines,
                    base: self.base,
                    span: self.span,
                    first_line: span,
                };
                let chart = block.compile(self.context, self.report);
                let drawn = chart.map(|chart| Drawn::Chart(Box::new(chart)));
                (Template::default(), drawn.unwrap_or(Drawn::Nothing))
            }
            _ => {
                let known = [&ChartKind::NAMES[..], &["qr"]].concat();
                if !known.contains(&kind) {
                    let message = format!("there is no kind of block `{kind}`");
                    let error = Diagnostic::error(Code::UnknownName, span, message);
                    self.report.push(error.help(hint(kind, &known)));
                }
                (Template::default(), Drawn::Nothing)
            }
        })
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
