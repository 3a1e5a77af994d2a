//! The folder of a release: what is in it belongs together, whatever happens while it is made.
//!
//! Files are written into a folder inside of it and moved to their places in the end. The manifest of
//! what is about to be published comes to stand there first: from then on whoever comes next, after a kill,
//! finishes what was begun. The checksums are removed before anything is moved and come back last,
//! so that they never vouch for a mixture.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::manifest::{Head, MANIFEST, Manifest, SUMS, Sheet, Volume, byte_count};
use crate::batch::staging::{Staging, WriteError};
use crate::checksum::Sum;

/// Under this name the new manifest is written. That it is whole is said by giving it its own.
const UNFINISHED: &str = "manifest.json.part";

/// A release that is being made.
#[derive(Debug)]
pub struct Release {
    out: PathBuf,
    staging: Staging,
    head: Head,
    /// What was published here before.
    old: Option<Manifest>,
    /// The files of it.
    known: BTreeMap<String, (u64, Sum)>,
    /// Whether files are written over that were not made here.
    force: bool,
    /// Those that would have to be.
    strangers: Mutex<Vec<PathBuf>>,
    /// Whether anything has been kept that differs from what is there.
    has_news: AtomicBool,
}

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

/// What there is of a name in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Nothing,
    /// A file as it was published here before.
    Ours,
    /// Anything else.
    Stranger,
}

/// What has become of files that were there already, by their names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// They are no longer a part of the release.
    pub removed: Vec<String>,
    /// Books that were removed because their sheets have changed.
    pub outdated: Vec<String>,
    /// They were made here and somebody has changed them since. They are left alone and no longer a part
    /// of the release.
    pub disowned: Vec<String>,
}

/// Why a release cannot be made in a folder.
#[derive(Debug)]
pub enum Refusal {
    /// There are files of the names of the release that were not made here, or have been changed since.
    Strangers(Vec<PathBuf>),
    /// The folder holds another release than the one that is to be made.
    Other {
        /// What it holds, for people.
        there: String,
        /// What is to be made.
        wanted: String,
    },
    /// The machine cannot write.
    Failed(WriteError),
}

impl From<WriteError> for Refusal {
    fn from(failure: WriteError) -> Self {
        Self::Failed(failure)
    }
}

/// What is new in a release.
#[derive(Debug, Default)]
pub struct Contents {
    /// The sheets that have been made.
    pub sheets: Vec<(Sheet, Change)>,
    /// The books that have been made.
    pub books: Vec<Volume>,
    /// Whether there are no other sheets in the release. If not, those made before stay in it.
    pub is_whole: bool,
}

impl Release {
    /// Takes hold of a folder for a release, and finishes what a run that was killed had begun to publish.
    ///
    /// # Errors
    ///
    /// When the folder holds another release or a manifest that was not made here, unless that is forced;
    /// when another run is writing there; when the machine cannot write.
    pub fn open(out: &Path, head: Head, force: bool) -> Result<Self, Refusal> {
        let staging = Staging::open(out)?;
        let mut release = Self {
            out: out.to_owned(),
            staging,
            head,
            old: None,
            known: BTreeMap::new(),
            force,
            strangers: Mutex::default(),
            has_news: AtomicBool::new(false),
        };
        release.read_old()?;
        if let Some(begun) = read(&release.staging.path(MANIFEST))? {
            release.check_begun(&begun)?;
            release.apply(&begun)?;
            release.read_old()?;
        }
        release.staging.clear()?;
        match &release.old {
            Some(old) if !force && !old.head.is_of_same(&release.head) => Err(Refusal::Other {
                there: old.head.whose(),
                wanted: release.head.whose(),
            }),
            _ => Ok(release),
        }
    }

