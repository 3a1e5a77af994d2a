//! The selection on the command line, checked against the project.

use chrono::NaiveDateTime;

use super::shard::Shard;
use crate::diagnostic::{Code, Diagnostic, UsageError, composed, did_you_mean, hint, question};
use crate::language::Language;
use crate::output::Selected;
use crate::project::{DATA, Level, Project, Reader, Stylesheet, Text};

/// The selection on the command line. Defaults apply to everything that is not given.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The codes of the jurisdictions; empty for all that have a data file.
    pub codes: Vec<String>,
    /// `true` if every jurisdiction must have a data file.
    pub all: bool,
    /// The code of the place whose inner places are selected, or `None` for all places.
    pub within: Option<String>,
    /// `true` if the sheet of the nation is not selected.
    pub without_nation: bool,
    /// The year, or `None` for the newest.
    pub year: Option<u16>,
    /// The designs; empty for the default.
    pub layouts: Vec<String>,
    /// The short forms of the languages; empty for the default.
    pub languages: Vec<String>,
    /// `true` if drafts and samples are errors.
    pub final_only: bool,
    /// `true` if warnings are errors.
    pub deny_warnings: bool,
    /// `true` if the sheets are for a print shop, with trim marks.
    pub print_marks: bool,
    /// The outputs that are made of each sheet.
    pub outputs: Selected,
    /// The part of the sheets to make, or `None` for all.
    pub shard: Option<Shard>,
    /// The creation time of sheets whose figures have no date.
    pub built: Option<NaiveDateTime>,
}

impl Selection {
    /// Returns `true` if all jurisdictions with figures are selected.
    #[must_use]
    pub fn covers_all_jurisdictions(&self) -> bool {
        self.codes.is_empty() && self.within.is_none()
    }
}

/// The selected languages.
pub(super) fn languages(
    project: &Project,
    selection: &Selection,
) -> Result<Vec<Language>, UsageError> {
    let publication = &project.publication;
    if selection.languages.is_empty() {
        return Ok(vec![publication.default_language().clone()]);
    }
    let known: Vec<&str> = publication
        .languages
        .iter()
        .map(|l| l.short.as_str())
        .collect();
    let find = |name: &String| {
        let is_it = |language: &&Language| language.short == *name || language.tag == *name;
        let found = publication.languages.iter().find(is_it).cloned();
        let message = || format!("there is no language `{name}`");
        found.ok_or_else(|| UsageError::new(message(), hint(name, &known)))
    };
    without_repeats(selection.languages.iter().map(find))
}

/// The selected designs for a level. That the default is missing is an error of the publication.
pub(super) fn layouts(
    reader: &mut Reader<'_>,
    project: &Project,
    selection: &Selection,
    level: Level,
) -> Result<Vec<String>, UsageError> {
    let names = Stylesheet::names(reader);
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    if selection.layouts.is_empty() {
        let default = project.publication.layout_of(level);
        return Ok(default_layout(reader, default, &known)
            .into_iter()
            .collect());
    }
    let find = |name: &String| {
        let asked = composed(name);
        if let Some(known) = known.iter().find(|known| composed(known) == asked) {
            return Ok((*known).to_owned());
        }
        let message = format!("there is no layout `{name}`");
        Err(UsageError::new(message, hint(name, &known)))
    };
    without_repeats(selection.layouts.iter().map(find))
}

/// The name of a default design. `None` if there is no such design, which is reported.
fn default_layout(reader: &mut Reader<'_>, default: &Text, known: &[&str]) -> Option<String> {
    if known.contains(&default.text.as_str()) {
        return Some(default.text.clone());
    }
    let path = Stylesheet::path(&default.text);
    let message = format!("there is no design `{}`", default.text);
    let near = did_you_mean(&default.text, known.iter().copied());
    let error = Diagnostic::error(Code::UnknownName, default.span, message)
        .label(format!("{path} is missing"))
        .help(hint(&default.text, known));
    let near = near.map(|near| format!("\"{near}\""));
    reader.report.push(error.maybe_fix(default.span, near));
    None
}

/// Removes duplicates and keeps the first occurrence. Returns the first error.
fn without_repeats<T: PartialEq>(
    items: impl Iterator<Item = Result<T, UsageError>>,
) -> Result<Vec<T>, UsageError> {
    let mut once = Vec::new();
    for item in items {
        let item = item?;
        if !once.contains(&item) {
            once.push(item);
        }
    }
    Ok(once)
}

/// Checks that all codes are known.
///
/// # Errors
///
/// Returns an error that names the first unknown code.
pub fn check_codes(project: &Project, codes: &[String]) -> Result<(), UsageError> {
    let jurisdictions = &project.jurisdictions;
    let Some(code) = codes
        .iter()
        .find(|code| jurisdictions.with_sheet(code).is_none())
    else {
        return Ok(());
    };
    let message = format!("there is no jurisdiction `{code}`");
    Err(UsageError::new(
        message,
        match jurisdictions.suggest(code) {
            Some(near) => question(code, near, &format!("`{near}`")),
            None => "the codes are listed in data/jurisdictions.toml".to_owned(),
        },
    ))
}

/// The selected year, or the newest. A project without any figures is an error of the project.
pub(super) fn year(
    reader: &mut Reader<'_>,
    selection: &Selection,
) -> Result<Option<u16>, UsageError> {
    let years = Project::years(reader);
    let wanted = selection.year.or(years.last().copied());
    let is_refused = |year| reader.is_refused(&format!("{DATA}/{year}"));
    if reader.is_refused(DATA) || wanted.is_some_and(is_refused) {
        // The error has already been reported, and it is unknown whether there are figures.
        return Ok(None);
    }
    match (selection.year, years.last()) {
        (Some(year), _) if years.contains(&year) => Ok(Some(year)),
        (Some(year), Some(_)) => {
            let listed: Vec<String> = years.iter().map(u16::to_string).collect();
            let listed = format!("there are figures for {}", listed.join(", "));
            Err(UsageError::new(
                format!("there are no figures for {year}"),
                listed,
            ))
        }
        (None, Some(newest)) => Ok(Some(*newest)),
        (_, None) => {
            let folder = reader.files().shown(DATA);
            reader.report.push(
                Diagnostic::file_error(
                    Code::MissingFile,
                    folder,
                    "there are no figures of any year",
                )
                .help("put them in a folder named like the year, such as data/2023"),
            );
            Ok(None)
        }
    }
}
