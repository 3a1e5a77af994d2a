//! `.xlsx`: ECMA-376 part 1, clause 18.
//!
//! The parts are read one after another as they are unpacked, so that what is kept is what is in the cells. Which
//! of them are struck out or raised depends on fonts, which a cell has by its style, by that of its row or column,
//! by runs in its text, or by rules that hold for a region.

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
