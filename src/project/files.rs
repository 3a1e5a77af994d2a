//! The source of a project's files.
//!
//! A project is read through the [`Files`] trait, so that the same code reads a folder, memory in tests, and possibly
//! other sources later.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Code;

/// The largest file of a project, in bytes. Fonts and photographs are the largest.
pub const LARGEST_FILE: u64 = 64_000_000;

/// The reason why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// The file does not exist.
    Missing,
    /// The path is a folder.
    Folder,
    /// The path is neither a file nor a folder but of the given kind.
    Special(&'static str),
    /// The file is larger than [`LARGEST_FILE`].
    Large,
    /// The path is a symbolic link without a target.
    DeadLink,
    /// The path, or a folder in it, is a symbolic link that leads out of the project.
    Outside,
    /// The system refuses access, with its reason.
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
            Self::Outside => f.write_str("it is a symbolic link to a place outside of the project"),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}

impl FileError {
    /// The code of the error in diagnostics.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(_) => Code::MachineFailed,
            Self::Missing | Self::Folder | Self::Special(_) | Self::DeadLink => Code::MissingFile,
            Self::Large => Code::TooLarge,
            Self::Outside => Code::WrongPath,
        }
    }

    /// The advice on how to fix the error, or `None` if the system refuses access.
    #[must_use]
    pub fn way_out(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("add it; docs/reference of factsheet says what belongs in it"),
            Self::Folder => Some("move the folder away, and put the file in its place"),
            Self::Special(_) => Some("move it away, and put an ordinary file in its place"),
            Self::DeadLink | Self::Outside => Some("copy the file into the project"),
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
    /// The reason why the file cannot be read, [`FileError::Missing`] among them.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    ///
    /// The reason why the folder cannot be listed, [`FileError::Missing`] among them.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;

    /// The path for messages.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Files in memory, for tests and for programs without a folder.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
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
