//! The columns of tables whose figures have one unit.

use crate::copy::block::Table;
use crate::project::Dictionary;
use crate::project::dictionary::Figure;

/// Marks the columns in which figures have different units: they are not compared digit by digit.
pub(super) fn mark(table: &mut Table, dictionary: &Dictionary) {
    for (index, column) in table.columns.iter_mut().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
        // A word in place of a number has no unit.
        let runs = cells
            .flat_map(|cell| &cell.runs)
            .filter(|run| run.number > 0);
        let mut figures = runs.filter_map(|run| Some(dictionary.get(run.figure?.id)));
        let first = figures.next();
        column.has_one_unit = first.is_none_or(|first| figures.all(|other| is_like(first, other)));
    }
}

fn is_like(one: &Figure, other: &Figure) -> bool {
    one.id == other.id || one.difference_of_scale(other).is_none()
}
