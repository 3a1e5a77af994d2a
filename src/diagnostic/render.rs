//! How diagnostics are shown: to people, as JSON lines, and as workflow annotations.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Report, Severity, Sources};

/// Who reads the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// People: the line, a caret and a way out.
    #[default]
    Human,
    /// Programs: one JSON object a line.
    Json,
    /// GitHub: workflow commands that become annotations.
    Github,
}

/// The whole report as text, ending in a line feed unless it is empty.
///
/// `color` adds ANSI escapes to the human format.
#[must_use]
pub fn render(report: &Report, sources: &Sources, format: Format, color: bool) -> String {
    let show: &dyn Fn(&Diagnostic) -> String = match format {
        Format::Human => &|d| human(d, sources, color),
        Format::Json => &|d| json(d, sources),
        Format::Github => &|d| github(d, sources),
    };
    report.sorted(sources).into_iter().map(show).collect()
}

fn human(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(file) = &diagnostic.file {
        group = group.element(Origin::path(file.as_str()));
    }
    for snippet in snippets(diagnostic, sources) {
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let shown = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(100)
        .render(&[group]);
    format!("{shown}\n\n")
}

/// One snippet a file: that of the mistake first, then those of the other places.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let Some(span) = diagnostic.place(sources) else {
        return Vec::new();
    };
    let primary = (AnnotationKind::Primary, span, diagnostic.label.as_str());
    let others = diagnostic
        .labels
        .iter()
        .map(|label| (AnnotationKind::Context, label.span, label.text.as_str()));
    let mut files: Vec<Excerpt<'_>> = Vec::new();
    for (kind, span, label) in std::iter::once(primary).chain(others) {
        let path = sources.path(span);
        let (source, range) = sources.locate(span);
        let mark = (kind, first_line(source, range), label);
        match files.iter_mut().find(|file| file.path == path) {
            Some(file) => file.marks.push(mark),
            None => files.push(Excerpt {
                path,
                source,
                marks: vec![mark],
            }),
        }
    }
    files.into_iter().map(Excerpt::snippet).collect()
}

/// The part of a range on its first line: a block is known by how it begins.
fn first_line(source: &str, range: Range<usize>) -> Range<usize> {
    let end = source[range.clone()].find('\n');
    range.start..end.map_or(range.end, |length| range.start + length)
}

/// The lines of a file that are shown.
struct Excerpt<'a> {
    path: &'a str,
    source: &'a str,
    marks: Vec<(AnnotationKind, Range<usize>, &'a str)>,
}

impl<'a> Excerpt<'a> {
    /// From the first line with a mark to the last: the rest of a long file need not be looked at.
    fn snippet(self) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let ranges = || self.marks.iter().map(|(_, range, _)| range);
        let first = ranges().map(|range| range.start).min().unwrap_or(0);
        let last = ranges().map(|range| range.end).max().unwrap_or(0);
        let start = self.source[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = self.source[last..].find('\n');
        let end = end.map_or(self.source.len(), |length| last + length);
        let lines_before = self.source[..start].matches('\n').count();
        let snippet = Snippet::source(&self.source[start..end])
            .line_start(lines_before + 1)
            .path(self.path);
        let marks = self.marks.into_iter().map(|(kind, range, label)| {
            let mark = kind.span(range.start - start..range.end - start);
            match label {
                "" => mark,
                label => mark.label(label),
            }
        });
        snippet.annotations(marks)
    }
}

/// The fields of a message in the `json` format.
#[derive(Serialize)]
struct Message<'a> {
    severity: Severity,
    code: &'a str,
    message: String,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    help: Option<&'a str>,
}

impl<'a> Message<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Self {
        let span = diagnostic.place(sources);
        let place = span.map(|span| sources.line_column(span));
        let file = match span {
            Some(span) => Some(sources.path(span)),
            None => diagnostic.file.as_deref(),
        };
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: whole_message(diagnostic),
            file,
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            help: diagnostic.help.as_deref(),
        }
    }
}

/// The message and what stands beside the caret, which may hold the reason.
fn whole_message(diagnostic: &Diagnostic) -> String {
    let Diagnostic { message, label, .. } = diagnostic;
    if label.is_empty() {
        return message.clone();
    }
    format!("{message}: {label}")
}

fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let message = Message::new(diagnostic, sources);
    let line = serde_json::to_string(&message).unwrap_or_default();
    format!("{line}\n")
}

/// See "Workflow commands" in GitHub's documentation: values escape `%`, line ends, and in
/// properties also `:` and `,`.
fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let message = Message::new(diagnostic, sources);
    let escape = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(file) = message.file {
        properties.push(format!("file={}", property(file)));
    }
    if let (Some(line), Some(column)) = (message.line, message.column) {
        properties.push(format!("line={line},col={column}"));
    }
    properties.push(format!("title={}", property(message.code)));
    let mut text = message.message;
    if let Some(help) = message.help {
        text = format!("{text}\nhelp: {help}");
    }
    let properties = properties.join(",");
    format!("::{command} {properties}::{}\n", escape(&text))
}
