//! Books: all sheets of an edition in one PDF. They are made in [`crate::edition`], and written part by part.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entry::{Context, Contradiction, Entry, FileFacts, Record, entries_of};
use super::kind::Output;
use super::pdf::Sheet;
use super::stays::{Conflict, Fate, Judge, Run, suffix};
use super::verify::{byte_count, same};
use crate::diagnostic::counted;
use crate::digest::{Digest, sha256sum_lines};
use crate::edition::BookFile;
use crate::project::Status;

/// The list of books in the manifest.
const LIST: &str = "books";

/// The ending of a book's file name.
const ENDING: &str = ".pdf";

/// The reason why a book goes, and the way out.
const OTHER_SHEETS: &str = "made of other sheets than these; make it again with `factsheet book`";

/// The output of books.
#[derive(Debug)]
pub(super) struct Book;

/// The entry of a book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookEntry {
    /// The design and language, as in `letter-en`.
    pub edition: String,
    /// The file's name.
    pub file: String,
    /// The file's size in bytes.
    pub bytes: u64,
    /// The digest of the file.
    pub sha256: Digest,
    /// The number of pages.
    pub pages: usize,
    /// The number of sheets.
    pub sheets: usize,
    /// The digest of the lines for these sheets in `SHA256SUMS`.
    pub sheets_sha256: Digest,
    /// The lowest status of the sheets.
    pub status: Status,
}

impl BookEntry {
    /// The entry of a book that was written. `sheets` are the stems and the digests of the sheets in it.
    #[must_use]
    pub fn new<'s>(
        edition: String,
        stem: &str,
        bound: &BookFile,
        sheets: impl Iterator<Item = (&'s str, Digest)>,
    ) -> Self {
        Self {
            edition,
            file: Self::file_name(stem),
            bytes: bound.bytes,
            sha256: bound.sha256,
            pages: bound.pages,
            sheets: bound.sheets,
            sheets_sha256: digest_of_sheets(sheets),
            status: bound.status,
        }
    }

    /// The file name of a book.
    #[must_use]
    pub fn file_name(stem: &str) -> String {
        format!("{stem}{ENDING}")
    }

    /// Returns `true` if the book has exactly the sheets of a release, or `None` if the release has no such sheets. These
    /// are the sheets of the same edition. If there are none, they are those with the same file name suffix: when
    /// another design becomes the default, its sheets take over the file names.
    fn is_current(&self, entries: &[Record], year: u16) -> Option<bool> {
        let own = suffix(self, year);
        let is_of_edition = |sheet: &Sheet| sheet.facts().edition == self.edition;
        let has_edition = entries_of::<Sheet>(entries).any(is_of_edition);
        let sheets = entries_of::<Sheet>(entries);
        let sheets = sheets.filter(|sheet| match has_edition {
            true => is_of_edition(sheet),
            false => suffix(*sheet, year) == own,
        });
        let mut sheets = sheets.map(|sheet| (sheet.stem(), sheet.sha256)).peekable();
        sheets.peek()?;
        Some(digest_of_sheets(sheets) == self.sheets_sha256)
    }
}

/// The digest of the lines that `SHA256SUMS` has for sheets.
fn digest_of_sheets<'s>(sheets: impl Iterator<Item = (&'s str, Digest)>) -> Digest {
    let files: Vec<(String, Digest)> = sheets
        .map(|(stem, digest)| (Sheet::file_name(stem), digest))
        .collect();
    let files = files.iter().map(|(file, digest)| (file.as_str(), *digest));
    Digest::of(sha256sum_lines(files).as_bytes())
}

impl Output for Book {
    fn list(&self) -> &'static str {
        LIST
    }

    fn noun(&self) -> &'static str {
        "book"
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn media_type(&self) -> &'static str {
        "application/pdf"
    }

    fn read_entry(&self, entry: Value) -> Option<Record> {
        Some(Arc::new(BookEntry::deserialize(entry).ok()?))
    }

    /// A book stays as long as its sheets do. A book without sheets in the release also stays, unless they were
    /// removed in this run.
    fn judge<'r>(&self, run: &Run<'r>) -> Judge<'r> {
        let run = *run;
        Box::new(move |entry| {
            let book = entry.downcast::<BookEntry>();
            let is_current = book.is_some_and(|book| {
                let is_current = book.is_current(run.settled, run.year);
                is_current.unwrap_or_else(|| book.is_current(run.before, run.year).is_none())
            });
            match is_current {
                true => Fate::Stays,
                false => Fate::Outdated(OTHER_SHEETS),
            }
        })
    }

    fn conflicts(&self, run: &Run<'_>) -> Vec<Conflict> {
        let books = entries_of::<BookEntry>(run.made);
        let others = books.filter(|book| book.is_current(run.settled, run.year) == Some(false));
        others
            .map(|book| Conflict::Refused(book.file.clone()))
            .collect()
    }
}

impl Entry for BookEntry {
    fn list(&self) -> &'static str {
        LIST
    }

    fn facts(&self) -> FileFacts<'_> {
        FileFacts {
            code: None,
            edition: &self.edition,
            file: &self.file,
            bytes: self.bytes,
            sha256: self.sha256,
        }
    }

    fn stem(&self) -> &str {
        self.file.strip_suffix(ENDING).unwrap_or(&self.file)
    }

    fn summary(&self) -> String {
        let (pages, sheets) = (counted(self.pages, "page"), counted(self.sheets, "sheet"));
        format!("{pages}, {sheets}")
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn verify(&self, bytes: &[u8], _: &Context<'_>) -> Result<(), Contradiction> {
        same("bytes", &self.bytes, &byte_count(bytes))
    }
}
