//! Detects figures that are probably in the file of another jurisdiction.

use super::plan::Plan;
use crate::diagnostic::{Code, Diagnostic};
use crate::project::{Files, values};
use crate::proofread::{Fingerprint, copied, swapped};

/// Warnings about jurisdictions that seem to have each other's figures, each with the two codes it is about.
pub(super) fn mixed_up<'t>(
    plan: &'t Plan,
    fingerprints: &'t [Fingerprint],
    files: &'t dyn Files,
) -> impl Iterator<Item = ([&'t str; 2], Diagnostic)> {
    let (project, year) = (&plan.project, plan.year);
    // Swapped files are detected only by comparison with the previous year.
    let before = plan
        .previous
        .as_ref()
        .map_or(year, |previous| previous.year);
    let name = |fingerprint: &Fingerprint| project.whose(Some(&fingerprint.code)).to_owned();
    let path =
        move |fingerprint: &Fingerprint| files.shown(&values::path(year, Some(&fingerprint.code)));
    let warning = move |kind, fingerprint: &Fingerprint, message: String, help: String| {
        let warning = Diagnostic::file_error(kind, path(fingerprint), message).warning();
        warning.help(help)
    };
    let swapped = swapped(fingerprints).into_iter().map(move |(one, other)| {
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
    let copied = copied(fingerprints).into_iter().map(move |(first, again)| {
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
