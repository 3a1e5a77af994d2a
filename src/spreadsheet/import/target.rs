//! A row of figures beside the file they belong to: what the file will say, and what of it is different.

use super::Change;
use super::reading::Reading;
use super::rows::Row;
use crate::diagnostic::{Code, Diagnostic, Sources, Span};
use crate::project::values::{self, Edit, FigureFile, edit};
use crate::project::{FileError, Files, Project, Reader, Values};

/// The figures of a jurisdiction or of the nation, as they will be.
pub(super) struct Target {
    pub code: Option<String>,
    /// What the file will say. Cells that are wrong say nothing.
    pub values: Values,
    /// Where whose figures these are is said.
    pub span: Span,
    is_new: bool,
    changes: Vec<Change>,
    edits: Vec<Edit>,
}

impl Target {
    /// Reads a row. None when there is nothing in it, or the file it belongs to cannot be read.
    pub fn read(reader: &mut Reader<'_>, project: &Project, row: &Row<'_>) -> Option<Self> {
        let code = row.code.as_deref();
        let is_new = !values::has_file(reader, row.year, code);
        if row.is_blank() {
            // Where a column is not known, it may not be blank.
            if !is_new && row.is_whole {
                let path = values::path(row.year, code);
                let message = format!("this row is blank; {path} is left as it is");
                let note = Diagnostic::error(Code::Blank, row.span, message).note();
                reader.report.push(note);
            }
            return None;
        }
        let old = match is_new {
            true => None,
            false => Some(Values::as_they_are(reader, project, row.year, code)?),
        };
        let mut reading = Reading::new(project, row, old, &mut reader.report);
        reading.fields();
        reading.check();
        Some(Self {
            code: row.code.clone(),
            span: row.span,
            is_new,
            values: reading.values,
            changes: reading.changes,
            edits: reading.edits,
        })
    }

    /// Whether the file will be another.
    pub fn is_changed(&self) -> bool {
        self.is_new || !self.changes.is_empty()
    }

    /// What is different, as it is shown. `sources` are those of the workbook.
    pub fn lines(&self, sources: &Sources) -> Box<str> {
        let lines = self
            .changes
            .iter()
            .map(|change| change.line(sources) + "\n");
        lines.collect::<String>().into()
    }

    /// How many values are different.
    pub fn count(&self) -> usize {
        self.changes.len()
    }

    /// The file as it will be. None when it cannot be read again or changed, which is an error.
    pub fn write(&self, reader: &mut Reader<'_>, project: &Project) -> Option<FigureFile> {
        let (year, code) = (self.values.year, self.code.as_deref());
        let path = values::path(year, code);
        let old = match self.is_new {
            true => None,
            false => Some(reader.raw(&path)?),
        };
        let begun = || values::begin(project, year, code);
        let text = old.clone().unwrap_or_else(begun);
        let text = match edit(&path, &text, &self.edits) {
            Ok(text) => text,
            Err(error) => {
                reader.report.push(error);
                return None;
            }
        };
        self.read_back(reader, project, &path, &text)?;
        Some(FigureFile {
            year,
            code: self.code.clone(),
            old,
            text,
        })
    }

    /// Reads what has been written, before anybody else does. None when it does not say what was meant: the
    /// file may have been changed in the meantime.
    fn read_back(
        &self,
        reader: &mut Reader<'_>,
        project: &Project,
        path: &str,
        text: &str,
    ) -> Option<()> {
        let files = Edited {
            files: reader.files(),
            path,
            text,
        };
        let mut again = Reader::new(&files);
        let read = Values::read(&mut again, project, self.values.year, self.code.as_deref());
        let amount =
            |values: &Values, figure| values.get(figure).map(|entry| entry.amount.to_string());
        let is_same = |values: &Values| {
            let mut figures = project.dictionary.iter();
            figures.all(|(figure, _)| amount(values, figure) == amount(&self.values, figure))
        };
        // What has not come yet is still to be filled in.
        let is_sound = !again.report.without(Code::ToFillIn).has_errors();
        if is_sound && read.as_ref().is_some_and(is_same) {
            return Some(());
        }
        let message = format!("{path} would not say what this row says");
        reader.report.push(
            Diagnostic::error(Code::WrongFile, self.span, message)
                .help("look at that file with `factsheet check`, and import again"),
        );
        None
    }
}

/// The files of a project with another text in one of them.
struct Edited<'a> {
    files: &'a dyn Files,
    path: &'a str,
    text: &'a str,
}

impl Files for Edited<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        match path == self.path {
            true => Ok(self.text.as_bytes().to_vec()),
            false => self.files.read(path),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.files.list(folder)
    }
}
