//! `.xls`: the records of [MS-XLS] that calamine does not expose: hidden rows and columns, number formats and fonts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::rc::Rc;

use calamine::{Reader, SheetType, Xls};

use super::budget::Budget;
use super::format::{Format, Shown, built_in};
use super::setting::Setting;
use super::{Unreadable, values};
use crate::diagnostic::CellAddress;
use crate::spreadsheet::limits::{MOST_IN_XLS, MOST_MERGED};
use crate::spreadsheet::{Cell, Workbook, Worksheet};

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(Unreadable::protected());
    }
    let looks = looks(&stream(&mut file)?)?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(Unreadable::damaged)?;
    let (mut workbook, mut budget) = (Workbook::default(), Budget::default());
    for (index, metadata) in book.sheets_metadata().to_vec().iter().enumerate() {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let none = Looks::default();
        let looks = looks.get(index).unwrap_or(&none);
        let merged = book.merge_cells_by_sheet_name(&metadata.name);
        let mut sheet = Worksheet {
            hidden_rows: looks.hidden_rows.clone(),
            hidden_columns: looks.hidden_columns.clone(),
            merged: values::merged(&merged.map_err(Unreadable::damaged)?),
            ..values::sheet(metadata)
        };
        if sheet.merged.len() > MOST_MERGED {
            return Err(Unreadable::too_many_merged(&sheet));
        }
        let shown = |place, number| looks.shown(place, number);
        values::cells(&mut book, &mut sheet, &mut budget, &shown)?;
        for (place, setting) in &looks.settings {
            if let Some(cell) = sheet.cells.get_mut(place) {
                *cell = setting.of(std::mem::replace(cell, Cell::Formula));
            }
        }
        workbook.sheets.push(sheet);
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

/// The formatting of a worksheet.
#[derive(Debug, Default)]
struct Looks {
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    /// The number formats of cells.
    formats: BTreeMap<CellAddress, Rc<Format>>,
    /// The raised or struck-out cells.
    settings: BTreeMap<CellAddress, Setting>,
    /// The number of rows and columns up to the last cell record.
    reach: (u32, u32),
}

/// A record with its kind and bytes.
struct Record<'a> {
    kind: u16,
    body: &'a [u8],
}

