//! Writes schemas, and never over anything else.

use std::path::Path;

use super::release::Refusal;
use super::staged_files::{replace, text_of};
use crate::schema::{MARK, SchemaFile};

/// Writes schemas into a folder, in the place of those of an earlier run.
///
/// # Errors
///
/// When there is a file of the same name that is no such schema, or the machine cannot write.
pub fn write_schemas(folder: &Path, files: &[SchemaFile]) -> Result<(), Refusal> {
    let texts = files
        .iter()
        .map(|file| (file.name.as_str(), file.text.as_bytes()));
    replace(folder, &texts.collect::<Vec<_>>(), is_schema)
}

/// Whether a file was made here.
fn is_schema(path: &Path) -> bool {
    text_of(path).is_some_and(|text| text.contains(MARK))
}
