//! A project in a folder on the disk.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::project::{FileError, Files};

/// The file by which a project's folder is known.
const MARK: &str = "data/publication.toml";

/// A project's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// As it is shown to people.
    root: PathBuf,
    /// Without links in it, to tell what lies inside.
    real_root: PathBuf,
}

impl Folder {
    /// The project in a folder, or `None` when there is none in it.
    #[must_use]
    pub fn open(root: &Path) -> Option<Self> {
        root.join(MARK).exists().then(|| Self::at(root.to_owned()))
    }

    /// The project that a folder lies in: the nearest folder upwards that has a
    /// `data/publication.toml`.
    #[must_use]
    pub fn find(start: &Path) -> Option<Self> {
        let depth = start
            .ancestors()
            .position(|folder| folder.join(MARK).exists())?;
        // Paths are shown as they can be typed: from here, not from the root of the disk.
        Some(Self::at(std::iter::repeat_n("..", depth).collect()))
    }

    fn at(root: PathBuf) -> Self {
        let shown = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &root
        };
        let real_root = fs::canonicalize(shown).unwrap_or_default();
        Self { root, real_root }
    }
}

fn refused(error: &std::io::Error) -> FileError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileError::Missing,
        _ => FileError::Refused(error.to_string()),
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let path = self.root.join(path);
        // Asked first, because reading a pipe or a device might never end.
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => return Err(FileError::Folder),
            Ok(found) if !found.is_file() => return Err(FileError::NoFile),
            Err(_) if path.is_symlink() => return Err(FileError::NoFile),
            _ => {}
        }
        match fs::canonicalize(&path) {
            Ok(real) if !real.starts_with(&self.real_root) => return Err(FileError::Outside),
            _ => {}
        }
        fs::read(&path).map_err(|error| refused(&error))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let entries = fs::read_dir(self.root.join(folder)).map_err(|error| refused(&error))?;
        let mut names = Vec::new();
        for entry in entries {
            let name = entry.map_err(|error| refused(&error))?.file_name();
            // A name that is no text cannot be one that anything here asks for.
            let name = name.into_string().ok();
            names.extend(name.filter(|name| !name.starts_with('.')));
        }
        names.sort_unstable();
        Ok(names)
    }

    fn shown(&self, path: &str) -> String {
        let shown = self.root.join(path);
        let shown = shown.strip_prefix(".").unwrap_or(&shown);
        shown.display().to_string()
    }
}