impl Record<'_> {
    /// The 16-bit number at a byte offset.
    fn word(&self, at: usize) -> Option<u16> {
        let bytes = self.body.get(at..at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn number(&self, at: usize) -> Option<u32> {
        Some(u32::from(self.word(at)?))
    }
}

/// The records from a byte offset on.
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
const FONT: u16 = 0x0031;
const XF: u16 = 0x00e0;
const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007d;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027e;
const FORMULA: u16 = 0x0006;
const MULTIPLE_RK: u16 = 0x00bd;

/// Records of cells other than numbers. All begin with row, column and style.
const OTHER_CELLS: [u16; 6] = [0x00fd, 0x0204, 0x0205, 0x00d6, 0x0201, 0x00be];

/// The number of columns in the format.
const COLUMNS: u32 = 256;

/// The effect of a style on a cell.
struct CellStyle {
    format: Rc<Format>,
    setting: Setting,
}

/// The formatting of the worksheets in order.
fn looks(stream: &[u8]) -> Result<Vec<Looks>, Unreadable> {
    let mut formats: BTreeMap<u16, Rc<Format>> = BTreeMap::new();
    let (mut fonts, mut styles, mut sheets) = (Vec::new(), Vec::new(), Vec::new());
    for record in records(stream, 0).take_while(|record| record.kind != EOF) {
        match record.kind {
            FORMAT => {
                let format = Rc::new(Format::parse(&format_code(&record)));
                formats.extend(record.word(0).map(|number| (number, format)));
            }
            FONT => {
                fonts.push(font(&record));
                // The format skips font number 4.
                if fonts.len() == 4 {
                    fonts.push(Setting::Plain);
                }
            }
            XF => styles.push(record.word(0).zip(record.word(2))),
            BOUND_SHEET => sheets.push(record.number(0).zip(record.number(2))),
            _ => {}
        }
    }
    let styles = styles.into_iter().map(|style| {
        let (font, format) = style.unwrap_or_default();
        let known = formats.entry(format);
        let of_number = || Rc::new(Format::parse(built_in(u32::from(format))));
        CellStyle {
            format: Rc::clone(known.or_insert_with(of_number)),
            setting: fonts.get(usize::from(font)).copied().unwrap_or_default(),
        }
    });
    let styles: Vec<CellStyle> = styles.collect();
    let looks = sheets.into_iter().map(|place| match place {
        Some((low, high)) => looks_of(stream, (high << 16 | low) as usize, &styles),
        None => Ok(Looks::default()),
    });
    let looks = looks.collect::<Result<Vec<Looks>, Unreadable>>()?;
    check_reach(&looks)?;
    Ok(looks)
}

/// Checks the extent of the worksheets, because calamine allocates all cells of each worksheet up to the last one.
fn check_reach(looks: &[Looks]) -> Result<(), Unreadable> {
    let room = |looks: &Looks| u64::from(looks.reach.0) * u64::from(looks.reach.1);
    let all: u64 = looks.iter().map(room).sum();
    match looks.iter().max_by_key(|looks| room(looks)) {
        Some(largest) if all > MOST_IN_XLS => {
            let last = CellAddress::new(largest.reach.0 - 1, largest.reach.1.saturating_sub(1));
            Err(Unreadable::new(
                format!("its largest sheet reaches as far as {last}, which is too far for .xls"),
                "delete the stray content there, or save it as .xlsx",
            ))
        }
        _ => Ok(()),
    }
}

/// The formatting of a font: its flags are at byte 2 and its position at byte 8.
fn font(record: &Record<'_>) -> Setting {
    match (record.word(2), record.word(8)) {
        (Some(flags), _) if flags & 8 != 0 => Setting::Struck,
        (_, Some(1 | 2)) => Setting::Apart,
        _ => Setting::Plain,
    }
}

/// A number format: its index, its length, and its characters in one or two bytes each.
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

/// The formatting of the worksheet that begins at a byte offset.
fn looks_of(stream: &[u8], from: usize, styles: &[CellStyle]) -> Result<Looks, Unreadable> {
    let mut looks = Looks::default();
    let mut depth = 0;
    for record in records(stream, from) {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ => {
                // A truncated record is ignored.
                let _ = looks.note(&record, styles);
            }
        }
    }
    if looks.reach.1 > COLUMNS {
        return Err(Unreadable::damaged("a cell lies beyond the last"));
    }
    Ok(looks)
}

impl Looks {
    fn note(&mut self, record: &Record<'_>, styles: &[CellStyle]) -> Option<()> {
        match record.kind {
            ROW if record.word(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(record.number(0)?);
            }
            COLUMN_INFO if record.word(8)? & 1 != 0 => {
                let last = record.number(2)?.min(COLUMNS);
                self.hidden_columns.extend(record.number(0)?..=last);
            }
            NUMBER | RK | FORMULA => {
                let place = CellAddress::new(record.number(0)?, record.number(2)?);
                self.cell(place, styles.get(usize::from(record.word(4)?)));
            }
            MULTIPLE_RK => {
                let (row, first) = (record.number(0)?, record.number(2)?);
                // Each has a style and a four-byte number.
                let places = (4..record.body.len().saturating_sub(2)).step_by(6);
                for (column, at) in (first..).zip(places) {
                    let style = styles.get(usize::from(record.word(at)?));
                    self.cell(CellAddress::new(row, column), style);
                }
            }
            kind if OTHER_CELLS.contains(&kind) => {
                let place = CellAddress::new(record.number(0)?, record.number(2)?);
                self.reach(place);
                self.set(place, styles.get(usize::from(record.word(4)?)));
            }
            _ => {}
        }
        Some(())
    }

    fn cell(&mut self, place: CellAddress, style: Option<&CellStyle>) {
        self.reach(place);
        self.set(place, style);
        let format = style.map(|style| Rc::clone(&style.format));
        self.formats.extend(format.map(|format| (place, format)));
    }

    fn set(&mut self, place: CellAddress, style: Option<&CellStyle>) {
        let setting = style.map_or(Setting::Plain, |style| style.setting);
        if setting != Setting::Plain {
            self.settings.insert(place, setting);
        }
    }

    fn reach(&mut self, place: CellAddress) {
        let (rows, columns) = self.reach;
        self.reach = (rows.max(place.row + 1), columns.max(place.column + 1));
    }

    fn shown(&self, place: CellAddress, number: f64) -> Shown {
        let format = self.formats.get(&place);
        format.map_or(Shown::Plain(0), |format| format.shown(number))
    }
}
