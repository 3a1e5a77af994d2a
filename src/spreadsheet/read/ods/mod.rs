//! `.ods`: OpenDocument 1.3 part 3, clause 9.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};

use calamine::{Ods, Reader, SheetType};
use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::format::{Shown, shown_as};
use super::xml::{Tag, attribute, number, part, walk};
use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{Cell, MOST_CELLS, Sheet, Workbook};

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
        let shown = |place: Place, number: f64| looks.shown(place, number);
        let mut cells = values::cells(&mut book, &metadata.name, &shown)?;
        for place in &looks.rich {
            if let Some(cell) = cells.get_mut(place)
                && let Cell::Text(text) = cell
            {
                *cell = Cell::Rich(std::mem::take(text));
            }
        }
        for place in &looks.errors {
            cells.insert(*place, Cell::Error(looks.text(*place).to_owned()));
        }
        workbook.sheets.push(Sheet {
            cells,
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
    /// What is seen of cells with numbers.
    texts: BTreeMap<Place, String>,
    /// Texts of which parts are set apart.
    rich: BTreeSet<Place>,
    /// Formulas that give an error.
    errors: BTreeSet<Place>,
    /// The row and the column that come next.
    row: u32,
    column: u32,
    /// How many rows and columns the present row and cell stand for.
    rows: u32,
    columns: u32,
    /// The cell, when there is something in it.
    cell: Option<Inside>,
    /// The rows and columns up to the last with something in it.
    reach: (u32, u32),
}

/// What is in a cell.
#[derive(Debug, Default)]
struct Inside {
    is_percentage: bool,
    is_number: bool,
    is_error: bool,
    /// Whether remarks are gone through, which are no text of the cell.
    is_remark: bool,
    spans: u32,
    text: String,
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
            Tag::End("table") => {
                sheet.check_reach(&name)?;
                all.insert(std::mem::take(&mut name), std::mem::take(&mut sheet));
            }
            tag => sheet.read(&tag),
        }
        Ok(())
    })?;
    Ok(all)
}

impl Looks {
    fn read(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Begin("table-column", element) => self.begin_column(element),
            Tag::Begin("table-row", element) => self.begin_row(element),
            Tag::Begin("table-cell" | "covered-table-cell", element) => self.begin_cell(element),
            Tag::End("table-cell" | "covered-table-cell") => self.end_cell(),
            Tag::End("table-row") => self.row = self.row.saturating_add(self.rows),
            tag => {
                if let Some(inside) = &mut self.cell {
                    inside.read(tag);
                }
            }
        }
    }

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
        self.columns = number(element, "number-columns-repeated").unwrap_or(1);
        let mut kinds = element.attributes();
        let mut kinds = kinds.with_checks(false).flatten().filter_map(|found| {
            let is_kind = found.key.local_name().as_ref() == "value-type";
            is_kind.then(|| found.value.into_owned())
        });
        let kinds: Vec<String> = kinds.by_ref().collect();
        let is_kind = |wanted: &str| kinds.iter().any(|kind| kind == wanted);
        self.cell = (!kinds.is_empty()).then(|| Inside {
            is_percentage: is_kind("percentage"),
            is_number: is_kind("float") || is_kind("percentage") || is_kind("currency"),
            is_error: is_kind("error"),
            ..Inside::default()
        });
        let down = number(element, "number-rows-spanned").unwrap_or(1).max(1);
        let right = number(element, "number-columns-spanned")
            .unwrap_or(1)
            .max(1);
        if (down, right) != (1, 1) {
            let first = Place::new(self.row, self.column);
            let row = first.row.saturating_add(down - 1);
            let column = first.column.saturating_add(right - 1);
            self.merged.push((first, Place::new(row, column)));
        }
    }

    fn end_cell(&mut self) {
        let next = self.column.saturating_add(self.columns);
        if let Some(inside) = self.cell.take() {
            let last_row = self.row.saturating_add(self.rows);
            self.reach = (self.reach.0.max(last_row), self.reach.1.max(next));
            let rows = self.row..last_row.min(self.row.saturating_add(MOST_REPEATS));
            for row in rows {
                for column in self.column..next.min(self.column.saturating_add(MOST_REPEATS)) {
                    self.keep(Place::new(row, column), &inside);
                }
            }
        }
        self.column = next;
    }

    fn keep(&mut self, place: Place, inside: &Inside) {
        if inside.is_percentage {
            self.percentages.insert(place);
        }
        if inside.spans > 0 {
            self.rich.insert(place);
        }
        // Programs without a kind for errors have 0 in such a cell.
        let is_error = inside.is_error
            || (inside.is_number
                && (inside.text.starts_with('#') || inside.text.starts_with("Err:")));
        if is_error {
            self.errors.insert(place);
        }
        if inside.is_number || is_error {
            self.texts.insert(place, inside.text.clone());
        }
    }

    fn text(&self, place: Place) -> &str {
        self.texts.get(&place).map_or("", String::as_str)
    }

    fn shown(&self, place: Place, number: f64) -> Shown {
        shown_as(self.text(place), number, self.percentages.contains(&place))
    }

    /// The library makes room for all cells up to the last.
    fn check_reach(&self, name: &str) -> Result<(), Unreadable> {
        let (rows, columns) = self.reach;
        if u64::from(rows) * u64::from(columns) <= MOST_CELLS {
            return Ok(());
        }
        let last = Place::new(rows.saturating_sub(1), columns.saturating_sub(1));
        Err(Unreadable::astray(name, last))
    }
}

impl Inside {
    fn read(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Begin("annotation", _) => self.is_remark = true,
            Tag::End("annotation") => self.is_remark = false,
            _ if self.is_remark => {}
            Tag::Begin("span" | "ruby", _) => self.spans += 1,
            Tag::Text(text) => self.text.push_str(text),
            _ => {}
        }
    }
}

/// `collapse` is what was hidden, `filter` what a filter leaves out.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|shown| shown != "visible")
}
