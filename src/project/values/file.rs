//! The files of the years: their paths, and the first lines of new ones.

use toml::de::{DeTable, DeValue};

use super::NATIONAL;
use crate::project::{DATA, Project, Reader};

/// A file of figures to write.
#[derive(Debug)]
pub struct FigureFile {
    /// The year of the figures.
    pub year: u16,
    /// The jurisdiction's code, or `None` for the nation.
    pub code: Option<String>,
    /// The old text, or `None` if the file is new.
    pub old: Option<String>,
    /// The new text.
    pub text: String,
}

/// The path of the file of a jurisdiction, or of the nation, for a year.
#[must_use]
pub fn path(year: u16, code: Option<&str>) -> String {
    format!("{DATA}/{year}/{}", file_name(code))
}

/// The name of a file in the folder of its year.
#[must_use]
pub fn file_name(code: Option<&str>) -> String {
    format!("{}.toml", code.unwrap_or(NATIONAL))
}

/// Whether the file of an area for a year exists.
pub fn has_file(reader: &mut Reader<'_>, year: u16, code: Option<&str>) -> bool {
    let names = reader.list(&format!("{DATA}/{year}"));
    names.binary_search(&file_name(code)).is_ok()
}

/// The value of `year` in a file of figures, without any check of the other keys. `None` if the file is not valid TOML
/// or has no valid year.
#[must_use]
pub fn year_said(text: &str) -> Option<u16> {
    let table = DeTable::parse(text.trim_start_matches('\u{feff}')).ok()?;
    match table.get_ref().get("year")?.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    }
}

/// The first lines of a new file: a comment, the year and the jurisdiction.
#[must_use]
pub fn begin(project: &Project, year: u16, code: Option<&str>) -> String {
    let place = code.and_then(|code| project.jurisdictions.get(code));
    let in_text = place.and_then(|place| place.in_text.as_ref());
    let language = project.publication.default_language();
    let whose = in_text.map_or(project.whose(code), |name| name.words(language));
    let head = head_of_new(year, code);
    format!("# Figures of {whose} for {year}.\n{head}")
}

/// The head of a new file: the year and the jurisdiction.
#[must_use]
pub fn head_of_new(year: u16, code: Option<&str>) -> String {
    let jurisdiction = code.map(|code| format!("jurisdiction = \"{code}\"\n"));
    let jurisdiction = jurisdiction.unwrap_or_default();
    format!("year         = {year}\n{jurisdiction}")
}
