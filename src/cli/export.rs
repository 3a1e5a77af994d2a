//! `factsheet export`: the figures of the years as a spreadsheet.

use std::path::{Path, PathBuf};

use super::arguments::ExportOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::status::Status;
use crate::batch::{Folder, write_file};
use crate::diagnostic::{Code, Diagnostic, UsageError, counted as count};
use crate::project::{Project, Reader};
use crate::spreadsheet::{YearOfFigures, csv, of_list, xlsx, year_of_figures};

/// The kind of file to write.
enum Format {
    Workbook,
    Text,
}

/// Writes the figures of one year or of all.
pub(super) fn run(
    folder: &Folder,
    options: &ExportOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let format = match format(options) {
        Ok(format) => format,
        Err(usage) => {
            messages.usage(&usage);
            return Status::Usage;
        }
    };
    let mut reader = Reader::new(folder);
    let project = Project::read(&mut reader);
    let years = match years(&mut reader, options) {
        Ok(years) => years,
        Err(usage) => {
            messages.report(&reader.report, &reader.sources);
            messages.usage(&usage);
            return Status::Usage;
        }
    };
    let files = project.and_then(|project| {
        let figures = years.iter();
        let figures: Vec<YearOfFigures> = figures
            .map(|year| year_of_figures(&mut reader, &project, *year))
            .collect();
        if reader.report.has_errors() {
            return None;
        }
        let made = match format {
            Format::Text => Ok(texts(&project, &figures, &options.file)),
            Format::Workbook => {
                xlsx(&project, &figures).map(|bytes| vec![(options.file.clone(), bytes)])
            }
        };
        let problem = |problem: String| {
            let file = options.file.display().to_string();
            let message = format!("these figures cannot be a workbook: {problem}");
            Diagnostic::file_error(Code::WrongValue, file, message)
        };
        made.map_err(|p| reader.report.push(problem(p))).ok()
    });
    messages.report(&reader.report, &reader.sources);
    let Some(mut files) = files else {
        messages.closing(&reader.report, &reader.sources, "; nothing was written");
        return Status::from_report(&reader.report);
    };
    if interrupt.is_raised() {
        return messages.interrupted("nothing was written");
    }
    // A file that is there already is refused before any is written.
    files.sort_by_key(|(path, _)| path.symlink_metadata().is_err());
    for (path, bytes) in &files {
        if let Err(problem) = write_file(path, bytes, options.force) {
            return messages.file(&problem);
        }
    }
    let listed: Vec<String> = years.iter().map(u16::to_string).collect();
    let (years, listed) = (count(years.len(), "year"), listed.join(", "));
    let file = options.file.display();
    messages.result(&format!("figures of {years} in {file}: {listed}"));
    files.sort();
    for (path, _) in files.iter().filter(|(path, _)| *path != options.file) {
        messages.result(&format!("rows of a list in {}", path.display()));
    }
    Status::Done
}

/// The figures as `figures.csv`, and each list as `figures.trades.csv`.
fn texts(project: &Project, years: &[YearOfFigures], path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = vec![(path.to_owned(), csv(project, years))];
    for (id, list) in project.dictionary.lists() {
        let rows = of_list(project, years, id);
        let path = path.with_extension(format!("{}.csv", list.id));
        files.push((path, csv(project, &rows)));
    }
    files
}

/// The kind of file, by how its name ends.
fn format(options: &ExportOptions) -> Result<Format, UsageError> {
    let ending = options.file.extension().unwrap_or_default();
    match ending.to_string_lossy().to_lowercase().as_str() {
        "xlsx" => Ok(Format::Workbook),
        "csv" => Ok(Format::Text),
        _ => Err(UsageError {
            message: format!("{} does not end in .xlsx or .csv", options.file.display()),
            help: "name the file as in figures.xlsx".to_owned(),
        }),
    }
}

/// The selected years, oldest first. A year without figures gives an empty form.
fn years(reader: &mut Reader<'_>, options: &ExportOptions) -> Result<Vec<u16>, UsageError> {
    let years = match options.year {
        Some(year) => vec![year],
        None => Project::years(reader),
    };
    if years.is_empty() {
        return Err(UsageError {
            message: "there are no figures of any year".to_owned(),
            help: "name the year of a form to fill in, as in --year 2023".to_owned(),
        });
    }
    Ok(years)
}
