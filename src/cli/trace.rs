//! `factsheet trace`: the position of each figure on a sheet, and the source of its number.

use super::arguments::{TraceFormat, TraceOptions};
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::prepare::prepare;
use super::status::Status;
use crate::batch::{Folder, Plan, Selection, read_file};
use crate::diagnostic::{visible_json, visible_lines};
use crate::edition::Rendered;
use crate::output::Sheet;
use crate::pdf::attached;
use crate::project::Reader;
use crate::trace::{Trace, Verdict, compare, json, text, trace};

/// Traces the figures of a sheet, and reports whether a file is that sheet.
pub(super) fn run(
    folder: &Folder,
    options: &TraceOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let file = match options.file.as_deref().map(read_file).transpose() {
        Ok(file) => file,
        Err(problem) => return messages.file(&problem),
    };
    let selection = Selection {
        codes: vec![options.code.clone()],
        year: options.year,
        layouts: options.layout.iter().cloned().collect(),
        languages: options.lang.iter().cloned().collect(),
        print_marks: options.print_marks,
        ..Selection::default()
    };
    let (mut reader, plan) = match prepare(folder, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let made = plan.and_then(|plan| make(&plan, &options.code, &mut reader));
    messages.report(&reader.report, &reader.sources);
    let Some((traced, made)) = made.filter(|_| !reader.report.has_errors()) else {
        messages.closing(&reader.report, &reader.sources, "; nothing was traced");
        return Status::from_report(&reader.report);
    };
    if interrupt.is_raised() {
        return messages.interrupted("nothing was traced");
    }
    let verdict = file.map(|bytes| verdict(options, &bytes, &made));
    let output = match options.format {
        TraceFormat::Text => visible_lines(&text(&traced, verdict.as_ref())).into_owned(),
        TraceFormat::Json => visible_json(&json(&traced, verdict.as_ref())).into_owned(),
    };
    let compared = match verdict.is_none_or(|verdict| verdict.is_same()) {
        true => Status::Done,
        false => Status::Errors,
    };
    messages.output(&output);
    compared
}

/// Makes the sheet and traces its figures. Returns `None` if there are errors.
fn make(plan: &Plan, code: &str, reader: &mut Reader<'_>) -> Option<(Trace, Rendered)> {
    // An unknown code has already been reported.
    plan.codes.iter().find(|known| *known == code)?;
    let (state, _) = plan.figures(reader, code)?;
    let inputs = plan.inputs(code, &state)?;
    let edition = plan.first_edition_of(code)?;
    let made = edition.render(&inputs, &mut edition.tools(), &mut reader.report)?;
    let file = Sheet::file_name(&edition.file_stem(&inputs));
    let traced = trace(file, &made.sheet.pages, &inputs, &reader.sources);
    Some((traced, made))
}

/// Holds a file against the sheet.
fn verdict(options: &TraceOptions, bytes: &[u8], made: &Rendered) -> Verdict {
    let path = options.file.as_ref().map(|path| path.display().to_string());
    compare(path.unwrap_or_default(), bytes, made, attached)
}
