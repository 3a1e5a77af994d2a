//! Export of figures to spreadsheets, and import of edited ones.
//!
//! ```text
//! read      bytes of a file → Workbook
//! import    Workbook → changes of the year's files
//! export    figures of the years → bytes of a file
//! ```
//!
//! A worksheet has the figures of a year: a row for each jurisdiction and one for the nation, and a column for each
//! figure. The heading of a column is the path of its values in the data files: `missing.total` for a number,
//! `missing.total.note` for its note, `status` for a key of the head. Import also takes long tables, which have a row
//! for each figure of an area. Lists have worksheets of their own, with a row for each of their records.

mod cell;
mod computed;
mod export;
mod formula;
mod import;
mod limits;
mod read;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::CellAddress;
pub use cell::Cell;
pub use export::{YearOfFigures, csv, of_list, xlsx, year_of_figures};
pub use import::{Changed, Imported, LongTable, import};
pub use read::{Unreadable, read};

/// A workbook.
#[derive(Debug, Default)]
pub struct Workbook {
    /// The worksheets in order.
    pub sheets: Vec<Worksheet>,
}

/// A worksheet: the cells that are not blank, by their address.
#[derive(Debug, Default)]
pub struct Worksheet {
    /// The name, or `None` in formats without named worksheets.
    pub name: Option<String>,
    /// Whether the worksheet is hidden.
    pub is_hidden: bool,
    /// The cells that are not blank.
    pub cells: BTreeMap<CellAddress, Cell>,
    /// The hidden rows.
    pub hidden_rows: BTreeSet<u32>,
    /// The hidden columns.
    pub hidden_columns: BTreeSet<u32>,
    /// The merged cells: the first and the last of each.
    pub merged: Vec<(CellAddress, CellAddress)>,
    /// Regions in which conditional formatting may strike out or raise cells: the first and the last cell.
    pub ruled: Vec<(CellAddress, CellAddress)>,
}

/// The maximum number of regions kept separately.
const MOST_RULED: usize = 100;

impl Worksheet {
    /// Records a region in which conditional formatting may strike out or raise cells.
    fn rule(&mut self, region: Option<(CellAddress, CellAddress)>) {
        let Some((first, last)) = region else { return };
        if let Some(known) = self.ruled.last_mut()
            && (known.0.row, known.1.row, known.1.column + 1) == (first.row, last.row, first.column)
        {
            known.1.column = last.column;
        } else if self.ruled.len() < MOST_RULED {
            self.ruled.push((first, last));
        } else if let Some((top, bottom)) = self.ruled.last_mut() {
            *top = CellAddress::new(top.row.min(first.row), top.column.min(first.column));
            *bottom = CellAddress::new(bottom.row.max(last.row), bottom.column.max(last.column));
        }
    }
}
