//! `.xlsx`: ECMA-376 part 1, clause 18.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};

use calamine::{Data, Reader, SheetType, Xlsx};
use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::format::shown;
use super::xml::{Tag, attribute, number, part, walk};
use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{Cell, Sheet, Workbook};

/// How many rows and columns there can be.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

pub(super) fn read<R: Read + Seek>(
    bytes: &[u8],
    archive: &mut ZipArchive<R>,
) -> Result<Workbook, Unreadable> {
    let rich = rich_strings(&part(archive, "xl/sharedStrings.xml")?)?;
    let outline = Outline::read(archive)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let mut workbook = Workbook::default();
    for metadata in book.sheets_metadata().to_vec() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let name = metadata.name.as_str();
        let mut sheet = values::sheet(&metadata);
        sheet.cells = cells(&mut book, name, outline.is_stale)?;
        let merged = book.merge_cells_by_sheet_name(name);
        sheet.merged = values::merged(&merged.map_err(Unreadable::damaged)?);
        if let Some(path) = outline.paths.get(name) {
            let mut looks = Looks {
                rich: &rich,
                sheet: &mut sheet,
                row: 0,
                place: Place::new(0, 0),
                is_shared: false,
                is_value: false,
                runs: 0,
            };
            looks.read(&part(archive, path)?)?;
        }
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

/// The cells one after another, so that a sheet that reaches far takes no more room than what is in it.
fn cells<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    is_stale: bool,
) -> Result<BTreeMap<Place, Cell>, Unreadable> {
    let mut cells = BTreeMap::new();
    let mut blank = BTreeSet::new();
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(Unreadable::damaged)?;
    let styles = reader.styles().iter();
    let codes: Vec<String> = styles
        .map(|style| style.number_format.as_ref())
        .map(|format| format.map_or_else(String::new, |format| format.format_code.clone()))
        .collect();
    while let Some((cell, style)) = reader
        .next_cell_with_style_id()
        .map_err(Unreadable::damaged)?
    {
        let (row, column) = cell.get_position();
        if row >= ROWS || column >= COLUMNS {
            return Err(Unreadable::damaged("a cell lies beyond the last"));
        }
        let place = Place::new(row, column);
        let code = codes.get(style).map_or("", String::as_str);
        let value = Data::from(cell.get_value().clone());
        match values::cell(&value, |number| shown(code, number)) {
            Some(cell) => {
                cells.insert(place, cell);
            }
            None if value != Data::Empty => {
                blank.insert(place);
            }
            None => {}
        }
    }
    drop(reader);
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(Unreadable::damaged)?;
    while let Some(formula) = reader.next_formula().map_err(Unreadable::damaged)? {
        let (row, column) = formula.get_position();
        let place = Place::new(row, column);
        if formula.get_value().is_empty() {
            continue;
        }
        let is_worked_out = match cells.get(&place) {
            // What programs write that leave the working out to others.
            Some(Cell::Number(0.0) | Cell::Percent(0.0)) => !is_stale,
            Some(_) => true,
            None => blank.contains(&place) && !is_stale,
        };
        if !is_worked_out {
            cells.insert(place, Cell::Formula);
        }
    }
    Ok(cells)
}

