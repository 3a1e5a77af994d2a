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
    /// There was none.
    New,
    /// There was another.
    Changed,
    /// It is the same, and left untouched.
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
    /// Whether all sheets of their editions were made. If not, sheets of earlier runs stay in the release.
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
    /// There are files of the names of the release that were not made here, or have been changed since.
    ForeignFiles(Vec<PathBuf>),
    /// The folder holds another release than the one that is to be made.
    Other {
        /// The release in the folder, for people.
        there: String,
        /// The release to be made, for people.
        wanted: String,
    },
    /// This book would have other sheets than those beside it.
    OtherSheets(PathBuf),
    /// Another program has removed or changed files while they were made or published.
    Lost {
        /// Those that are not there as they were made.
        files: Vec<PathBuf>,
        /// Whether others have come to their places.
        is_begun: bool,
    },
    /// The machine cannot write. Nothing has been published.
    Failed(WriteError),
    /// The machine cannot write, after some files have come to their places. The next run finishes it.
    Unfinished(WriteError),
}

impl From<WriteError> for Refusal {
    fn from(failure: WriteError) -> Self {
        Self::Failed(failure)
    }
}
