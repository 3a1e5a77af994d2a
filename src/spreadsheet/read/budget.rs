//! The memory that the cells of a workbook take.

use super::Unreadable;
use crate::diagnostic::CellAddress;
use crate::spreadsheet::limits::{LARGEST_CELL, LARGEST_TEXTS, MOST_CELLS};
use crate::spreadsheet::{Cell, Worksheet};

/// Counts the cells of a workbook and the bytes of their texts.
#[derive(Debug, Default)]
pub(super) struct Budget {
    cells: usize,
    texts: usize,
}

impl Budget {
    /// Adds a cell to a worksheet.
    ///
    /// # Errors
    ///
    /// An error if the workbook has too many cells, a cell has too long a text, or all texts together are too long.
    pub fn keep(
        &mut self,
        sheet: &mut Worksheet,
        place: CellAddress,
        cell: Cell,
    ) -> Result<(), Unreadable> {
        self.cells += 1;
        self.texts = self.texts.saturating_add(cell.size());
        if cell.size() > LARGEST_CELL {
            return Err(Self::long_cell(sheet, place));
        }
        if self.cells > MOST_CELLS {
            let what = format!("more than {MOST_CELLS} cells");
            return Err(Self::exceeded(sheet, place, &what));
        }
        if self.texts > LARGEST_TEXTS {
            let what = format!("more than {} MB of text", LARGEST_TEXTS >> 20);
            return Err(Self::exceeded(sheet, place, &what));
        }
        sheet.cells.insert(place, cell);
        Ok(())
    }

    /// The error of a cell with too long a text.
    pub fn long_cell(sheet: &Worksheet, place: CellAddress) -> Unreadable {
        let size = LARGEST_CELL >> 10;
        Unreadable::new(
            format!(
                "{} has more than {size} kB of text",
                cell_name(sheet, place)
            ),
            "shorten the text of this cell",
        )
    }

    fn exceeded(sheet: &Worksheet, place: CellAddress, what: &str) -> Unreadable {
        Unreadable::new(
            format!("this file has {what}, up to {}", cell_name(sheet, place)),
            "delete everything but the figures, or import it in parts with fewer rows",
        )
    }
}

fn cell_name(sheet: &Worksheet, place: CellAddress) -> String {
    match &sheet.name {
        Some(name) => format!("{place} of the sheet \"{name}\""),
        None => place.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(mut budget: Budget, cell: Cell) -> Result<(), String> {
        let mut sheet = Worksheet::default();
        let kept = budget.keep(&mut sheet, CellAddress::new(13, 3), cell);
        kept.map_err(|problem| problem.message)
    }

    #[test]
    fn what_is_too_much_is_named_by_its_cell() {
        let budget = |cells, texts| Budget { cells, texts };
        let number = || Cell::Number(1.0, 0);
        let text = |size| Cell::Text("a".repeat(size).into());
        assert_eq!(
            kept(budget(MOST_CELLS - 1, LARGEST_TEXTS), number()),
            Ok(())
        );
        assert_eq!(kept(budget(0, LARGEST_TEXTS - 5), text(5)), Ok(()));
        assert_eq!(kept(budget(0, 0), text(LARGEST_CELL)), Ok(()));
        for (budget, cell, said) in [
            (
                budget(MOST_CELLS, 0),
                number(),
                "this file has more than 1500000 cells, up to D14",
            ),
            (
                budget(0, LARGEST_TEXTS),
                text(1),
                "this file has more than 32 MB of text, up to D14",
            ),
            (
                budget(0, 0),
                text(LARGEST_CELL + 1),
                "D14 has more than 256 kB of text",
            ),
        ] {
            assert_eq!(kept(budget, cell), Err(said.to_owned()));
        }
    }
}
