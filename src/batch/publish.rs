//! Writes files so that nobody ever sees half of one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder inside the output folder in which files are written before they are published.
const STAGING: &str = ".factsheet";

/// The machine cannot write.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the machine says.
    pub error: io::Error,
}

impl WriteError {
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self { path, error }
    }
}

/// Files that are written but not yet published. Dropping it removes them, and the folders made for
/// them when nothing has come to stand there.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    /// The folders that were not there before, innermost first.
    made: Vec<PathBuf>,
}

impl Staging {
    /// Makes the output folder and, inside it, an empty folder for what is not yet published.
    ///
    /// # Errors
    ///
    /// When one of them cannot be made.
    pub fn new(out: &Path) -> Result<Self, WriteError> {
        let folder = out.join(STAGING);
        if folder.exists() {
            // Left behind by a run that was killed.
            fs::remove_dir_all(&folder).map_err(WriteError::at(&folder))?;
        }
        let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let made = out.ancestors().take_while(is_new).map(Path::to_owned);
        let made = made.collect();
        fs::create_dir_all(&folder).map_err(WriteError::at(&folder))?;
        Ok(Self {
            out: out.to_owned(),
            folder,
            made,
        })
    }

    /// Writes a file under another name.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn keep(&self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(WriteError::at(&path))
    }

    /// Renames the files to what they are called, each from one moment to the next.
    ///
    /// # Errors
    ///
    /// When a folder has the name of a file; then none has been renamed. When the machine refuses to
    /// rename one; those before it have been.
    pub fn publish(self, names: &[&str]) -> Result<(), WriteError> {
        for name in names {
            let to = self.out.join(name);
            if to.is_dir() {
                return Err(WriteError::at(&to)(io::ErrorKind::IsADirectory.into()));
            }
        }
        for name in names {
            let to = self.out.join(name);
            fs::rename(self.folder.join(name), &to).map_err(WriteError::at(&to))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Whatever cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(&self.folder);
        for folder in &self.made {
            // Refused when there is something in it.
            let _ = fs::remove_dir(folder);
        }
    }
}
