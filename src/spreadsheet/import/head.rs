//! The head of a row: status, source and date.

use chrono::{Datelike, NaiveDate};
use toml_edit::Value;

use super::amount;
use super::figure_row::Field;
use super::reading::{Reading, written};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::Status;
use crate::project::values::{self, Edit, Key};

impl Reading<'_, '_> {
    pub(super) fn status(&mut self, field: &Field<'_>) {
        self.values.status_span = field.span;
        match field.cell.map(|cell| amount::status(cell, field.span)) {
            Some(Ok(status)) => self.set_status(status, Some(field.span)),
            Some(Err(error)) => self.report.push(error),
            // New figures are drafts by default.
            None if self.is_new => self.set_status(Status::Draft, None),
            // The worksheet is older than the file.
            None if !self.values.blanks().is_empty() => {}
            None => {
                let message = format!("expected {}, found nothing", amount::STATUSES);
                let error = Diagnostic::error(Code::MissingKey, field.span, message);
                let file = values::path(self.row.year, self.row.code.as_deref());
                self.report
                    .push(error.help(format!("in {file} it is {}", self.values.status)));
            }
        }
    }

    pub(super) fn set_status(&mut self, status: Status, place: Option<Span>) {
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

    pub(super) fn source(&mut self, field: &Field<'_>) {
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

    pub(super) fn as_of(&mut self, field: &Field<'_>) {
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
            let error = Diagnostic::error(Code::WrongValue, span, message);
            self.report
                .push(error.help("write the date on which they were taken, as in 2024-05-01"));
            return;
        }
        let old = self.values.as_of;
        if old != new {
            let edit = Edit {
                key: Key::Head("as_of"),
                value: new.map(|day| written(&day.to_string())),
            };
            let shown = |day: NaiveDate| day.to_string();
            let values = (old.map(shown), new.map(shown));
            self.change("as_of".to_owned(), values, Some(span), edit);
        }
        self.values.as_of = new;
    }
}