    /// Reads what was published here before.
    fn read_old(&mut self) -> Result<(), Refusal> {
        let (manifest, sums) = (self.out.join(MANIFEST), self.out.join(SUMS));
        self.old = read(&manifest)?;
        let files = self.old.iter().flat_map(Manifest::files);
        let files = files.map(|(name, bytes, sum)| (name.to_owned(), (bytes, sum)));
        self.known = files.collect();
        let mut strangers = Vec::new();
        match &self.old {
            None => strangers.extend([manifest, sums].into_iter().filter(|path| is_there(path))),
            Some(old) if is_there(&sums) => {
                // Somebody has added to them, or changed the manifest.
                let own = old.sums(&fs::read_to_string(&manifest).unwrap_or_default());
                if !is_file_of(&sums, &own) {
                    strangers.push(sums);
                }
            }
            Some(_) => {}
        }
        match strangers.is_empty() || self.force {
            true => Ok(()),
            false => Err(Refusal::Strangers(strangers)),
        }
    }

    /// A file that has been put since in the place of one that was about to be published is not lost.
    fn check_begun(&self, begun: &Manifest) -> Result<(), Refusal> {
        let mut strangers = Vec::new();
        for (name, ..) in begun.files() {
            if self.staging.path(name).exists() && self.there(name)? == There::Stranger {
                strangers.push(self.out.join(name));
            }
        }
        match strangers.is_empty() || self.force {
            true => Ok(()),
            false => Err(Refusal::Strangers(strangers)),
        }
    }

    /// Takes a file of the release by its name, its bytes and their sum, unless the same is there already.
    ///
    /// # Errors
    ///
    /// When there is a folder of its name, or the machine cannot read or write.
    pub fn keep(&self, name: &str, bytes: &[u8], sum: Sum) -> Result<Change, WriteError> {
        let path = self.out.join(name);
        let change = match fs::symlink_metadata(&path) {
            Err(_) => Change::New,
            Ok(found) if found.is_dir() => {
                return Err(WriteError::at(&path)(ErrorKind::IsADirectory.into()));
            }
            Ok(found) if found.is_file() && found.len() == byte_count(bytes) => {
                match sum_of(&path)? {
                    same if same == sum => return Ok(Change::Unchanged),
                    other
                        if self
                            .known
                            .get(name)
                            .is_some_and(|(_, known)| *known == other) =>
                    {
                        Change::Changed
                    }
                    _ => self.stranger(path),
                }
            }
            Ok(_) => match self.there(name)? {
                There::Stranger => self.stranger(path),
                There::Ours | There::Nothing => Change::Changed,
            },
        };
        self.staging.write(name, bytes)?;
        self.has_news.store(true, Ordering::Relaxed);
        Ok(change)
    }

    fn stranger(&self, path: PathBuf) -> Change {
        if !self.force
            && let Ok(mut strangers) = self.strangers.lock()
        {
            strangers.push(path);
        }
        Change::Changed
    }

    /// What there is of a name.
    fn there(&self, name: &str) -> Result<There, WriteError> {
        let path = self.out.join(name);
        let Ok(found) = fs::symlink_metadata(&path) else {
            return Ok(There::Nothing);
        };
        Ok(match self.known.get(name) {
            Some((bytes, sum))
                if found.is_file() && found.len() == *bytes && sum_of(&path)? == *sum =>
            {
                There::Ours
            }
            _ => There::Stranger,
        })
    }

    /// Publishes what has been kept, all of it.
    ///
    /// # Errors
    ///
    /// When there are files in its way that were not made here; then nothing has been published. When the
    /// machine refuses to write.
    pub fn publish(mut self, contents: Contents) -> Result<Published, Refusal> {
        let mut strangers = std::mem::take(&mut self.strangers)
            .into_inner()
            .unwrap_or_default();
        if !strangers.is_empty() {
            strangers.sort_unstable();
            return Err(Refusal::Strangers(strangers));
        }
        let (manifest, published) = self.manifest(contents)?;
        let text = manifest.text();
        let sums = manifest.sums(&text);
        let is_same = |name: &str, new: &str| is_file_of(&self.out.join(name), new);
        let has_news = self.has_news.load(Ordering::Relaxed);
        if !has_news && is_same(MANIFEST, &text) && is_same(SUMS, &sums) {
            return Ok(published);
        }
        self.staging.write(SUMS, sums.as_bytes())?;
        self.staging.write(UNFINISHED, text.as_bytes())?;
        let begun = self.staging.path(MANIFEST);
        fs::rename(self.staging.path(UNFINISHED), &begun).map_err(WriteError::at(&begun))?;
        self.apply(&manifest)?;
        Ok(published)
    }

