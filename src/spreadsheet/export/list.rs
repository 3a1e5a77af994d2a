//! The rows of lists as worksheets.

use super::{ExportRow, YearOfFigures};
use crate::project::dictionary::ListId;
use crate::project::{Project, ValueType};
use crate::spreadsheet::table::{Column, Part};

/// The longest name that spreadsheet programs take for a worksheet.
const LONGEST_NAME: usize = 31;

/// The rows of a list in each of the years. An area without any has a row to fill in.
#[must_use]
pub fn of_list(project: &Project, years: &[YearOfFigures], list: ListId) -> Vec<YearOfFigures> {
    let years = years.iter();
    years.map(|year| year.of_list(project, list)).collect()
}

impl YearOfFigures {
    pub(super) fn of_list(&self, project: &Project, id: ListId) -> Self {
        let list = project.dictionary.list(id);
        let areas = self.rows.iter();
        let areas = areas.filter(|area| list.levels.contains(&area.level));
        let rows = areas.flat_map(|area| {
            let own = |number: Option<u16>| ExportRow {
                code: area.code.clone(),
                name: area.name.clone(),
                level: area.level,
                values: area
                    .values
                    .as_ref()
                    .map(|values| values.of_row(list, number)),
                others: Vec::new(),
            };
            let rows = area.values.as_ref().and_then(|values| values.rows(id));
            match rows.unwrap_or_default() {
                [] => vec![own(None)],
                rows => (0..)
                    .zip(rows)
                    .map(|(number, _)| own(Some(number)))
                    .collect(),
            }
        });
        Self {
            year: self.year,
            list: Some(id),
            rows: rows.collect(),
            before: self.before,
            usual: Vec::new(),
        }
    }

    /// The columns of the worksheet of a list: the fields, then the texts of each language, which form one value; then
    /// the notes, sources and printed texts in use.
    pub(super) fn list_columns(&self, project: &Project, list: ListId) -> Vec<Column> {
        let mut columns = vec![Column::Code, Column::Name];
        let mut others = Vec::new();
        for (field, declared) in project.dictionary.fields(list) {
            columns.push(Column::Number(field));
            let is_own_text = |column: &Column| {
                let is_text = declared.kind.values() == ValueType::Text;
                is_text && matches!(column, Column::Part(_, Part::Text(_)))
            };
            let parts = self.parts(project, field).into_iter();
            let (texts, rest): (Vec<_>, Vec<_>) = parts.partition(is_own_text);
            columns.extend(texts);
            others.extend(rest);
        }
        columns.extend(others);
        columns
    }

    /// The name of the worksheet: the year, and the list if it is one of a list. A longer name than programs take
    /// has the number of the list, whose headings tell its fields.
    pub(super) fn sheet_name(&self, project: &Project) -> String {
        let Some(list) = self.list else {
            return self.year.to_string();
        };
        let name = format!("{} {}", self.year, project.dictionary.list(list).id);
        match name.chars().count() > LONGEST_NAME {
            true => format!("{} list {}", self.year, list.0 + 1),
            false => name,
        }
    }

    /// The subject of the worksheet: figures, or the label of a list.
    pub(super) fn subject<'p>(&self, project: &'p Project) -> &'p str {
        let language = project.publication.default_language();
        let list = self.list.map(|list| project.dictionary.list(list));
        list.map_or("figures", |list| list.label.words(language))
    }
}
