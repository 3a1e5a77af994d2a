//! `.xls`: the records of [MS-XLS], of which the library for workbooks does not tell what is hidden and
//! what is a percentage.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Reader, SheetType, Xls};

use super::{Unreadable, values};
use crate::diagnostic::Place;
use crate::spreadsheet::{Sheet, Workbook};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(Unreadable::new(
            "this file is protected by a password",
            "save it without one",
        ));
    }
    let mut book = Xls::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let looks = looks(&stream(&mut file)?);
    let mut workbook = Workbook::default();
    for (index, metadata) in book.sheets_metadata().to_vec().iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let none = Looks::default();
        let looks = looks.get(index).unwrap_or(&none);
        let merged = book.merge_cells_by_sheet_name(&metadata.name);
        workbook.sheets.push(Sheet {
            cells: values::cells(&mut book, &metadata.name, &looks.percentages)?,
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
    percentages: BTreeSet<Place>,
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

/// How the sheets look, in their order.
fn looks(stream: &[u8]) -> Vec<Looks> {
    // 0% and 0.00% need no record of their own.
    let mut formats = BTreeSet::from([9, 10]);
    let (mut percents, mut sheets) = (Vec::new(), Vec::new());
    for record in records(stream, 0).take_while(|record| record.kind != EOF) {
        match record.kind {
            FORMAT => {
                let is_percent = values::is_percent_format(&format_code(&record));
                formats.extend(record.word(0).filter(|_| is_percent));
            }
            XF => percents.push(record.word(2)),
            BOUND_SHEET => sheets.push(record.number(0).zip(record.number(2))),
            _ => {}
        }
    }
    let is_percent = |style: u16| {
        let format = percents.get(usize::from(style)).copied().flatten();
        format.is_some_and(|format| formats.contains(&format))
    };
    let looks = sheets.into_iter().map(|place| match place {
        Some((low, high)) => looks_of(stream, (high << 16 | low) as usize, &is_percent),
        None => Looks::default(),
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
fn looks_of(stream: &[u8], from: usize, is_percent: &dyn Fn(u16) -> bool) -> Looks {
    let mut looks = Looks::default();
    let mut depth = 0;
    for record in records(stream, from) {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ => {
                // A record that is cut off says nothing.
                let _ = looks.note(&record, is_percent);
            }
        }
    }
    looks
}

impl Looks {
    fn note(&mut self, record: &Record<'_>, is_percent: &dyn Fn(u16) -> bool) -> Option<()> {
        match record.kind {
            ROW if record.word(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(record.number(0)?);
            }
            COLUMN_INFO if record.word(8)? & 1 != 0 => {
                self.hidden_columns
                    .extend(record.number(0)?..=record.number(2)?);
            }
            NUMBER | RK | FORMULA if is_percent(record.word(4)?) => {
                let place = Place::new(record.number(0)?, record.number(2)?);
                self.percentages.insert(place);
            }
            MULTIPLE_RK => {
                let (row, first) = (record.number(0)?, record.number(2)?);
                // Each has its style and a number of four bytes.
                let styles = (4..record.body.len().saturating_sub(2)).step_by(6);
                for (column, at) in (first..).zip(styles) {
                    if is_percent(record.word(at)?) {
                        self.percentages.insert(Place::new(row, column));
                    }
                }
            }
            _ => {}
        }
        Some(())
    }
}
