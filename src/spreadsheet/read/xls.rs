//! `.xls`: the records of [MS-XLS], of which the library for workbooks does not tell what is hidden and
//! what is a percentage.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::rc::Rc;

use calamine::{Reader, SheetType, Xls};

use super::format::{Shown, shown};
use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{MOST_CELLS, Sheet, Workbook};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(Unreadable::new(
            "this file is protected by a password",
            "save it without one",
        ));
    }
    let looks = looks(&stream(&mut file)?)?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let mut workbook = Workbook::default();
    for (index, metadata) in book.sheets_metadata().to_vec().iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let none = Looks::default();
        let looks = looks.get(index).unwrap_or(&none);
        let merged = book.merge_cells_by_sheet_name(&metadata.name);
        workbook.sheets.push(Sheet {
            cells: values::cells(&mut book, &metadata.name, &|place, number| {
                looks.shown(place, number)
            })?,
            hidden_rows: looks.hidden_rows.clone(),
            hidden_columns: looks.hidden_columns.clone(),
            merged: values::merged(&merged.map_err(Unreadable::damaged)?),
            ..values::sheet(metadata)
        });
    }
    Ok(workbook)
}

/// The records of a workbook.
fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Result<Vec<u8>, Unreadable> {
    let mut records = Vec::new();
    for name in ["/Workbook", "/Book"] {
        if file.is_stream(name) {
            let mut stream = file.open_stream(name).map_err(Unreadable::damaged)?;
            stream
                .read_to_end(&mut records)
                .map_err(Unreadable::damaged)?;
            break;
        }
    }
    Ok(records)
}

/// How a sheet looks.
#[derive(Debug, Default)]
struct Looks {
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    /// The formats of cells with numbers.
    formats: BTreeMap<Place, Rc<str>>,
    /// The rows and columns up to the last cell.
    reach: (u32, u32),
}

/// A record: its kind and its bytes.
struct Record<'a> {
    kind: u16,
    body: &'a [u8],
}

impl Record<'_> {
    /// The number of 16 bits at a byte.
    fn word(&self, at: usize) -> Option<u16> {
        let bytes = self.body.get(at..at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn number(&self, at: usize) -> Option<u32> {
        Some(u32::from(self.word(at)?))
    }
}

/// The records from a byte on.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream.get(from..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (body, after) = after.split_at_checked(length)?;
        rest = after;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        Some(Record { kind, body })
    })
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const BOUND_SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007d;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027e;
const FORMULA: u16 = 0x0006;
const MULTIPLE_RK: u16 = 0x00bd;

/// Records of cells, besides those of numbers. All begin with their row and column.
const OTHER_CELLS: [u16; 6] = [0x00fd, 0x0204, 0x0205, 0x00d6, 0x0201, 0x00be];

/// The columns that there can be.
const COLUMNS: u32 = 256;

/// The formats that need no record of their own, as far as they say more than that there is a number.
const KNOWN: [(u16, &str); 10] = [
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (37, "#,##0"),
    (38, "#,##0"),
];

/// The formats of cells, by their styles.
type Formats = Vec<Option<Rc<str>>>;

/// How the sheets look, in their order.
fn looks(stream: &[u8]) -> Result<Vec<Looks>, Unreadable> {
    let known = KNOWN.map(|(format, code)| (format, Rc::from(code)));
    let mut codes: BTreeMap<u16, Rc<str>> = BTreeMap::from(known);
    let (mut styles, mut sheets) = (Vec::new(), Vec::new());
    for record in records(stream, 0).take_while(|record| record.kind != EOF) {
        match record.kind {
            FORMAT => {
                let code = Rc::from(format_code(&record).as_str());
                codes.extend(record.word(0).map(|format| (format, code)));
            }
            XF => styles.push(record.word(2)),
            BOUND_SHEET => sheets.push(record.number(0).zip(record.number(2))),
            _ => {}
        }
    }
    let formats = styles.iter().map(|format| codes.get(&(*format)?).cloned());
    let formats: Formats = formats.collect();
    let looks = sheets.into_iter().map(|place| match place {
        Some((low, high)) => looks_of(stream, (high << 16 | low) as usize, &formats),
        None => Ok(Looks::default()),
    });
    looks.collect()
}

/// The code of a format: its number, its length, and its letters in one byte each or in two.
fn format_code(record: &Record<'_>) -> String {
    let letters = record.body.get(5..).unwrap_or_default();
    match record.body.get(4) {
        Some(1) => {
            let pairs = letters.chunks_exact(2);
            let units: Vec<u16> = pairs
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        _ => letters.iter().map(|letter| char::from(*letter)).collect(),
    }
}

/// How the sheet that begins at a byte looks.
fn looks_of(stream: &[u8], from: usize, formats: &Formats) -> Result<Looks, Unreadable> {
    let mut looks = Looks::default();
    let mut depth = 0;
    for record in records(stream, from) {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ => {
                // A record that is cut off says nothing.
                let _ = looks.note(&record, formats);
            }
        }
    }
    // The library makes room for all cells up to the last.
    let (rows, columns) = looks.reach;
    if columns > COLUMNS {
        return Err(Unreadable::damaged("a cell lies beyond the last"));
    }
    if u64::from(rows) * u64::from(columns) > MOST_CELLS {
        return Err(Unreadable::astray("", Place::new(rows - 1, columns - 1)));
    }
    Ok(looks)
}

impl Looks {
    fn note(&mut self, record: &Record<'_>, formats: &Formats) -> Option<()> {
        match record.kind {
            ROW if record.word(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(record.number(0)?);
            }
            COLUMN_INFO if record.word(8)? & 1 != 0 => {
                let last = record.number(2)?.min(COLUMNS);
                self.hidden_columns.extend(record.number(0)?..=last);
            }
            NUMBER | RK | FORMULA => {
                let place = Place::new(record.number(0)?, record.number(2)?);
                self.cell(place, record.word(4)?, formats);
            }
            MULTIPLE_RK => {
                let (row, first) = (record.number(0)?, record.number(2)?);
                // Each has its style and a number of four bytes.
                let styles = (4..record.body.len().saturating_sub(2)).step_by(6);
                for (column, at) in (first..).zip(styles) {
                    self.cell(Place::new(row, column), record.word(at)?, formats);
                }
            }
            kind if OTHER_CELLS.contains(&kind) => {
                self.reach(Place::new(record.number(0)?, record.number(2)?));
            }
            _ => {}
        }
        Some(())
    }

    fn cell(&mut self, place: Place, style: u16, formats: &Formats) {
        self.reach(place);
        let format = formats.get(usize::from(style)).cloned().flatten();
        self.formats.extend(format.map(|format| (place, format)));
    }

    fn reach(&mut self, place: Place) {
        let (rows, columns) = self.reach;
        self.reach = (rows.max(place.row + 1), columns.max(place.column + 1));
    }

    fn shown(&self, place: Place, number: f64) -> Shown {
        let code = self.formats.get(&place).map_or("", |code| code);
        shown(code, number)
    }
}
