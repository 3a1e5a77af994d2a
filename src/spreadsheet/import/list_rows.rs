//! Reads the rows of a list of an area.
//!
//! They replace the rows of its file. A row with the same value in the key is the same row, so that it keeps its
//! comments and the fields without a column. Rows of a list without a key are matched by all of their fields, and the
//! rest in their order.

use super::Change;
use super::figure_row::{FigureRow, ListRows};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Report, counted};
use crate::project::dictionary::{List, ListId};
use crate::project::values::{
    BlankPart, Edit, Entry, Key, ListEdit, MOST_ROWS, Row, RowEdit, path,
};
use crate::project::{Amount, Values};

/// A row of the worksheet, read for the row of the file that it replaces.
struct Record {
    row: Row,
    edit: RowEdit,
    changes: Vec<Change>,
}

impl Reading<'_, '_> {
    /// Reads the rows of a list.
    pub(super) fn list(&mut self, given: &ListRows<'_>) {
        let list = self.project.dictionary.list(given.list);
        let rows = given.rows.iter();
        let rows = rows.filter(|row| !row.is_blank(self.project));
        let rows: Vec<&FigureRow<'_>> = rows.collect();
        let has_list = list.levels.contains(&self.level);
        match rows.as_slice() {
            [] if has_list => self.no_rows(given, list),
            [] => {}
            [first, ..] if !has_list => {
                let whose = self.project.whose(self.row.code.as_deref());
                let message = format!("`{}` is no list of {whose}", list.id);
                let error = Diagnostic::error(Code::WrongRow, first.span, message);
                self.report.push(error.help("delete this row"));
            }
            [first, ..] if rows.len() > MOST_ROWS => {
                let message = format!("`{}` has more than {MOST_ROWS} rows", list.id);
                let error = Diagnostic::error(Code::WrongValue, first.span, message);
                let help = "give each place the rows that its sheet prints";
                self.report.push(error.help(help));
            }
            rows => {
                let old = self.old_rows(given.list, rows);
                let records = rows.iter().zip(old).zip(1..);
                let records =
                    records.map(|((row, from), number)| self.record(list, row, from, number));
                let records: Vec<Record> = records.collect();
                self.set_records(given, list, records);
            }
        }
    }

