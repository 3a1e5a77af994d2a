//! The files that the sheets of a batch need, by the names in their texts.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::edition::Edition;
use crate::project::{Needs, Project, When};

/// The figures that the sheets need from the files around their own.
pub(super) fn needs(project: &Project, editions: &[Edition], years: &[u16], year: u16) -> Needs {
    let mut needs = Needs::new(years);
    for level in project.publication.levels.iter() {
        needs.add_file(&project.dictionary, level, year);
    }
    for edition in editions {
        edition.for_each_name(&mut |name, _| {
            if let Some((file, figure)) = name.file() {
                needs.add(&project.dictionary, (edition.level, year), file, figure);
            }
        });
        edition.for_each_standing(&mut |level, figure| {
            needs.add_all_places(&project.dictionary, (level, year), figure);
        });
        edition.for_each_list(&mut |list, _| {
            needs.add(&project.dictionary, (edition.level, year), list.file, None);
        });
    }
    needs
}

/// The errors of names and formulas with a year of which there are no files.
pub(super) fn unknown_years(
    project: &Project,
    editions: &[Edition],
    years: &[u16],
) -> Vec<Diagnostic> {
    let mut found: BTreeMap<Span, u16> = BTreeMap::new();
    let mut check = |when: When, span: Span| match when {
        When::Year(year) if !years.contains(&year) => found.insert(span, year),
        _ => None,
    };
    for (_, _, formula) in project.dictionary.computed() {
        for input in &formula.inputs {
            check(input.file.when, formula.span);
        }
    }
    for edition in editions {
        edition.for_each_name(&mut |name, span| {
            if let Some((file, _)) = name.file() {
                check(file.when, span);
            }
        });
        edition.for_each_list(&mut |list, span| {
            check(list.file.when, span);
        });
    }
    let listed: Vec<String> = years.iter().map(|year| format!("y{year}")).collect();
    let errors = found.into_iter().map(|(span, year)| {
        let message = format!("there are no figures of any place for {year}");
        Diagnostic::error(Code::UnknownName, span, message)
            .label(format!("data/{year} is missing"))
            .help(format!("write a year with figures: {}", listed.join(", ")))
    });
    errors.collect()
}
