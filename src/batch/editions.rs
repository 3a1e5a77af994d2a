//! The editions of a batch: each selected design in each selected language, for each level of the selected places.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::select::{Selection, languages, layouts};
use crate::diagnostic::{Code, Diagnostic, UsageError};
use crate::edition::{Edition, FOR_PRINT_FILE};
use crate::project::{Level, Levels, Project, Reader, Stylesheet, Values};

/// Reads the editions for the places with these codes, in the order of levels. Without national figures no sheet can be
/// filled in, and there are none. Errors in the files go to the reader's report.
///
/// # Errors
///
/// Returns an error if the selection names something that does not exist, or if files of two editions would be named
/// alike.
pub(super) fn read(
    reader: &mut Reader<'_>,
    project: &Project,
    selection: &Selection,
    codes: &[String],
    national: Option<&Values>,
) -> Result<Vec<Edition>, UsageError> {
    let languages = languages(project, selection)?;
    let levels = &project.publication.levels;
    let mut designs: BTreeMap<String, Option<Stylesheet>> = BTreeMap::new();
    let mut editions = Vec::new();
    let mut designed = BTreeSet::new();
    for level in levels_of(project, codes) {
        for layout in layouts(reader, project, selection, level)? {
            let design = designs.entry(layout.clone());
            let design = design.or_insert_with_key(|layout| Stylesheet::read(reader, layout));
            if let Some(stylesheet) = design.as_ref()
                && !is_for_level(stylesheet, level, levels)
            {
                let is_default = selection.layouts.is_empty();
                let wrong = || wrong_default(project, &layout, stylesheet, level);
                reader.report.extend(is_default.then(wrong));
                continue;
            }
            designed.insert(level);
            let Some(national) = national else { continue };
            for language in &languages {
                let design = (layout.as_str(), design.clone());
                let edition = Edition::read(reader, project, design, language, level, national);
                editions.extend(edition.map(|edition| edition.for_print(selection.print_marks)));
            }
        }
    }
    check_designed(project, selection, codes, &designed)?;
    check_names(project, &editions)?;
    Ok(editions)
}

/// Checks that one of the designs on the command line is for each place on it. `designed` are the levels with a design.
fn check_designed(
    project: &Project,
    selection: &Selection,
    codes: &[String],
    designed: &BTreeSet<Level>,
) -> Result<(), UsageError> {
    let is_left_out =
        |code: &&String| codes.contains(code) && !designed.contains(&project.level_of_sheet(code));
    let left_out = selection.codes.iter().find(is_left_out);
    let Some(code) = left_out.filter(|_| !selection.layouts.is_empty()) else {
        return Ok(());
    };
    let level = project.level_of_sheet(code);
    let level = project.publication.levels.name(level);
    let designs = selection.layouts.join(", ");
    let message = format!("{code} is a place of the level `{level}`, and {designs} is not for it");
    let help = format!("leave out --layout, or name a design with \"{level}\" among its `levels`");
    Err(UsageError::new(message, help))
}

/// The levels of the selected places, from the top. That of states if no place has figures.
fn levels_of(project: &Project, codes: &[String]) -> BTreeSet<Level> {
    let levels = codes.iter().map(|code| project.level_of_sheet(code));
    let levels: BTreeSet<Level> = levels.collect();
    match levels.is_empty() {
        true => BTreeSet::from([Level::TOP_PLACES]),
        false => levels,
    }
}

/// Whether a design is for the sheets of a level.
fn is_for_level(stylesheet: &Stylesheet, level: Level, levels: &Levels) -> bool {
    let names = stylesheet.levels.as_ref();
    names.is_none_or(|names| {
        names
            .iter()
            .any(|name| levels.find(&name.text) == Some(level))
    })
}

/// The error of a level with a default design that is for others.
fn wrong_default(
    project: &Project,
    layout: &str,
    stylesheet: &Stylesheet,
    level: Level,
) -> Diagnostic {
    let default = project.publication.layout_of(level).span;
    let level = project.publication.levels.name(level);
    let message = format!("the default design of the level `{level}` is not for it");
    let names = stylesheet.levels.iter().flatten();
    let own: Vec<String> = names.map(|name| format!("\"{}\"", name.text)).collect();
    let path = Stylesheet::path(layout);
    Diagnostic::error(Code::WrongValue, default, message)
        .label(format!("{path} is for {}", own.join(", ")))
        .help(format!(
            "name another design in [layouts], as in {level} = \"…\", or add \"{level}\" to `levels` in the design"
        ))
}

/// The range of the editions for a level. Editions are in the order of levels.
pub(super) fn of_level(editions: &[Edition], level: Level) -> Range<usize> {
    let start = editions.partition_point(|edition| edition.level < level);
    let end = editions.partition_point(|edition| edition.level <= level);
    start..end
}

/// Checks that no two editions write files of the same name, even in different runs. A design `es` or `wide-es` would
/// conflict with the language `es`, and a design `wide.print` with `wide` for a print shop.
fn check_names(project: &Project, editions: &[Edition]) -> Result<(), UsageError> {
    // File names do not contain the first language.
    let languages = project.publication.languages.iter().skip(1);
    let ends: Vec<String> = languages
        .map(|language| format!("-{}", language.short))
        .collect();
    let is_of_language = |name: &str| {
        let name = format!("-{name}");
        ends.iter().any(|end| name.ends_with(end))
    };
    for layout in editions.iter().map(|edition| edition.layout.as_str()) {
        let whose = match layout {
            name if name.ends_with(FOR_PRINT_FILE) => "those for a print shop",
            name if is_of_language(name) => "those in a language",
            _ => continue,
        };
        let message = format!("sheets of the design `{layout}` would be called like {whose}");
        return Err(UsageError::new(message, "give the design another name"));
    }
    Ok(())
}
