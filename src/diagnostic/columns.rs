//! Text in aligned columns, for the terminal.

/// Returns a line for each row. Columns for which `is_left` holds are aligned to the left, others to the right.
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
