//! What is in a release that is published again: what has been made, and what stays of what was there.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, Published, Refusal};
use super::folder::{Release, There};
use super::manifest::{Manifest, Sheet, Volume};
use super::picture::Picture;
use crate::batch::staging::WriteError;
use crate::checksum::Sum;

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

    /// The sheets that have been made, and those made before that stay, by the names of their files.
    fn sheets(
        &self,
        contents: &Contents,
        published: &mut Published,
    ) -> Result<Vec<Sheet>, WriteError> {
        let year = self.head.year;
        let sheets = &contents.sheets;
        // An edition takes other names when the usual design or language changes.
        let suffixes: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.suffix(year)).collect();
        let editions: BTreeSet<&str> = sheets.iter().map(|s| s.edition.as_str()).collect();
        let fate = |sheet: &Sheet| {
            let is_of_this_run =
                suffixes.contains(sheet.suffix(year)) || editions.contains(sheet.edition.as_str());
            if contents.is_whole && is_of_this_run {
                Fate::Goes
            } else if sheets.iter().any(|made| outdates(made, sheet)) {
                Fate::IsOutdated
            } else {
                Fate::Stays
            }
        };
        let old = self.old.iter().flat_map(|old| &old.sheets);
        let made: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.file.as_str()).collect();
        let old = old.filter(|sheet| !made.contains(sheet.file.as_str()));
        let (mut all, outdated) = self.stay(old, |s| &s.file, fate, published)?;
        published.outdated_prints = outdated;
        all.extend(sheets.iter().cloned());
        all.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(all)
    }

    /// The pictures that have been made, and those made before that stay, by the names of their files.
    fn pictures(
        &self,
        contents: &Contents,
        published: &mut Published,
    ) -> Result<Vec<Picture>, WriteError> {
        let pictures = &contents.pictures;
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
        let old = self.old.iter().flat_map(|old| &old.pictures);
        let made: BTreeSet<&str> = pictures.iter().map(|p| p.file.as_str()).collect();
        let old = old.filter(|picture| !made.contains(picture.file.as_str()));
        let (mut all, outdated) = self.stay(old, |p| &p.file, fate, published)?;
        published.outdated_pictures = outdated;
        all.extend(pictures.iter().cloned());
        all.sort_by(|one, other| one.file.cmp(&other.file));
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
        let is_made = |book: &&Volume| manifest.books.iter().any(|made| made.file == book.file);
        let old = before.books.iter().filter(|book| !is_made(book));
        let (kept, outdated) = self.stay(old, |book| &book.file, fate, published)?;
        published.outdated = outdated;
        let books = &mut manifest.books;
        books.extend(kept);
        books.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(())
    }

    /// Of what was made before and has not been made now: what stays, and the names of what is outdated. What is of
    /// another release goes in any case, and what somebody has changed since is no longer ours. A part has only
    /// sheets and pictures that its run has made; it has no books.
    fn stay<'o, T: Clone + 'o>(
        &self,
        old: impl Iterator<Item = &'o T>,
        file: impl Fn(&T) -> &String,
        fate: impl Fn(&T) -> Fate,
        published: &mut Published,
    ) -> Result<(Vec<T>, Vec<String>), WriteError> {
        let (mut kept, mut outdated) = (Vec::new(), Vec::new());
        let goes = self.head.part.is_some() || self.is_other();
        for item in old {
            let name = file(item).clone();
            match (self.there(&name)?, fate(item)) {
                (There::Nothing, _) => {}
                (There::Stranger, _) => published.disowned.push(name),
                (There::Ours, Fate::Goes) => published.removed.push(name),
                (There::Ours, _) if goes => published.removed.push(name),
                (There::Ours, Fate::IsOutdated) => outdated.push(name),
                (There::Ours, Fate::Stays) => kept.push(item.clone()),
            }
        }
        Ok((kept, outdated))
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

/// Whether a sheet for readers has been made from other figures than the same for a print shop.
fn outdates(made: &Sheet, print: &Sheet) -> bool {
    let is_of_same = made.code == print.code && print.edition == format!("{}-print", made.edition);
    is_of_same && (made.data_sha256, made.status) != (print.data_sha256, print.status)
}

/// What a run has made, by which the pictures are judged that were made before.
struct Run<'r> {
    year: u16,
    is_whole: bool,
    /// The PDFs, with their sums.
    sheets: BTreeMap<&'r str, Sum>,
    /// The PDFs that pictures have been made of.
    pictured: BTreeSet<String>,
    /// The editions, and how the files of each end: see [`Release::sheets`].
    editions: BTreeSet<&'r str>,
    suffixes: BTreeSet<String>,
}

impl<'r> Run<'r> {
    fn new(contents: &'r Contents, year: u16) -> Self {
        let sheets = contents.sheets.iter();
        let of_sheets = sheets.map(|s| (s.edition.as_str(), s.suffix(year).to_owned()));
        let pictures = contents.pictures.iter();
        let of_pictures = pictures.map(|p| (p.edition.as_str(), p.suffix(year)));
        let (editions, suffixes) = of_sheets.chain(of_pictures).unzip();
        Self {
            year,
            is_whole: contents.is_whole,
            sheets: sums(&contents.sheets),
            pictured: contents.pictures.iter().map(Picture::sheet).collect(),
            editions,
            suffixes,
        }
    }

    /// Whether a picture that has not been made again is one of a page, or of a sheet, that there is no more.
    fn leaves_out(&self, picture: &Picture) -> bool {
        let sheet = picture.sheet();
        let is_of_this_run = self.editions.contains(picture.edition.as_str())
            || self.suffixes.contains(&picture.suffix(self.year));
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

fn sums(sheets: &[Sheet]) -> BTreeMap<&str, Sum> {
    let sheets = sheets.iter();
    sheets
        .map(|sheet| (sheet.file.as_str(), sheet.sha256))
        .collect()
}

/// Whether a picture was made from another sheet than the one of its name.
fn is_other(sheets: &BTreeMap<&str, Sum>, picture: &Picture) -> bool {
    let sum = sheets.get(picture.sheet().as_str());
    sum.is_some_and(|sum| *sum != picture.pdf_sha256)
}
