//! `factsheet merge`: joins the parts of a release.

use super::arguments::MergeOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::display_folder;
use super::release::{counted_by_output, print_summary};
use super::status::Status;
use crate::batch::release::{Merge, MergeProblem};

/// Joins parts. It is the same afterward as if all had been made in one run.
pub(super) fn run(options: &MergeOptions, messages: &Messages, interrupt: &Interrupt) -> Status {
    let merged = Merge::read(&options.parts).and_then(|merge| {
        let year = merge.head.year;
        let what = counted_by_output(&merge.entries);
        let should_continue = || !interrupt.is_raised();
        let published =
            merge.publish(&options.target.out, options.target.force, &should_continue)?;
        Ok(published.map(|published| (year, what, published)))
    });
    match merged {
        Ok(Some((year, what, (changes, published)))) => {
            let made = format!(
                "Joined {what} for {year} in {}",
                display_folder(&options.target.out)
            );
            print_summary(&made, &options.target.out, &changes, &published, messages);
            match interrupt.is_raised() {
                true => messages.interrupted("everything was written"),
                false => Status::Done,
            }
        }
        Ok(None) => messages.interrupted("nothing was written"),
        Err(MergeProblem::Refused(refusal)) => messages.refusal(refusal, &options.target.out),
        Err(MergeProblem::Parts(problems)) => messages.problems(problems),
    }
}
