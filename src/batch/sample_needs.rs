//! The samples that the sheets of a project need: of which years, and whether with the days of their figures.
//!
//! A text can print and compare figures of earlier years. Samples of the newest year alone would leave these without a
//! number, so the names in the texts and formulas are followed to their years.

use std::collections::BTreeSet;

use crate::copy::{Copy, DataText, Name, Setting};
use crate::project::{Project, Reader, Stylesheet, When};

/// The samples that the sheets of a year need.
#[derive(Debug, Default)]
pub struct SampleNeeds {
    /// The other years that the texts and formulas name.
    pub years: BTreeSet<u16>,
    /// Whether a text prints the day on which figures were taken.
    pub as_of: bool,
}

/// Finds the samples that the sheets of a year need, in all designs and languages. Errors in the texts are left to
/// `check`.
#[must_use]
pub fn sample_needs(reader: &Reader<'_>, project: &Project, year: u16) -> SampleNeeds {
    let mut reader = reader.branch();
    let mut names_previous = false;
    let mut needs = SampleNeeds::default();
    let mut add = |when: When| match when {
        When::Own => {}
        When::Previous => names_previous = true,
        When::Year(named) => {
            needs.years.insert(named);
        }
        When::Ago(before) => needs.years.extend(year.checked_sub(before.into())),
    };
    for (_, _, formula) in project.dictionary.computed() {
        formula.inputs.iter().for_each(|input| add(input.file.when));
    }
    for_each_text(&mut reader, project, &mut |copy| {
        copy.for_each_name(&mut |name, _| match name {
            Name::Year(when) => add(when),
            name => {
                needs.as_of |= matches!(name, Name::Data(DataText::AsOf(_)));
                name.file().into_iter().for_each(|(file, _)| add(file.when));
            }
        });
        copy.for_each_list(&mut |list, _| add(list.file.when));
    });
    if names_previous {
        let before = Project::year_before(&mut reader, year);
        needs.years.insert(before.unwrap_or(year.saturating_sub(1)));
    }
    needs.years.remove(&year);
    needs
}

/// Calls `visit` with the text of each design in each language, as the sheets of each level have it.
fn for_each_text(reader: &mut Reader<'_>, project: &Project, visit: &mut dyn FnMut(&Copy)) {
    let mut folders = vec![None];
    for name in Stylesheet::names(reader) {
        let design = Stylesheet::read(reader, &name);
        folders.extend(design.and_then(|design| design.words).map(Some));
    }
    folders.dedup();
    for level in project.publication.levels.iter() {
        for (language, numerals) in project.languages() {
            let setting = Setting {
                project,
                level,
                language,
                numerals,
            };
            for folder in &folders {
                let copy = Copy::read(reader, setting, folder.as_ref());
                copy.iter().for_each(&mut *visit);
            }
        }
    }
}
