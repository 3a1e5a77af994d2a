//! The samples that the sheets of a project need: of which years, and whether with the days of their figures.
//!
//! A text can print and compare figures of earlier years. Samples of the newest year alone would leave these without a
//! number, so the names in the texts and formulas are followed to their years.

use std::collections::BTreeSet;

use super::editions;
use super::select::Selection;
use crate::copy::{DataText, Name};
use crate::diagnostic::Span;
use crate::edition::Edition;
use crate::project::{Area, Project, Reader, Stylesheet, Values, When};

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
        When::Year(year) => {
            needs.years.insert(year);
        }
    };
    for (_, _, formula) in project.dictionary.computed() {
        formula.inputs.iter().for_each(|input| add(input.file.when));
    }
    for edition in all_editions(&mut reader, project, year) {
        edition.for_each_name(&mut |name, _| match name {
            Name::Year(when) => add(when),
            name => {
                needs.as_of |= matches!(name, Name::Data(DataText::AsOf(_)));
                name.file().into_iter().for_each(|(file, _)| add(file.when));
            }
        });
        edition.for_each_list(&mut |list, _| add(list.file.when));
    }
    if names_previous {
        let before = Project::year_before(&mut reader, year);
        needs.years.insert(before.unwrap_or(year.saturating_sub(1)));
    }
    needs.years.remove(&year);
    needs
}

/// All editions of a project, for all of its places.
fn all_editions(reader: &mut Reader<'_>, project: &Project, year: u16) -> Vec<Edition> {
    let nation = project.jurisdictions.nation().into_iter();
    let places = nation.chain(project.jurisdictions.iter());
    let codes: Vec<String> = places.map(|place| place.code.clone()).collect();
    let languages = project.publication.languages.iter();
    let selection = Selection {
        layouts: Stylesheet::names(reader),
        languages: languages.map(|language| language.short.clone()).collect(),
        ..Selection::default()
    };
    let figures = Values::new(project, Area::Nation, year, Span::DETACHED);
    let editions = editions::read(reader, project, &selection, &codes, Some(&figures));
    editions.unwrap_or_default()
}