    /// The rows of the file that the rows of the worksheet replace, by number.
    fn old_rows(&self, id: ListId, rows: &[&FigureRow<'_>]) -> Vec<Option<usize>> {
        let list = self.project.dictionary.list(id);
        let old = self.values.rows(id).unwrap_or_default();
        let new: Vec<Values> = rows.iter().map(|row| self.tried(list, row)).collect();
        let mut free: Vec<usize> = (0..old.len()).collect();
        let mut take = |is_it: &dyn Fn(&Row) -> bool| {
            let found = free.iter().position(|number| is_it(&old[*number]))?;
            Some(free.remove(found))
        };
        if let Some(key) = list.key {
            let is_same = |new: &Values, old: &Row| {
                let entries = new.get(key).zip(old.get(key));
                entries.is_some_and(|(new, old)| is_alike(new, old))
            };
            return new
                .iter()
                .map(|new| take(&|old| is_same(new, old)))
                .collect();
        }
        let is_same = |new: &Values, old: &Row| {
            let mut fields = list.fields.iter();
            fields.all(|field| match (new.get(*field), old.get(*field)) {
                (Some(new), Some(old)) => is_alike(new, old),
                (None, None) => true,
                _ => false,
            })
        };
        let exact = new.iter().map(|new| take(&|old| is_same(new, old)));
        let mut found: Vec<Option<usize>> = exact.collect();
        let mut free = free.into_iter();
        for number in found.iter_mut().filter(|number| number.is_none()) {
            *number = free.next();
        }
        found
    }

    /// The values of a row by itself. Its errors are reported when it is read for the file.
    fn tried(&self, list: &List, row: &FigureRow<'_>) -> Values {
        let mut unheeded = Report::default();
        let blank = self.values.of_row(list, None);
        let mut reading = Reading::new(
            self.project,
            row,
            (Some(blank), self.is_earlier),
            &mut unheeded,
        );
        reading.fields();
        reading.values
    }

    /// Reads a row of the worksheet, for a row of the file if there is one. `number` counts from 1.
    fn record(
        &mut self,
        list: &List,
        row: &FigureRow<'_>,
        from: Option<usize>,
        number: usize,
    ) -> Record {
        let old = from.and_then(|from| u16::try_from(from).ok());
        let old = self.values.of_row(list, old);
        let mut reading =
            Reading::new(self.project, row, (Some(old), self.is_earlier), self.report);
        reading.fields();
        reading.check_record();
        let Reading {
            values,
            changes,
            edits,
            ..
        } = reading;
        let mut read = Row::new(&list.fields, row.span);
        for field in &list.fields {
            read.set(*field, values.get(*field).cloned());
        }
        let name = self.row_name(list, &read, number);
        let changes = changes.into_iter().map(|change| Change {
            path: format!("{}[{name}]", change.path),
            ..change
        });
        Record {
            changes: changes.collect(),
            row: read,
            edit: RowEdit {
                from,
                edits: edits.into_iter().map(|edit| of_field(edit, list)).collect(),
            },
        }
    }

    /// The name of a row for display: the value of the key, or the number of the row.
    fn row_name(&self, list: &List, row: &Row, number: usize) -> String {
        let key = list.key.and_then(|key| Some((key, row.get(key)?)));
        key.map_or_else(
            || number.to_string(),
            |(key, entry)| entry.to_plain(self.project.dictionary.get(key).kind),
        )
    }

    fn set_records(&mut self, given: &ListRows<'_>, list: &List, records: Vec<Record>) {
        let old = self.values.rows(given.list).unwrap_or_default();
        let kept: Vec<usize> = records
            .iter()
            .filter_map(|record| record.edit.from)
            .collect();
        let removed = (0..old.len()).filter(|number| !kept.contains(number));
        let mut changes: Vec<Change> = removed
            .map(|number| removed_row(list, &self.row_name(list, &old[number], number + 1)))
            .collect();
        if !kept.is_sorted() {
            let in_file = |number: &usize| self.row_name(list, &old[*number], number + 1);
            let new: Vec<String> = kept.iter().map(in_file).collect();
            let mut kept = kept;
            kept.sort_unstable();
            let old: Vec<String> = kept.iter().map(in_file).collect();
            changes.push(Change {
                path: list.id.clone(),
                old: Some(old.join(", ")),
                new: Some(new.join(", ")),
                place: Some(given.span),
            });
        }
        let (mut rows, mut edits) = (Vec::new(), Vec::new());
        for record in records {
            changes.extend(record.changes);
            rows.push(record.row);
            edits.push(record.edit);
        }
        self.change_list(given.list, list, (rows, edits), changes);
    }

    /// Reads a list whose only rows are blank: the area has none.
    fn no_rows(&mut self, given: &ListRows<'_>, list: &List) {
        let mut blanks = self.values.blanks().iter();
        let is_to_fill_in = blanks.any(|blank| blank.part == BlankPart::Rows(given.list));
        let changes = match self.values.rows(given.list) {
            Some([]) => return,
            None if is_to_fill_in || list.optional || self.is_earlier => return,
            None => vec![Change {
                path: list.id.clone(),
                old: None,
                new: Some("no rows".to_owned()),
                place: Some(given.span),
            }],
            Some(rows) => {
                let file = path(self.row.year, self.row.code.as_deref());
                let removed = format!("{} of `{}`", counted(rows.len(), "row"), list.id);
                let go = if rows.len() == 1 { "goes" } else { "go" };
                let message = format!("this row is blank, so {removed} in {file} {go}");
                let warning = Diagnostic::error(Code::Removed, given.span, message).warning();
                let help = "write them here as well to keep them, or delete this row";
                self.report.push(warning.about(removed).help(help));
                let rows = rows.iter().zip(1..);
                let names = rows.map(|(row, number)| self.row_name(list, row, number));
                names.map(|name| removed_row(list, &name)).collect()
            }
        };
        self.change_list(given.list, list, (Vec::new(), Vec::new()), changes);
    }

    fn change_list(
        &mut self,
        id: ListId,
        list: &List,
        (rows, edits): (Vec<Row>, Vec<RowEdit>),
        changes: Vec<Change>,
    ) {
        if !changes.is_empty() {
            self.changes.extend(changes);
            self.lists.push(ListEdit {
                list: list.id.clone(),
                rows: edits,
            });
        }
        self.values.set_rows(id, Some(rows));
    }
}

/// The edit of a field in a row: its key there has no list before it.
fn of_field(edit: Edit, list: &List) -> Edit {
    let own = |id: String| {
        let key = id
            .strip_prefix(&list.id)
            .and_then(|key| key.strip_prefix('.'));
        key.map_or_else(|| id.clone(), str::to_owned)
    };
    Edit {
        key: match edit.key {
            Key::Number(id) => Key::Number(own(id)),
            Key::Part(id, path) => Key::Part(own(id), path),
            Key::Head(name) => Key::Head(name),
        },
        value: edit.value,
    }
}

fn removed_row(list: &List, name: &str) -> Change {
    Change {
        path: format!("{}[{name}]", list.id),
        old: Some("a row".to_owned()),
        new: None,
        place: None,
    }
}

/// Whether two values are the same, of texts in one language at least. A text for all languages is one of each.
fn is_alike(one: &Entry, other: &Entry) -> bool {
    let (Some(text), Some(other_text), Amount::Text) = (&one.text, &other.text, one.amount) else {
        return one.amount == other.amount;
    };
    text.by_language().any(|(language, text)| {
        other_text.by_language().any(|(other, other_text)| {
            let is_same_language = language.is_none() || other.is_none() || language == other;
            is_same_language && text.text == other_text.text
        })
    })
}
