//! Errors of reading and writing files.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file could not be written or read.
#[derive(Debug)]
pub struct WriteError {
    what: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// The error of the operating system.
    pub error: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, path, error } = self;
        write!(f, "cannot {what} {}: {error}", path.display())
    }
}

impl WriteError {
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        Self::when("write", path)
    }

    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        Self::when("read", path)
    }

    fn when(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self { what, path, error }
    }

    pub(super) fn because(path: &Path, reason: &str) -> Self {
        Self::at(path)(io::Error::other(reason))
    }
}
