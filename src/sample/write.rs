//! The text of sample files.

use std::fmt::Write;

use super::{Given, MARK, STATUS};
use crate::project::values::{SAMPLE_SOURCE, head_of_new};
use crate::project::{Amount, FigureId, Project};

/// The head of a file of samples.
pub(super) struct Head<'a> {
    pub year: u16,
    /// The code of the jurisdiction, or `None` for the nation.
    pub code: Option<&'a str>,
    /// The name of the area for display.
    pub whose: &'a str,
    /// The hard case that the figures are, or `None` for likely figures.
    pub case: Option<&'a str>,
    /// Whether the head has the day on which the figures were taken.
    pub as_of: bool,
}

/// The text of a file with the given figures by their index in the dictionary.
pub(super) fn file(project: &Project, head: &Head<'_>, given: &[Given]) -> String {
    let Head { year, whose, .. } = head;
    let mut text = format!("{MARK} of {whose} for {year}. None of them is real.\n");
    if let Some(case) = head.case {
        // Writing to a string does not fail, here and below.
        let _ = writeln!(text, "# A hard case: {case}.");
    }
    text.push_str(&head_of_new(*year, head.code));
    let _ = writeln!(text, "{STATUS}\nsource       = \"{SAMPLE_SOURCE}\"");
    if head.as_of {
        let _ = writeln!(text, "as_of        = {}-05-01", u32::from(*year) + 1);
    }
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