/// Which of the texts that cells share have parts that are set apart. The library makes room for as many texts
/// as the file says it has.
fn rich_strings(strings: &[u8]) -> Result<BTreeSet<usize>, Unreadable> {
    let mut rich = BTreeSet::new();
    let (mut index, mut runs) = (0, 0);
    walk(strings, |tag| {
        match tag {
            Tag::Begin("sst", element)
                if attribute(element, "uniqueCount").is_some()
                    && number(element, "uniqueCount")
                        .is_none_or(|count| count as usize > strings.len()) =>
            {
                return Err(Unreadable::damaged("it has fewer texts than it says"));
            }
            Tag::Begin("si", _) => runs = 0,
            Tag::Begin(name, element) if is_run(name, element) => runs += 1,
            Tag::End("si") => {
                if runs > 1 {
                    rich.insert(index);
                }
                index += 1;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(rich)
}

/// Whether an element makes a text one with parts: a run of its own, or one that is raised or struck out.
fn is_run(name: &str, element: &BytesStart<'_>) -> bool {
    match name {
        "r" | "strike" => true,
        "vertAlign" => attribute(element, "val").is_some_and(|val| val != "baseline"),
        _ => false,
    }
}

/// What the workbook says of its sheets.
#[derive(Default)]
struct Outline {
    /// Their paths in the archive, by their names.
    paths: BTreeMap<String, String>,
    /// Whether formulas are to be worked out when it is opened.
    is_stale: bool,
}

impl Outline {
    fn read<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Self, Unreadable> {
        let mut targets = BTreeMap::new();
        walk(&part(archive, "xl/_rels/workbook.xml.rels")?, |tag| {
            if let Tag::Begin("Relationship", element) = tag {
                let target = attribute(element, "Target");
                targets.extend(attribute(element, "Id").zip(target));
            }
            Ok(())
        })?;
        let mut outline = Self::default();
        walk(&part(archive, "xl/workbook.xml")?, |tag| {
            match tag {
                Tag::Begin("sheet", element) => {
                    let relation = attribute(element, "id");
                    let target = relation.and_then(|relation| targets.get(&relation));
                    let path = target.map(|target| match target.strip_prefix('/') {
                        Some(path) => path.to_owned(),
                        None => format!("xl/{target}"),
                    });
                    outline.paths.extend(attribute(element, "name").zip(path));
                }
                Tag::Begin("calcPr", element) => {
                    outline.is_stale = is_true(element, "fullCalcOnLoad");
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(outline)
    }
}

/// What is hidden in a sheet, and which of its texts have parts.
struct Looks<'l> {
    rich: &'l BTreeSet<usize>,
    sheet: &'l mut Sheet,
    /// The row, counted from 1, and the cell.
    row: u32,
    place: Place,
    /// Whether the cell's value is the number of a text that cells share.
    is_shared: bool,
    is_value: bool,
    runs: u32,
}

impl Looks<'_> {
    fn read(&mut self, document: &[u8]) -> Result<(), Unreadable> {
        walk(document, |tag| {
            match tag {
                Tag::Begin(name, element) => self.begin(name, element),
                Tag::Text(text) if self.is_value && self.is_shared => {
                    let index = text.trim().parse().ok();
                    if index.is_some_and(|index| self.rich.contains(&index)) {
                        self.runs = 2;
                    }
                }
                Tag::End("v") => self.is_value = false,
                Tag::End("c") => self.end_cell(),
                _ => {}
            }
            Ok(())
        })
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "col" if is_true(element, "hidden") || is_zero(element, "width") => {
                let first = number(element, "min").unwrap_or(1).max(1);
                let last = number(element, "max").unwrap_or(first).min(COLUMNS);
                self.sheet.hidden_columns.extend(first - 1..last);
            }
            "row" => {
                self.row = number(element, "r").unwrap_or(self.row.saturating_add(1));
                self.place = Place::new(self.row.saturating_sub(1), 0);
                if is_true(element, "hidden") || is_zero(element, "ht") {
                    self.sheet.hidden_rows.insert(self.place.row);
                }
            }
            "c" => {
                let named = attribute(element, "r").and_then(|name| column_of(&name));
                self.place.column = named.unwrap_or(self.place.column);
                self.is_shared = attribute(element, "t").is_some_and(|kind| kind == "s");
                self.runs = 0;
            }
            "v" => self.is_value = true,
            name if is_run(name, element) => self.runs += 1,
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        if self.runs > 1
            && let Some(cell) = self.sheet.cells.get_mut(&self.place)
            && let Cell::Text(text) = cell
        {
            *cell = Cell::Rich(std::mem::take(text));
        }
        self.place.column = self.place.column.saturating_add(1);
    }
}

/// The column in the name of a cell: 3 for D14.
fn column_of(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.fold(0_u32, |column, letter| {
        column
            .saturating_mul(26)
            .saturating_add(u32::from(letter - b'A') + 1)
    });
    column.checked_sub(1)
}

fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// A row or a column of no height or width is as good as hidden.
fn is_zero(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value.trim().parse() == Ok(0.0))
}
