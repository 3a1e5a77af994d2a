//! Formatting that raises, lowers or strikes out a cell or a part of its text.
//!
//! A raised digit is a footnote mark, and a number that is struck out does not count. The import refuses both.

use std::sync::Arc;

use crate::spreadsheet::Cell;

/// The formatting of a text, in order of increasing weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    /// On the baseline and not struck out.
    #[default]
    Plain,
    /// Raised or lowered, or with parts in different formatting.
    Apart,
    /// Struck out, in whole or in part.
    Struck,
}

impl Setting {
    /// The cell with this formatting.
    pub fn of(self, cell: Cell) -> Cell {
        match (self, cell) {
            (_, cell @ (Cell::Formula | Cell::Error(_))) | (Self::Plain, cell) => cell,
            (Self::Apart, cell) => Cell::Rich(seen(cell)),
            (Self::Struck, cell) => Cell::Struck(seen(cell)),
        }
    }
}

fn seen(cell: Cell) -> Arc<str> {
    match cell {
        Cell::Text(text) | Cell::Rich(text) | Cell::Struck(text) => text,
        cell => cell.to_string().into(),
    }
}
