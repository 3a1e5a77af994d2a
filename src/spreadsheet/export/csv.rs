//! All years in one CSV table, of figures or of a list.

use csv::{Terminator, WriterBuilder};

use super::{CellContent, ExportRow, YearOfFigures, typed};
use crate::project::Project;
use crate::spreadsheet::formula::as_text;
use crate::spreadsheet::table::Column;

/// The figures of the years as CSV (RFC 4180). It begins with a byte order mark, by which Excel recognizes UTF-8.
#[must_use]
pub fn csv(project: &Project, years: &[YearOfFigures]) -> Vec<u8> {
    let columns = columns(project, years);
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let headings = columns.iter().map(|column| column.path(project));
    // Writing to memory does not fail. The same holds below.
    let _ = writer.write_record(headings);
    for year in years {
        for row in &year.rows {
            let cells = columns.iter().map(|column| match column {
                Column::Year => year.year.to_string(),
                column => cell(row, column, project),
            });
            let _ = writer.write_record(cells);
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// The column for the year, then the columns of all years. A CSV file has no formulas and therefore no check columns.
fn columns(project: &Project, years: &[YearOfFigures]) -> Vec<Column> {
    let of_years: Vec<Vec<Column>> = years.iter().map(|year| year.columns(project)).collect();
    let is_used = |column: &Column| {
        let is_check = matches!(column, Column::Check(_));
        !is_check && of_years.iter().any(|columns| columns.contains(column))
    };
    let list = years.iter().find_map(|year| year.list);
    let all = match list {
        Some(list) => Column::all_of_list(project, list),
        None => Column::all(project),
    };
    let all = all.into_iter();
    let rest = all.filter(|column| is_used(column));
    std::iter::once(Column::Year).chain(rest).collect()
}

fn cell(row: &ExportRow, column: &Column, project: &Project) -> String {
    match row.content(column, project) {
        CellContent::Blank | CellContent::Closed | CellContent::Check => String::new(),
        CellContent::Text(text) => as_text(&text).into_owned(),
        CellContent::Day(day) => day.to_string(),
        CellContent::Amount(amount, kind) => typed(amount, kind),
        // Without formulas, a word for an absence would stay when the numbers are filled in.
        CellContent::Computed(figure, amount) => {
            let kind = project.dictionary.get(figure).kind;
            let number = amount.filter(|amount| amount.number().is_some());
            number.map_or_else(String::new, |amount| typed(amount, kind))
        }
    }
}
