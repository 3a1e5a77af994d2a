//! Writes figures into the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::folder::Folder;
use super::release::Refusal;
use super::staged_files::StagedFiles;
use super::write_error::WriteError;
use crate::project::DATA;
use crate::project::values::{self, FigureFile};

/// Writes files of figures. Each file is replaced atomically, and none before all are written.
///
/// # Errors
///
/// Returns an error if a file cannot be written, is not one that may be overwritten, or has changed since it was read.
pub fn write_figures<'f>(
    folder: &Folder,
    files: impl IntoIterator<Item = &'f FigureFile>,
) -> Result<(), Refusal> {
    let mut by_year: BTreeMap<u16, Vec<&FigureFile>> = BTreeMap::new();
    for file in files {
        by_year.entry(file.year).or_default().push(file);
    }
    let mut years = Vec::new();
    for (year, files) in by_year {
        let names = files
            .iter()
            .map(|file| values::file_name(file.code.as_deref()));
        let names: Vec<String> = names.collect();
        let written = names.iter().zip(&files);
        let written = written.map(|(name, file)| (name.as_str(), file.text.as_bytes()));
        let place = folder.path(&format!("{DATA}/{year}"));
        let staged = StagedFiles::open(&place, &written.collect::<Vec<_>>())?;
        // The staging folder is locked, so no other run writes into the year's folder from here on.
        for (name, file) in names.iter().zip(files) {
            take_after(&staged.path(name), &place.join(name), file)?;
        }
        years.push(staged);
    }
    let moved = years.into_iter().try_for_each(StagedFiles::publish);
    moved.map_err(Refusal::Unfinished)
}

/// Gives a file that is written the permissions of the one it will replace, which must be as it was read.
fn take_after(written: &Path, place: &Path, file: &FigureFile) -> Result<(), WriteError> {
    let Ok(found) = fs::symlink_metadata(place) else {
        return match &file.old {
            None => Ok(()),
            Some(_) => Err(WriteError::because(place, "it was removed in the meantime")),
        };
    };
    if found.is_symlink() {
        let reason = "it is a link; put the file itself in its place";
        return Err(WriteError::because(place, reason));
    }
    if found.permissions().readonly() {
        return Err(WriteError::because(place, "it may only be read"));
    }
    let now = fs::read(place).map_err(WriteError::reading(place))?;
    if file.old.as_ref().map(String::as_bytes) != Some(now.as_slice()) {
        let reason = "somebody has changed it in the meantime; run it again";
        return Err(WriteError::because(place, reason));
    }
    fs::set_permissions(written, found.permissions()).map_err(WriteError::at(written))
}
