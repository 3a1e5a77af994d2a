//! How diagnostics are shown: to people, as JSON lines, and as workflow annotations.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Origin, Renderer};
use serde::Serialize;

use super::excerpt::excerpts;
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
        .primary_title(with_cell(diagnostic, sources, &diagnostic.message))
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(file) = &diagnostic.file {
        group = group.element(Origin::path(file.as_str()));
    }
    let excerpts = excerpts(diagnostic, sources);
    let sheets = excerpts.iter().filter(|excerpt| excerpt.is_sheet());
    let sheets: Vec<&str> = sheets.map(|excerpt| excerpt.path).collect();
    for excerpt in excerpts {
        group = group.element(excerpt.snippet());
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
    format!("{}\n\n", without_lines_of(&shown, &sheets))
}

/// Leaves out the line and column behind the paths of spreadsheets, whose cells are named instead. Colors
/// stand around the path, not in it.
fn without_lines_of(shown: &str, sheets: &[&str]) -> String {
    let cut = |line: &str| {
        let is_origin = line.contains("--> ") || line.contains("::: ");
        let places = sheets.iter().filter(|_| is_origin).filter_map(|path| {
            let end = line.find(&format!("{path}:"))? + path.len();
            let is_place = |c: char| c.is_ascii_digit() || c == ':';
            let rest = line[end..].trim_start_matches(is_place);
            Some(format!("{}{rest}", &line[..end]))
        });
        let found = places.into_iter().next();
        found.unwrap_or_else(|| line.to_owned())
    };
    let lines: Vec<String> = shown.split('\n').map(cut).collect();
    lines.join("\n")
}

/// A message with the name of its cell before it, when it is about one: `2023!D14: …`.
fn with_cell(diagnostic: &Diagnostic, sources: &Sources, message: &str) -> String {
    match diagnostic.span.and_then(|span| sources.cell(span)) {
        Some(cell) => format!("{cell}: {message}"),
        None => message.to_owned(),
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
            message: with_cell(diagnostic, sources, &whole_message(diagnostic)),
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
