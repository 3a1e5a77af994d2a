//! Texts in columns, for the terminal.

/// A line for each row, with its cells below those of the others: at the left of the columns for which that is
/// said, and else at the right.
#[must_use]
pub fn in_columns<const N: usize>(
    rows: &[[String; N]],
    is_left: impl Fn(usize) -> bool,
) -> Vec<String> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| match is_left(column) {
            true => format!("{cell:<width$}"),
            false => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::in_columns;

    #[test]
    fn cells_stand_below_each_other() {
        let rows = [["a", "9", ""], ["bc", "10", "x"]].map(|row| row.map(str::to_owned));
        let lines = in_columns(&rows, |column| column != 1);
        assert_eq!(lines, ["a    9", "bc  10  x"]);
    }
}
