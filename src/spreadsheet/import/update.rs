//! Updates the file of an area from a row of figures.

use super::Change;
use super::figure_row::FigureRow;
use super::reading::{ComputedCell, Reading};
use crate::diagnostic::{Code, Diagnostic, Sources, Span};
use crate::project::dictionary::ListId;
use crate::project::values::{self, Edit, FigureFile, ListEdit, edit};
use crate::project::{FileError, Files, Project, Reader, Values};

/// The update of an area's file.
pub(super) struct FileUpdate {
    pub code: Option<String>,
    /// The new figures, without those of wrong cells.
    pub values: Values,
    /// The source location of the row's code or name.
    pub span: Span,
    /// The cells of computed figures.
    pub computed: Vec<ComputedCell>,
    is_new: bool,
    is_earlier: bool,
    changes: Vec<Change>,
    edits: Vec<Edit>,
    lists: Vec<ListEdit>,
}

impl FileUpdate {
    /// Reads a row. Returns `None` if the row is blank, which is noted, or if its file cannot be read, which is an
    /// error. `is_earlier` says whether a newer year has files.
    pub fn read(
        reader: &mut Reader<'_>,
        project: &Project,
        mut row: FigureRow<'_>,
        is_earlier: bool,
    ) -> Option<Self> {
        let code = row.code.as_deref();
        let is_new = !values::has_file(reader, row.year, code);
        let is_blank = row.is_blank(project);
        if is_blank && row.lists.is_empty() {
            // A row with an unrecognized column may not really be blank.
            if !is_new && row.is_whole {
                let path = values::path(row.year, code);
                let message = format!("this row is blank; {path} is left as it is");
                let note = Diagnostic::error(Code::Blank, row.span, message).note();
                reader.report.push(note.about(path));
            }
            return None;
        }
        if is_blank {
            // There are only the rows of lists. Of a new file, these can be blank as well.
            row.fields.clear();
            let mut records = row.lists.iter().flat_map(|list| &list.rows);
            if is_new && records.all(|record| record.is_blank(project)) {
                return None;
            }
        }
        let old = match is_new {
            true => None,
            false => Some(Values::as_they_are(reader, project, row.year, code)?),
        };
        let mut reading = Reading::new(project, &row, (old, is_earlier), &mut reader.report);
        reading.fields();
        for list in &row.lists {
            reading.list(list);
        }
        reading.check();
        Some(Self {
            code: row.code.clone(),
            span: row.span,
            is_new,
            is_earlier,
            values: reading.values,
            computed: reading.computed,
            changes: reading.changes,
            edits: reading.edits,
            lists: reading.lists,
        })
    }

    /// Whether the file changes.
    pub fn is_changed(&self) -> bool {
        self.is_new || !self.changes.is_empty()
    }

    /// The changes in display form, one per line. `sources` are those of the workbook.
    pub fn lines(&self, sources: &Sources) -> Box<str> {
        let lines = self
            .changes
            .iter()
            .map(|change| change.line(sources) + "\n");
        lines.collect::<String>().into()
    }

    /// The number of changed values.
    pub fn count(&self) -> usize {
        self.changes.len()
    }

    /// The new file, or `None` if the old one cannot be read or edited, which is an error.
    pub fn write(&self, reader: &mut Reader<'_>, project: &Project) -> Option<FigureFile> {
        let (year, code) = (self.values.year, self.code.as_deref());
        let path = values::path(year, code);
        let old = match self.is_new {
            true => None,
            false => Some(reader.raw(&path)?),
        };
        let begun = || values::begin(project, year, code);
        let text = old.clone().unwrap_or_else(begun);
        let text = match edit(&path, &text, &self.edits, &self.lists) {
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

    /// Reads the new text back. Returns `None` if it does not yield the row's figures, because the file was changed in
    /// the meantime.
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
        let is_same = |values: &Values| {
            let mut lists = project.dictionary.lists();
            let are_rows_same =
                lists.all(|(id, _)| has_same_rows(project, id, values, &self.values));
            let mut figures = project.dictionary.given();
            are_rows_same
                && figures.all(|(id, figure)| {
                    let [read, own] = [values, &self.values].map(|values| values.get(id));
                    read.map(|entry| entry.to_plain(figure.kind))
                        == own.map(|entry| entry.to_plain(figure.kind))
                })
        };
        // Values still to be filled in are not errors here, nor are figures that a file of an earlier year may lack.
        let report = again.report.without(Code::ToFillIn);
        let report = match self.is_earlier {
            true => report.without(Code::MissingFigure),
            false => report,
        };
        let is_sound = !report.has_errors();
        if is_sound && read.as_ref().is_some_and(is_same) {
            return Some(());
        }
        let message = format!("{path} would not have the figures of this row");
        reader.report.push(
            Diagnostic::error(Code::WrongFile, self.span, message)
                .help("check that file with `factsheet check`, and import again"),
        );
        None
    }
}

/// Whether two files have the same values in the rows of a list.
fn has_same_rows(project: &Project, list: ListId, one: &Values, other: &Values) -> bool {
    let rows = |values: &Values| {
        let rows = values.rows(list).unwrap_or_default().iter();
        let fields = || project.dictionary.fields(list);
        let plain = rows
            .flat_map(|row| fields().map(|(id, field)| Some(row.get(id)?.to_plain(field.kind))));
        plain.collect::<Vec<_>>()
    };
    rows(one) == rows(other)
}

/// A project's files with a different text for one of them.
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
