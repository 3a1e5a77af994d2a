//! The contents of a release, the fate of earlier files, and the reasons for which it is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use super::manifest::Part;
use crate::batch::write_error::WriteError;
use crate::output::Record;

/// The difference between a file and its predecessor in the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file did not exist.
    New,
    /// The file existed with other content.
    Changed,
    /// The file existed with the same content and was left untouched.
    Unchanged,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        })
    }
}

/// The files that a run adds to a release.
#[derive(Debug, Default)]
pub struct Contents {
    /// The files that have been made.
    pub entries: Vec<Record>,
    /// `true` if all sheets of their editions were made. If not, sheets of earlier runs stay in the release.
    pub covers_editions: bool,
    /// The description of the part, if the release is one.
    pub part: Option<Part>,
}

/// The fate of files of earlier runs, by their names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Removed: no longer a part of the release.
    pub removed: Vec<String>,
    /// Removed because their sources have changed, grouped by the reason and the way out.
    pub outdated: BTreeMap<&'static str, Vec<String>>,
    /// Sheets that are older than the files made of them in this run.
    pub older_sheets: BTreeSet<String>,
    /// Changed by another program since they were made. They are left alone and no longer listed.
    pub changed_by_others: Vec<String>,
}

/// Why a release cannot be made in a folder.
#[derive(Debug)]
pub enum Refusal {
    /// Files with names of the release that were not made by this program, or have changed since.
    ForeignFiles(Vec<PathBuf>),
    /// The folder holds a different release.
    Other {
        /// The release in the folder, for people.
        there: String,
        /// The release to be made, for people.
        wanted: String,
    },
    /// This book would contradict the sheets in the folder.
    OtherSheets(PathBuf),
    /// Another program has removed or changed files while they were made or published.
    Lost {
        /// The files that are missing or differ from what was made.
        files: Vec<PathBuf>,
        /// `true` if other files have already been moved to their places.
        is_begun: bool,
    },
    /// A file could not be written. Nothing has been published.
    Failed(WriteError),
    /// A file could not be written after others had been moved to their places. The next run finishes the publication.
    Unfinished(WriteError),
}

impl From<WriteError> for Refusal {
    fn from(failure: WriteError) -> Self {
        Self::Failed(failure)
    }
}
