//! Diagnostics as text for people, as JSON lines and as workflow annotations.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Group, Level, Origin, Renderer};
use serde::Serialize;

use super::excerpt::excerpts;
use super::group::groups;
use super::{
    Diagnostic, Report, Severity, Sources, Unlisted, visible, visible_json, visible_lines,
};

/// The format of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: the line, a caret and the way out.
    #[default]
    Human,
    /// For programs: one JSON object per line.
    Json,
    /// For GitHub: workflow commands that become annotations.
    Github,
}

/// Renders a report as text, which ends in a line feed unless it is empty.
///
/// `color` adds ANSI escapes to the human format.
#[must_use]
pub fn render(report: &Report, sources: &Sources, format: Format, color: bool) -> String {
    let show = |diagnostic: &Diagnostic, note: Option<&str>| match format {
        Format::Human => human(diagnostic, note, sources, color),
        Format::Json => json(diagnostic, sources),
        Format::Github => github(diagnostic, note, sources),
    };
    let (listed, unlisted) = report.listed(sources);
    let (shown, unlisted): (Vec<String>, _) = match format {
        Format::Json => {
            let shown = listed.into_iter().map(|one| show(one, None));
            (shown.collect(), unlisted)
        }
        Format::Human | Format::Github => {
            let (groups, unlisted) = groups(listed, unlisted);
            let shown = groups
                .iter()
                .map(|group| show(group.first, group.note(sources).as_deref()));
            (shown.collect(), unlisted)
        }
    };
    let unlisted = unlisted
        .into_iter()
        .map(|kind| show(&remainder(kind), None));
    shown.into_iter().chain(unlisted).collect()
}

/// A message for the diagnostics of a kind that are not shown.
fn remainder(kind: Unlisted) -> Diagnostic {
    let message = format!("and {} more of this kind", kind.count);
    Diagnostic {
        severity: kind.severity,
        ..Diagnostic::nowhere(kind.code, message)
    }
    .help("correct those that are shown, and run it again to see the others")
}

fn human(diagnostic: &Diagnostic, note: Option<&str>, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = with_cell(diagnostic, sources, &diagnostic.message);
    let title = level
        .primary_title(visible(&title).into_owned())
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    if let Some(file) = &diagnostic.file {
        group = group.element(Origin::path(visible(file)));
    }
    let excerpts = excerpts(diagnostic, sources);
    let sheets = excerpts.iter().filter(|excerpt| excerpt.is_sheet());
    let sheets: Vec<String> = sheets
        .map(|excerpt| visible(excerpt.path).into_owned())
        .collect();
    for excerpt in excerpts {
        group = group.element(excerpt.snippet());
    }
    if let Some(note) = note {
        group = group.element(Level::NOTE.message(visible_lines(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
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

/// Removes the line and the column after the paths of spreadsheets, whose cells are named instead. Color codes are
/// around the path, not in it.
fn without_lines_of(shown: &str, sheets: &[String]) -> String {
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

/// The message, preceded by the cell if it has one: `2023!D14: …`.
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
            code: diagnostic.code.name(),
            message: with_cell(diagnostic, sources, &whole_message(diagnostic)),
            file,
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            help: diagnostic.help.as_deref(),
        }
    }
}

/// The message and the label beside the caret, which may contain the reason.
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
    format!("{}\n", visible_json(&line))
}

/// See "Workflow commands" in GitHub's documentation: values escape `%`, line ends, and in
/// properties also `:` and `,`. A carriage return is a code point by then.
fn github(diagnostic: &Diagnostic, note: Option<&str>, sources: &Sources) -> String {
    let message = Message::new(diagnostic, sources);
    let escape = |text: &str| {
        let text = visible_lines(text).replace('%', "%25");
        text.replace('\n', "%0A")
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
    if let Some(note) = note {
        text = format!("{text}\n{note}");
    }
    if let Some(help) = message.help {
        text = format!("{text}\nhelp: {help}");
    }
    let properties = properties.join(",");
    format!("::{command} {properties}::{}\n", escape(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Span};

    #[test]
    fn a_diagnostic_at_a_detached_span_shows_no_file() {
        let mut sources = Sources::default();
        sources.add("a.toml", "one = 1");
        let error = Diagnostic::error(Code::MissingKey, Span::DETACHED, "no title")
            .label("beside the caret")
            .also(Span::DETACHED, "elsewhere")
            .fix(Span::DETACHED, "title");
        let report = Report::from_iter([error]);
        let shown = render(&report, &sources, Format::Human, false);
        assert_eq!(shown, "error[missing-key]: no title\n\n");
        let shown = render(&report, &sources, Format::Github, false);
        assert_eq!(
            shown,
            "::error title=missing-key::no title: beside the caret\n"
        );
    }
}
