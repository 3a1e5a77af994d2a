//! What comes into a release, what becomes of what was there, and why it may not be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use super::manifest::Part;
use crate::batch::write_error::WriteError;
use crate::output::Record;

/// How a file differs from that of its name in the release before.
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

/// What is new in a release.
#[derive(Debug, Default)]
pub struct Contents {
    /// The files that have been made.
    pub entries: Vec<Record>,
    /// Whether these are of all sheets of their editions. If not, those made before stay in the release.
    pub covers_editions: bool,
    /// What there is to say of a part, when this is one.
    pub part: Option<Part>,
}

/// What has become of files that were there already, by their names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// They are no longer a part of the release.
    pub removed: Vec<String>,
    /// They were removed because their sources have changed; by the reason and the way out.
    pub outdated: BTreeMap<&'static str, Vec<String>>,
    /// Sheets that are older than the files made of them in this run.
    pub older_sheets: BTreeSet<String>,
    /// They were made here and somebody has changed them since. They are left alone and no longer a part
    /// of the release.
    pub changed_by_others: Vec<String>,
}

/// Why a release cannot be made in a folder.
#[derive(Debug)]
pub enum Refusal {
    /// There are files of the names of the release that were not made here, or have been changed since.
    ForeignFiles(Vec<PathBuf>),
    /// The folder holds another release than the one that is to be made.
    Other {
        /// What it holds, for people.
        there: String,
        /// What is to be made.
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
