//! What raises, lowers or strikes out a cell or a part of its text.

use std::sync::Arc;

use crate::spreadsheet::Cell;

/// How something is set. What weighs more comes later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    /// On the line, with no line through it.
    #[default]
    Plain,
    /// Raised or lowered, or in parts that are set differently.
    Apart,
    /// Struck out, all of it or a part.
    Struck,
}

impl Setting {
    /// The cell as it is set.
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
