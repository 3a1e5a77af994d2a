//! Writes samples, and never over anything else.

use std::fs;
use std::path::{Path, PathBuf};

use super::publish::{Staging, WriteError};
use crate::sample::{MARK, SampleFile};

/// Why samples were not written.
#[derive(Debug)]
pub enum Refusal {
    /// There are files of their names that are no samples.
    Occupied(Vec<PathBuf>),
    /// The machine cannot write.
    Failed(WriteError),
}

/// Writes samples into a folder, all or none. Those of an earlier run are replaced.
///
/// # Errors
///
/// When there is a file that is none, or the machine cannot write.
pub fn write_samples(folder: &Path, files: &[SampleFile]) -> Result<(), Refusal> {
    let paths = files.iter().map(|file| folder.join(&file.name));
    let occupied: Vec<PathBuf> = paths
        .filter(|path| path.exists() && !is_sample(path))
        .collect();
    if !occupied.is_empty() {
        return Err(Refusal::Occupied(occupied));
    }
    let write = || {
        let staging = Staging::new(folder)?;
        for file in files {
            staging.keep(&file.name, file.text.as_bytes())?;
        }
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        staging.publish(&names)
    };
    write().map_err(Refusal::Failed)
}

fn is_sample(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(MARK.as_bytes()))
}