    /// What will be in the release, and what becomes of what was.
    fn manifest(&mut self, contents: Contents) -> Result<(Manifest, Published), WriteError> {
        let is_same = |old: &Manifest| old.head.is_of_same(&self.head);
        let is_other = !self.old.as_ref().is_some_and(is_same);
        let old = self.old.take().map(|old| (old.sheets, old.books));
        let (old_sheets, old_books) = old.unwrap_or_default();
        let mut published = Published::default();
        let is_new = |(_, change): &&(Sheet, Change)| *change != Change::Unchanged;
        let changed = contents.sheets.iter().filter(is_new);
        let mut changed: BTreeSet<String> =
            changed.map(|(sheet, _)| sheet.edition.clone()).collect();
        let mut sheets: Vec<Sheet> = contents.sheets.into_iter().map(|(s, _)| s).collect();
        sheets.sort_by(|one, other| one.file.cmp(&other.file));
        let made = sheets.len();
        for sheet in old_sheets {
            let is_made = |made: &Sheet| made.file.cmp(&sheet.file);
            if sheets[..made].binary_search_by(is_made).is_ok() {
                continue;
            }
            match self.there(&sheet.file)? {
                // Nothing of another release stays.
                There::Ours if !contents.is_whole && !is_other => {
                    sheets.push(sheet);
                    continue;
                }
                There::Ours => published.removed.push(sheet.file),
                There::Stranger => published.disowned.push(sheet.file),
                There::Nothing => {}
            }
            changed.insert(sheet.edition);
        }
        sheets.sort_by(|one, other| one.file.cmp(&other.file));
        let mut books = contents.books;
        for book in old_books {
            if books.iter().any(|made| made.file == book.file) {
                continue;
            }
            match self.there(&book.file)? {
                There::Ours if !changed.contains(&book.edition) && !is_other => books.push(book),
                There::Ours => published.outdated.push(book.file),
                There::Stranger => published.disowned.push(book.file),
                There::Nothing => {}
            }
        }
        books.sort_by(|one, other| one.file.cmp(&other.file));
        let manifest = Manifest {
            head: self.head.clone(),
            sheets,
            books,
        };
        Ok((manifest, published))
    }

    /// Gives all files their places. It can be broken off anywhere and is then finished by the next run.
    fn apply(&mut self, manifest: &Manifest) -> Result<(), WriteError> {
        self.staging.leave(true);
        self.move_all(manifest)?;
        self.staging.leave(false);
        Ok(())
    }

    fn move_all(&self, manifest: &Manifest) -> Result<(), WriteError> {
        remove(&self.out.join(SUMS))?;
        let names = manifest.files().map(|(name, ..)| name);
        let is_staged = |name: &&str| self.staging.path(name).exists();
        let staged: Vec<&str> = names.clone().filter(is_staged).collect();
        self.staging.publish(&staged)?;
        let names: BTreeSet<&str> = names.collect();
        let is_stale = |name: &&String| !names.contains(name.as_str());
        for name in self.known.keys().filter(is_stale) {
            if self.there(name)? == There::Ours {
                remove(&self.out.join(name))?;
            }
        }
        self.staging.publish(&[MANIFEST, SUMS])
    }
}

/// The manifest in a file; none when there is none, or it is not ours.
fn read(path: &Path) -> Result<Option<Manifest>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {
            let text = fs::read(path).map_err(WriteError::at(path))?;
            Ok(Manifest::read(&text))
        }
        _ => Ok(None),
    }
}

/// Whether there is a file with this text, and no link to one.
fn is_file_of(path: &Path, text: &str) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    is_file && fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

fn sum_of(path: &Path) -> Result<Sum, WriteError> {
    let bytes = fs::read(path).map_err(WriteError::at(path))?;
    Ok(Sum::of(&bytes))
}

/// Whether there is anything of this name, be it a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn remove(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(WriteError::at(path)),
    }
}
