//! What is in a release that is published again: what has been made, and what stays of what was there.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, Published, Refusal};
use super::folder::{Release, There};
use super::manifest::{Manifest, Sheet, Volume};
use super::picture::Picture;
use crate::batch::write_error::WriteError;
use crate::digest::Digest;
use crate::edition::FOR_PRINT;

impl Release {
    /// What will be in the release, and what becomes of what was.
    pub(super) fn settle(&self, contents: Contents) -> Result<(Manifest, Published), Refusal> {
        let mut published = Published::default();
        let sheets = self.sheets(&contents, &mut published)?;
        let pictures = self.pictures(&contents, &mut published)?;
        published.behind = behind(&contents.pictures, &sheets);
        let mut manifest = Manifest {
            head: self.head.clone(),
            sheets,
            books: contents.books,
            pictures,
        };
        manifest.head.part = contents.part;
        let contradicts = |book: &&Volume| manifest.is_current(book) == Some(false);
        if let Some(book) = manifest.books.iter().find(contradicts) {
            return Err(Refusal::OtherSheets(self.out.join(&book.file)));
        }
        self.add_old_books(&mut manifest, &mut published)?;
        Ok((manifest, published))
    }

    /// The sheets that have been made, and those made before that stay.
    fn sheets(
        &self,
        contents: &Contents,
        published: &mut Published,
    ) -> Result<Vec<Sheet>, WriteError> {
        let year = self.head.year;
        let sheets = &contents.sheets;
        let editions = Editions::of(sheets, &[], year);
        let readers = sheets.iter().map(|s| ((&*s.code, &*s.edition), s));
        let readers: BTreeMap<(&str, &str), &Sheet> = readers.collect();
        let fate = |sheet: &Sheet| {
            if contents.is_whole && editions.have(&sheet.edition, sheet.suffix(year)) {
                Fate::Goes
            } else if is_outdated(sheet, &readers) {
                Fate::IsOutdated
            } else {
                Fate::Stays
            }
        };
        let old = self.old.as_ref().map_or(&[][..], |old| &old.sheets);
        let (all, outdated) = self.with_old(sheets, old, |s| &s.file, fate, published)?;
        published.outdated_prints = outdated;
        Ok(all)
    }

    /// The pictures that have been made, and those made before that stay.
    fn pictures(
        &self,
        contents: &Contents,
        published: &mut Published,
    ) -> Result<Vec<Picture>, WriteError> {
        let run = Run::new(contents, self.head.year);
        let fate = |picture: &Picture| {
            if run.leaves_out(picture) {
                Fate::Goes
            } else if run.outdates(picture) {
                Fate::IsOutdated
            } else {
                Fate::Stays
            }
        };
        let old = self.old.as_ref().map_or(&[][..], |old| &old.pictures);
        let made = &contents.pictures;
        let (all, outdated) = self.with_old(made, old, |p| &p.file, fate, published)?;
        published.outdated_pictures = outdated;
        Ok(all)
    }

    /// Adds the books made before whose sheets are still the same.
    fn add_old_books(
        &self,
        manifest: &mut Manifest,
        published: &mut Published,
    ) -> Result<(), WriteError> {
        let Some(before) = &self.old else {
            return Ok(());
        };
        let fate = |book: &Volume| {
            // A book may stand alone, but not when its sheets are gone.
            let is_current = match manifest.is_current(book) {
                Some(is_current) => is_current,
                None => before.is_current(book).is_none(),
            };
            if is_current {
                Fate::Stays
            } else {
                Fate::IsOutdated
            }
        };
        let (made, old) = (&manifest.books, &before.books);
        let (all, outdated) = self.with_old(made, old, |book| &book.file, fate, published)?;
        published.outdated = outdated;
        manifest.books = all;
        Ok(())
    }

    /// What has been made and what stays of what was made before, by the names of their files; and the names of what
    /// is outdated. What is of another release goes in any case, and what somebody has changed since is no longer
    /// ours. A part has only sheets and pictures that its run has made; it has no books.
    fn with_old<T: Clone>(
        &self,
        made: &[T],
        old: &[T],
        file: impl Fn(&T) -> &str,
        fate: impl Fn(&T) -> Fate,
        published: &mut Published,
    ) -> Result<(Vec<T>, Vec<String>), WriteError> {
        let names: BTreeSet<&str> = made.iter().map(&file).collect();
        let (mut all, mut outdated) = (made.to_vec(), Vec::new());
        let goes = self.head.part.is_some() || self.is_other();
        for item in old.iter().filter(|item| !names.contains(file(item))) {
            let name = file(item).to_owned();
            match (self.there(&name)?, fate(item)) {
                (There::Nothing, _) => {}
                (There::Stranger, _) => published.disowned.push(name),
                (There::Ours, Fate::Goes) => published.removed.push(name),
                (There::Ours, _) if goes => published.removed.push(name),
                (There::Ours, Fate::IsOutdated) => outdated.push(name),
                (There::Ours, Fate::Stays) => all.push(item.clone()),
            }
        }
        all.sort_by(|one, other| file(one).cmp(file(other)));
        Ok((all, outdated))
    }

