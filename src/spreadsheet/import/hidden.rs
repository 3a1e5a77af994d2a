//! Cells that may be displayed differently from their content: hidden cells, and cells with conditional formatting.

use std::collections::BTreeSet;

use super::headings::Headings;
use super::located::LocatedSheet;
use super::row_ranges::{named, runs};
use crate::diagnostic::{CellAddress, Code, Diagnostic, column_name};

/// The advice about hidden content.
const IS_READ: &str = "is hidden; it is read like the others";

/// Warns about hidden content that is read: the worksheet, rows and columns of figures.
pub(super) fn hidden(located: &LocatedSheet<'_>, headings: &Headings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut warn = |place: CellAddress, message: String| {
        found.push(
            Diagnostic::error(Code::Hidden, located.span(place), message)
                .warning()
                .help("show it and look at it, or delete it"),
        );
    };
    if located.sheet.is_hidden {
        warn(
            CellAddress::new(0, 0),
            format!("{} {IS_READ}", located.name()),
        );
    }
    let rows = located
        .sheet
        .hidden_rows
        .range(headings.rows.end..)
        .copied();
    let rows: BTreeSet<u32> = rows
        .filter(|row| is_read(located, *row, headings))
        .collect();
    for run in runs(&rows) {
        let mut cells = located.row(run.start);
        let first = cells.find(|place| headings.is_read(place.column));
        let (row, what) = named(&run, IS_READ, "are hidden; they are read like the others");
        warn(first.unwrap_or(CellAddress::new(row, 0)), what);
    }
    let columns = located.sheet.hidden_columns.iter();
    for column in columns.filter(|column| headings.is_read(**column)) {
        let mut cells = located.sheet.cells.keys();
        if let Some(first) = cells.find(|place| place.column == *column) {
            warn(*first, format!("column {} {IS_READ}", column_name(*column)));
        }
    }
    found
}

/// The error of a cell of figures that conditional formatting may strike out or raise. Only a spreadsheet program
/// can evaluate the condition.
pub(super) fn ruled(located: &LocatedSheet<'_>, headings: &Headings) -> Option<Diagnostic> {
    let below = CellAddress::new(headings.rows.end, 0);
    let mut regions = located.sheet.ruled.iter();
    let (place, (first, last)) = regions.find_map(|(first, last)| {
        let from = CellAddress::new(first.row, 0).max(below);
        let to = CellAddress::new(last.row.saturating_add(1), 0);
        let mut cells = located.sheet.cells.range(from..to.max(from));
        let is_in = |place: &CellAddress| {
            (first.column..=last.column).contains(&place.column) && headings.is_read(place.column)
        };
        let (place, _) = cells.find(|(place, _)| is_in(place))?;
        Some((*place, (first, last)))
    })?;
    let message = format!("conditional formatting may strike out or raise {first}:{last}");
    let error = Diagnostic::error(Code::WrongType, located.span(place), message);
    Some(error.help("remove the conditional formatting, and correct what it strikes out"))
}

/// Whether a row has content and is not a remark.
fn is_read(located: &LocatedSheet<'_>, row: u32, headings: &Headings) -> bool {
    let first = headings.first_cell(located, row);
    first.is_some_and(|first| !located.is_remark_from(first))
        && located.row(row).any(|place| headings.is_read(place.column))
}
