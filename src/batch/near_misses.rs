//! Files and folders of figures that are not read because of their names.
//!
//! A file saved as `AL.toml.txt`, or a folder called `2023 `, was meant to be read. Files that other programs leave
//! behind are ignored.

use crate::diagnostic::{Code, Diagnostic};
use crate::project::{DATA, Project, Reader, values, year_of};

/// The start of the names of lock files of office programs.
const LOCK: &str = "~$";

/// Returns `true` for a lock file of an office program, which never contains figures.
pub(super) fn is_left_behind(name: &str) -> bool {
    name.starts_with(LOCK)
}

/// Reports files of a year that were probably meant to be read but are not, such as `AL.toml.txt`.
pub(super) fn report_files(reader: &mut Reader<'_>, year: u16) {
    let folder = format!("{DATA}/{year}");
    for name in reader.list(&folder).iter() {
        let is_like_one = name.to_lowercase().contains(".toml") && !is_left_behind(name);
        let (message, help) = match () {
            () if is_like_one && name.contains(char::REPLACEMENT_CHARACTER) => (
                "this file is not read: its name is not UTF-8",
                "rename it to the code of its jurisdiction, such as AL.toml",
            ),
            () if is_like_one && !name.ends_with(".toml") => (
                "this file is not read",
                "give it a name that ends in .toml, or move it elsewhere",
            ),
            () => continue,
        };
        let path = reader.files().shown(&format!("{folder}/{name}"));
        let error = Diagnostic::file_error(Code::WrongName, path, message);
        reader.report.push(error.help(help));
    }
}

/// Reports folders that contain files of figures but are not named like a year.
pub(super) fn report_folders(reader: &mut Reader<'_>, project: &Project) {
    for name in reader
        .list(DATA)
        .iter()
        .filter(|name| year_of(name).is_none())
    {
        let folder = format!("{DATA}/{name}");
        let files = reader.list(&folder);
        let is_of_figures = |file: &String| {
            let stem = file.strip_suffix(".toml");
            stem.is_some_and(|stem| {
                stem == values::NATIONAL || project.jurisdictions.get(stem).is_some()
            })
        };
        if !files.iter().any(is_of_figures) {
            continue;
        }
        let path = format!("{}/", reader.files().shown(&folder));
        let digits: String = name.chars().filter(char::is_ascii_digit).collect();
        let help = match year_of(&digits) {
            Some(year) => format!("rename the folder to {year}, or move it out of {DATA}/"),
            None => format!("name it like a year of four digits, or move it out of {DATA}/"),
        };
        let message = "the figures in this folder are not read: it is not named like a year";
        let warning = Diagnostic::file_error(Code::WrongName, path, message).warning();
        reader.report.push(warning.help(help));
    }
}