    /// Whether what was published here before was another release.
    fn is_other(&self) -> bool {
        let is_same = |old: &Manifest| old.head.is_of_same(&self.head);
        !self.old.as_ref().is_some_and(is_same)
    }
}

/// What becomes of a file that was made before and has not been made now.
enum Fate {
    Stays,
    /// There is nothing any more that it would be of.
    Goes,
    /// What it was made of has become another.
    IsOutdated,
}

/// Whether a sheet for a print shop is of other figures than the same for readers, which has been made now.
fn is_outdated(print: &Sheet, readers: &BTreeMap<(&str, &str), &Sheet>) -> bool {
    let edition = print.edition.strip_suffix(FOR_PRINT);
    let made = edition.and_then(|edition| readers.get(&(&*print.code, edition)));
    made.is_some_and(|made| (made.data_sha256, made.status) != (print.data_sha256, print.status))
}

/// The editions of what a run has made. They take other names when the usual design or language changes.
struct Editions<'r> {
    names: BTreeSet<&'r str>,
    /// How the files of each end.
    suffixes: BTreeSet<String>,
}

impl<'r> Editions<'r> {
    fn of(sheets: &'r [Sheet], pictures: &'r [Picture], year: u16) -> Self {
        let sheets = sheets.iter();
        let of_sheets = sheets.map(|s| (s.edition.as_str(), s.suffix(year).to_owned()));
        let pictures = pictures.iter();
        let of_pictures = pictures.map(|p| (p.edition.as_str(), p.suffix(year)));
        let (names, suffixes) = of_sheets.chain(of_pictures).unzip();
        Self { names, suffixes }
    }

    /// Whether one of them is called so, or its files end so.
    fn have(&self, name: &str, suffix: &str) -> bool {
        self.names.contains(name) || self.suffixes.contains(suffix)
    }
}

/// What a run has made, by which the pictures are judged that were made before.
struct Run<'r> {
    year: u16,
    is_whole: bool,
    /// The PDFs, with their sums.
    sheets: BTreeMap<&'r str, Digest>,
    /// The PDFs that pictures have been made of.
    pictured: BTreeSet<String>,
    editions: Editions<'r>,
}

impl<'r> Run<'r> {
    fn new(contents: &'r Contents, year: u16) -> Self {
        Self {
            year,
            is_whole: contents.is_whole,
            sheets: sums(&contents.sheets),
            pictured: contents.pictures.iter().map(Picture::sheet).collect(),
            editions: Editions::of(&contents.sheets, &contents.pictures, year),
        }
    }

    /// Whether a picture that has not been made again is one of a page, or of a sheet, that there is no more.
    fn leaves_out(&self, picture: &Picture) -> bool {
        let sheet = picture.sheet();
        let suffix = picture.suffix(self.year);
        let is_of_this_run = self.editions.have(&picture.edition, &suffix);
        let is_made = self.sheets.contains_key(sheet.as_str());
        self.pictured.contains(&sheet) || (self.is_whole && is_of_this_run && !is_made)
    }

    /// Whether the sheet of a picture has become another.
    fn outdates(&self, picture: &Picture) -> bool {
        is_other(&self.sheets, picture)
    }
}

/// The sheets that are not those which pictures have been made of.
fn behind(pictures: &[Picture], sheets: &[Sheet]) -> BTreeSet<String> {
    let sums = sums(sheets);
    let others = pictures.iter().filter(|picture| is_other(&sums, picture));
    others.map(Picture::sheet).collect()
}

fn sums(sheets: &[Sheet]) -> BTreeMap<&str, Digest> {
    let sheets = sheets.iter();
    sheets
        .map(|sheet| (sheet.file.as_str(), sheet.sha256))
        .collect()
}

/// Whether a picture was made from another sheet than the one of its name.
fn is_other(sheets: &BTreeMap<&str, Digest>, picture: &Picture) -> bool {
    let sum = sheets.get(picture.sheet().as_str());
    sum.is_some_and(|sum| *sum != picture.pdf_sha256)
}
