//! Reads the rows of a list: an array of tables, each with a value for every field.

use toml::de::{DeTable, DeValue};

use super::read::{Key, Value, ValuesParser, found, in_order};
use super::{BLANK, Blank, BlankPart, Row};
use crate::diagnostic::{Code, Diagnostic, Span, hint};
use crate::project::dictionary::{List, ListId};

/// The largest number of rows of a list in one file. A sheet with more would be no fact sheet.
pub const MOST_ROWS: usize = 1_000;

impl ValuesParser<'_, '_> {
    /// Reads the rows of a list from the value of its key.
    pub(super) fn list(&mut self, id: ListId, key: &Key<'_>, value: Value<'_>) {
        let project = self.project;
        let list = project.dictionary.list(id);
        if !list.levels.contains(&self.level) {
            self.wrong_level("lists", &list.id, &list.levels, key.span().into());
            return;
        }
        self.seen_lists[id.0] = true;
        let span = Span::from(value.span());
        match value.into_inner() {
            DeValue::Array(rows) if rows.len() <= MOST_ROWS => {
                let rows = rows.into_iter().zip(0..);
                let rows = rows.map(|(value, number)| self.row(list, number, value));
                let rows = rows.collect::<Option<Vec<Row>>>();
                self.lists.set(id.0, rows);
            }
            DeValue::Array(_) => {
                let message = format!("`{}` has more than {MOST_ROWS} rows", list.id);
                let error = Diagnostic::error(Code::WrongValue, span, message);
                let help = "give each place the rows that its sheet prints";
                self.reader.report.push(error.help(help));
            }
            DeValue::String(text) if text.trim() == BLANK => self.blanks.push(Blank {
                figure: None,
                row: None,
                part: BlankPart::Rows(id),
                what: format!("the list `{}`", list.id),
                span,
            }),
            other => {
                let error = not_rows(list, span, &other);
                self.reader.report.push(error);
            }
        }
    }

    /// Reads a row by its number from 0. `None` if it is no table, which is reported.
    fn row(&mut self, list: &List, number: u16, value: Value<'_>) -> Option<Row> {
        let span = Span::from(value.span());
        let table = match value.into_inner() {
            DeValue::Table(table) => table,
            other => {
                self.reader.report.push(not_rows(list, span, &other));
                return None;
            }
        };
        self.row_number = Some(number);
        let row = self.row_table(list, table, span);
        self.row_number = None;
        Some(row)
    }

    fn row_table(&mut self, list: &List, table: DeTable<'_>, span: Span) -> Row {
        let dictionary = &self.project.dictionary;
        let mut row = Row::new(&list.fields, span);
        let mut seen = Vec::new();
        for (key, value) in in_order(table) {
            let fields = list.fields.iter();
            let mut fields = fields.map(|id| (*id, dictionary.get(*id)));
            match fields.find(|(_, field)| field.key() == key.get_ref().as_ref()) {
                Some((id, _)) => {
                    seen.push(id);
                    let entry = self.entry(id, value);
                    row.set(id, entry);
                }
                None => seen.extend(self.unknown_field(list, &key)),
            }
        }
        let fields = list.fields.iter();
        let fields = fields.map(|id| (id, dictionary.get(*id)));
        let absent = fields.filter(|(id, field)| !field.optional && !seen.contains(id));
        let absent: Vec<&str> = absent.map(|(_, field)| field.key()).collect();
        if !absent.is_empty() {
            self.reader.report.push(absent_fields(list, span, &absent));
        }
        row
    }

    /// Reports an unknown key of a row. Returns the field that was probably meant, which is not reported as missing.
    fn unknown_field(&mut self, list: &List, key: &Key<'_>) -> Option<crate::project::FigureId> {
        let dictionary = &self.project.dictionary;
        let fields = list.fields.iter();
        let fields = fields.map(|id| (*id, dictionary.get(*id).key()));
        let known: Vec<&str> = fields.clone().map(|(_, key)| key).collect();
        let name = key.get_ref().as_ref();
        let message = format!("`{}` has no field `{name}`", list.id);
        let error = Diagnostic::error(Code::UnknownKey, key.span(), message);
        let near = crate::diagnostic::did_you_mean(name, known.iter().copied());
        self.reader.report.push(
            error
                .help(hint(name, &known))
                .maybe_fix(key.span().into(), near),
        );
        fields
            .into_iter()
            .find(|(_, key)| Some(*key) == near)
            .map(|(id, _)| id)
    }

    /// Reports the absent lists that are not optional.
    pub(super) fn check_absent_lists(&mut self, start: Span) {
        for (id, list) in self.project.dictionary.lists() {
            let is_expected = list.levels.contains(&self.level) && !list.optional;
            if is_expected && !self.seen_lists[id.0] {
                let message = format!("the list `{}` is missing", list.id);
                let error = Diagnostic::error(Code::MissingFigure, start, message);
                let id = &list.id;
                self.reader.report.push(error.help(format!(
                    "add a table [[{id}]] for each row; where there are none, a line {id} = [] at the top"
                )));
            }
        }
    }
}

/// The error of a value that is not an array of tables.
fn not_rows(list: &List, span: Span, value: &DeValue<'_>) -> Diagnostic {
    let id = &list.id;
    let help = match value {
        DeValue::Table(_) => format!("write [[{id}]], with two brackets, above each row"),
        _ => format!("write a table [[{id}]] for each row; where there are none, {id} = []"),
    };
    Diagnostic::error(
        Code::WrongType,
        span,
        format!("expected the rows of `{id}`"),
    )
    .label(format!("this is {}", found(value)))
    .help(help)
}

/// The error of the fields missing in one row.
fn absent_fields(list: &List, span: Span, absent: &[&str]) -> Diagnostic {
    let names: Vec<String> = absent.iter().map(|key| format!("`{key}`")).collect();
    let lines: Vec<String> = absent.iter().map(|key| format!("`{key} = …`")).collect();
    let line = if absent.len() == 1 { "a line" } else { "lines" };
    let message = format!("this row of `{}` has no {}", list.id, names.join(", "));
    Diagnostic::error(Code::MissingFigure, span, message).help(format!(
        "add {line} {}; where there is no value, write \"suppressed\" or \"not-available\"",
        lines.join(", ")
    ))
}
