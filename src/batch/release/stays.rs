//! The contents of a release that is published again: the files of this run, and the earlier files that remain.
//!
//! Each output has its own rule ([`Output::judge`]). A few rules apply to all: a file that has changed since it was
//! made is no longer ours, files of another release are removed, and a part of a release contains only the files of
//! its own run.

use std::collections::BTreeSet;

use super::contents::{Contents, Published, Refusal};
use super::folder::{FileState, Release};
use super::manifest::Manifest;
use crate::batch::write_error::WriteError;
use crate::output::{Conflict, Fate, OUTPUTS, Output, Record, Run};

impl Release {
    /// Combines the manifest of the new release and decides the fate of the existing files.
    pub(super) fn combine(&self, contents: Contents) -> Result<(Manifest, Published), Refusal> {
        let mut published = Published::default();
        let mut settled = Vec::new();
        let before = self.old.as_ref().map_or(&[][..], |old| &old.entries);
        for output in OUTPUTS {
            let run = Run {
                year: self.head.year,
                covers_editions: contents.covers_editions,
                made: &contents.entries,
                settled: &settled,
                before,
            };
            for conflict in output.conflicts(&run) {
                match conflict {
                    Conflict::Refused(file) => {
                        return Err(Refusal::OtherSheets(self.out.join(file)));
                    }
                    Conflict::OlderSheet(file) => published.older_sheets.insert(file),
                };
            }
            let own = self.own_entries(output, &run, &mut published)?;
            settled.extend(own);
        }
        let mut head = self.head.clone();
        head.part = contents.part;
        let entries = settled;
        Ok((Manifest { head, entries }, published))
    }

    /// The entries of an output by file name: those made in this run, and the earlier ones that stay.
    fn own_entries(
        &self,
        output: &dyn Output,
        run: &Run<'_>,
        published: &mut Published,
    ) -> Result<Vec<Record>, WriteError> {
        let is_own = |entry: &&Record| entry.list() == output.list();
        let mut entries: Vec<Record> = run.made.iter().filter(is_own).cloned().collect();
        let made: BTreeSet<&str> = run.made.iter().map(|entry| entry.facts().file).collect();
        let is_replaced = self.head.part.is_some() || self.is_other();
        let judge = output.judge(run);
        for entry in run.before.iter().filter(is_own) {
            let name = entry.facts().file.to_owned();
            if made.contains(name.as_str()) {
                continue;
            }
            match (self.state_of(&name)?, judge(&**entry)) {
                (FileState::Absent, _) => {}
                (FileState::Foreign, _) => published.changed_by_others.push(name),
                (FileState::Ours, Fate::Goes) => published.removed.push(name),
                (FileState::Ours, _) if is_replaced => published.removed.push(name),
                (FileState::Ours, Fate::Outdated(why)) => {
                    published.outdated.entry(why).or_default().push(name);
                }
                (FileState::Ours, Fate::Stays) => entries.push(entry.clone()),
            }
        }
        entries.sort_by(|one, other| one.facts().file.cmp(other.facts().file));
        Ok(entries)
    }

    /// Returns `true` if a different release was published here before.
    fn is_other(&self) -> bool {
        let is_same = |old: &Manifest| old.head.is_same_release(&self.head);
        !self.old.as_ref().is_some_and(is_same)
    }
}
