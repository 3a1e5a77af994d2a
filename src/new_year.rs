//! The files of a new year, with every figure still to be filled in.
//!
//! They have the groups and the order of the dictionary, and say of each figure what the year before says of
//! it: a text for print in the same languages, a note, a source. Last year's numbers are not in them, so that
//! none of them can be left standing; what is not filled in yet is an error ([`values::TO_FILL_IN`]).

use crate::project::values::{self, BLANK, FigureFile};
use crate::project::{Entry, Figure, Localized, Project, Reader, Scope, Values};

/// The line by which editors find the schema of a file.
const SCHEMA: &str = "#:schema ";

/// A file that is begun, and how many figures are to be filled in.
#[derive(Debug)]
pub struct Begun {
    /// The file.
    pub file: FigureFile,
    /// How many figures it has.
    pub figures: usize,
}

/// Begins the file of a jurisdiction, or of the nation, in the shape of that of the year `before`. What is
/// wrong with that one goes into the reader's report.
pub fn begin(
    reader: &mut Reader<'_>,
    project: &Project,
    year: u16,
    code: Option<&str>,
    before: Option<u16>,
) -> Begun {
    let old = before.and_then(|before| Old::read(reader, project, before, code));
    let scope = code.map_or(Scope::National, |_| Scope::State);
    let mut groups: Vec<(&str, Vec<String>)> = vec![("", Vec::new())];
    let mut figures = 0;
    for (id, figure) in project.dictionary.iter() {
        let entry = old.as_ref().and_then(|old| old.values.get(id));
        let was_left_out = old.is_some() && entry.is_none();
        if !figure.scopes.contains(&scope) || (figure.optional && was_left_out) {
            continue;
        }
        figures += 1;
        let (group, name) = figure.id.rsplit_once('.').unwrap_or(("", &figure.id));
        let lines = lines(figure, name, width(project, scope, group), entry, before);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, all)) => all.extend(lines),
            None => groups.push((group, lines)),
        }
    }
    let mut text = head(project, year, code, old.as_ref());
    for (group, lines) in groups.iter().filter(|(_, lines)| !lines.is_empty()) {
        text.push('\n');
        if !group.is_empty() {
            text.push_str(&format!("[{group}]\n"));
        }
        lines
            .iter()
            .for_each(|line| text.push_str(&format!("{line}\n")));
    }
    Begun {
        file: FigureFile {
            year,
            code: code.map(str::to_owned),
            old: None,
            text,
        },
        figures,
    }
}

/// The file of the year before.
struct Old {
    year: u16,
    values: Values,
    /// The line by which editors find the schema.
    schema: Option<String>,
}

impl Old {
    fn read(
        reader: &mut Reader<'_>,
        project: &Project,
        year: u16,
        code: Option<&str>,
    ) -> Option<Self> {
        let values = Values::as_they_are(reader, project, year, code)?;
        let text = reader.raw(&values::path(year, code))?;
        let first = text.trim_start_matches('\u{feff}').lines().next();
        let schema = first.filter(|line| line.starts_with(SCHEMA));
        Some(Self {
            year,
            values,
            schema: schema.map(str::to_owned),
        })
    }
}

fn head(project: &Project, year: u16, code: Option<&str>, old: Option<&Old>) -> String {
    let schema = old.and_then(|old| old.schema.clone());
    let schema = schema.map_or_else(String::new, |line| format!("{line}\n"));
    let begun = values::begin(project, year, code);
    let mut text = format!("{schema}{begun}status       = \"draft\"\n");
    let source = old.and_then(|old| Some((old.year, old.values.source.as_ref()?)));
    let hint = source.map(|(year, source)| format!(" # in {year}: {}", source.text));
    let hint = hint.unwrap_or_default();
    text.push_str(&format!("source       = \"{BLANK}\"{hint}\n"));
    if old.is_some_and(|old| old.values.as_of.is_some()) {
        text.push_str(&format!(
            "as_of        = \"{BLANK}\" # a day such as {}-05-01\n",
            year + 1
        ));
    }
    text
}

/// The lines of a figure: what was remarked on it, and its value.
fn lines(
    figure: &Figure,
    name: &str,
    width: usize,
    entry: Option<&Entry>,
    before: Option<u16>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut parts = vec![format!("value = \"{BLANK}\"")];
    if let Some(text) = entry.and_then(|entry| entry.text.as_ref()) {
        parts.push(format!("text = {}", blank_text(text)));
    }
    let remarks = entry.map(|entry| [("note", &entry.note), ("source", &entry.source)]);
    for (key, remark) in remarks.into_iter().flatten() {
        let (Some(remark), Some(before)) = (remark, before) else {
            continue;
        };
        lines.push(format!(
            "# Its {key} in {before}: {}",
            one_line(&remark.text)
        ));
        parts.push(format!("{key} = \"{BLANK}\""));
    }
    let value = match parts.as_slice() {
        [_] => format!("\"{BLANK}\""),
        parts => format!("{{ {} }}", parts.join(", ")),
    };
    let hint = if figure.optional {
        " # may be left out"
    } else {
        ""
    };
    lines.push(format!("{name:<width$} = {value}{hint}"));
    lines
}

/// A text for print that is to be filled in, in the languages that it was in.
fn blank_text(text: &Localized) -> String {
    let languages: Vec<String> = text
        .languages()
        .map(|language| format!("{language} = \"{BLANK}\""))
        .collect();
    match languages.as_slice() {
        [] => format!("\"{BLANK}\""),
        languages => format!("{{ {} }}", languages.join(", ")),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The width of the names of a group, so that the values stand below each other.
fn width(project: &Project, scope: Scope, group: &str) -> usize {
    let names = project.dictionary.iter().filter_map(|(_, figure)| {
        let (own, name) = figure.id.rsplit_once('.').unwrap_or(("", &figure.id));
        let is_in = own == group && figure.scopes.contains(&scope);
        is_in.then_some(name.len())
    });
    names.max().unwrap_or(0)
}
