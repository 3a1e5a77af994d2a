//! A row of figures beside the file they belong to: what the file will say, and what of it is different.

use toml_edit::Value;

use super::rows::Row;
use super::{Change, Changed, amount};
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::project::values::{self, Edit, Entry, Key, check_source, check_text, edit};
use crate::project::{
    Amount, DATA, FigureId, Localized, Project, Reader, Scope, Status, Text, Values, is_refused,
    too_long, wrong_character,
};
use crate::spreadsheet::Cell;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::table::{Column, Part};

/// The figures of a jurisdiction or of the nation, as they will be.
pub(super) struct Target {
    pub code: Option<String>,
    /// What the file will say. Cells that are wrong say nothing.
    pub values: Values,
    is_new: bool,
    changes: Vec<Change>,
}

/// A year's figures as they are; none when there is no file.
pub(super) fn on_disk(
    reader: &mut Reader<'_>,
    project: &Project,
    year: u16,
    code: Option<&str>,
) -> Option<Values> {
    let names = reader.list(&format!("{DATA}/{year}"));
    if !names.contains(&values::file_name(code)) {
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
        let scope = code.map_or(Scope::National, |_| Scope::State);
        let names = reader.list(&format!("{DATA}/{}", row.year));
        let is_new = !names.contains(&values::file_name(code));
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
        let mut reading = Reading {
            project,
            row,
            scope,
            is_new,
            values: old.unwrap_or_else(|| Values::new(scope, row.year, row.span)),
            changes: Vec::new(),
            status_span: row.span,
            report: &mut reader.report,
        };
        let before = reading.report.len();
        reading.cells();
        reading.check(before);
        Some(Self {
            code: row.code.clone(),
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

/// A row while it is read.
struct Reading<'r, 'w> {
    project: &'r Project,
    row: &'r Row<'w>,
    scope: Scope,
    is_new: bool,
    values: Values,
    changes: Vec<Change>,
    /// Where the status is said.
    status_span: Span,
    report: &'r mut Report,
}

impl Reading<'_, '_> {
    /// Takes what the cells say: numbers before what is said of them, in the order of the dictionary.
    fn cells(&mut self) {
        let mut cells: Vec<&(Column, Span, Option<&Cell>)> = self.row.cells.iter().collect();
        cells.sort_by_key(|(column, _, _)| {
            let rank = match column {
                Column::Status => 0,
                Column::Source => 1,
                Column::AsOf => 2,
                Column::Number(_) => 3,
                _ => 4,
            };
            (rank, column.figure())
        });
        if self.is_new && !cells.iter().any(|(column, _, _)| *column == Column::Status) {
            self.status(self.row.span, None);
        }
        for (column, span, cell) in cells {
            match column {
                Column::Status => self.status(*span, *cell),
                Column::Source => self.source(*span, *cell),
                Column::AsOf => self.as_of(*span, *cell),
                Column::Number(figure) => self.number(*figure, *span, *cell),
                Column::Part(figure, part) => self.part(*figure, part, *span, *cell),
                Column::Code | Column::Name | Column::Year | Column::Check(_) => {}
            }
        }
    }

    /// What only shows when all of the row is known.
    fn check(&mut self, before: usize) {
        if self.is_new {
            self.check_columns();
        }
        for (figure, _) in self.project.dictionary.iter() {
            let id = &self.project.dictionary.get(figure).id;
            let is_changed = |change: &Change| match &change.edit.key {
                Key::Number(changed) => changed == id,
                Key::Part(changed, path) => changed == id && path[0] == "text",
                Key::Head(_) => false,
            };
            if let Some(entry) = self.values.get(figure)
                && self.changes.iter().any(is_changed)
            {
                check_text(self.project, figure, entry, self.report);
            }
        }
        let source = self.values.source.as_ref();
        let problem = check_source(self.values.status, self.status_span, source);
        self.report.extend(problem.map(|problem| {
            problem.help("write where they come from in the column `source`, or another status")
        }));
        if self.report.len() > before {
            self.values.is_unsound();
        }
    }

    /// A new file has all figures that may not be left out.
    fn check_columns(&mut self) {
        let cells = &self.row.cells;
        let is_missing = |figure: &FigureId| {
            let mut columns = cells.iter().map(|(column, _, _)| column);
            !columns.any(|column| *column == Column::Number(*figure))
        };
        let declared = self.project.dictionary.iter();
        let needed =
            declared.filter(|(_, figure)| figure.scopes.contains(&self.scope) && !figure.optional);
        let missing: Vec<String> = needed
            .filter(|(id, _)| is_missing(id))
            .map(|(_, figure)| format!("`{}`", figure.id))
            .collect();
        if missing.is_empty() {
            return;
        }
        let path = values::path(self.row.year, self.row.code.as_deref());
        let message = format!("there is no column for {}", missing.join(", "));
        self.report.push(
            Diagnostic::error("missing-figure", self.row.headings, message)
                .also(
                    self.row.span,
                    format!("there is no {path} yet, which needs all figures"),
                )
                .help("add columns with these headings"),
        );
    }

    fn number(&mut self, figure: FigureId, span: Span, cell: Option<&Cell>) {
        let declared = self.project.dictionary.get(figure);
        if !declared.scopes.contains(&self.scope) {
            if cell.is_some() {
                self.report.push(self.wrong_scope(figure, span));
            }
            return;
        }
        let old = self.values.get(figure).cloned();
        let new = match cell {
            Some(cell) => amount::amount(cell, declared.kind, span).map(Some),
            None if declared.optional => Ok(None),
            None => Err(self
                .blank(amount::expected(declared.kind), span)
                .help(amount::NO_NUMBER)),
        };
        let new = match new {
            Ok(new) => new,
            Err(error) => {
                self.report.push(self.named(error, figure));
                self.values.set(figure, None);
                return;
            }
        };
        let old_amount = old.as_ref().map(|entry| entry.amount);
        if old_amount != new {
            let edit = Edit {
                key: Key::Number(declared.id.clone()),
                value: new.and_then(|amount| amount.to_string().parse().ok()),
            };
            self.change(
                declared.id.clone(),
                old_amount.map(shown),
                new.map(shown),
                span,
                edit,
            );
        }
        let entry = new.map(|amount| match old {
            Some(old) => Entry {
                amount,
                span,
                ..old
            },
            None => Entry {
                amount,
                text: None,
                note: None,
                source: None,
                span,
            },
        });
        self.values.set(figure, entry);
    }

    fn part(&mut self, figure: FigureId, part: &Part, span: Span, cell: Option<&Cell>) {
        let declared = self.project.dictionary.get(figure);
        if !declared.scopes.contains(&self.scope) {
            if cell.is_some() {
                self.report.push(self.wrong_scope(figure, span));
            }
            return;
        }
        let Some(new) = self.text(span, cell) else {
            return;
        };
        let Some(mut entry) = self.values.get(figure).cloned() else {
            // That its number is wrong has been said.
            if new.is_some() && !self.report.has_errors() {
                let message = format!(
                    "there is no number of `{}` that this is said of",
                    declared.id
                );
                self.report
                    .push(Diagnostic::error("missing-figure", span, message));
            }
            return;
        };
        let old = match part {
            Part::Text(language) => {
                let texts = entry.text.as_ref();
                texts
                    .and_then(|texts| texts.own(language.as_ref()))
                    .cloned()
            }
            Part::Note => entry.note.clone(),
            Part::Source => entry.source.clone(),
        };
        let path = Column::Part(figure, part.clone()).path(self.project);
        let key = Key::Part(declared.id.clone(), part.path());
        self.change_text(path, key, old.as_ref(), new.as_ref(), span);
        match part {
            Part::Text(language) => {
                entry.text = Localized::with(entry.text, language.as_ref(), new);
            }
            Part::Note => entry.note = new,
            Part::Source => entry.source = new,
        }
        self.values.set(figure, Some(entry));
    }

    fn status(&mut self, span: Span, cell: Option<&Cell>) {
        self.status_span = span;
        let status = match cell {
            Some(cell) => amount::status(cell, span),
            // Nothing is final that nobody has called so.
            None if self.is_new => Ok(Status::Draft),
            None => Err(self.blank("final, draft or sample", span)),
        };
        match status {
            Ok(status) => {
                let old = (!self.is_new).then(|| self.values.status.to_string());
                let new = status.to_string();
                if old.as_ref() != Some(&new) {
                    let edit = Edit {
                        key: Key::Head("status"),
                        value: Some(Value::from(new.as_str())),
                    };
                    self.change("status".to_owned(), old, Some(new), span, edit);
                }
                self.values.status = status;
            }
            Err(error) => self.report.push(error),
        }
    }

    fn source(&mut self, span: Span, cell: Option<&Cell>) {
        let Some(new) = self.text(span, cell) else {
            return;
        };
        let old = self.values.source.take();
        let key = Key::Head("source");
        self.change_text("source".to_owned(), key, old.as_ref(), new.as_ref(), span);
        self.values.source = new;
    }

    fn as_of(&mut self, span: Span, cell: Option<&Cell>) {
        let new = match cell.map(|cell| amount::day(cell, span)).transpose() {
            Ok(new) => new,
            Err(error) => {
                self.report.push(error);
                return;
            }
        };
        let old = self.values.as_of;
        if old != new {
            let edit = Edit {
                key: Key::Head("as_of"),
                value: new.and_then(|day| day.to_string().parse().ok()),
            };
            let shown = |day: chrono::NaiveDate| day.to_string();
            self.change(
                "as_of".to_owned(),
                old.map(shown),
                new.map(shown),
                span,
                edit,
            );
        }
        self.values.as_of = new;
    }

    /// The text in a cell, which may be blank. None when it cannot be one, which is an error.
    fn text(&mut self, span: Span, cell: Option<&Cell>) -> Option<Option<Text>> {
        let Some(cell) = cell else { return Some(None) };
        if let Cell::Error(_) | Cell::Formula | Cell::Truth(_) = cell {
            let error = amount::wrong("a text", cell, span);
            self.report.push(error.help("type the text"));
            return None;
        }
        let shown = cell.to_string().replace("\r\n", "\n");
        let text = trim(&shown).to_owned();
        let refused = text.chars().find(|c| is_refused(*c));
        let problem = refused.map(|c| wrong_character(c, span));
        let problem = problem.or_else(|| too_long(&text, span));
        if let Some(problem) = problem {
            self.report.push(problem);
            return None;
        }
        Some(Some(Text { text, span }))
    }

    fn change_text(
        &mut self,
        path: String,
        key: Key,
        old: Option<&Text>,
        new: Option<&Text>,
        span: Span,
    ) {
        let [old, new] = [old, new].map(|text| text.map(|text| text.text.clone()));
        if old != new {
            let value = new.as_deref().map(Value::from);
            self.change(path, old, new, span, Edit { key, value });
        }
    }

    fn change(
        &mut self,
        path: String,
        old: Option<String>,
        new: Option<String>,
        place: Span,
        edit: Edit,
    ) {
        self.changes.push(Change {
            path,
            old,
            new,
            place,
            edit,
        });
    }

    fn blank(&self, expected: &str, span: Span) -> Diagnostic {
        let message = format!("expected {expected}, found nothing");
        Diagnostic::error("missing-figure", span, message)
    }

    /// The same error with the figure and the jurisdiction beside it.
    fn named(&self, error: Diagnostic, figure: FigureId) -> Diagnostic {
        let id = &self.project.dictionary.get(figure).id;
        let whose = whose(self.project, self.row.code.as_deref());
        error.label(format!("`{id}`, {whose}"))
    }

    fn wrong_scope(&self, figure: FigureId, span: Span) -> Diagnostic {
        let id = &self.project.dictionary.get(figure).id;
        let whose = whose(self.project, self.row.code.as_deref());
        let other = match self.scope {
            Scope::State => "national",
            Scope::National => "state",
        };
        let message = format!("`{id}` is no figure of {whose}");
        Diagnostic::error("wrong-row", span, message)
            .label(format!(
                "data/figures.toml declares it in [\"{other}\"] only"
            ))
            .help("empty this cell")
    }
}

/// A number as people write it, or why there is none.
fn shown(amount: Amount) -> String {
    match amount {
        Amount::Number(number) => number.to_string().replace('_', ","),
        Amount::Suppressed => "suppressed".to_owned(),
        Amount::NotAvailable => "not-available".to_owned(),
    }
}
