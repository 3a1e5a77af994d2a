//! The files of the years: their names, and how they begin.

use toml::de::{DeTable, DeValue};

use super::NATIONAL;
use crate::project::{DATA, Project, Reader};

/// A year's file of a jurisdiction or of the nation, as it is to be written.
#[derive(Debug)]
pub struct FigureFile {
    /// Its year.
    pub year: u16,
    /// Its jurisdiction; none for the nation.
    pub code: Option<String>,
    /// What it has said; none when it is new.
    pub old: Option<String>,
    /// What it will say.
    pub text: String,
}

/// The path of a year's file: one jurisdiction's, or the nation's.
#[must_use]
pub fn path(year: u16, code: Option<&str>) -> String {
    format!("{DATA}/{year}/{}", file_name(code))
}

/// The name of a file in the folder of its year.
#[must_use]
pub fn file_name(code: Option<&str>) -> String {
    format!("{}.toml", code.unwrap_or(NATIONAL))
}

/// Whether there is a file of a year's figures.
pub fn has_file(reader: &mut Reader<'_>, year: u16, code: Option<&str>) -> bool {
    let names = reader.list(&format!("{DATA}/{year}"));
    names.binary_search(&file_name(code)).is_ok()
}

/// The year that a file says it is of, whatever else it says.
#[must_use]
pub fn year_said(text: &str) -> Option<u16> {
    let table = DeTable::parse(text.trim_start_matches('\u{feff}')).ok()?;
    match table.get_ref().get("year")?.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    }
}

/// The first lines of a file that is not there yet, up to its status.
#[must_use]
pub fn begin(project: &Project, year: u16, code: Option<&str>) -> String {
    let place = code.and_then(|code| project.jurisdictions.get(code));
    let in_text = place.and_then(|place| place.in_text.as_ref());
    let language = project.publication.default_language();
    let whose = in_text.map_or(project.whose(code), |name| name.words(language));
    let head = head_of_new(year, code);
    format!("# Figures of {whose} for {year}.\n{head}")
}

/// The head of a file that is not there yet, up to its status.
#[must_use]
pub fn head_of_new(year: u16, code: Option<&str>) -> String {
    let jurisdiction = code.map(|code| format!("jurisdiction = \"{code}\"\n"));
    let jurisdiction = jurisdiction.unwrap_or_default();
    format!("year         = {year}\n{jurisdiction}")
}
