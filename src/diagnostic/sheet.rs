//! Sheets of spreadsheets as sources, whose places are cells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::source::{Sources, Span};

/// The place of a cell in its sheet. Rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The row, from the top.
    pub row: u32,
    /// The column, from the left.
    pub column: u32,
}

impl Place {
    /// The cell in a row and a column.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// The cell of a name: row 13 and column 3 for `D14` or `$D$14`. None when it is no name of a cell.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.replace('$', "").to_ascii_uppercase();
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let row: u32 = name[letters.len()..].parse().ok()?;
        let column = letters.bytes().try_fold(0_u32, |column, letter| {
            let letter = letter.checked_sub(b'A').filter(|letter| *letter < 26)?;
            column.checked_mul(26)?.checked_add(u32::from(letter) + 1)
        })?;
        Some(Self::new(row.checked_sub(1)?, column.checked_sub(1)?))
    }
}

/// As spreadsheets call it: `D14` is in row 13 and column 3.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row + 1)
    }
}

/// A column as spreadsheets call it: A to Z, then AA.
#[must_use]
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// Where the cells of a sheet stand in the text that it is kept as.
#[derive(Debug)]
pub(super) struct Cells {
    sheet: Option<String>,
    /// The first byte of each cell, in their order. A byte lies between it and the next.
    starts: Vec<(u32, Place)>,
    /// The byte after the last.
    end: usize,
    /// The last column that has cells.
    pub last_column: u32,
}

impl Cells {
    /// The cell at a byte.
    pub(super) fn at(&self, byte: usize) -> Place {
        let after = self
            .starts
            .partition_point(|(start, _)| *start as usize <= byte);
        let found = self.starts.get(after.saturating_sub(1));
        found.map_or(Place::new(0, 0), |(_, place)| *place)
    }

    /// The bytes of a cell; none when it has no place of its own.
    pub(super) fn range(&self, place: Place) -> Option<Range<usize>> {
        let found = self
            .starts
            .binary_search_by_key(&place, |(_, place)| *place);
        let found = found.ok()?;
        let next = self.starts.get(found + 1);
        let end = next.map_or(self.end, |(start, _)| *start as usize);
        Some(self.starts[found].0 as usize..end.saturating_sub(1))
    }

    pub(super) fn row_and_column(&self, byte: usize) -> (usize, usize) {
        let Place { row, column } = self.at(byte);
        (row as usize + 1, column as usize + 1)
    }

    /// `2023!D14`, or `D14` when the file has but one sheet without a name.
    pub(super) fn name(&self, byte: usize) -> String {
        let place = self.at(byte);
        match &self.sheet {
            None => place.to_string(),
            Some(sheet) if sheet.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                format!("{sheet}!{place}")
            }
            Some(sheet) => format!("'{}'!{place}", sheet.replace('\'', "''")),
        }
    }
}

/// The spans of a sheet's cells.
#[derive(Clone, Debug)]
pub struct SheetSpans {
    base: usize,
    cells: Arc<Cells>,
}

impl SheetSpans {
    /// The span of a cell, which need not have anything in it. One outside of all rows and columns that have
    /// something in them is taken for the first.
    #[must_use]
    pub fn of(&self, place: Place) -> Span {
        let range = self.cells.range(place).unwrap_or(0..0);
        Span::new(self.base + range.start, self.base + range.end)
    }
}

/// The most cells for which blank ones have places as well. There is a sheet of that many when somebody has
/// made one to do harm.
const MOST_CELLS: usize = 2_000_000;

impl Sources {
    /// Keeps a sheet by what is seen of its cells, and returns where they are. Blank cells have a place where
    /// both their row and their column have something in them.
    pub fn add_sheet(
        &mut self,
        path: &str,
        sheet: Option<&str>,
        texts: &BTreeMap<Place, impl fmt::Display>,
    ) -> SheetSpans {
        let first = Place::new(0, 0);
        let rows: BTreeSet<u32> = texts.keys().map(|p| p.row).chain([0]).collect();
        let columns: BTreeSet<u32> = texts.keys().map(|p| p.column).chain([0]).collect();
        let with_blanks = rows.len().saturating_mul(columns.len()) <= MOST_CELLS;
        let grid = rows.iter().flat_map(|row| {
            let columns = columns.iter();
            columns.map(move |column| Place::new(*row, *column))
        });
        let places: &mut dyn Iterator<Item = Place> = match with_blanks {
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
            // So that each has a place of its own, though it be empty.
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

/// Adds a cell's text as it is shown in a line: what would end the line or move what follows is a space.
fn one_line(line: &mut String, text: &str) {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    line.extend(text.chars().map(plain));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(column_name(column), name);
            assert_eq!(
                Place::named(&format!("${name}$14")),
                Some(Place::new(13, column))
            );
        }
        for name in [
            "",
            "14",
            "A",
            "A0",
            "1A",
            "é1",
            "A-1",
            "ZZZZZZZZ1",
            "A99999999999",
        ] {
            assert_eq!(Place::named(name), None, "{name}");
        }
    }

    #[test]
    fn every_cell_is_found_again() {
        let mut sources = Sources::default();
        sources.add("a.toml", "before");
        let text = |row, column, text: &str| (Place::new(row, column), text.to_owned());
        let texts = BTreeMap::from([text(0, 0, "code"), text(0, 2, "b\nc"), text(3, 1, "é")]);
        for (sheet, begin) in [(None, ""), (Some("2023"), "2023!"), (Some("a b"), "'a b'!")] {
            let spans = sources.add_sheet("f.xlsx", sheet, &texts);
            for (row, column) in [(0, 0), (0, 1), (0, 2), (3, 0), (3, 1), (3, 2)] {
                let place = Place::new(row, column);
                let span = spans.of(place);
                assert_eq!(sources.cell(span), Some(format!("{begin}{place}")));
                let from_one = (row as usize + 1, column as usize + 1);
                assert_eq!(sources.line_column(span), from_one);
            }
            assert_eq!(sources.slice(spans.of(Place::new(0, 2))), "b c");
            assert_eq!(sources.slice(spans.of(Place::new(3, 1))), "é");
        }
    }
}
