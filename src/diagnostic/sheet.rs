//! Worksheets as sources: each is kept as a text with a line for each cell, so that a cell has a span like any other
//! text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::cells::{CellAddress, Cells};
use super::source::{Sources, Span};

/// The spans of a worksheet's cells.
#[derive(Clone, Debug)]
pub struct SheetSpans {
    base: usize,
    cells: Arc<Cells>,
}

impl SheetSpans {
    /// The span of a cell, which may be empty. A cell outside of the used rows and columns has the span of the first
    /// cell.
    #[must_use]
    pub fn of(&self, place: CellAddress) -> Span {
        let range = self.cells.range(place).unwrap_or(0..0);
        Span::new(self.base + range.start, self.base + range.end)
    }
}

/// The most cells for which blank cells have spans, too. Only a malicious worksheet has more.
const MOST_CELLS: usize = 2_000_000;

impl Sources {
    /// Keeps the visible text of a worksheet's cells and returns their spans. A blank cell has a span if its row and
    /// its column are used.
    pub fn add_sheet(
        &mut self,
        path: &str,
        sheet: Option<&str>,
        texts: &BTreeMap<CellAddress, impl fmt::Display>,
    ) -> SheetSpans {
        let first = CellAddress::new(0, 0);
        let rows: BTreeSet<u32> = texts.keys().map(|p| p.row).chain([0]).collect();
        let columns: BTreeSet<u32> = texts.keys().map(|p| p.column).chain([0]).collect();
        let with_blanks = rows.len().saturating_mul(columns.len()) <= MOST_CELLS;
        let grid = rows.iter().flat_map(|row| {
            let columns = columns.iter();
            columns.map(move |column| CellAddress::new(*row, *column))
        });
        let places: &mut dyn Iterator<Item = CellAddress> = match with_blanks {
            true => &mut { grid },
            false if texts.contains_key(&first) => &mut texts.keys().copied(),
            false => &mut std::iter::once(first).chain(texts.keys().copied()),
        };
        let (mut text, mut starts) = (String::new(), Vec::new());
        for place in places {
            let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
            if let Some(cell) = texts.get(&place) {
                one_line(&mut text, &cell.to_string());
            }
            starts.push((start, place));
            // The line end gives each cell its own position, even an empty one.
            text.push('\n');
        }
        let cells = Arc::new(Cells {
            sheet: sheet.map(str::to_owned),
            starts,
            end: text.len(),
            last_column: columns.last().copied().unwrap_or(0),
        });
        SheetSpans {
            base: self.add_cells(path, text, Arc::clone(&cells)),
            cells,
        }
    }
}

/// Adds the text of a cell to a line. Control characters become spaces.
fn one_line(line: &mut String, text: &str) {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    line.extend(text.chars().map(plain));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_found_again() {
        let mut sources = Sources::default();
        sources.add("a.toml", "before");
        let text = |row, column, text: &str| (CellAddress::new(row, column), text.to_owned());
        let texts = BTreeMap::from([text(0, 0, "code"), text(0, 2, "b\nc"), text(3, 1, "é")]);
        for (sheet, begin) in [(None, ""), (Some("2023"), "2023!"), (Some("a b"), "'a b'!")] {
            let spans = sources.add_sheet("f.xlsx", sheet, &texts);
            for (row, column) in [(0, 0), (0, 1), (0, 2), (3, 0), (3, 1), (3, 2)] {
                let place = CellAddress::new(row, column);
                let span = spans.of(place);
                assert_eq!(sources.cell(span), Some(format!("{begin}{place}")));
                let from_one = (row as usize + 1, column as usize + 1);
                assert_eq!(sources.line_column(span), from_one);
            }
            assert_eq!(sources.slice(spans.of(CellAddress::new(0, 2))), "b c");
            assert_eq!(sources.slice(spans.of(CellAddress::new(3, 1))), "é");
        }
    }
}
