//! A digest of everything that a batch is made from.
//!
//! The parts of a batch are made in different processes or on different machines. They belong together only if they
//! were made from the same files with the same options, so each part states this digest, and `merge` compares them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::plan::Plan;
use crate::digest::Digest;
use crate::edition::Edition;
use crate::project::{DATA, FileError, Files, year_of_path};

/// Files, with a digest of each file that was read.
pub struct InputRecorder<'f> {
    files: &'f dyn Files,
    read: Mutex<BTreeMap<String, Digest>>,
}

impl<'f> InputRecorder<'f> {
    /// Starts an empty record for these files.
    #[must_use]
    pub fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            read: Mutex::default(),
        }
    }

    /// The digest of all inputs of a plan's sheets, including those of other parts: every file that was read, every
    /// file of the years that the sheets depend on, every picture of a place, and the selection.
    #[must_use]
    pub fn inputs(&self, plan: &Plan) -> Digest {
        let years = plan.years_used();
        for year in &years {
            self.read_year(*year);
        }
        for code in &plan.codes {
            for path in plan.picture_paths(code) {
                self.read_unknown(&path);
            }
        }
        let mut all = String::new();
        // Files of other years do not affect the sheets, and each part has read different ones.
        let is_used = |path: &str| {
            let year = year_of_path(path);
            year.is_none_or(|year| years.contains(&year))
        };
        for (path, sum) in self.lock().iter().filter(|(path, _)| is_used(path)) {
            all.push_str(&format!("{sum}  {path}\n"));
        }
        let editions = plan.editions.iter().map(Edition::name);
        let built = plan
            .built
            .map(|moment| moment.and_utc().timestamp().to_string());
        let outputs = [plan.outputs.to_string()];
        let asked = plan
            .codes
            .iter()
            .cloned()
            .chain(editions)
            .chain(built)
            .chain(outputs);
        all.extend(asked.map(|word| format!("{word}\n")));
        Digest::of(all.as_bytes())
    }

    /// Reads the files of a year that have not been read yet, because they belong to other parts.
    fn read_year(&self, year: u16) {
        let folder = format!("{DATA}/{year}");
        for name in self.files.list(&folder).unwrap_or_default() {
            let path = format!("{folder}/{name}");
            if name.ends_with(".toml") {
                self.read_unknown(&path);
            }
        }
    }

    /// Reads a file unless it was read before.
    fn read_unknown(&self, path: &str) {
        let is_known = self.lock().contains_key(path);
        if !is_known {
            // A file that cannot be read is an error in the part that it belongs to.
            let _ = self.read(path);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Digest>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for InputRecorder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let bytes = self.files.read(path)?;
        self.lock().insert(path.to_owned(), Digest::of(&bytes));
        Ok(bytes)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.files.list(folder)
    }

    fn shown(&self, path: &str) -> String {
        self.files.shown(path)
    }
}
