//! Samples as files.

use std::fmt::Write;

use super::{Given, MARK, STATUS};
use crate::project::Project;
use crate::project::values::{SAMPLE_SOURCE, head_of_new};

/// A file with the figures that are given, by their places in the dictionary. `whose` is for people.
pub(super) fn file(
    project: &Project,
    year: u16,
    code: Option<&str>,
    whose: &str,
    case: Option<&str>,
    given: &[Given],
) -> String {
    let mut text = format!("{MARK} of {whose} for {year}. None of them is real.\n");
    if let Some(case) = case {
        // Writing to a text cannot fail, here and below.
        let _ = writeln!(text, "# A hard case: {case}.");
    }
    text.push_str(&head_of_new(year, code));
    let _ = writeln!(text, "{STATUS}\nsource       = \"{SAMPLE_SOURCE}\"");
    for (group, figures) in groups(project, given) {
        if !group.is_empty() {
            let _ = write!(text, "\n[{group}]\n");
        }
        for (name, value) in figures {
            let _ = writeln!(text, "{name} = {value}");
        }
    }
    text
}

/// The groups of figures in the order of the dictionary, those without a group first: what follows a
/// table's name belongs to it.
fn groups<'p>(project: &'p Project, given: &[Given]) -> Vec<(&'p str, Vec<(&'p str, String)>)> {
    let mut groups = vec![("", Vec::new())];
    for (id, figure) in project.dictionary.iter() {
        let Some(amount) = given[id.0] else { continue };
        let value = amount.to_string();
        let (group, name) = figure.group_and_name();
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, figures)) => figures.push((name, value)),
            None => groups.push((group, vec![(name, value)])),
        }
    }
    groups
}
