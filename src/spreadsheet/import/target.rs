//! A row of figures beside the file they belong to: what the file will say, and what of it is different.

use chrono::{Datelike, NaiveDate};
use toml_edit::Value;

use super::rows::{Field, Row};
use super::{Change, Changed, amount};
use crate::diagnostic::{Diagnostic, Place, Report, Span};
use crate::project::values::{self, Edit, Entry, Key, check_source, check_text, edit};
use crate::project::{
    Amount, DATA, FigureId, Localized, Project, Reader, Scope, Status, Text, Values, is_refused,
    too_long, wrong_character,
};
use crate::spreadsheet::Cell;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::table::{Column, Part};

/// How many blank cells of a row, besides the first, are told together.
const TOGETHER: usize = 3;

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
        let scope = code.map_or(Scope::National, |_| Scope::State);
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
        let mut reading = Reading {
            project,
            row,
            scope,
            is_new,
            values: old.unwrap_or_else(|| Values::new(scope, row.year, row.span)),
            changes: Vec::new(),
            status_span: row.span,
            blanks: Vec::new(),
            report: &mut reader.report,
        };
        let before = reading.report.len();
        reading.fields();
        reading.check(before);
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
    /// The cells of figures that may not be blank and are.
    blanks: Vec<(FigureId, Place, Span)>,
    report: &'r mut Report,
}

impl Reading<'_, '_> {
    /// Takes what the cells say: numbers before what is said of them, in the order of the dictionary.
    fn fields(&mut self) {
        let mut fields: Vec<&Field<'_>> = self.row.fields.iter().collect();
        fields.sort_by_key(|field| {
            let rank = match field.column {
                Column::Status => 0,
                Column::Source => 1,
                Column::AsOf => 2,
                Column::Number(_) => 3,
                _ => 4,
            };
            (rank, field.column.figure())
        });
        let has_status = fields.iter().any(|field| field.column == Column::Status);
        if self.is_new && !has_status {
            self.set_status(Status::Draft, None);
        }
        for field in fields {
            match &field.column {
                Column::Status => self.status(field),
                Column::Source => self.source(field),
                Column::AsOf => self.as_of(field),
                Column::Number(figure) => self.number(*figure, field),
                Column::Part(figure, part) => self.part(*figure, part, field),
                Column::Code | Column::Name | Column::Year | Column::Check(_) => {}
            }
        }
    }

