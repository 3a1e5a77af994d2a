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
mod import;
mod read;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Place;
pub use cell::Cell;
pub use export::{YearOfFigures, csv, xlsx, year_of_figures};
pub use import::{Change, Changed, import};
pub use read::{Unreadable, read};

/// How far a sheet may reach, in rows times columns: what lies further has gone astray.
const MOST_CELLS: u64 = 4_000_000;

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
}
