//! `factsheet import`: figures from a spreadsheet into the data files.

use super::arguments::ImportOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::status::Status;
use crate::batch::{Folder, read_file, write_figures};
use crate::diagnostic::{Code, Diagnostic, counted as count};
use crate::project::{Project, Reader, values};
use crate::spreadsheet::{Changed, Imported, Unreadable, Workbook, import, read};

/// Reads a spreadsheet, and writes the changed figures unless they are only to be shown.
pub(super) fn run(
    folder: &Folder,
    options: &ImportOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let file = options.file.display().to_string();
    let bytes = match read_file(&options.file) {
        Ok(bytes) => bytes,
        Err(problem) => return messages.file(&problem),
    };
    let mut reader = Reader::new(folder);
    let workbook = workbook(&file, &bytes, &mut reader);
    // Frees the memory of a large file early.
    drop(bytes);
    let project = Project::read(&mut reader).filter(|_| !reader.report.has_errors());
    let imported = match (&workbook, &project) {
        (Some(workbook), Some(project)) => {
            Some(import(&mut reader, project, workbook, &file, options.year))
        }
        _ => None,
    };
    messages.report(&reader.report, &reader.sources);
    let Some(imported) = imported.filter(|_| !reader.report.has_errors()) else {
        messages.closing(&reader.report, &reader.sources, "; nothing was written");
        return Status::from_report(&reader.report);
    };
    messages.closing(&reader.report, &reader.sources, "");
    if interrupt.is_raised() {
        return messages.interrupted("nothing was written");
    }
    if !options.dry_run
        && let Err(refusal) =
            write_figures(folder, imported.changed.iter().map(|changed| &changed.file))
    {
        return messages.refusal(refusal, &options.file);
    }
    print_summary(&imported, &reader, options, messages);
    Status::Done
}

/// The file as a workbook, or `None` with an error in the report if it cannot be read as one.
fn workbook(file: &str, bytes: &[u8], reader: &mut Reader<'_>) -> Option<Workbook> {
    match read(file, bytes) {
        Ok(workbook) => Some(workbook),
        Err(problem) => {
            reader.report.push(unreadable(file, problem));
            None
        }
    }
}

fn unreadable(file: &str, problem: Unreadable) -> Diagnostic {
    let Unreadable { message, help } = problem;
    Diagnostic::file_error(Code::NotASpreadsheet, file, message).help(help)
}

/// Prints the extent of long tables, the changes file by file, and their number in the last line.
fn print_summary(
    imported: &Imported,
    reader: &Reader<'_>,
    options: &ImportOptions,
    messages: &Messages,
) {
    let changed = &imported.changed;
    for table in &imported.long_tables {
        messages.result(&table.line());
    }
    for Changed { file, lines, .. } in changed {
        let path = values::path(file.year, file.code.as_deref());
        let new = file.old.as_ref().map_or(" (new)", |_| "");
        messages.result(&format!("{}{new}", reader.files().shown(&path)));
        for line in lines.lines() {
            messages.result(&format!("  {line}"));
        }
    }
    let values = changed.iter().map(|file| file.count).sum();
    let is_tried = options.dry_run;
    let said = match (changed.len(), is_tried) {
        (0, _) => "nothing is different".to_owned(),
        (files, true) => format!(
            "{} would be different in {}; nothing was written",
            count(values, "value"),
            count(files, "file")
        ),
        (files, false) => format!(
            "{} changed in {}",
            count(values, "value"),
            count(files, "file")
        ),
    };
    messages.result(&said);
}
