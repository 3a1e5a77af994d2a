//! What the library for workbooks gives, in our own terms.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{Read, Seek};

use calamine::{CellType, Data, Dimensions, ExcelDateTime, Range, Reader, SheetVisible};
use chrono::NaiveDate;

use super::Unreadable;
use super::format::Shown;
use crate::diagnostic::Place;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::{Cell, Sheet};

/// A sheet without its cells.
pub(super) fn sheet(metadata: &calamine::Sheet) -> Sheet {
    Sheet {
        name: Some(metadata.name.clone()),
        is_hidden: metadata.visible != SheetVisible::Visible,
        ..Sheet::default()
    }
}

/// How the numbers and texts of a sheet are shown.
pub(super) type Looks<'l> = &'l dyn Fn(Place, f64) -> Shown;

/// The cells of a sheet with something in them. Formulas without a result are known by what they say.
pub(super) fn cells<RS: Read + Seek, B: Reader<RS>>(
    book: &mut B,
    sheet: &str,
    looks: Looks<'_>,
) -> Result<BTreeMap<Place, Cell>, Unreadable>
where
    B::Error: fmt::Display,
{
    let values = book.worksheet_range(sheet).map_err(Unreadable::damaged)?;
    let mut cells = BTreeMap::new();
    let mut blank = BTreeSet::new();
    for (place, value) in used(&values) {
        match cell(value, |number| looks(place, number)) {
            Some(cell) => {
                cells.insert(place, cell);
            }
            None => {
                blank.insert(place);
            }
        }
    }
    let formulas = book.worksheet_formula(sheet).map_err(Unreadable::damaged)?;
    for (place, formula) in used(&formulas) {
        if !formula.is_empty() && !blank.contains(&place) {
            cells.entry(place).or_insert(Cell::Formula);
        }
    }
    Ok(cells)
}

/// The cells of a range that are used, by their places in the sheet.
fn used<T: CellType>(range: &Range<T>) -> impl Iterator<Item = (Place, &T)> {
    let (row, column) = range.start().unwrap_or_default();
    let far = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
    let cells = range.used_cells();
    cells.map(move |(down, right, value)| (Place::new(far(row, down), far(column, right)), value))
}

/// What is in a cell; none when there is nothing but blanks. `shown` tells what people see of a number.
pub(super) fn cell(value: &Data, shown: impl Fn(f64) -> Shown) -> Option<Cell> {
    let of_number = |number| match shown(number) {
        Shown::Plain => Cell::Number(number),
        Shown::Percent => Cell::Percent(number),
        Shown::Other => Cell::Disguised(number),
    };
    let cell = match value {
        Data::Empty => return None,
        Data::String(text) if is_error(text) => Cell::Error(trim(text).to_owned()),
        Data::String(text) => Cell::Text(text.clone()),
        // Up to fifteen digits it is exact; longer numbers are refused.
        #[expect(clippy::cast_precision_loss)]
        Data::Int(whole) => of_number(*whole as f64),
        Data::Float(float) => of_number(*float),
        Data::Bool(is_true) => Cell::Truth(*is_true),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(text) => iso_date(text),
        Data::DurationIso(text) => Cell::Date(None, text.clone()),
        Data::Error(error) => Cell::Error(error.to_string()),
    };
    (!cell.is_blank()).then_some(cell)
}

/// Whether a text is what spreadsheet programs write in the place of a result or of a number that is too
/// wide.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!",
    ];
    let text = trim(text);
    let is_too_wide = text.len() > 2 && text.bytes().all(|b| b == b'#');
    ERRORS.contains(&text) || is_too_wide || text.starts_with("Err:")
}

fn date(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    // A time by itself is one of the day before all others.
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Date(None, format!("{hour}:{minute:02}:{second:02}"));
    }
    let found = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    let is_day = (hour, minute, second) == (0, 0, 0);
    let shown = match is_day {
        true => format!("{year}-{month:02}-{day:02}"),
        false => format!("{year}-{month:02}-{day:02} {hour}:{minute:02}"),
    };
    Cell::Date(found.filter(|_| is_day), shown)
}

fn iso_date(text: &str) -> Cell {
    let shown = text.strip_suffix("T00:00:00").unwrap_or(text);
    Cell::Date(shown.parse().ok(), shown.to_owned())
}

/// Cells that were made one.
pub(super) fn merged(regions: &[Dimensions]) -> Vec<(Place, Place)> {
    let place = |(row, column)| Place::new(row, column);
    let regions = regions.iter();
    regions
        .map(|region| (place(region.start), place(region.end)))
        .collect()
}
