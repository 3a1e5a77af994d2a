//! The files of earlier runs that stay in a release.
//!
//! A release is seldom made in one run: a run may cover some jurisdictions, one edition or one output. Each output has
//! a rule for the files of earlier runs that stay beside the new ones.

use std::collections::BTreeSet;

use super::entry::{Entry, Record};
use crate::project::BOOK;

/// The facts about a publishing run that decide about files of earlier runs.
#[derive(Clone, Copy, Debug)]
pub struct Run<'r> {
    /// The year of the figures.
    pub year: u16,
    /// `true` if all sheets of the editions were made.
    pub covers_editions: bool,
    /// The entries of the files made in this run.
    pub made: &'r [Record],
    /// The entries that the release will have of the outputs before this one.
    pub settled: &'r [Record],
    /// The entries that the release had before.
    pub before: &'r [Record],
}

/// The future of a file from an earlier run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The file stays in the release.
    Stays,
    /// The file is removed: its sheet or page no longer exists.
    Goes,
    /// The file is removed because its sources have changed; with a reason and a way out, for the terminal.
    Outdated(&'static str),
}

/// Decides about the files of an output.
pub type Judge<'r> = Box<dyn Fn(&dyn Entry) -> Fate + 'r>;

/// A file made in this run that contradicts another file of the release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The file contradicts the sheets, so nothing is published.
    Refused(String),
    /// This sheet is older than the file that was made of it. It stays, with a warning.
    OlderSheet(String),
}

/// The part of a file's name that tells its edition from others: the stem without year and code.
#[must_use]
pub fn suffix(entry: &dyn Entry, year: u16) -> &str {
    let code = entry.facts().code.unwrap_or(BOOK);
    let rest = entry.stem().strip_prefix(&format!("{year}-{code}"));
    rest.unwrap_or(entry.stem())
}

/// Editions, by their names and by the names of their files: when another design or language becomes the default,
/// files of the same name belong to another edition.
#[derive(Debug)]
pub(super) struct Editions<'r> {
    names: BTreeSet<&'r str>,
    suffixes: BTreeSet<&'r str>,
}

impl<'r> Editions<'r> {
    /// The editions of some entries.
    pub(super) fn from_entries(entries: impl Iterator<Item = &'r dyn Entry>, year: u16) -> Self {
        let (names, suffixes) = entries
            .map(|entry| (entry.facts().edition, suffix(entry, year)))
            .unzip();
        Self { names, suffixes }
    }

    /// Returns `true` if an entry belongs to one of the editions.
    pub(super) fn contain(&self, entry: &dyn Entry, year: u16) -> bool {
        self.names.contains(entry.facts().edition) || self.suffixes.contains(suffix(entry, year))
    }
}
