//! Writes the files of a new project, and never over anything.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::file_problem::FileProblem;
use super::folder::MARK;
use super::paths::resolve;
use super::staged_files::{StagedFiles, outermost};
use super::write_error::WriteError;
use crate::diagnostic::listed;

/// The way out when a project cannot be started in a folder.
const OTHER_FOLDER: &str = "name another folder, such as one that is not there yet";

/// A project that was started.
#[derive(Debug)]
pub struct Started<'f> {
    /// The number of files written.
    pub written: usize,
    /// The files that were there already, and stay as they are.
    pub there: Vec<&'f str>,
}

/// Writes the files of a new project into a folder, all or none. The folder and its parents are created if needed; an
/// existing folder may contain only hidden entries, such as `.git`. The file that marks a folder as a project is moved
/// last.
///
/// # Errors
///
/// Returns an error if the folder has other entries, or if a file cannot be written.
pub fn start_project<'f>(
    shown: &Path,
    files: &[(&'f str, &[u8])],
) -> Result<Started<'f>, FileProblem> {
    let folder = resolve(shown);
    check_free(shown, &folder)?;
    // Hidden ones, such as `.gitignore`.
    let is_there = |name: &str| folder.join(name).symlink_metadata().is_ok();
    let (there, mut new): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| is_there(name));
    new.sort_by_key(|(name, _)| (outermost(name) == outermost(MARK), *name));
    let staged = StagedFiles::open(&folder, &new)?;
    // Another run may have started a project in the meantime. From here on the lock prevents that.
    check_free(shown, &folder)?;
    staged.publish_new()?;
    Ok(Started {
        written: new.len(),
        there: there.into_iter().map(|(name, _)| name).collect(),
    })
}

/// Refuses a path that is not a folder, or a folder with entries that are not hidden.
fn check_free(shown: &Path, folder: &Path) -> Result<(), FileProblem> {
    // Without a trailing slash, a dead link counts as existing.
    let mut above = shown.components().as_path().ancestors();
    let nearest = above.find(|path| path.symlink_metadata().is_ok());
    if let Some(other) = nearest.filter(|nearest| !nearest.is_dir()) {
        let message = format!("{} is no folder", other.display());
        return Err(FileProblem::usage(message, OTHER_FOLDER));
    }
    let names = visible(folder)?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        [] => Ok(()),
        names => {
            let message = format!("{} is not empty: {}", shown.display(), listed(names));
            Err(FileProblem::usage(message, OTHER_FOLDER))
        }
    }
}

/// The names in a folder that are not hidden, sorted; empty if the folder does not exist.
fn visible(folder: &Path) -> Result<Vec<String>, WriteError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(WriteError::reading(folder))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(WriteError::reading(folder))?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with('.'));
    names.sort_unstable();
    Ok(names)
}
