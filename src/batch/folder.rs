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
    root: PathBuf,
}

impl Folder {
    /// The project in a folder, or `None` when there is none in it.
    #[must_use]
    pub fn open(root: &Path) -> Option<Self> {
        let root = root.to_owned();
        root.join(MARK).exists().then_some(Self { root })
    }

    /// The project that a folder lies in: the nearest folder upwards that has a
    /// `data/publication.toml`.
    #[must_use]
    pub fn find(start: &Path) -> Option<Self> {
        let depth = start
            .ancestors()
            .position(|folder| folder.join(MARK).exists())?;
        // Paths are shown as they can be typed: from here, not from the root of the disk.
        let root = std::iter::repeat_n("..", depth).collect();
        Some(Self { root })
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let path = self.root.join(path);
        fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => FileError::Missing,
            ErrorKind::IsADirectory => FileError::Folder,
            _ if path.is_dir() => FileError::Folder,
            _ => FileError::Refused(error.to_string()),
        })
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.root.join(folder)) else {
            return Vec::new();
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort_unstable();
        names
    }

    fn shown(&self, path: &str) -> String {
        let shown = self.root.join(path);
        let shown = shown.strip_prefix(".").unwrap_or(&shown);
        shown.display().to_string()
    }
}
