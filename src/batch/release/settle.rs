//! What is in a release that is published again: what has been made, and what stays of what was there.

use std::collections::BTreeSet;

use super::contents::{Contents, Published, Refusal};
use super::folder::{Release, There};
use super::manifest::{Manifest, Sheet, Volume};
use crate::batch::staging::WriteError;

impl Release {
    /// What will be in the release, and what becomes of what was.
    pub(super) fn settle(&self, contents: Contents) -> Result<(Manifest, Published), Refusal> {
        let mut published = Published::default();
        let mut manifest = Manifest {
            head: self.head.clone(),
            sheets: self.sheets(contents.sheets, contents.is_whole, &mut published)?,
            books: contents.books,
        };
        manifest.head.part = contents.part;
        let contradicts = |book: &&Volume| manifest.is_current(book) == Some(false);
        if let Some(book) = manifest.books.iter().find(contradicts) {
            return Err(Refusal::OtherSheets(self.out.join(&book.file)));
        }
        self.add_old_books(&mut manifest, &mut published)?;
        Ok((manifest, published))
    }

    /// The sheets that have been made, and those made before that stay, by the names of their files.
    fn sheets(
        &self,
        mut sheets: Vec<Sheet>,
        is_whole: bool,
        published: &mut Published,
    ) -> Result<Vec<Sheet>, WriteError> {
        let year = self.head.year;
        // An edition takes other names when the usual design or language changes.
        let suffixes: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.suffix(year)).collect();
        let editions: BTreeSet<&str> = sheets.iter().map(|s| s.edition.as_str()).collect();
        let made: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.file.as_str()).collect();
        let is_stale = |sheet: &Sheet| {
            // A part has only what its run has made, and nothing of another release stays.
            let is_of_this_run =
                suffixes.contains(sheet.suffix(year)) || editions.contains(sheet.edition.as_str());
            (is_whole && is_of_this_run) || self.head.part.is_some() || self.is_other()
        };
        let mut kept = Vec::new();
        let old = self.old.iter().flat_map(|old| &old.sheets);
        for sheet in old.filter(|sheet| !made.contains(sheet.file.as_str())) {
            match self.there(&sheet.file)? {
                There::Ours if is_stale(sheet) => published.removed.push(sheet.file.clone()),
                There::Ours => kept.push(sheet.clone()),
                There::Stranger => published.disowned.push(sheet.file.clone()),
                There::Nothing => {}
            }
        }
        sheets.append(&mut kept);
        sheets.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(sheets)
    }

    /// Adds the books made before whose sheets are still the same.
    fn add_old_books(
        &self,
        manifest: &mut Manifest,
        published: &mut Published,
    ) -> Result<(), WriteError> {
        let Some(old) = &self.old else { return Ok(()) };
        for book in &old.books {
            if manifest.books.iter().any(|made| made.file == book.file) {
                continue;
            }
            // A book may stand alone, but not when its sheets are gone.
            let is_current = match manifest.is_current(book) {
                Some(is_current) => is_current,
                None => old.is_current(book).is_none(),
            };
            match self.there(&book.file)? {
                There::Ours if self.is_other() => published.removed.push(book.file.clone()),
                There::Ours if !is_current => published.outdated.push(book.file.clone()),
                There::Ours => manifest.books.push(book.clone()),
                There::Stranger => published.disowned.push(book.file.clone()),
                There::Nothing => {}
            }
        }
        let books = &mut manifest.books;
        books.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(())
    }

    /// Whether what was published here before was another release.
    fn is_other(&self) -> bool {
        let is_same = |old: &Manifest| old.head.is_of_same(&self.head);
        !self.old.as_ref().is_some_and(is_same)
    }
}
