//! The text of sample files.

use std::fmt::Write;

use super::{Given, MARK, STATUS};
use crate::project::Project;
use crate::project::values::{SAMPLE_SOURCE, head_of_new};

/// The text of a file with the given figures by their index in the dictionary. `whose` is the area's name for display.
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
        // Writing to a string does not fail, here and below.
        let _ = writeln!(text, "# A hard case: {case}.");
    }
    text.push_str(&head_of_new(year, code));
    let _ = writeln!(text, "{STATUS}\nsource       = \"{SAMPLE_SOURCE}\"");
    for (group, figures) in project.dictionary.groups(|id, _| given[id.0].is_some()) {
        if !group.is_empty() {
            let _ = write!(text, "\n[{group}]\n");
        }
        for (id, name) in figures {
            let value = given[id.0].map(|amount| amount.to_string());
            let _ = writeln!(text, "{name} = {}", value.unwrap_or_default());
        }
    }
    text
}
