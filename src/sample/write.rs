//! The text of sample files.

use std::fmt::Write;

use super::{Given, MARK, STATUS};
use crate::project::values::{SAMPLE_SOURCE, head_of_new};
use crate::project::{Amount, FigureId, Project};

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
            let value = given[id.0].map(|amount| value(project, id, amount, None));
            let _ = writeln!(text, "{name} = {}", value.unwrap_or_default());
        }
    }
    text
}

/// A value as TOML. A text is the label of its figure with the word for samples, in each language; of a field of a list
/// also with the number of the row.
pub(super) fn value(project: &Project, id: FigureId, amount: Amount, row: Option<usize>) -> String {
    if amount != Amount::Text {
        return amount.written(project.dictionary.get(id).kind);
    }
    let label = &project.dictionary.get(id).label;
    let texts = project.publication.languages.iter().map(|language| {
        let (words, _) = language.status_words();
        let number = row.map_or_else(String::new, |row| format!(" {row}"));
        let text = format!("{}{number} ({})", label.words(language), words.sample.0);
        // A string of JSON is one of TOML, too.
        format!("{} = {}", language.short, serde_json::Value::from(text))
    });
    format!("{{ {} }}", texts.collect::<Vec<_>>().join(", "))
}
