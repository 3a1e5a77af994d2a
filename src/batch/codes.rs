//! The codes of the places that a batch makes sheets of.

use std::collections::BTreeSet;

use super::near_misses;
use super::select::Selection;
use crate::diagnostic::{Code, Diagnostic};
use crate::project::{Area, DATA, Project, Reader, values};

/// The codes of the selected jurisdictions with a data file, and the codes of those without one.
pub(super) fn with_figures(
    reader: &mut Reader<'_>,
    project: &Project,
    selection: &Selection,
    year: u16,
) -> (Vec<String>, Vec<String>) {
    let present = Project::codes_with_data(reader, year);
    let wanted: Vec<String> = if selection.codes.is_empty() {
        all_codes(project, selection)
    } else {
        let mut codes = selection.codes.clone();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let (found, absent): (Vec<String>, Vec<String>) =
        wanted
            .into_iter()
            .partition(|code| match project.jurisdictions.area(code) {
                Area::Nation => values::has_file(reader, year, None),
                Area::Jurisdiction(code) => present.contains(code),
            });
    let must_be_there = selection.all || !selection.codes.is_empty();
    if must_be_there {
        report_absent(reader, &absent, year);
    } else if present.is_empty() {
        let folder = reader.files().shown(&format!("{DATA}/{year}"));
        let message = format!("there are no figures of any jurisdiction for {year}");
        reader
            .report
            .push(Diagnostic::file_error(Code::MissingFile, folder, message));
    }
    near_misses::report_files(reader, year);
    let mut codes = found;
    if selection.covers_all_jurisdictions() {
        codes.extend(strangers(reader, project, &present, year));
    }
    codes.sort_unstable();
    (codes, if must_be_there { Vec::new() } else { absent })
}

/// The codes of all places that are selected when no code is given.
fn all_codes(project: &Project, selection: &Selection) -> Vec<String> {
    let places = &project.jurisdictions;
    let nation = places.nation().filter(|_| !selection.without_nation);
    let is_selected = |code: &str| match &selection.within {
        Some(outer) => places.is_within(code, outer),
        None => true,
    };
    let codes = nation.into_iter().chain(places.iter());
    let codes = codes.map(|place| place.code.as_str());
    let selected = codes.filter(|code| is_selected(code));
    selected.map(str::to_owned).collect()
}

fn report_absent(reader: &mut Reader<'_>, absent: &[String], year: u16) {
    for code in absent {
        let path = reader.files().shown(&values::path(year, Some(code)));
        let message = format!("there are no figures for {code} in {year}");
        reader.report.push(
            Diagnostic::file_error(Code::MissingFile, path, message).help(format!(
                "begin it with `factsheet new-year {year} {code}`, or leave the jurisdiction out"
            )),
        );
    }
}

/// Handles files without a known code as their name. A file with a name that could be a code is still read, because
/// the mistake may be in the file; any other is reported by its name.
fn strangers(
    reader: &mut Reader<'_>,
    project: &Project,
    present: &BTreeSet<String>,
    year: u16,
) -> Vec<String> {
    let jurisdictions = &project.jurisdictions;
    let unknown = present
        .iter()
        .filter(|code| jurisdictions.get(code).is_none());
    let is_code = |name: &&String| {
        name.bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    // Names that are not UTF-8 have already been reported.
    let unknown = unknown.filter(|name| !name.contains(char::REPLACEMENT_CHARACTER));
    let unknown = unknown.filter(|name| !near_misses::is_left_behind(name));
    let (codes, names): (Vec<&String>, Vec<&String>) = unknown.partition(is_code);
    for name in names {
        let path = reader.files().shown(&values::path(year, Some(name)));
        let message = format!("there is no jurisdiction `{name}`");
        let near = jurisdictions.suggest(name);
        let help = match near.or(name
            .eq_ignore_ascii_case(values::NATIONAL)
            .then_some(values::NATIONAL))
        {
            Some(near) => format!("rename the file to {near}.toml"),
            None => "rename the file to the code of its jurisdiction, or delete it".to_owned(),
        };
        let error = Diagnostic::file_error(Code::UnknownJurisdiction, path, message);
        reader.report.push(error.help(help));
    }
    codes.into_iter().cloned().collect()
}