    /// What only shows when all of the row is known.
    fn check(&mut self, before: usize) {
        self.check_blanks();
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
                self.report.extend(note_without_number(id, entry));
            }
        }
        let source = self.values.source.as_ref();
        let problem = check_source(self.values.status, self.status_span, source);
        self.report.extend(problem.map(|problem| {
            problem.help("write where they come from in the column `source`, or another status")
        }));
        if !self.row.is_whole {
            self.forget_the_rest();
        }
        if self.report.len() > before {
            self.values.is_unsound();
        }
    }

    /// Cells that may not be blank and are: each by itself, or together when a row has hardly begun.
    fn check_blanks(&mut self) {
        let dictionary = &self.project.dictionary;
        let [(_, _, span), rest @ ..] = self.blanks.as_slice() else {
            return;
        };
        if rest.len() >= TOGETHER {
            let cells: Vec<String> = rest.iter().map(|(_, place, _)| place.to_string()).collect();
            let whose = whose(self.project, self.row.code.as_deref());
            let message = format!("expected figures of {whose}, found nothing");
            let error = Diagnostic::error("missing-figure", *span, message);
            let label = format!("and nothing in {}", cells.join(", "));
            self.report.push(error.label(label).help(amount::NO_NUMBER));
            return;
        }
        let of_each = self.blanks.iter().map(|(figure, _, span)| {
            let expected = amount::expected(dictionary.get(*figure).kind);
            let message = format!("expected {expected}, found nothing");
            let error = Diagnostic::error("missing-figure", *span, message);
            self.named(error.help(amount::NO_NUMBER), *figure)
        });
        let of_each: Vec<Diagnostic> = of_each.collect();
        self.report.extend(of_each);
    }

    /// Where a column is not known, the figures that have none may stand in it: those of the file say nothing.
    fn forget_the_rest(&mut self) {
        for (figure, _) in self.project.dictionary.iter() {
            let mut fields = self.row.fields.iter();
            if !fields.any(|field| field.column == Column::Number(figure)) {
                self.values.set(figure, None);
            }
        }
    }

    /// A new file has all figures that may not be left out.
    fn check_columns(&mut self) {
        let fields = &self.row.fields;
        let is_missing = |figure: &FigureId| {
            let mut columns = fields.iter().map(|field| &field.column);
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

    fn number(&mut self, figure: FigureId, field: &Field<'_>) {
        let declared = self.project.dictionary.get(figure);
        let span = field.span;
        if self.is_closed(figure, field) {
            return;
        }
        let old = self.values.get(figure).cloned();
        let new = match field.cell {
            Some(cell) => match amount::amount(cell, declared.kind, span) {
                Ok(amount) => Some(amount),
                Err(error) => {
                    self.report.push(self.named(error, figure));
                    self.values.set(figure, None);
                    return;
                }
            },
            None if declared.optional => None,
            None => {
                if !field.is_covered {
                    self.blanks.push((figure, field.place, span));
                }
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
            let (old, new) = (old_amount.map(shown), new.map(shown));
            self.change(declared.id.clone(), (old, new), Some(span), edit);
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

    fn part(&mut self, figure: FigureId, part: &Part, field: &Field<'_>) {
        if self.is_closed(figure, field) {
            return;
        }
        let span = field.span;
        let Some(new) = self.text(field) else { return };
        let Some(mut entry) = self.values.get(figure).cloned() else {
            // When its number is wrong, that has been said.
            let is_wrong = self.blanks.iter().any(|(blank, _, _)| *blank == figure);
            let id = &self.project.dictionary.get(figure).id;
            if new.is_some() && !is_wrong && !self.report.has_errors() {
                let message = format!("there is no number of `{id}` that this is said of");
                let error = Diagnostic::error("missing-figure", span, message);
                self.report
                    .push(error.help("write the number, or empty this cell"));
            }
            return;
        };
        if new.is_some() && self.is_said_twice(figure, part) {
            let message = "the text for all languages stands beside one for a single language";
            let error = Diagnostic::error("wrong-text", span, message);
            self.report.push(error.help("empty one of the two"));
            return;
        }
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
        let declared = self.project.dictionary.get(figure);
        let key = Key::Part(declared.id.clone(), part.path());
        if let (Some(old), None) = (&old, &new) {
            self.report.push(removed(&path, old, span));
        }
        self.change_text(path, key, (old.as_ref(), new.as_ref()), span);
        match part {
            Part::Text(language) => {
                entry.text = Localized::with(entry.text, language.as_ref(), new);
            }
            Part::Note => entry.note = new,
            Part::Source => entry.source = new,
        }
        self.values.set(figure, Some(entry));
    }

    /// Whether a row has a text for all languages of a figure, and this is one for a single language.
    fn is_said_twice(&self, figure: FigureId, part: &Part) -> bool {
        let for_all = Column::Part(figure, Part::Text(None));
        let mut fields = self.row.fields.iter();
        matches!(part, Part::Text(Some(_)))
            && fields.any(|field| field.column == for_all && field.cell.is_some())
    }

    fn status(&mut self, field: &Field<'_>) {
        self.status_span = field.span;
        match field.cell.map(|cell| amount::status(cell, field.span)) {
            Some(Ok(status)) => self.set_status(status, Some(field.span)),
            Some(Err(error)) => self.report.push(error),
            // Nothing is final that nobody has called so.
            None if self.is_new => self.set_status(Status::Draft, None),
            None => {
                let message = format!("expected {}, found nothing", amount::STATUSES);
                let error = Diagnostic::error("missing-key", field.span, message);
                let file = values::path(self.row.year, self.row.code.as_deref());
                self.report
                    .push(error.help(format!("in {file} it is {}", self.values.status)));
            }
        }
    }

    fn set_status(&mut self, status: Status, place: Option<Span>) {
        let old = (!self.is_new).then(|| self.values.status.to_string());
        let new = status.to_string();
        if old.as_ref() != Some(&new) {
            let edit = Edit {
                key: Key::Head("status"),
                value: Some(Value::from(new.as_str())),
            };
            self.change("status".to_owned(), (old, Some(new)), place, edit);
        }
        self.values.status = status;
    }

    fn source(&mut self, field: &Field<'_>) {
        let Some(new) = self.text(field) else { return };
        let old = self.values.source.take();
        let key = Key::Head("source");
        self.change_text(
            "source".to_owned(),
            key,
            (old.as_ref(), new.as_ref()),
            field.span,
        );
        self.values.source = new;
    }

    fn as_of(&mut self, field: &Field<'_>) {
        let span = field.span;
        let new = match field.cell.map(|cell| amount::day(cell, span)).transpose() {
            Ok(new) => new,
            Err(error) => {
                self.report.push(error);
                return;
            }
        };
        if let Some(day) = new.filter(|day| day.year() < i32::from(self.row.year)) {
            let message = format!("figures of {} cannot be as of {day}", self.row.year);
            let error = Diagnostic::error("wrong-value", span, message);
            self.report
                .push(error.help("write the day they were taken, as in 2024-05-01"));
            return;
        }
        let old = self.values.as_of;
        if old != new {
            let edit = Edit {
                key: Key::Head("as_of"),
                value: new.and_then(|day| day.to_string().parse().ok()),
            };
            let shown = |day: NaiveDate| day.to_string();
            let values = (old.map(shown), new.map(shown));
            self.change("as_of".to_owned(), values, Some(span), edit);
        }
        self.values.as_of = new;
    }

    /// The text in a cell, which may be blank. None when it cannot be one, which is an error.
    fn text(&mut self, field: &Field<'_>) -> Option<Option<Text>> {
        let span = field.span;
        let Some(cell) = field.cell else {
            return Some(None);
        };
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
        (old, new): (Option<&Text>, Option<&Text>),
        span: Span,
    ) {
        let [old, new] = [old, new].map(|text| text.map(|text| text.text.clone()));
        if old != new {
            let value = new.as_deref().map(Value::from);
            self.change(path, (old, new), Some(span), Edit { key, value });
        }
    }

    fn change(
        &mut self,
        path: String,
        (old, new): (Option<String>, Option<String>),
        place: Option<Span>,
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

    /// The same error with the figure and the jurisdiction beside it.
    fn named(&self, error: Diagnostic, figure: FigureId) -> Diagnostic {
        let id = &self.project.dictionary.get(figure).id;
        let whose = whose(self.project, self.row.code.as_deref());
        error.label(format!("`{id}`, {whose}"))
    }

    /// Whether a figure is not one of this row's. Then its cell stays empty.
    fn is_closed(&mut self, figure: FigureId, field: &Field<'_>) -> bool {
        let declared = self.project.dictionary.get(figure);
        if declared.scopes.contains(&self.scope) {
            return false;
        }
        if field.cell.is_some() {
            let whose = whose(self.project, self.row.code.as_deref());
            let message = format!("`{}` is no figure of {whose}", declared.id);
            let others = match self.scope {
                Scope::State => "only the nation has it",
                Scope::National => "only jurisdictions have it",
            };
            let error = Diagnostic::error("wrong-row", field.span, message);
            self.report
                .push(error.label(others).help("empty this cell"));
        }
        true
    }
}

/// The warning of a note that stays when a number goes: it may tell the number.
fn note_without_number(id: &str, entry: &Entry) -> Option<Diagnostic> {
    let note = entry
        .note
        .as_ref()
        .filter(|_| entry.amount.number().is_none())?;
    let message = format!(
        "`{id}` has no number any more, but a note: \"{}\"",
        note.text
    );
    let warning = Diagnostic::error("note-without-number", entry.span, message).warning();
    Some(warning.help("it goes into the sheets' data; change it, or take it out"))
}

/// The warning of a text that goes because its cell is blank.
fn removed(path: &str, old: &Text, span: Span) -> Diagnostic {
    let message = format!("this cell is blank, so `{path}` goes: \"{}\"", old.text);
    Diagnostic::error("removed", span, message)
        .warning()
        .help("write it here as well, if it is to stay")
}

/// A number as people write it, or why there is none.
fn shown(amount: Amount) -> String {
    match amount {
        Amount::Number(number) => number.to_string().replace('_', ","),
        Amount::Suppressed => "suppressed".to_owned(),
        Amount::NotAvailable => "not-available".to_owned(),
    }
}
