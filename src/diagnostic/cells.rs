//! The cells of worksheets and their names.

use std::fmt;
use std::ops::Range;

/// The address of a cell in its worksheet. Rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellAddress {
    /// The row, from the top.
    pub row: u32,
    /// The column, from the left.
    pub column: u32,
}

impl CellAddress {
    /// The address of a row and a column.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Parses an address: row 13 and column 3 for `D14` or `$D$14`. Returns `None` for anything else.
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

/// The form that spreadsheets use: `D14` is in row 13 and column 3.
impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row + 1)
    }
}

/// The name of a column in spreadsheets: A to Z, then AA.
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

/// The ranges of a worksheet's cells in the text that is kept for it.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) sheet: Option<String>,
    /// The first byte of each cell, in order. One byte separates a cell from the next.
    pub(super) starts: Vec<(u32, CellAddress)>,
    /// The byte after the last.
    pub(super) end: usize,
    /// The last column that has cells.
    pub(super) last_column: u32,
}

impl Cells {
    /// The cell at a byte.
    pub(super) fn at(&self, byte: usize) -> CellAddress {
        let after = self
            .starts
            .partition_point(|(start, _)| *start as usize <= byte);
        let found = self.starts.get(after.saturating_sub(1));
        found.map_or(CellAddress::new(0, 0), |(_, place)| *place)
    }

    /// The bytes of a cell, or `None` if the text does not include it.
    pub(super) fn range(&self, place: CellAddress) -> Option<Range<usize>> {
        let found = self
            .starts
            .binary_search_by_key(&place, |(_, place)| *place);
        let found = found.ok()?;
        let next = self.starts.get(found + 1);
        let end = next.map_or(self.end, |(start, _)| *start as usize);
        Some(self.starts[found].0 as usize..end.saturating_sub(1))
    }

    pub(super) fn row_and_column(&self, byte: usize) -> (usize, usize) {
        let CellAddress { row, column } = self.at(byte);
        (row as usize + 1, column as usize + 1)
    }

    /// The full name: `2023!D14`, or `D14` if the file has a single worksheet without a name.
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
                CellAddress::named(&format!("${name}$14")),
                Some(CellAddress::new(13, column))
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
            assert_eq!(CellAddress::named(name), None, "{name}");
        }
    }
}
