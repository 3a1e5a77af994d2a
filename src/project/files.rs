//! Where the files come from.

use std::collections::BTreeMap;
use std::fmt;

/// The largest file of a project, in bytes. Fonts and photographs are the largest there are.
pub const LARGEST_FILE: u64 = 64_000_000;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// There is none of this name.
    Missing,
    /// There is a folder of this name.
    Folder,
    /// There is something of this name that is neither file nor folder: what, for people.
    Special(&'static str),
    /// It is larger than [`LARGEST_FILE`].
    Large,
    /// There is a link of this name that leads nowhere.
    DeadLink,
    /// There is a link of this name, on the way to it or at its end, that leads out of the project.
    Outside,
    /// The machine refuses, with its reason.
    Refused(String),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::Folder => f.write_str("it is a folder, not a file"),
            Self::Special(what) => write!(f, "it is {what}, not a file"),
            Self::Large => write!(f, "it has more than {} MB", LARGEST_FILE / 1_000_000),
            Self::DeadLink => f.write_str("it is a link that leads nowhere"),
            Self::Outside => f.write_str("a link leads out of the project"),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}

impl FileError {
    /// What to do about it, when there is something to say.
    #[must_use]
    pub fn way_out(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("add it; docs/reference of factsheet says what belongs in it"),
            Self::Folder => Some("move the folder away, and put the file in its place"),
            Self::Special(_) => Some("move it away, and put an ordinary file in its place"),
            Self::DeadLink | Self::Outside => Some("put the file itself in the place of the link"),
            Self::Large => Some("make it smaller, or put another file in its place"),
            Self::Refused(_) => None,
        }
    }
}

/// A project's files, by paths relative to the project with `/` between the parts.
pub trait Files: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// When there is none or it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    ///
    /// When there is no such folder or it cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;

    /// The path as it is shown to people.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Files in memory, for tests and for programs that have no folder.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Adds a file, or puts another in its place.
    #[must_use]
    pub fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), content.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.files.get(path).cloned().ok_or(FileError::Missing)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let prefix = format!("{folder}/");
        let mut names: Vec<String> = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .map(|rest| rest.split('/').next().unwrap_or(rest).to_owned())
            .collect();
        names.dedup();
        if names.is_empty() {
            return Err(FileError::Missing);
        }
        Ok(names)
    }
}
