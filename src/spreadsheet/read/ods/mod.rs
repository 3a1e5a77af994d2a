//! `.ods`: OpenDocument 1.3 part 3, clause 9.
//!
//! A cell can be repeated many times, and formatted worksheets extend to the last possible row and column. Cells are
//! therefore read one by one, and blank ones are not stored.

mod cell;
mod sheet;
mod styles;

use super::Unreadable;
use super::budget::Budget;
use super::xml::{Archive, Tag, name};
use crate::spreadsheet::limits::MOST_PARTS;
use crate::spreadsheet::{Workbook, Worksheet};
use sheet::SheetReader;
use styles::Styles;

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Workbook, Unreadable> {
    check_protection(archive)?;
    let mut styles = Styles::default();
    archive.walk("styles.xml", |tag| styles.read(&tag))?;
    let (mut workbook, mut budget) = (Workbook::default(), Budget::default());
    let mut reader: Option<SheetReader> = None;
    // A table inside a table is not a worksheet.
    let mut depth = 0;
    archive.walk("content.xml", |tag| {
        match (&tag, &mut reader) {
            (Tag::Begin("table", element), None) => {
                let sheet = Worksheet {
                    name: name(element, "name")?,
                    is_hidden: styles.hides_sheets(name(element, "style-name")?.as_deref()),
                    ..Worksheet::default()
                };
                reader = Some(SheetReader::new(sheet));
            }
            (Tag::Begin("table", _), Some(_)) => depth += 1,
            (Tag::End("table"), Some(_)) if depth > 0 => depth -= 1,
            (Tag::End("table"), _) => {
                workbook
                    .sheets
                    .extend(reader.take().map(|reader| reader.sheet));
                if workbook.sheets.len() > MOST_PARTS {
                    let problem = format!("it has more than {MOST_PARTS} sheets");
                    return Err(Unreadable::damaged(problem));
                }
            }
            (tag, Some(reader)) if depth == 0 => reader.read(tag, &styles, &mut budget)?,
            (_, Some(_)) => {}
            (tag, None) => styles.read(tag)?,
        }
        Ok(())
    })?;
    Ok(workbook)
}

/// A file with a password cannot be read.
fn check_protection(archive: &mut Archive<'_>) -> Result<(), Unreadable> {
    archive.walk("META-INF/manifest.xml", |tag| match tag {
        Tag::Begin("encryption-data", _) => Err(Unreadable::protected()),
        _ => Ok(()),
    })
}
