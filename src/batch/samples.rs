//! Writes samples, and never over anything else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::paths::resolve;
use super::release::Refusal;
use super::staged_files::{replace, text_of};
use super::write_error::WriteError;
use crate::sample::{MARK, STATUS, SampleFile};

/// Writes samples into a folder, all or none. Samples of an earlier run are replaced, or removed if their jurisdiction
/// no longer has any.
///
/// # Errors
///
/// Returns an error if a file of the same name is not a sample, or if a file cannot be written.
pub fn write_samples(folder: &Path, files: &[SampleFile]) -> Result<(), Refusal> {
    let texts = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.as_bytes()));
    replace(folder, &texts.collect::<Vec<_>>(), is_sample)?;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    remove_old(&resolve(folder), &names)?;
    Ok(())
}

/// Removes samples with names other than these.
fn remove_old(folder: &Path, names: &[&str]) -> Result<(), WriteError> {
    let names: BTreeSet<&str> = names.iter().copied().collect();
    let entries = fs::read_dir(folder).map_err(WriteError::at(folder))?;
    for entry in entries {
        let path = entry.map_err(WriteError::at(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let is_old = name.is_some_and(|name| name.ends_with(".toml") && !names.contains(name));
        if is_old && is_sample(&path) {
            fs::remove_file(&path).map_err(WriteError::at(&path))?;
        }
    }
    Ok(())
}

/// Returns `true` if a file was generated as a sample and still has the status of one.
fn is_sample(path: &Path) -> bool {
    text_of(path).is_some_and(|text| {
        let mut lines = text.lines();
        text.starts_with(MARK) && lines.any(|line| line == STATUS)
    })
}
