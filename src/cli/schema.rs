//! `factsheet schema`: JSON Schemas of the project's files, for editors.

use super::arguments::SchemaOptions;
use super::messages::Messages;
use super::paths::display_folder;
use super::status::Status;
use crate::batch::release::Refusal;
use crate::batch::{Folder, write_schemas};
use crate::diagnostic::{Code, Diagnostic, counted as count};
use crate::project::{Project, Reader, Stylesheet};
use crate::schema::schemas;

/// Writes the schemas of all kinds of files.
pub(super) fn run(folder: &Folder, options: &SchemaOptions, messages: &Messages) -> Status {
    let mut reader = Reader::new(folder);
    let project = Project::read(&mut reader);
    let designs = Stylesheet::names(&mut reader);
    let out = options.out.clone().unwrap_or_else(|| folder.schemas());
    if let Some(project) = project.filter(|_| !reader.report.has_errors()) {
        let files = schemas(&project, &designs);
        match write_schemas(&out, &files) {
            Ok(()) => {
                let schemas = count(files.len(), "schema");
                messages.result(&format!("{schemas} in {}", display_folder(&out)));
                return Status::Done;
            }
            Err(Refusal::ForeignFiles(paths)) => reader.report.extend(paths.iter().map(|path| {
                let message = "this file is no schema of factsheet, and is not written over";
                Diagnostic::file_error(Code::NotASchema, path.display().to_string(), message)
                    .help("move it away, or name another folder with --out")
            })),
            Err(refusal) => return messages.refusal(refusal, &out),
        }
    }
    messages.report(&reader.report, &reader.sources);
    messages.closing(&reader.report, &reader.sources, "; nothing was written");
    Status::from_report(&reader.report)
}
