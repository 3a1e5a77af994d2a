//! Writes schemas, and never over anything else.

use std::fs;
use std::path::{Path, PathBuf};

use super::deposit::Deposit;
use super::folder::really;
use super::release::Refusal;
use crate::schema::{MARK, SchemaFile};

/// Writes schemas into a folder, in the place of those of an earlier run.
///
/// # Errors
///
/// When there is a file of the same name that is no such schema, or the machine cannot write.
pub fn write_schemas(folder: &Path, files: &[SchemaFile]) -> Result<(), Refusal> {
    let (shown, folder) = (folder, &really(folder));
    let is_other = |path: &Path| path.symlink_metadata().is_ok() && !is_schema(path);
    let occupied = files
        .iter()
        .filter(|file| is_other(&folder.join(&file.name)));
    let occupied: Vec<PathBuf> = occupied.map(|file| shown.join(&file.name)).collect();
    if !occupied.is_empty() {
        return Err(Refusal::Strangers(occupied));
    }
    let texts = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.as_bytes()));
    Deposit::open(folder, &texts.collect::<Vec<_>>())?.publish()?;
    Ok(())
}

/// Whether a file was made here.
fn is_schema(path: &Path) -> bool {
    // Reading a pipe or a device might never end.
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let text = is_file.then(|| fs::read_to_string(path).ok()).flatten();
    text.is_some_and(|text| text.contains(MARK))
}
