//! A row of figures beside the file they belong to: what the file will say, and what of it is different.

use super::reading::Reading;
use super::rows::Row;
use super::{Change, Changed};
use crate::diagnostic::{Diagnostic, Span};
use crate::project::values::{self, Edit, edit};
use crate::project::{DATA, Project, Reader, Values};

/// The figures of a jurisdiction or of the nation, as they will be.
pub(super) struct Target {
    pub code: Option<String>,
    /// What the file will say. Cells that are wrong say nothing.
    pub values: Values,
    /// Where whose figures these are is said.
    pub span: Span,
    is_new: bool,
    changes: Vec<Change>,
}

/// Whether there is a file of a year's figures.
pub(super) fn is_on_disk(reader: &mut Reader<'_>, year: u16, code: Option<&str>) -> bool {
    let names = reader.list(&format!("{DATA}/{year}"));
    names.contains(&values::file_name(code))
}

/// A year's figures as they are; none when there is no file.
pub(super) fn on_disk(
    reader: &mut Reader<'_>,
    project: &Project,
    year: u16,
    code: Option<&str>,
) -> Option<Values> {
    if !is_on_disk(reader, year, code) {
        return None;
    }
    match code {
        Some(code) => Values::read_state(reader, project, year, code),
        None => Values::read_national(reader, project, year),
    }
}

/// A jurisdiction or the nation, for people.
pub(super) fn whose(project: &Project, code: Option<&str>) -> String {
    let language = project.publication.default_language();
    let place = code.and_then(|code| project.jurisdictions.get(code));
    place
        .map_or("the nation", |place| place.name.words(language))
        .to_owned()
}

impl Target {
    /// Reads a row. None when there is nothing in it, or the file it belongs to cannot be read.
    pub fn read(reader: &mut Reader<'_>, project: &Project, row: &Row<'_>) -> Option<Self> {
        let code = row.code.as_deref();
        let is_new = !is_on_disk(reader, row.year, code);
        let old = match is_new {
            true => None,
            false => Some(on_disk(reader, project, row.year, code)?),
        };
        if row.is_blank() {
            if !is_new {
                let message = format!(
                    "this row is blank; {} is left as it is",
                    values::path(row.year, code)
                );
                let note = Diagnostic::error("blank", row.span, message).note();
                reader.report.push(note);
            }
            return None;
        }
        let mut reading = Reading::new(project, row, old, &mut reader.report);
        reading.fields();
        reading.check();
        Some(Self {
            code: row.code.clone(),
            span: row.span,
            is_new,
            values: reading.values,
            changes: reading.changes,
        })
    }

    /// Whether the file will be another.
    pub fn is_changed(&self) -> bool {
        self.is_new || !self.changes.is_empty()
    }

    /// The file as it will be. None when it cannot be written, which is an error.
    pub fn write(self, reader: &mut Reader<'_>, project: &Project) -> Option<Changed> {
        let (year, code) = (self.values.year, self.code.as_deref());
        let path = values::path(year, code);
        let old = match self.is_new {
            true => values::head_of_new(year, code, &whose(project, code)),
            // It has been read already, as text.
            false => String::from_utf8(reader.files().read(&path).ok()?).ok()?,
        };
        let edits: Vec<Edit> = self.changes.iter().map(|c| c.edit.clone()).collect();
        match edit(&path, &old, &edits) {
            Ok(text) => Some(Changed {
                year,
                code: self.code,
                is_new: self.is_new,
                text,
                changes: self.changes,
            }),
            Err(error) => {
                reader.report.push(error);
                None
            }
        }
    }
}
