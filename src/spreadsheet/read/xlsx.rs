//! `.xlsx`: ECMA-376 part 1, clause 18.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

use calamine::{Data, Reader, SheetType, Xlsx};
use zip::ZipArchive;

use super::xml::{Tag, attribute, number, part, walk};
use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{Cell, Sheet, Workbook};

/// The last column that there can be, counted from 1.
const LAST_COLUMN: u32 = 16_384;

pub(super) fn read<R: Read + Seek>(
    bytes: &[u8],
    archive: &mut ZipArchive<R>,
) -> Result<Workbook, Unreadable> {
    check_strings(&part(archive, "xl/sharedStrings.xml")?)?;
    let paths = paths(archive)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let mut workbook = Workbook::default();
    for metadata in book.sheets_metadata().to_vec() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let name = metadata.name.as_str();
        let mut sheet = values::sheet(&metadata);
        sheet.cells = cells(&mut book, name)?;
        let merged = book.merge_cells_by_sheet_name(name);
        sheet.merged = values::merged(&merged.map_err(Unreadable::damaged)?);
        if let Some(path) = paths.get(name) {
            find_hidden(&part(archive, path)?, &mut sheet)?;
        }
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

/// The cells one after another, so that a sheet that reaches far takes no more room than what is in it.
fn cells<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
) -> Result<BTreeMap<Place, Cell>, Unreadable> {
    let mut cells = BTreeMap::new();
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(Unreadable::damaged)?;
    let formats = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref());
    let is_percent = |code: &str| values::is_percent_format(code);
    let percents: Vec<bool> = formats
        .map(|format| format.is_some_and(|format| is_percent(&format.format_code)))
        .collect();
    while let Some((cell, style)) = reader
        .next_cell_with_style_id()
        .map_err(Unreadable::damaged)?
    {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        let is_percent = percents.get(style) == Some(&true);
        let found = values::cell(&value, is_percent);
        cells.extend(found.map(|cell| (Place::new(row, column), cell)));
    }
    drop(reader);
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(Unreadable::damaged)?;
    while let Some(formula) = reader.next_formula().map_err(Unreadable::damaged)? {
        let (row, column) = formula.get_position();
        if !formula.get_value().is_empty() {
            let place = Place::new(row, column);
            cells.entry(place).or_insert(Cell::Formula);
        }
    }
    Ok(cells)
}

/// The library makes room for as many texts as the file says it has.
fn check_strings(strings: &[u8]) -> Result<(), Unreadable> {
    walk(strings, |tag| {
        if let Tag::Begin("sst", element) = tag
            && attribute(element, "uniqueCount").is_some()
            && number(element, "uniqueCount").is_none_or(|count| count as usize > strings.len())
        {
            return Err(Unreadable::damaged("it has fewer texts than it says"));
        }
        Ok(())
    })
}

/// The paths of the sheets in the archive, by their names.
fn paths<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
) -> Result<BTreeMap<String, String>, Unreadable> {
    let mut targets = BTreeMap::new();
    walk(&part(archive, "xl/_rels/workbook.xml.rels")?, |tag| {
        if let Tag::Begin("Relationship", element) = tag {
            let target = attribute(element, "Target");
            targets.extend(attribute(element, "Id").zip(target));
        }
        Ok(())
    })?;
    let mut paths = BTreeMap::new();
    walk(&part(archive, "xl/workbook.xml")?, |tag| {
        if let Tag::Begin("sheet", element) = tag {
            let relation = attribute(element, "id");
            let target = relation.and_then(|relation| targets.get(&relation));
            let path = target.map(|target| match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            });
            paths.extend(attribute(element, "name").zip(path));
        }
        Ok(())
    })?;
    Ok(paths)
}

fn find_hidden(document: &[u8], sheet: &mut Sheet) -> Result<(), Unreadable> {
    let mut row = 0;
    walk(document, |tag| {
        match tag {
            Tag::Begin("col", element) if is_hidden(element) => {
                let first = number(element, "min").unwrap_or(1).max(1);
                let last = number(element, "max").unwrap_or(first).min(LAST_COLUMN);
                sheet.hidden_columns.extend(first - 1..last);
            }
            Tag::Begin("row", element) => {
                row = number(element, "r").unwrap_or(row + 1);
                if is_hidden(element) {
                    sheet.hidden_rows.insert(row.saturating_sub(1));
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// A row or a column of no height or width is as good as hidden, and is kept as hidden.
fn is_hidden(element: &quick_xml::events::BytesStart<'_>) -> bool {
    let hidden = attribute(element, "hidden");
    hidden.is_some_and(|hidden| hidden == "1" || hidden == "true")
}
