//! Files of a release that are written piece by piece, because they do not fit into memory.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use super::write_error::WriteError;

/// A file that is being written piece by piece.
#[derive(Debug)]
pub struct Draft {
    name: String,
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl Draft {
    pub(super) fn create(name: &str, path: PathBuf) -> Result<Self, WriteError> {
        let file = File::create(&path).map_err(WriteError::at(&path))?;
        Ok(Self {
            name: name.to_owned(),
            path,
            file,
            bytes: 0,
        })
    }

    /// Appends bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        self.bytes += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let written = self.file.write_all(bytes);
        written.map_err(WriteError::at(&self.path))
    }

    /// Ends the file, and returns its name and how many bytes it has.
    pub(super) fn finish(self) -> (String, u64) {
        (self.name, self.bytes)
    }
}
