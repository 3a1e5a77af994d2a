//! Writes sets of files into folders that are not releases, all or none.

use std::fs;
use std::path::{Path, PathBuf};

use super::paths::resolve;
use super::release::{MANIFEST, Refusal};
use super::staging::Staging;
use super::write_error::WriteError;

/// Writes files into a folder, all or none. Only files for which `is_ours` returns `true` are overwritten.
///
/// # Errors
///
/// Returns an error if another file is in the way, or if a file cannot be written.
pub(super) fn replace(
    shown: &Path,
    files: &[(&str, &[u8])],
    is_ours: impl Fn(&Path) -> bool,
) -> Result<(), Refusal> {
    // The folder is resolved first, because a path such as `new/..` leads nowhere until `new` exists.
    let folder = resolve(shown);
    let is_other = |path: &Path| path.symlink_metadata().is_ok() && !is_ours(path);
    let names = files.iter().map(|(name, _)| name);
    let occupied = names.filter(|name| is_other(&folder.join(name)));
    let occupied: Vec<PathBuf> = occupied.map(|name| shown.join(name)).collect();
    if !occupied.is_empty() {
        return Err(Refusal::ForeignFiles(occupied));
    }
    Ok(StagedFiles::open(&folder, files)?.publish()?)
}

/// The text of a file; `None` if it cannot be read or is no file.
pub(super) fn text_of(path: &Path) -> Option<String> {
    // Reading a pipe or a device might never end.
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    is_file.then(|| fs::read_to_string(path).ok()).flatten()
}

/// Files that are written into a staging folder and not yet moved to their places.
pub(super) struct StagedFiles {
    staging: Staging,
    names: Vec<String>,
}

impl StagedFiles {
    /// Writes files into the staging folder inside an output folder.
    ///
    /// # Errors
    ///
    /// Returns an error if they cannot be written, or if an unfinished publication is there.
    pub(super) fn open(folder: &Path, files: &[(&str, &[u8])]) -> Result<Self, WriteError> {
        if folder.exists() && !folder.is_dir() {
            let reason = "it is a file, not a folder; move it away";
            return Err(WriteError::because(folder, reason));
        }
        let mut staging = Staging::open(folder)?;
        staging.leave(staging.has(MANIFEST));
        if staging.has(MANIFEST) {
            let reason = "a release was being published there; make it again to finish it";
            return Err(WriteError::because(folder, reason));
        }
        staging.clear()?;
        for (name, bytes) in files {
            staging.write(name, bytes)?;
        }
        Ok(Self {
            staging,
            names: files.iter().map(|(name, _)| (*name).to_owned()).collect(),
        })
    }

    /// The path of a file in the staging folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.staging.path(name)
    }

    /// Moves the files to their places, each atomically.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be moved; the files before it have been moved.
    pub(super) fn publish(self) -> Result<(), WriteError> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        self.staging.publish(&names)?;
        self.staging.confirm(&names)
    }

    /// Moves the files to their places, provided that nothing has their names. Files of one subfolder are moved
    /// together, atomically. If a move fails, the earlier ones are undone.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be moved.
    pub(super) fn publish_new(self) -> Result<(), WriteError> {
        let mut names: Vec<&str> = self.names.iter().map(|name| outermost(name)).collect();
        names.dedup();
        let moved = self.staging.publish(&names);
        if moved.is_err() {
            self.staging.take_back(&names);
        }
        moved?;
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        self.staging.confirm(&names)
    }
}

/// The first part of a path: a file's own name, or the outermost folder it is in.
pub(super) fn outermost(name: &str) -> &str {
    name.split_once('/').map_or(name, |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_files_come_with_their_folders_or_not_at_all() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let place = parent.path().join("place");
        let files: [(&str, &[u8]); 3] = [("a", b"1"), ("b/c/d", b"2"), ("b/e", b"3")];
        let staged = StagedFiles::open(&place, &files).expect("written files");
        // Moving the second file fails.
        fs::remove_dir_all(staged.path("b")).expect("a folder");
        staged.publish_new().expect_err("a missing file");
        assert!(!place.exists());

        let staged = StagedFiles::open(&place, &files).expect("written files");
        staged.publish_new().expect("moved files");
        for (name, bytes) in files {
            assert_eq!(fs::read(place.join(name)).expect("a file"), bytes);
        }
        assert_eq!(fs::read_dir(&place).expect("a folder").count(), 2);
    }
}
