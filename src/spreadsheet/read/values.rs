//! What the library for workbooks gives, in our own terms.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{Read, Seek};

use calamine::{CellType, Data, Dimensions, ExcelDateTime, Range, Reader, SheetVisible};
use chrono::NaiveDate;

use super::Unreadable;
use crate::diagnostic::Place;
use crate::spreadsheet::{Cell, Sheet};

/// A sheet without its cells.
pub(super) fn sheet(metadata: &calamine::Sheet) -> Sheet {
    Sheet {
        name: Some(metadata.name.clone()),
        is_hidden: metadata.visible != SheetVisible::Visible,
        ..Sheet::default()
    }
}

/// The cells of a sheet with something in them. Formulas without a result are known by what they say.
pub(super) fn cells<RS: Read + Seek, B: Reader<RS>>(
    book: &mut B,
    sheet: &str,
    percentages: &BTreeSet<Place>,
) -> Result<BTreeMap<Place, Cell>, Unreadable>
where
    B::Error: fmt::Display,
{
    let values = book.worksheet_range(sheet).map_err(Unreadable::damaged)?;
    let mut cells = BTreeMap::new();
    for (place, value) in used(&values) {
        let is_percent = percentages.contains(&place);
        cells.extend(cell(value, is_percent).map(|cell| (place, cell)));
    }
    let formulas = book.worksheet_formula(sheet).map_err(Unreadable::damaged)?;
    for (place, formula) in used(&formulas) {
        if !formula.is_empty() {
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

/// What is in a cell; none when there is nothing but blanks.
pub(super) fn cell(value: &Data, is_percent: bool) -> Option<Cell> {
    let of_number = |number| match is_percent {
        true => Cell::Percent(number),
        false => Cell::Number(number),
    };
    let cell = match value {
        Data::Empty => return None,
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

/// Whether a format of numbers has a percent sign that is not merely a sign in quotes.
pub(super) fn is_percent_format(code: &str) -> bool {
    let mut characters = code.chars();
    let mut is_quoted = false;
    while let Some(c) = characters.next() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\\' | '_' | '*' if !is_quoted => {
                characters.next();
            }
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_sign_makes_no_percentage() {
        for code in ["0%", "0.00%", "[Red]0 %;-0 %", "\"about \"0%"] {
            assert!(is_percent_format(code), "{code}");
        }
        for code in ["General", "#,##0", "0\" %\"", "0\\%", "@"] {
            assert!(!is_percent_format(code), "{code}");
        }
    }
}
