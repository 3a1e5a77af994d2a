//! Publishes a release: moves staged files to their places and checks the result.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::contents::{Contents, Published, Refusal};
use super::folder::{FileState, Release, digest_of, has_size, inside, is_file_of, remove};
use super::manifest::{MANIFEST, Manifest, SUMS};
use crate::batch::write_error::WriteError;
use crate::digest::Digest;

/// The name of the new manifest while it is written. Renaming it marks it as complete.
const UNFINISHED: &str = "manifest.json.part";

impl Release {
    /// Publishes all files that were kept, and checks them before it returns.
    ///
    /// # Errors
    ///
    /// Returns an error if foreign files are in the way, or if a book would contradict the sheets next to it; in both
    /// cases nothing has been published. Also returns an error if a file cannot be written, or if another program has
    /// removed or changed files in the meantime.
    pub fn publish(mut self, contents: Contents) -> Result<Published, Refusal> {
        let mut foreign_files = std::mem::take(&mut *inside(&self.foreign_files));
        foreign_files.sort_unstable();
        self.refuse_foreign_files(foreign_files)?;
        let (manifest, published) = self.combine(contents)?;
        let text = manifest.text();
        let sums = manifest.sums(&text);
        let written = [(MANIFEST, text.as_str()), (SUMS, &sums)];
        let is_same = |(name, new): &(&str, &str)| is_file_of(&self.out.join(name), new);
        let kept = std::mem::take(&mut *inside(&self.kept));
        let kept: Vec<_> = manifest
            .files()
            .filter(|(name, ..)| kept.contains(*name))
            .collect();
        if !kept.is_empty() || !written.iter().all(is_same) {
            // Somebody may have put a file there in the meantime.
            self.refuse_foreign_files(self.foreign_files_for(&manifest)?)?;
            self.begin(&written, &kept)?;
            self.apply(&manifest)?;
        }
        self.confirm(&manifest, &kept, &written)?;
        Ok(published)
    }

    /// Writes the new manifest into the staging folder, after checking that all staged files are still there.
    fn begin(&self, written: &[(&str, &str)], kept: &[(&str, u64, Digest)]) -> Result<(), Refusal> {
        self.staging.check_held()?;
        for (name, text) in written {
            let name = if *name == MANIFEST { UNFINISHED } else { name };
            self.staging.write(name, text.as_bytes())?;
        }
        let lost = kept
            .iter()
            .filter(|(name, bytes, _)| !has_size(&self.staging.path(name), *bytes));
        let lost: Vec<PathBuf> = lost.map(|(name, ..)| self.staging.path(name)).collect();
        if !lost.is_empty() {
            return Err(Refusal::Lost {
                files: lost,
                is_begun: false,
            });
        }
        let begun = self.staging.path(MANIFEST);
        fs::rename(self.staging.path(UNFINISHED), &begun).map_err(WriteError::at(&begun))?;
        Ok(())
    }

    /// Checks that every file of the release is there, and that moved files have the bytes that were made. If not,
    /// `SHA256SUMS` is removed.
    fn confirm(
        &self,
        manifest: &Manifest,
        moved: &[(&str, u64, Digest)],
        written: &[(&str, &str)],
    ) -> Result<(), Refusal> {
        let path = |name: &str| self.out.join(name);
        let is_lost = |(name, bytes, _): &(&str, u64, Digest)| !has_size(&path(name), *bytes);
        let is_other =
            |(name, _, sum): &&(&str, u64, Digest)| digest_of(&path(name)).ok() != Some(*sum);
        let lost = manifest.files().filter(is_lost).map(|(name, ..)| name);
        let others = moved.iter().filter(is_other).map(|(name, ..)| *name);
        let unwritten = written
            .iter()
            .filter(|(name, text)| !is_file_of(&path(name), text));
        let lost = lost.chain(others).chain(unwritten.map(|(name, _)| *name));
        let lost: BTreeSet<PathBuf> = lost.map(path).collect();
        if lost.is_empty() {
            return Ok(());
        }
        remove(&path(SUMS))?;
        let files = lost.into_iter().collect();
        Err(Refusal::Lost {
            files,
            is_begun: true,
        })
    }

    /// Moves all files to their places. If it is interrupted anywhere, the next run finishes it.
    pub(super) fn apply(&mut self, manifest: &Manifest) -> Result<(), Refusal> {
        self.staging.leave(true);
        self.move_all(manifest).map_err(Refusal::Unfinished)?;
        self.staging.leave(false);
        Ok(())
    }

    fn move_all(&self, manifest: &Manifest) -> Result<(), WriteError> {
        remove(&self.out.join(SUMS))?;
        let names = manifest.files().map(|(name, ..)| name);
        let staged: Vec<&str> = names
            .clone()
            .filter(|name| self.staging.has(name))
            .collect();
        self.staging.publish(&staged)?;
        let names: BTreeSet<&str> = names.collect();
        let is_stale = |name: &&String| !names.contains(name.as_str());
        for name in self.known.keys().filter(is_stale) {
            if self.state_of(name)? == FileState::Ours {
                remove(&self.out.join(name))?;
            }
        }
        self.staging.publish(&[MANIFEST])?;
        match self.staging.has(SUMS) {
            true => self.staging.publish(&[SUMS]),
            false => Ok(()),
        }
    }
}
