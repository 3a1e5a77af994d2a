//! Figures held against those of the year before, and against those of other places.

use std::collections::BTreeSet;

use super::plan::Plan;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::project::{Files, Project, Reader, Status, Values, values};
use crate::proofread::{Trail, copied, swapped, unchanged};

/// The newest year before, and which jurisdictions have figures of it.
#[derive(Debug)]
pub(super) struct Before {
    year: u16,
    codes: BTreeSet<String>,
}

impl Before {
    /// The newest year with figures that lies before another.
    pub fn of(reader: &mut Reader<'_>, year: u16) -> Option<Self> {
        let year = Project::year_before(reader, year)?;
        let codes = Project::codes_with_data(reader, year);
        Some(Self { year, codes })
    }

    /// Asks about figures that are still those of this year, unless they are samples, which may be alike. What is
    /// wrong with its own is said when that year is checked. Returns these.
    pub fn ask(
        &self,
        reader: &mut Reader<'_>,
        project: &Project,
        now: &Values,
        code: Option<&str>,
    ) -> Option<Values> {
        let is_there = code.is_none_or(|code| self.codes.contains(code));
        if now.status == Status::Sample || !is_there {
            return None;
        }
        let mut branch = reader.branch();
        let before = Values::read(&mut branch, project, self.year, code)?;
        let asked = unchanged(&project.dictionary, now, &before);
        if !asked.is_empty() {
            reader.join(branch.sources, Report::from_iter(asked));
        }
        Some(before)
    }
}

/// Asks about jurisdictions that seem to have each other's figures: the codes that it is about, and the question.
pub(super) fn ask_whose<'t>(
    plan: &'t Plan,
    trails: &'t [Trail],
    files: &'t dyn Files,
) -> impl Iterator<Item = ([&'t str; 2], Diagnostic)> {
    let (project, year) = (&plan.project, plan.year);
    // Without a year before nothing is swapped.
    let before = plan.before.as_ref().map_or(year, |before| before.year);
    let name = |trail: &Trail| project.whose(Some(&trail.code)).to_owned();
    let path = move |trail: &Trail| files.shown(&values::path(year, Some(&trail.code)));
    let warning = move |kind, trail: &Trail, message: String, help: String| {
        let warning = Diagnostic::file_error(kind, path(trail), message).warning();
        warning.help(help)
    };
    let swapped = swapped(trails).into_iter().map(move |(one, other)| {
        let (one_name, other_name) = (name(one), name(other));
        let message = format!("the figures of {one_name} and {other_name} seem to be swapped");
        let other_path = path(other);
        let help = format!(
            "each fits what the other had the year before; compare this file with {other_path}, or \
             see `factsheet diff {before} {year}`"
        );
        let asked = warning(Code::Swapped, one, message, help);
        ([one.code.as_str(), other.code.as_str()], asked)
    });
    let copied = copied(trails).into_iter().map(move |(first, again)| {
        let message = format!(
            "all figures of {} are those of {}",
            name(again),
            name(first)
        );
        let help = format!(
            "look whether this file or {} was copied and not changed",
            path(first)
        );
        let asked = warning(Code::Copied, again, message, help);
        ([first.code.as_str(), again.code.as_str()], asked)
    });
    swapped.chain(copied)
}
