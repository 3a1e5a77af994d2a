//! `factsheet diff`: the differences between two years, or two folders.

use std::collections::BTreeMap;
use std::path::Path;

use super::arguments::{DiffFormat, DiffOptions};
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::status::Status;
use crate::batch::{Folder, check_codes};
use crate::diagnostic::{UsageError, visible_json, visible_lines};
use crate::diff::{FigureSet, Side, compare, csv, json, markdown, table};
use crate::project::{Project, Reader, Values};

/// Compares two sets of figures. As with the other program of that name, the status is 0 when they are the
/// same, 1 when they are different, and more when they cannot be compared.
pub(super) fn run(
    folder: &Folder,
    options: &DiffOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let place = |word| place(folder, word, messages);
    let (old, new) = match (place(&options.old), place(&options.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(status), _) | (_, Err(status)) => return status,
    };
    let (old, new) = match (read(&old, options, messages), read(&new, options, messages)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(one), Err(other)) => return one.max(other),
        (Err(status), _) | (_, Err(status)) => return status,
    };
    if interrupt.is_raised() {
        return messages.interrupted("nothing was compared");
    }
    if let Err(usage) = check(&old, &new, options) {
        messages.usage(&usage);
        return Status::Usage;
    }
    let comparison = compare(&old, &new);
    let text = match options.format {
        DiffFormat::Table => visible_lines(&table(&comparison)).into_owned(),
        DiffFormat::Csv => csv(&comparison),
        DiffFormat::Markdown => visible_lines(&markdown(&comparison)).into_owned(),
        DiffFormat::Json => visible_json(&json(&comparison)).into_owned(),
    };
    let compared = match comparison.is_same() {
        true => Status::Done,
        false => Status::Errors,
    };
    messages.output(&text);
    compared
}

/// Checks that each selected code is known and has figures.
fn check(old: &FigureSet, new: &FigureSet, options: &DiffOptions) -> Result<(), UsageError> {
    for code in &options.codes {
        let is_there = |side: &FigureSet| side.files.contains_key(&Some(code.clone()));
        if !is_there(old) && !is_there(new) {
            check_codes(&new.project, std::slice::from_ref(code))?;
            return Err(UsageError {
                message: format!(
                    "neither {} nor {} has figures of {code}",
                    old.side.name, new.side.name
                ),
                help: "name another place, or leave it out".to_owned(),
            });
        }
    }
    Ok(())
}

/// The figures of one year.
struct Place {
    folder: Folder,
    side: Side,
}

/// Finds the figures for an argument: a year of the project, or a folder with the files of one year.
fn place(folder: &Folder, word: &str, messages: &Messages) -> Result<Place, Status> {
    let reader = &mut Reader::new(folder);
    let years = Project::years(reader);
    if reader.report.machine_failed() {
        messages.report(&reader.report, &reader.sources);
        return Err(Status::Machine);
    }
    let year = word.parse().ok().filter(|year| years.contains(year));
    let (folder, year) = match (year, Path::new(word)) {
        (Some(year), _) => (folder.clone(), year),
        (None, path) if path.is_dir() => {
            let found = folder.of_year(path);
            found.map_err(|problem| messages.file(&problem))?
        }
        (None, _) => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            messages.usage(&UsageError {
                message: format!("there are no figures for {word}, and no such folder"),
                help: match years.as_slice() {
                    [] => "name two folders, such as old/data/2023".to_owned(),
                    years => format!("there are figures for {}", years.join(", ")),
                },
            });
            return Err(Status::Usage);
        }
    };
    Ok(Place {
        folder,
        side: Side {
            year,
            name: word.to_owned(),
        },
    })
}

/// Reads the figures of a place.
fn read(place: &Place, options: &DiffOptions, messages: &Messages) -> Result<FigureSet, Status> {
    let Place { folder, side } = place;
    let mut reader = Reader::new(folder);
    let project = Project::read(&mut reader);
    let mut files = BTreeMap::new();
    if let Some(project) = &project {
        let codes = Project::codes_with_data(&mut reader, side.year).into_iter();
        let codes = codes.filter(|code| options.codes.is_empty() || options.codes.contains(code));
        let nation = options.codes.is_empty().then_some(None);
        for code in nation.into_iter().chain(codes.map(Some)) {
            let values = Values::as_they_are(&mut reader, project, side.year, code.as_deref());
            files.extend(values.map(|values| (code, values)));
        }
    }
    messages.report(&reader.report, &reader.sources);
    match project.filter(|_| !reader.report.has_errors()) {
        Some(project) => Ok(FigureSet {
            project,
            side: side.clone(),
            files,
        }),
        None => {
            messages.closing(&reader.report, &reader.sources, "; nothing was compared");
            // 1 would say that they are different.
            Err(match reader.report.machine_failed() {
                true => Status::Machine,
                false => Status::Usage,
            })
        }
    }
}
