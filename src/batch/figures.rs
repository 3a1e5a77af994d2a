//! Writes figures that have changed into the project.

use std::collections::BTreeMap;

use super::deposit::Deposit;
use super::folder::Folder;
use super::staging::WriteError;
use crate::project::{DATA, values};
use crate::spreadsheet::Changed;

/// Writes the files of figures that have changed, all or none.
///
/// # Errors
///
/// When the machine cannot write one, or one is a link to another file.
pub fn write_figures(folder: &Folder, changed: &[Changed]) -> Result<(), WriteError> {
    let mut by_year: BTreeMap<u16, Vec<(String, &[u8])>> = BTreeMap::new();
    for file in changed {
        let code = file.code.as_deref();
        let path = folder.path(&values::path(file.year, code));
        if path.is_symlink() {
            let reason = "it is a link; put the file itself in its place";
            return Err(WriteError::because(&path, reason));
        }
        let files = by_year.entry(file.year).or_default();
        files.push((values::file_name(code), file.text.as_bytes()));
    }
    let deposits = by_year.iter().map(|(year, files)| {
        let files = files.iter().map(|(name, bytes)| (name.as_str(), *bytes));
        let files: Vec<(&str, &[u8])> = files.collect();
        Deposit::open(&folder.path(&format!("{DATA}/{year}")), &files)
    });
    let deposits: Vec<Deposit> = deposits.collect::<Result<_, _>>()?;
    deposits.into_iter().try_for_each(Deposit::publish)
}
