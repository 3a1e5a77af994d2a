//! Figures as spreadsheets: how they are given out, and how they come back.
//!
//! ```text
//! read      bytes of a file → Workbook
//! import    Workbook → changes of the year's files
//! export    figures of the years → bytes of a file
//! ```
//!
//! A sheet has the figures of a year: a row for each jurisdiction and one for the nation, a column for each
//! figure. A column is headed by the path of its value in the data files: `missing.total` for a number,
//! `missing.total.note` for the remark on it, `status` for a key of the head.

mod cell;
mod export;
mod formula;
mod import;
mod limits;
mod read;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Place;
pub use cell::Cell;
pub use export::{YearOfFigures, csv, xlsx, year_of_figures};
pub use import::{Changed, import};
pub use read::{Unreadable, read};

/// A file of sheets.
#[derive(Debug, Default)]
pub struct Workbook {
    /// Its sheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: cells with something in them, each at its place.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its name, in files that have more than one.
    pub name: Option<String>,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// What is in the cells; blank ones are not there.
    pub cells: BTreeMap<Place, Cell>,
    /// The rows that are hidden.
    pub hidden_rows: BTreeSet<u32>,
    /// The columns that are hidden.
    pub hidden_columns: BTreeSet<u32>,
    /// Cells that were made one of several: the first and the last.
    pub merged: Vec<(Place, Place)>,
    /// Where a rule of formatting may strike cells out or raise them: the first and the last of each region.
    pub ruled: Vec<(Place, Place)>,
}

/// The most regions of rules that are told apart.
const MOST_RULED: usize = 100;

impl Sheet {
    /// Notes that a rule of formatting may strike cells out or raise them.
    fn rule(&mut self, region: Option<(Place, Place)>) {
        let Some((first, last)) = region else { return };
        if let Some(known) = self.ruled.last_mut()
            && (known.0.row, known.1.row, known.1.column + 1) == (first.row, last.row, first.column)
        {
            known.1.column = last.column;
        } else if self.ruled.len() < MOST_RULED {
            self.ruled.push((first, last));
        } else if let Some((top, bottom)) = self.ruled.last_mut() {
            *top = Place::new(top.row.min(first.row), top.column.min(first.column));
            *bottom = Place::new(bottom.row.max(last.row), bottom.column.max(last.column));
        }
    }
}
