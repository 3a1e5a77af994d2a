//! `.csv`: one worksheet without a name. Cells are separated by commas, semicolons or tabs.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::budget::Budget;
use super::{Unreadable, values};
use crate::diagnostic::CellAddress;
use crate::spreadsheet::formula::from_text;
use crate::spreadsheet::limits::COLUMNS;
use crate::spreadsheet::{Workbook, Worksheet};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        let message = "this file is not UTF-8 text";
        Unreadable::new(message, "save it as \"CSV UTF-8\", or as .xlsx")
    })?;
    if text.starts_with("\u{ef}\u{bb}\u{bf}") {
        let message = "the characters of this file were damaged when it was saved";
        return Err(Unreadable::new(
            message,
            "open the original file as UTF-8, and save it again",
        ));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = delimiter(text);
    check_lines(text, delimiter)?;
    let mut reader = reader(text, delimiter);
    let (mut sheet, mut budget) = (Worksheet::default(), Budget::default());
    let mut record = StringRecord::new();
    // Line ends inside cells do not end a row.
    let (mut lines, mut within, mut counted) = (0, 0, 0);
    while reader
        .read_record(&mut record)
        .map_err(Unreadable::damaged)?
    {
        let start = begin_of(&record, text);
        lines += line_ends(&text[counted..start]);
        counted = start;
        let row = u32::try_from(lines - within).unwrap_or(u32::MAX);
        for (column, text) in (0..).zip(&record) {
            if let Some(cell) = values::text(from_text(text)) {
                budget.keep(&mut sheet, CellAddress::new(row, column), cell)?;
            }
        }
        within += record.iter().map(line_ends).sum::<usize>();
    }
    Ok(Workbook {
        sheets: vec![sheet],
    })
}

/// The byte offset of a record, after line ends and blank lines.
fn begin_of(record: &StringRecord, text: &str) -> usize {
    let before = record.position().map_or(0, csv::Position::byte);
    let before = usize::try_from(before)
        .unwrap_or(text.len())
        .min(text.len());
    let bytes = &text.as_bytes()[before..];
    let blank = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    before + blank.count()
}

/// The number of line ends of any kind in a text.
fn line_ends(text: &str) -> usize {
    let pairs = text.matches("\r\n").count();
    text.matches(['\r', '\n']).count() - pairs
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The separator: the one with which most of the first rows have the most cells.
fn delimiter(text: &str) -> u8 {
    let mut ends = (0..=text.len().min(FIRST_BYTES)).rev();
    let end = ends.find(|end| text.is_char_boundary(*end));
    let text = &text[..end.unwrap_or(0)];
    let cells = |sign: u8| {
        let mut reader = reader(text, sign);
        let rows = reader.records().take(FIRST_ROWS).flatten();
        let counts: Vec<usize> = rows
            .map(|row| row.len())
            .filter(|cells| *cells > 1)
            .collect();
        (counts.len(), counts.iter().sum::<usize>())
    };
    let signs = [b'\t', b';', b','];
    signs
        .into_iter()
        .max_by_key(|sign| cells(*sign))
        .unwrap_or(b',')
}

/// The number of rows examined to find the separator.
const FIRST_ROWS: usize = 20;

/// The number of bytes examined to find the separator.
const FIRST_BYTES: usize = 1 << 20;

/// Checks the quotes and the number of cells. An unclosed quote would absorb the rows below it into its cell.
fn check_lines(text: &str, delimiter: u8) -> Result<(), Unreadable> {
    let ends = |c: char| c == char::from(delimiter) || c == '\r' || c == '\n';
    let wrong = |at: usize, message: &str| {
        let line = line_ends(&text[..at]) + 1;
        let message = format!("in line {line} {message}");
        Err(Unreadable::new(
            message,
            "save it as .xlsx, or write \"\" for a quote within a cell",
        ))
    };
    let mut characters = text.char_indices().peekable();
    let mut is_begin = true;
    let mut columns = 1;
    while let Some((at, c)) = characters.next() {
        columns = match c {
            '\r' | '\n' => 1,
            c if c == char::from(delimiter) => columns + 1,
            _ => columns,
        };
        if columns > COLUMNS {
            let line = line_ends(&text[..at]) + 1;
            let message = format!("line {line} has more than {COLUMNS} cells");
            return Err(Unreadable::new(message, "delete the stray content there"));
        }
        if !(is_begin && c == '"') {
            is_begin = ends(c);
            continue;
        }
        loop {
            match characters.next() {
                None => return wrong(at, "a quote is not closed"),
                Some((_, '"')) if characters.next_if(|(_, c)| *c == '"').is_some() => {}
                Some((_, '"')) => break,
                Some(_) => {}
            }
        }
        if characters.peek().is_some_and(|(_, c)| !ends(*c)) {
            return wrong(at, "there is text after the closing quote of a cell");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_spreadsheet_programs_do() {
        let text = "\u{feff}a;b,c;\r\n\r\n\"x\ny\";2\r\n3\n";
        let sheet = read(text.as_bytes()).expect("a sheet").sheets.remove(0);
        let found = sheet.cells.iter();
        let found: Vec<_> = found
            .map(|(place, cell)| format!("{place} {cell}"))
            .collect();
        assert_eq!(found, ["A1 a", "B1 b,c", "A3 x\ny", "B3 2", "A4 3"]);
    }

    #[test]
    fn what_stands_between_cells_is_found_out() {
        for (text, sign) in [
            ("code;Children identified, running total\nAL;5\n", b';'),
            ("code,name\nAL,\"a;b;c\"\n", b','),
            ("code\tname\n", b'\t'),
            ("code\n", b','),
        ] {
            assert_eq!(delimiter(text), sign, "{text}");
        }
    }

    #[test]
    fn old_line_ends_end_lines() {
        let sheet = read(b"a,b\rAL,46\rAK,\r\n")
            .expect("a sheet")
            .sheets
            .remove(0);
        let found: Vec<_> = sheet
            .cells
            .iter()
            .map(|(place, cell)| format!("{place} {cell}"))
            .collect();
        assert_eq!(found, ["A1 a", "B1 b", "A2 AL", "B2 46", "A3 AK"]);
    }

    #[test]
    fn quotes_that_are_open_are_refused() {
        for text in ["a,\"b\nc,d\n", "a,\"4\"6\n"] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        for text in ["a,\"b\"\"c\"\n", "a\"b,c\n", "\"\",\"\"\r\n"] {
            assert!(read(text.as_bytes()).is_ok(), "{text}");
        }
    }

    #[test]
    fn other_alphabets_are_refused() {
        let refused = read(b"code,caf\xe9").expect_err("no UTF-8");
        assert_eq!(refused.message, "this file is not UTF-8 text");
    }
}
