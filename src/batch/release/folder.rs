//! The folder of a release. Its files belong together, even if the process is killed while it publishes.
//!
//! Files are written into a staging folder inside of the release and moved to their places in the end. Before the first
//! is moved, the staging folder gets the new manifest: if the process is killed from then on, the next run finishes the
//! publication. `SHA256SUMS` is removed before anything is moved and comes back last, so that it never lists a mixture
//! of two releases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::contents::{Change, Refusal};
use super::manifest::{Head, MANIFEST, Manifest, SUMS};
use crate::batch::draft::Draft;
use crate::batch::staging::Staging;
use crate::batch::write_error::WriteError;
use crate::digest::Digest;

/// A release that is being made.
#[derive(Debug)]
pub struct Release {
    pub(super) out: PathBuf,
    pub(super) staging: Staging,
    pub(super) head: Head,
    /// The manifest that was published here before.
    pub(super) old: Option<Manifest>,
    /// The files listed in it, with their sizes in bytes and their digests.
    pub(super) known: BTreeMap<String, (u64, Digest)>,
    /// `true` if foreign files may be overwritten.
    force: bool,
    /// The foreign files that would have to be overwritten.
    pub(super) foreign_files: Mutex<Vec<PathBuf>>,
    /// The names of new and changed files, which are staged.
    pub(super) kept: Mutex<BTreeSet<String>>,
}

/// The state of a file in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileState {
    Absent,
    /// The file as it was published here before.
    Ours,
    /// Anything else.
    Foreign,
}

impl Release {
    /// Opens and locks a folder for a release, and finishes the publication of an earlier run that was killed.
    ///
    /// # Errors
    ///
    /// Returns an error if the folder holds another release or a manifest that was not made by this program, unless
    /// that is forced; if another run is writing there; or if a file cannot be written.
    pub fn open(out: &Path, head: Head, force: bool) -> Result<Self, Refusal> {
        let mut staging = Staging::open(out)?;
        let begun = read(&staging.path(MANIFEST))?;
        // The staged files of the earlier run are kept even if this run is refused.
        staging.leave(begun.is_some());
        let mut release = Self {
            out: out.to_owned(),
            staging,
            head,
            old: None,
            known: BTreeMap::new(),
            force,
            foreign_files: Mutex::default(),
            kept: Mutex::default(),
        };
        let is_vouched = [MANIFEST, SUMS]
            .iter()
            .any(|name| release.staging.has(name))
            || is_there(&release.out.join(SUMS));
        release.read_old()?;
        if let Some(begun) = begun {
            release.finish(&begun)?;
            release.read_old()?;
        }
        if !is_vouched {
            // A manifest alone may be anybody's: no file is removed or written over because it says so.
            release.known.clear();
        }
        release.resume_publish()?;
        release.staging.clear()?;
        release.staging.leave(false);
        release.check_same()?;
        Ok(release)
    }

    /// Finishes the publication of a run that was killed. If a file has changed since, the checksums are dropped,
    /// because they would no longer be true.
    fn finish(&mut self, begun: &Manifest) -> Result<(), Refusal> {
        self.refuse_foreign_files(self.foreign_files_for(begun)?)?;
        let is_as_made = |(name, _, sum): (&str, u64, Digest)| {
            let path = match self.staging.has(name) {
                true => self.staging.path(name),
                false => self.out.join(name),
            };
            let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
            is_file && digest_of(&path).is_ok_and(|found| found == sum)
        };
        if !begun.files().all(is_as_made) {
            remove(&self.staging.path(SUMS))?;
        }
        self.apply(begun)
    }

    /// Reads the manifest of the previous publication. A manifest or checksums that were not made by this program are
    /// refused.
    fn read_old(&mut self) -> Result<(), Refusal> {
        let (manifest, sums) = (self.out.join(MANIFEST), self.out.join(SUMS));
        for path in [&manifest, &sums] {
            if fs::symlink_metadata(path).is_ok_and(|found| found.is_dir()) {
                return Err(WriteError::at(path)(ErrorKind::IsADirectory.into()).into());
            }
        }
        self.old = read(&manifest)?;
        let files = self.old.iter().flat_map(Manifest::files);
        let files = files.map(|(name, bytes, sum)| (name.to_owned(), (bytes, sum)));
        self.known = files.collect();
        let foreign_files = match &self.old {
            None => [manifest, sums]
                .into_iter()
                .filter(|p| is_there(p))
                .collect(),
            Some(old) if is_there(&sums) => not_as_made(old, manifest, sums),
            Some(_) => Vec::new(),
        };
        self.refuse_foreign_files(foreign_files)
    }

    pub(super) fn refuse_foreign_files(&self, foreign_files: Vec<PathBuf>) -> Result<(), Refusal> {
        match foreign_files.is_empty() || self.force {
            true => Ok(()),
            false => Err(Refusal::ForeignFiles(foreign_files)),
        }
    }

