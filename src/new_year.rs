//! The files of a new year, with every figure still to be filled in.
//!
//! They have the groups and the order of the dictionary, and say of each figure what the year before says of
//! it: a text for print in the same languages, a note, a source. Last year's numbers are not in them, so that
//! none of them can be left standing; what is not filled in yet is an error ([`values::TO_FILL_IN`]).

use crate::project::values::{self, BLANK, FigureFile};
use crate::project::{Figure, FigureId, Localized, Project, Reader, Scope, Values};

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
    let mut groups: Vec<(&str, Vec<(FigureId, &str)>)> = vec![("", Vec::new())];
    let figures = project.dictionary.iter();
    let figures = figures.filter(|(id, figure)| {
        let was_left_out = old.as_ref().is_some_and(|old| !old.has(*id));
        figure.scopes.contains(&scope) && !(figure.optional && was_left_out)
    });
    for (id, figure) in figures {
        let (group, name) = figure.group_and_name();
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, all)) => all.push((id, name)),
            None => groups.push((group, vec![(id, name)])),
        }
    }
    groups.retain(|(_, figures)| !figures.is_empty());
    let mut text = head(project, year, code, old.as_ref());
    for (group, figures) in &groups {
        text.push('\n');
        if !group.is_empty() {
            text.push_str(&format!("[{group}]\n"));
        }
        let width = figures.iter().map(|(_, name)| name.len()).max();
        for (id, name) in figures {
            let figure = project.dictionary.get(*id);
            let name = format!("{name:<width$}", width = width.unwrap_or(0));
            text.push_str(&lines(figure, *id, &name, old.as_ref()));
        }
    }
    Begun {
        file: FigureFile {
            year,
            code: code.map(str::to_owned),
            old: None,
            text,
        },
        figures: groups.iter().map(|(_, figures)| figures.len()).sum(),
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
    /// Whether it says anything of a figure, be it that it is to be filled in.
    fn has(&self, figure: FigureId) -> bool {
        self.values.get(figure).is_some() || self.values.is_blank(figure)
    }

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
    let hint = source.map(|(year, source)| format!(" # in {year}: {}", one_line(&source.text)));
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

/// The lines of a figure: what was remarked on it, and its value, which is to be filled in.
fn lines(figure: &Figure, id: FigureId, name: &str, old: Option<&Old>) -> String {
    let mut lines = String::new();
    let mut parts = vec![format!("value = \"{BLANK}\"")];
    if let Some((old, entry)) = old.and_then(|old| Some((old, old.values.get(id)?))) {
        parts.extend(
            entry
                .text
                .as_ref()
                .map(|text| format!("text = {}", blank_text(text))),
        );
        for (key, remark) in [("note", &entry.note), ("source", &entry.source)] {
            let Some(remark) = remark else { continue };
            let (year, said) = (old.year, one_line(&remark.text));
            lines.push_str(&format!("# Its {key} in {year}: {said}\n"));
            parts.push(format!("{key} = \"{BLANK}\""));
        }
    }
    let value = match parts.as_slice() {
        [_] => format!("\"{BLANK}\""),
        parts => format!("{{ {} }}", parts.join(", ")),
    };
    let hint = match figure.optional {
        true => " # may be left out",
        false => "",
    };
    format!("{lines}{name} = {value}{hint}\n")
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
