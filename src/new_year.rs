//! The files of a new year, with every figure to be filled in.
//!
//! The files have the groups and the order of the dictionary. Where the previous year has a printed text, the new file
//! has one to fill in, and the previous notes become comments. The files do not contain last year's numbers, so none
//! can be left in by mistake: a value that is not filled in is an error
//! ([`Code::ToFillIn`](crate::diagnostic::Code::ToFillIn)).

use crate::project::values::{self, BLANK, BlankPart, FigureFile};
use crate::project::{
    Area, Figure, FigureId, Level, Localized, Project, Reader, ValueType, Values,
};

/// The comment by which editors find the schema of a file.
const SCHEMA: &str = "#:schema ";

/// A new file and its number of figures.
#[derive(Debug)]
pub struct Begun {
    /// The file.
    pub file: FigureFile,
    /// The number of figures to be filled in.
    pub figures: usize,
}

/// A new year.
#[derive(Debug)]
pub struct NewYear<'p> {
    project: &'p Project,
    year: u16,
    /// The newest earlier year with figures.
    before: Option<u16>,
    /// The schema comments of the files of jurisdictions and of the nation.
    schemas: [String; 2],
}

impl<'p> NewYear<'p> {
    /// Prepares a new year after the newest earlier one.
    pub fn new(reader: &mut Reader<'_>, project: &'p Project, year: u16) -> Self {
        let before = Project::year_before(reader, year);
        let years: Vec<u16> = before.into_iter().chain([year]).collect();
        let place = years.iter().find_map(|year| {
            let first = Project::codes_with_data(reader, *year).pop_first()?;
            schema(reader, *year, Some(&first))
        });
        let nation = years.iter().find_map(|year| schema(reader, *year, None));
        Self {
            project,
            year,
            before,
            schemas: [place, nation].map(Option::unwrap_or_default),
        }
    }

    /// The newest earlier year with figures.
    #[must_use]
    pub fn before(&self) -> Option<u16> {
        self.before
    }

    /// Makes the new file of a jurisdiction, or of the nation. Errors in the previous file are reported.
    pub fn begin(&self, reader: &mut Reader<'_>, code: Option<&str>) -> Begun {
        let (project, year) = (self.project, self.year);
        let old = self.before;
        let old = old.and_then(|before| Values::as_they_are(reader, project, before, code));
        let level = project.level(Area::of_code(code));
        let was_left_out = |id| {
            let old = old.as_ref();
            old.is_some_and(|old| old.get(id).is_none() && !old.is_blank(id))
        };
        let groups = project.dictionary.groups(|id, figure| {
            figure.levels.contains(&level) && !(figure.optional && was_left_out(id))
        });
        let [place, nation] = &self.schemas;
        let schema = if code.is_some() { place } else { nation };
        let mut text = format!("{schema}{}", head(project, year, code, old.as_ref()));
        text.push_str(&lists(project, level, old.as_ref()));
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
}

/// The lines of the lists of a level, whose rows are still to be written. An optional list that the previous file omits
/// is left out.
fn lists(project: &Project, level: Level, old: Option<&Values>) -> String {
    let lists = project.dictionary.lists();
    let lists = lists.filter(|(id, list)| {
        let was_left_out = old.is_some_and(|old| old.rows(*id).is_none());
        list.levels.contains(&level) && !(list.optional && was_left_out)
    });
    let lines = lists.map(|(_, list)| {
        let id = &list.id;
        format!("{id} = \"{BLANK}\" # a table [[{id}]] for each row, at the end of the file\n")
    });
    lines.collect()
}

/// The printed text to fill in, in the languages of the previous one; `None` when there was none.
fn blank_text(old: &Values, figure: FigureId) -> Option<String> {
    let text = old.get(figure).and_then(|entry| entry.text.as_ref());
    let languages = text.into_iter().flat_map(Localized::by_language);
    let mut languages: Vec<Option<&str>> = languages.map(|(language, _)| language).collect();
    let blanks = old.blanks().iter();
    let blanks = blanks.filter(|blank| blank.figure == Some(figure));
    languages.extend(blanks.filter_map(|blank| match &blank.part {
        BlankPart::Text(language) => Some(language.as_deref()),
        _ => None,
    }));
    languages.sort_unstable();
    languages.dedup();
    let own: Vec<&str> = languages.iter().copied().flatten().collect();
    let own: Vec<String> = own
        .iter()
        .map(|own| format!("{own} = \"{BLANK}\""))
        .collect();
    match (languages.is_empty(), own.as_slice()) {
        (true, _) => None,
        (false, []) => Some(format!("\"{BLANK}\"")),
        (false, own) => Some(format!("{{ {} }}", own.join(", "))),
    }
}

/// The schema comment of another file of the same kind.
fn schema(reader: &Reader<'_>, year: u16, code: Option<&str>) -> Option<String> {
    let bytes = reader.files().read(&values::path(year, code)).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let first = text.trim_start_matches('\u{feff}').lines().next()?;
    first.starts_with(SCHEMA).then(|| format!("{first}\n"))
}

/// The head of a file, with the previous values as comments.
fn head(project: &Project, year: u16, code: Option<&str>, old: Option<&Values>) -> String {
    let begun = values::begin(project, year, code);
    let mut text = format!("{begun}status       = \"draft\"\n");
    let source = old.and_then(|old| Some((old.year, old.source.as_ref()?)));
    let hint = source.map(|(year, source)| format!(" # in {year}: {}", one_line(&source.text)));
    let hint = hint.unwrap_or_default();
    text.push_str(&format!("source       = \"{BLANK}\"{hint}\n"));
    if old.is_some_and(|old| old.as_of.is_some()) {
        text.push_str(&format!(
            "as_of        = \"{BLANK}\" # a day such as {}-05-01\n",
            year + 1
        ));
    }
    text
}

/// The lines of a figure: its previous note as a comment, and its value to fill in. Whether this year needs a note is
/// for a person to decide.
fn lines(figure: &Figure, id: FigureId, name: &str, old: Option<&Values>) -> String {
    let mut lines = String::new();
    let mut value = format!("\"{BLANK}\"");
    if let Some(old) = old {
        let entry = old.get(id);
        let remarks = entry.map(|entry| [("note", &entry.note), ("source", &entry.source)]);
        for (key, remark) in remarks.into_iter().flatten() {
            let Some(remark) = remark else { continue };
            let (year, said) = (old.year, one_line(&remark.text));
            lines.push_str(&format!("# Its {key} in {year}: {said}\n"));
        }
        if let Some(text) = blank_text(old, id) {
            // The value of a figure that is a text is its text in print.
            value = match figure.kind.values() {
                ValueType::Text => text,
                _ => format!("{{ value = {value}, text = {text} }}"),
            };
        }
    }
    let hint = match figure.optional {
        true => " # may be left out",
        false => "",
    };
    format!("{lines}{name} = {value}{hint}\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
