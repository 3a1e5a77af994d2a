//! What stands between the words and is drawn: charts and QR codes, which are fenced blocks, and pictures.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answers::{Answers, Printed};
use super::block::{Bar, Block, Chart, ChartKind, FigureRef, PictureBlock, Qr, Run};
use super::fill::{no_number, plain_text, value};
use super::names::{Name, look_up};
use super::split::{Source, SourceKind};
use super::template::{Context, Node, Print, Template};
use crate::diagnostic::{Diagnostic, Report, Span, hint};
use crate::picture::Picture;
use crate::project::Language;

/// What is drawn in the place of a block.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A chart; its template prints its figures.
    Chart(ChartKind, Span),
    /// A picture; its template is what it shows.
    Picture {
        /// Its file, by its path in the project.
        path: String,
        /// Where that is written.
        path_span: Span,
        /// Where all of it is written.
        span: Span,
    },
    /// A QR code; its template is its address.
    Qr(Span),
    /// Something that cannot be drawn, which has been said.
    Nothing,
}

/// The pictures of an edition's words, by their paths.
pub type Pictures = BTreeMap<String, Arc<Picture>>;

/// The codes that all sheets have, by their addresses.
pub(super) type Codes = BTreeMap<String, Arc<Picture>>;

/// What a fenced block can be.
const KINDS: [&str; 3] = ["bars", "share", "qr"];

/// A line of a block and the number of its first byte.
type Line<'s> = (usize, &'s str);

/// Compiles the source of a block that is drawn; none when it is not. `base` is the number of its first
/// byte. What is wrong goes into the report.
pub(super) fn compile(
    source: &str,
    base: usize,
    context: Context<'_>,
    report: &mut Report,
) -> Option<Source> {
    // Up to three spaces mean nothing to Markdown.
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
    let (template, drawn) = match picture_parts(source) {
        Some(parts) => compiler.picture(source, parts),
        None => compiler.fenced(source)?,
    };
    Some(Source {
        template,
        kind: SourceKind::Drawn(drawn),
    })
}

fn no_alt(span: Span) -> Diagnostic {
    let message = "this picture says nothing to whoever cannot see it";
    Diagnostic::error("missing-alt", span, message).help(
        "write what it shows between the brackets: ![Logo of the library](layouts/pictures/logo.svg)",
    )
}

/// The text and the path of `![text](path)` when a block is nothing else.
fn picture_parts(source: &str) -> Option<(&str, &str)> {
    let inner = source.strip_prefix("![")?.strip_suffix(')')?;
    let (alt, path) = inner.rsplit_once("](")?;
    (!path.contains([')', '(']) && !alt.contains("![")).then_some((alt, path))
}

struct Compiler<'a, 'r> {
    base: usize,
    span: Span,
    context: Context<'a>,
    report: &'r mut Report,
}

impl Compiler<'_, '_> {
    fn error(&mut self, code: &'static str, span: Span, message: &str, help: &str) {
        let error = Diagnostic::error(code, span, message);
        self.report.push(error.help(help));
    }

    /// The first line of the block.
    fn first_line(&self, source: &str) -> Span {
        let length = source.find('\n').unwrap_or(source.len());
        Span::new(self.base, self.base + length)
    }

    fn picture(&mut self, source: &str, (alt, path): (&str, &str)) -> (Template, Drawn) {
        let alt_start = self.base + "![".len();
        if alt.trim().is_empty() {
            self.report.push(no_alt(self.span));
        }
        let path_end = self.base + source.len() - 1;
        let path_span = Span::new(path_end - path.len(), path_end);
        if path.contains("{{") || path.contains("{%") {
            self.error(
                "unsupported",
                path_span,
                "all sheets have the same pictures",
                "write the path of a file in the project, without a placeholder",
            );
            return (Template::default(), Drawn::Nothing);
        }
        let drawn = Drawn::Picture {
            path: path.to_owned(),
            path_span,
            span: self.span,
        };
        let template = Template::compile(alt, alt_start, self.context, self.report);
        (template, drawn)
    }

