//! `.ods`: OpenDocument 1.3 part 3, clause 9.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};

use calamine::{Ods, Reader, SheetType};
use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::xml::{Tag, attribute, number, part, walk};
use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{Sheet, Workbook};

/// How many of the same rows or cells are looked at: a format may go on to the end of the sheet, but
/// figures do not.
const MOST_REPEATS: u32 = 1_000;

pub(super) fn read<R: Read + Seek>(
    bytes: &[u8],
    archive: &mut ZipArchive<R>,
) -> Result<Workbook, Unreadable> {
    let looks = looks(&part(archive, "content.xml")?)?;
    let mut book = Ods::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let mut workbook = Workbook::default();
    for metadata in book.sheets_metadata().to_vec() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let none = Looks::default();
        let looks = looks.get(&metadata.name).unwrap_or(&none);
        workbook.sheets.push(Sheet {
            cells: values::cells(&mut book, &metadata.name, &looks.percentages)?,
            hidden_rows: looks.hidden_rows.clone(),
            hidden_columns: looks.hidden_columns.clone(),
            merged: looks.merged.clone(),
            ..values::sheet(&metadata)
        });
    }
    Ok(workbook)
}

/// How a sheet looks.
#[derive(Debug, Default)]
struct Looks {
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    merged: Vec<(Place, Place)>,
    percentages: BTreeSet<Place>,
    /// The row and the column that come next.
    row: u32,
    column: u32,
    /// How many rows the present one stands for.
    rows: u32,
}

/// How the sheets look, by their names.
fn looks(document: &[u8]) -> Result<BTreeMap<String, Looks>, Unreadable> {
    let mut all = BTreeMap::new();
    let mut sheet = Looks::default();
    let mut name = String::new();
    walk(document, |tag| {
        match tag {
            Tag::Begin("table", element) => {
                sheet = Looks::default();
                name = attribute(element, "name").unwrap_or_default();
            }
            Tag::Begin("table-column", element) => sheet.begin_column(element),
            Tag::Begin("table-row", element) => sheet.begin_row(element),
            Tag::Begin("table-cell" | "covered-table-cell", element) => sheet.begin_cell(element),
            Tag::End("table-row") => sheet.row = sheet.row.saturating_add(sheet.rows),
            Tag::End("table") => {
                all.insert(std::mem::take(&mut name), std::mem::take(&mut sheet));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

impl Looks {
    fn begin_column(&mut self, element: &BytesStart<'_>) {
        let columns = number(element, "number-columns-repeated").unwrap_or(1);
        let next = self.column.saturating_add(columns);
        if is_hidden(element) {
            let last = next.min(self.column.saturating_add(MOST_REPEATS));
            self.hidden_columns.extend(self.column..last);
        }
        self.column = next;
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        self.rows = number(element, "number-rows-repeated").unwrap_or(1);
        self.column = 0;
        if is_hidden(element) {
            let last = self.row.saturating_add(self.rows.min(MOST_REPEATS));
            self.hidden_rows.extend(self.row..last);
        }
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let columns = number(element, "number-columns-repeated").unwrap_or(1);
        let first = Place::new(self.row, self.column);
        if attribute(element, "value-type").is_some_and(|kind| kind == "percentage") {
            let rows = self.row..self.row.saturating_add(self.rows.min(MOST_REPEATS));
            for row in rows {
                let last = self.column.saturating_add(columns.min(MOST_REPEATS));
                let places = (self.column..last).map(|column| Place::new(row, column));
                self.percentages.extend(places);
            }
        }
        let down = number(element, "number-rows-spanned").unwrap_or(1).max(1);
        let right = number(element, "number-columns-spanned")
            .unwrap_or(1)
            .max(1);
        if (down, right) != (1, 1) {
            let row = first.row.saturating_add(down - 1);
            let column = first.column.saturating_add(right - 1);
            self.merged.push((first, Place::new(row, column)));
        }
        self.column = self.column.saturating_add(columns);
    }
}

/// `collapse` is what was hidden, `filter` what a filter leaves out.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|shown| shown != "visible")
}
