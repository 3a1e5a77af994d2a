//! Conversion of calamine's values to cells.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{Read, Seek};

use calamine::{CellType, Data, Dimensions, ExcelDateTime, Range, Reader, SheetVisible};
use chrono::NaiveDate;

use super::Unreadable;
use super::budget::Budget;
use super::format::Shown;
use crate::diagnostic::CellAddress;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::{Cell, Worksheet};

/// A worksheet without its cells.
pub(super) fn sheet(metadata: &calamine::Sheet) -> Worksheet {
    Worksheet {
        name: Some(metadata.name.clone()),
        is_hidden: metadata.visible != SheetVisible::Visible,
        ..Worksheet::default()
    }
}

/// The cells of a worksheet that are not blank. Formulas without a result come from `formulas`. `shown` returns the
/// display of the number at an address.
pub(super) fn cells<RS: Read + Seek, B: Reader<RS>>(
    book: &mut B,
    sheet: &mut Worksheet,
    budget: &mut Budget,
    shown: &dyn Fn(CellAddress, f64) -> Shown,
) -> Result<(), Unreadable>
where
    B::Error: fmt::Display,
{
    let name = sheet.name.clone().unwrap_or_default();
    let values = book.worksheet_range(&name).map_err(Unreadable::damaged)?;
    let mut blank = BTreeSet::new();
    for (place, value) in used(&values) {
        match cell(value, |number| shown(place, number)) {
            Some(cell) => budget.keep(sheet, place, cell)?,
            None => {
                blank.insert(place);
            }
        }
    }
    drop(values);
    let formulas = book.worksheet_formula(&name).map_err(Unreadable::damaged)?;
    for (place, formula) in used(&formulas) {
        if !formula.is_empty() && !blank.contains(&place) && !sheet.cells.contains_key(&place) {
            budget.keep(sheet, place, Cell::Formula)?;
        }
    }
    Ok(())
}

/// The used cells of a range with their addresses in the worksheet.
fn used<T: CellType>(range: &Range<T>) -> impl Iterator<Item = (CellAddress, &T)> {
    let (row, column) = range.start().unwrap_or_default();
    let far = |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
    let cells = range.used_cells();
    cells.map(move |(down, right, value)| {
        (CellAddress::new(far(row, down), far(column, right)), value)
    })
}

/// A cell, or `None` if it has only white space. `shown` returns the display of a number.
fn cell(value: &Data, shown: impl Fn(f64) -> Shown) -> Option<Cell> {
    let of_number = |value| number(value, shown(value));
    let cell = match value {
        Data::Empty => return None,
        Data::String(text) => return self::text(text),
        // The conversion is exact up to fifteen digits, and longer numbers are refused.
        #[expect(clippy::cast_precision_loss)]
        Data::Int(whole) => of_number(*whole as f64),
        Data::Float(float) => of_number(*float),
        Data::Bool(is_true) => Cell::Truth(*is_true),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(text) => iso_date(text),
        Data::DurationIso(text) => Cell::Date(None, text.as_str().into()),
        Data::Error(error) => Cell::Error(error.to_string().into()),
    };
    Some(cell)
}

/// The cell of a number with the given display.
pub(super) fn number(number: f64, shown: Shown) -> Cell {
    match shown {
        Shown::Plain(decimals) => Cell::Number(number, decimals),
        Shown::Percent(decimals) => Cell::Percent(number, decimals),
        Shown::Other => Cell::Disguised(number),
    }
}

/// The cell of a text, or `None` if it has only white space.
pub(super) fn text(text: &str) -> Option<Cell> {
    let cell = match is_error(text) {
        true => Cell::Error(trim(text).into()),
        false => Cell::Text(text.into()),
    };
    (!cell.is_blank()).then_some(cell)
}

/// Whether a text is one that spreadsheet programs display for an error or for a number too wide for its cell.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!",
    ];
    let text = trim(text);
    let is_too_wide = text.len() > 2 && text.bytes().all(|b| b == b'#');
    ERRORS.contains(&text) || is_too_wide || text.starts_with("Err:")
}

/// The cell of a number displayed as a date or a time.
pub(super) fn date(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    // A time without a date is on day 0.
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Date(None, format!("{hour}:{minute:02}:{second:02}").into());
    }
    let found = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    let is_day = (hour, minute, second) == (0, 0, 0);
    let shown = match is_day {
        true => format!("{year}-{month:02}-{day:02}"),
        false => format!("{year}-{month:02}-{day:02} {hour}:{minute:02}"),
    };
    Cell::Date(found.filter(|_| is_day), shown.into())
}

/// The cell of a date in ISO 8601.
pub(super) fn iso_date(text: &str) -> Cell {
    let shown = text.strip_suffix("T00:00:00").unwrap_or(text);
    Cell::Date(shown.parse().ok(), shown.into())
}

/// Merged cells.
pub(super) fn merged(regions: &[Dimensions]) -> Vec<(CellAddress, CellAddress)> {
    let place = |(row, column)| CellAddress::new(row, column);
    let regions = regions.iter();
    regions
        .map(|region| (place(region.start), place(region.end)))
        .collect()
}
