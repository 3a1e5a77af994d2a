//! `.xlsx`: ECMA-376 part 1, clause 18.
//!
//! The parts are parsed while they are unpacked, so that only the cells are kept in memory. Whether a cell is struck
//! out or raised depends on fonts. They come from the style of the cell, row or column, from runs in the text, or from
//! conditional formatting of a region.

mod package;
mod sheet;
mod strings;
mod styles;

use super::Unreadable;
use super::budget::Budget;
use super::xml::Archive;
use crate::spreadsheet::Workbook;
use package::{Outline, Relations};
use sheet::{Book, SheetReader, table};
use styles::Styles;

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Workbook, Unreadable> {
    let outline = Outline::read(archive)?;
    let book = Book {
        styles: Styles::read(archive, &outline.styles)?,
        strings: strings::read(archive, &outline.strings)?,
        is_stale: outline.is_stale,
        is_1904: outline.is_1904,
    };
    let (mut workbook, mut budget) = (Workbook::default(), Budget::default());
    for (sheet, path) in outline.sheets {
        let mut sheet = SheetReader::new(sheet, &book, &mut budget).read(archive, &path)?;
        for relation in Relations::of(archive, &path)?.of_kind("table") {
            sheet.rule(table(archive, relation, &book.styles)?);
        }
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}