    /// A block between ``` and ```; none when there is nothing behind the first of them, which is code.
    fn fenced(&mut self, source: &str) -> Option<(Template, Drawn)> {
        let first = source.lines().next()?;
        let mark = first.chars().next().filter(|c| "`~".contains(*c))?;
        let kind = first.trim_start_matches(mark);
        let fence = &first[..first.len() - kind.len()];
        let kind = kind.trim();
        if fence.len() < 3 {
            return None;
        }
        if kind.is_empty() {
            return None;
        }
        let lines = self.lines(source, fence);
        let span = self.first_line(source);
        Some(match kind {
            "bars" => self.chart(ChartKind::Bars, lines.as_deref(), span),
            "share" => self.chart(ChartKind::Share, lines.as_deref(), span),
            "qr" => self.qr(lines.as_deref(), span),
            _ => {
                let message = format!("nothing is drawn that is called `{kind}`");
                let error = Diagnostic::error("unknown-name", span, message);
                self.report.push(error.help(hint(kind, &KINDS)));
                (Template::default(), Drawn::Nothing)
            }
        })
    }

    /// The lines between the fences that are not blank; none when they are not closed.
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
                // One with a kind behind it opens another block.
                is_closed = text.bytes().all(|b| fence.as_bytes().contains(&b));
                break;
            }
            lines.push((start, text));
        }
        if !is_closed {
            let span = self.first_line(source);
            let help = format!("write {fence} on a line of its own below it");
            self.error("unclosed", span, "this block is never closed", &help);
            return None;
        }
        Some(lines)
    }

    fn chart(
        &mut self,
        kind: ChartKind,
        lines: Option<&[Line<'_>]>,
        span: Span,
    ) -> (Template, Drawn) {
        let Some(lines) = lines else {
            return (Template::default(), Drawn::Nothing);
        };
        let before = self.report.len();
        let mut prints: Vec<Print> = Vec::new();
        for line in lines {
            let Some((figure, print)) = self.figure(line) else {
                continue;
            };
            let is_same =
                |known: &&Print| matches!(known.name, Name::Figure(f) if f.id == figure.id);
            if let Some(first) = prints.iter().find(is_same) {
                let message = "a figure of this name is in the chart already";
                let error = Diagnostic::error("duplicate", print.span, message);
                self.report.push(error.also(first.span, "first here"));
            }
            self.check_kind(figure, &print, prints.first());
            prints.push(print);
        }
        let (least, message) = match kind {
            ChartKind::Bars => (1, "there is no figure in this chart"),
            ChartKind::Share => (2, "shares are those of two figures or more"),
        };
        if self.report.len() == before && prints.len() < least {
            let help = "write the id of a figure on each line";
            self.error("empty", span, message, help);
        }
        let nodes = prints.into_iter().map(Node::Print).collect();
        (Template { nodes }, Drawn::Chart(kind, self.span))
    }

    fn figure(&mut self, (start, name): &Line<'_>) -> Option<(FigureRef, Print)> {
        let span = Span::new(*start, start + name.len());
        let help = "write the id of a figure on each line, without braces";
        match look_up(name, self.context.project, false) {
            Ok(found @ Name::Figure(figure)) => Some((
                figure,
                Print {
                    name: found,
                    counted: None,
                    span,
                },
            )),
            Ok(_) => {
                self.error("wrong-value", span, "a chart shows figures only", help);
                None
            }
            Err(_) if name.contains(['{', '|', ':']) => {
                let message = "expected nothing but the id of a figure";
                self.error("wrong-value", span, message, help);
                None
            }
            Err(unknown) => {
                let error = Diagnostic::error("unknown-name", span, unknown.message);
                self.report.push(error.maybe_help(unknown.help));
                None
            }
        }
    }

    /// Counts and percentages have no common scale.
    fn check_kind(&mut self, figure: FigureRef, print: &Print, first: Option<&Print>) {
        let dictionary = &self.context.project.dictionary;
        let Some((Name::Figure(other), first)) = first.map(|first| (first.name, first.span)) else {
            return;
        };
        if dictionary.get(figure.id).kind != dictionary.get(other.id).kind {
            let message = "counts and percentages do not go into one chart";
            let error = Diagnostic::error("wrong-value", print.span, message);
            self.report
                .push(error.also(first, "the first is another kind"));
        }
    }

    fn qr(&mut self, lines: Option<&[Line<'_>]>, span: Span) -> (Template, Drawn) {
        let template = match lines {
            None => return (Template::default(), Drawn::Nothing),
            Some([(start, line)]) => Template::compile(line, *start, self.context, self.report),
            Some(_) => {
                let help = "write one line, such as https://{{ publication.website }}";
                self.error("wrong-value", span, "a QR code leads to one address", help);
                return (Template::default(), Drawn::Nothing);
            }
        };
        (template, Drawn::Qr(self.span))
    }
}

/// Fills in what is drawn. None when it cannot be drawn, which is in the report.
pub(super) fn fill(
    template: &Template,
    drawn: &Drawn,
    answers: &dyn Answers,
    (pictures, codes): (&Pictures, &Codes),
    report: &mut Report,
) -> Option<Block> {
    match drawn {
        Drawn::Chart(kind, span) => {
            Some(Block::Chart(chart(template, *kind, *span, answers, report)))
        }
        Drawn::Picture { path, span, .. } => {
            let alt = plain_text(template, answers, report);
            if alt.trim().is_empty() && !template.nodes.is_empty() {
                report.push(no_alt(*span));
            }
            Some(Block::Picture(PictureBlock {
                picture: Arc::clone(pictures.get(path)?),
                alt: alt.into(),
                span: *span,
            }))
        }
        Drawn::Qr(span) => {
            let address = plain_text(template, answers, report);
            let known = codes.get(&address).cloned();
            let code = known.or_else(|| encode_or_say(&address, *span, report))?;
            let language = answers.setting().language;
            Some(Block::Qr(qr(&address, code, *span, language)))
        }
        Drawn::Nothing => None,
    }
}

fn chart(
    template: &Template,
    kind: ChartKind,
    span: Span,
    answers: &dyn Answers,
    report: &mut Report,
) -> Chart {
    let setting = answers.setting();
    let prints = template.nodes.iter().filter_map(|node| match node {
        Node::Print(print) => Some(print),
        _ => None,
    });
    let mut bar = |print: &Print| {
        let printed = answers.print(print);
        let (label, source) = match print.name {
            Name::Figure(figure) => setting.label(figure),
            _ => ("", print.span),
        };
        Bar {
            label: Run::plain(label, source),
            value: value_run(&printed, print.span, report),
            number: printed.value,
        }
    };
    let bars: Vec<Bar> = prints.map(&mut bar).collect();
    Chart {
        kind,
        alt: alt(kind, &bars, setting.language).into(),
        bars,
        span,
    }
}

/// A number, or what is printed in its place.
fn value_run(printed: &Printed, place: Span, report: &mut Report) -> Run {
    let mut run = value(printed, false, false);
    if let Some(why) = &printed.no_number {
        match &why.in_cell {
            Some(text) => run.text.clone_from(text),
            None => report.extend(no_number(printed, place).map(|error| {
                error.help(
                    "say what a chart prints then, in [no_number] of data/publication.toml; \
                     or put {% if … is available %} and {% endif %} around it",
                )
            })),
        }
    }
    run
}

/// What a chart shows, with every number. What it is called is known in some languages only.
fn alt(kind: ChartKind, bars: &[Bar], language: &Language) -> String {
    let name = match (language.short.as_str(), kind) {
        ("en", ChartKind::Bars) => "Bar chart. ",
        ("en", ChartKind::Share) => "Stacked bar. ",
        ("es", ChartKind::Bars) => "Gráfico de barras. ",
        ("es", ChartKind::Share) => "Barra apilada. ",
        _ => "",
    };
    let bars = bars
        .iter()
        .map(|bar| format!("{}: {}", bar.label.text, bar.value.text));
    let bars: Vec<String> = bars.collect();
    format!("{name}{}.", bars.join("; "))
}

/// The code of an address; none when it is none, or longer than codes are.
pub(super) fn encode(address: &str) -> Option<Picture> {
    let is_plain = !address.contains(|c: char| c.is_whitespace() || c.is_control());
    Picture::code(address).filter(|_| !shown(address).is_empty() && is_plain)
}

fn encode_or_say(address: &str, span: Span, report: &mut Report) -> Option<Arc<Picture>> {
    let code = encode(address);
    if code.is_none() {
        let start: String = address.chars().take(60).collect();
        let message = format!("this QR code leads nowhere: {start:?}");
        let help = "write a whole address of no more than 2,000 characters, such as \
                    https://{{ publication.website }}";
        report.push(Diagnostic::error("wrong-link", span, message).help(help));
    }
    code.map(Arc::new)
}

/// An address as it is printed; nothing when it is none.
fn shown(address: &str) -> &str {
    let schemes = ["https://", "http://"].into_iter();
    let mut shown = schemes.filter_map(|scheme| address.strip_prefix(scheme));
    shown.next().unwrap_or_default()
}

fn qr(address: &str, code: Arc<Picture>, span: Span, language: &Language) -> Qr {
    let name = match language.short.as_str() {
        "es" => "Código QR",
        "en" => "QR code",
        _ => "QR",
    };
    Qr {
        code,
        alt: format!("{name}: {address}").into(),
        text: Run {
            link: Some(address.into()),
            ..Run::plain(shown(address), span)
        },
        span,
    }
}