    /// Refuses a folder with another release.
    fn check_same(&self) -> Result<(), Refusal> {
        match &self.old {
            Some(old) if !self.force && !old.head.is_same_release(&self.head) => {
                Err(Refusal::Other {
                    there: old.head.describe(),
                    wanted: self.head.describe(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Finishes an interrupted publication: restores `SHA256SUMS` if every listed file still has its recorded digest.
    fn resume_publish(&self) -> Result<(), Refusal> {
        let is_due = self.staging.has(SUMS) && !is_there(&self.out.join(SUMS));
        let Some(old) = self.old.as_ref().filter(|_| is_due) else {
            return Ok(());
        };
        for name in self.known.keys() {
            if self.state_of(name)? != FileState::Ours {
                return Ok(());
            }
        }
        let path = self.out.join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(WriteError::reading(&path))?;
        if is_file_of(&self.staging.path(SUMS), &old.sums(&text)) {
            self.staging.publish(&[SUMS])?;
        }
        Ok(())
    }

    /// The foreign files in the places of files that are about to be moved there.
    pub(super) fn foreign_files_for(
        &self,
        manifest: &Manifest,
    ) -> Result<Vec<PathBuf>, WriteError> {
        let mut foreign_files = Vec::new();
        for (name, ..) in manifest.files() {
            if self.staging.has(name) && self.state_of(name)? == FileState::Foreign {
                foreign_files.push(self.out.join(name));
            }
        }
        Ok(foreign_files)
    }

    /// Stages a file of the release, given its name, bytes and digest, unless the same file is already in the folder.
    ///
    /// # Errors
    ///
    /// Returns an error if a folder has this name, or if a file cannot be read or written.
    pub fn keep(&self, name: &str, bytes: &[u8], digest: Digest) -> Result<Change, WriteError> {
        let change = self.compare(name, u64::try_from(bytes.len()).unwrap_or(u64::MAX), digest)?;
        if change != Change::Unchanged {
            self.staging.write(name, bytes)?;
            inside(&self.kept).insert(name.to_owned());
        }
        Ok(change)
    }

    /// Starts a file of the release that is too large to hold in memory.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be created.
    pub fn draft(&self, name: &str) -> Result<Draft, WriteError> {
        self.staging.draft(name)
    }

    /// Adds a file that has been written to the staging folder, given the digest of its bytes, unless the same file is
    /// already in the folder.
    ///
    /// # Errors
    ///
    /// As for [`Self::keep`].
    pub fn keep_draft(&self, draft: Draft, digest: Digest) -> Result<Change, WriteError> {
        let (name, bytes) = draft.finish();
        let change = self.compare(&name, bytes, digest)?;
        match change {
            Change::Unchanged => remove(&self.staging.path(&name))?,
            Change::New | Change::Changed => {
                inside(&self.kept).insert(name);
            }
        }
        Ok(change)
    }

    /// Compares a file that was made with the one in the folder.
    fn compare(&self, name: &str, bytes: u64, digest: Digest) -> Result<Change, WriteError> {
        let path = self.out.join(name);
        match fs::symlink_metadata(&path) {
            Err(_) => Ok(Change::New),
            Ok(found) if found.is_dir() => {
                Err(WriteError::at(&path)(ErrorKind::IsADirectory.into()))
            }
            Ok(found) => {
                let is_alike = found.is_file() && found.len() == bytes;
                if is_alike && digest_of(&path)? == digest {
                    return Ok(Change::Unchanged);
                }
                if self.state_of(name)? == FileState::Foreign {
                    inside(&self.foreign_files).push(path);
                }
                Ok(Change::Changed)
            }
        }
    }

    /// The state of the file of this name.
    pub(super) fn state_of(&self, name: &str) -> Result<FileState, WriteError> {
        let path = self.out.join(name);
        let Ok(found) = fs::symlink_metadata(&path) else {
            return Ok(FileState::Absent);
        };
        let Some((bytes, sum)) = self.known.get(name) else {
            return Ok(FileState::Foreign);
        };
        let is_alike = found.is_file() && found.len() == *bytes;
        Ok(match is_alike && digest_of(&path)? == *sum {
            true => FileState::Ours,
            false => FileState::Foreign,
        })
    }
}

/// The manifest or the checksums, whichever was changed.
fn not_as_made(old: &Manifest, manifest: PathBuf, sums: PathBuf) -> Vec<PathBuf> {
    let text = fs::read_to_string(&manifest).unwrap_or_default();
    if is_file_of(&sums, &old.sums(&text)) {
        return Vec::new();
    }
    let own = format!("{}  {MANIFEST}\n", Digest::of(text.as_bytes()));
    let is_vouched_for = fs::read_to_string(&sums).is_ok_and(|sums| sums.contains(&own));
    vec![if is_vouched_for { sums } else { manifest }]
}

/// The manifest in a file, or `None` if there is no file or it is not a manifest of this program.
fn read(path: &Path) -> Result<Option<Manifest>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {
            let text = fs::read(path).map_err(WriteError::reading(path))?;
            Ok(Manifest::read(&text))
        }
        _ => Ok(None),
    }
}

/// Returns `true` if the path is a regular file, not a link, with this text.
pub(super) fn is_file_of(path: &Path, text: &str) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    is_file && fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

/// Returns `true` if the path is a regular file, not a link, of this size in bytes.
pub(super) fn has_size(path: &Path, bytes: u64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes)
}

/// The content of a lock. It is sound even if a thread has panicked.
pub(super) fn inside<T>(locked: &Mutex<T>) -> MutexGuard<'_, T> {
    locked.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn digest_of(path: &Path) -> Result<Digest, WriteError> {
    let sum = fs::File::open(path).and_then(Digest::of_reader);
    sum.map_err(WriteError::reading(path))
}

/// Returns `true` if a directory entry has this name, even a dead link.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

pub(super) fn remove(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(WriteError::at(path)),
    }
}
