//! `.csv`: one sheet without a name. Commas, semicolons or tabs stand between the cells.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{Sheet, Workbook};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        let message = "this file is not UTF-8 text";
        Unreadable::new(message, "save it as \"CSV UTF-8\", or as .xlsx")
    })?;
    if text.starts_with("\u{ef}\u{bb}\u{bf}") {
        let message = "the letters of this file were taken for others when it was saved";
        return Err(Unreadable::new(
            message,
            "open the file it was made from as UTF-8, and save it again",
        ));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut cells = BTreeMap::new();
    let mut record = StringRecord::new();
    // Lines within cells are no rows.
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
            let value = calamine::Data::String(text.to_owned());
            let cell = values::cell(&value, false);
            cells.extend(cell.map(|cell| (Place::new(row, column), cell)));
        }
        within += record.iter().map(line_ends).sum::<usize>();
    }
    let sheet = Sheet {
        cells,
        ..Sheet::default()
    };
    Ok(Workbook {
        sheets: vec![sheet],
    })
}

/// Where a record begins, after the line ends and blank lines before it.
fn begin_of(record: &StringRecord, text: &str) -> usize {
    let before = record.position().map_or(0, csv::Position::byte);
    let before = usize::try_from(before)
        .unwrap_or(text.len())
        .min(text.len());
    let bytes = &text.as_bytes()[before..];
    let blank = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
    before + blank.count()
}

fn line_ends(text: &str) -> usize {
    text.matches('\n').count()
}

/// What stands between cells: the one that there are most of in the first line with one of them.
fn delimiter(text: &str) -> u8 {
    let known = [b',', b';', b'\t'];
    let count = |line: &str, sign: u8| line.bytes().filter(|b| *b == sign).count();
    let has_one = |line: &&str| known.iter().any(|sign| count(line, *sign) > 0);
    let line = text.lines().find(has_one).unwrap_or_default();
    let most = known
        .into_iter()
        .rev()
        .max_by_key(|sign| count(line, *sign));
    most.unwrap_or(b',')
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
    fn other_alphabets_are_refused() {
        let refused = read(b"code,caf\xe9").expect_err("no UTF-8");
        assert_eq!(refused.message, "this file is not UTF-8 text");
    }
}
