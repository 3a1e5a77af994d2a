//! `factsheet import`: figures from a spreadsheet into the data files.

use super::arguments::ImportOptions;
use super::messages::Messages;
use super::{Status, count, status_of};
use crate::batch::{Folder, read_file, write_figures};
use crate::diagnostic::{Diagnostic, Sources};
use crate::project::{Project, Reader, values};
use crate::spreadsheet::{Change, Changed, Workbook, import, read};

/// Reads a spreadsheet, and writes what is different unless it is only to be shown.
pub(super) fn run(folder: &Folder, options: &ImportOptions, messages: &Messages) -> Status {
    let file = options.file.display().to_string();
    let bytes = match read_file(&options.file) {
        Ok(bytes) => bytes,
        Err(problem) => return messages.file(&problem),
    };
    let mut reader = Reader::new(folder);
    let workbook = workbook(&file, &bytes, &mut reader);
    let project = Project::read(&mut reader).filter(|_| !reader.report.has_errors());
    let changed = match (&workbook, &project) {
        (Some(workbook), Some(project)) => {
            import(&mut reader, project, workbook, &file, options.year)
        }
        _ => Vec::new(),
    };
    messages.report(&reader.report, &reader.sources);
    if reader.report.has_errors() {
        messages.closing(&reader.report, &reader.sources, "; nothing was written");
        return status_of(&reader.report);
    }
    messages.closing(&reader.report, &reader.sources, "");
    if !options.dry_run
        && let Err(failure) = write_figures(folder, &changed)
    {
        messages.machine(&failure);
        return Status::Machine;
    }
    tell(&changed, &reader, options, messages);
    Status::Done
}

/// The file as a workbook. None when it is none that can be read, which is an error.
fn workbook(file: &str, bytes: &[u8], reader: &mut Reader<'_>) -> Option<Workbook> {
    // A library that gives up on a damaged file says so on its own; one message is enough.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let workbook = read(file, bytes);
    std::panic::set_hook(hook);
    workbook
        .map_err(|problem| {
            let error = Diagnostic::file_error("not-a-spreadsheet", file, problem.message);
            reader.report.push(error.help(problem.help));
        })
        .ok()
}

/// Says what is different, file by file, and in the last line how much.
fn tell(changed: &[Changed], reader: &Reader<'_>, options: &ImportOptions, messages: &Messages) {
    for file in changed {
        let path = values::path(file.year, file.code.as_deref());
        let new = if file.is_new { " (new)" } else { "" };
        messages.result(&format!("{}{new}", reader.files().shown(&path)));
        for change in &file.changes {
            messages.result(&format!("  {}", line(change, &reader.sources)));
        }
    }
    let values = changed.iter().map(|file| file.changes.len()).sum();
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

/// `missing.total: 211 → 212 (2023!H5)`.
fn line(change: &Change, sources: &Sources) -> String {
    let shown = |value: &Option<String>| match value {
        Some(value) => value.replace('\n', " "),
        None => "nothing".to_owned(),
    };
    let cell = sources.cell(change.place).unwrap_or_default();
    let (old, new) = (shown(&change.old), shown(&change.new));
    format!("{}: {old} → {new} ({cell})", change.path)
}
