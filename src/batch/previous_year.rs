//! Compares figures with those of the previous year.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::project::{Project, Reader, Status, Values};
use crate::proofread::unchanged;

/// The newest earlier year with figures, and the jurisdictions that have some.
#[derive(Debug)]
pub(super) struct PreviousYear {
    pub year: u16,
    codes: BTreeSet<String>,
}

impl PreviousYear {
    /// The newest year with figures before `year`.
    pub fn find(reader: &mut Reader<'_>, year: u16) -> Option<Self> {
        let year = Project::year_before(reader, year)?;
        let codes = Project::codes_with_data(reader, year);
        Some(Self { year, codes })
    }

    /// Reports figures that are the same as in this year, and returns this year's. `known` are files that have been read.
    /// Samples are not compared: they may be alike. Errors in the earlier files are reported when that year is checked.
    pub fn compare(
        &self,
        reader: &mut Reader<'_>,
        project: &Project,
        now: &Values,
        known: &[Arc<Values>],
    ) -> Option<Arc<Values>> {
        let code = now.area().code();
        let is_there = code.is_none_or(|code| self.codes.contains(code));
        if now.status == Status::Sample || !is_there {
            return None;
        }
        let mut branch = reader.branch();
        let is_before = |file: &&Arc<Values>| file.year == self.year && file.area() == now.area();
        let before = match known.iter().find(is_before) {
            Some(known) => Arc::clone(known),
            None => Arc::new(Values::read(&mut branch, project, self.year, code)?),
        };
        let asked = unchanged(&project.dictionary, now, &before);
        if !asked.is_empty() {
            reader.join(branch.sources, Report::from_iter(asked));
        }
        Some(before)
    }
}
