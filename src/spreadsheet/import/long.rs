//! Detection of long tables, which have a row for each figure of each jurisdiction and no headings that name figures.

use std::collections::BTreeSet;

use super::headings::LAST_ROW;
use super::located::LocatedSheet;
use super::places::Places;
use crate::diagnostic::{CellAddress, Code, Diagnostic};
use crate::spreadsheet::table::{Column, Vocabulary};

/// The error of a long table, or `None` if the worksheet is not one.
pub(super) fn error(
    sheet: &LocatedSheet<'_>,
    vocabulary: &Vocabulary,
    places: &Places<'_>,
) -> Option<Diagnostic> {
    let rows = 0..sheet.rows().min(LAST_ROW);
    let mut rows = rows.filter_map(|row| Some((row, figure(sheet, vocabulary, row)?)));
    let (row, place) = rows.next()?;
    let is_fact = |row: u32| is_fact(sheet, vocabulary, places, row);
    if !is_fact(row) || !rows.all(|(row, _)| is_fact(row)) {
        return None;
    }
    let message = "this row is about a single figure, so the table is in long form";
    let help = "lay it out with one row for each jurisdiction and one column for each figure, headed by its name, as a \
                pivot table does; `factsheet export` makes a form to fill in";
    let error = Diagnostic::error(Code::UnknownColumn, sheet.span(place), message);
    Some(error.label("the figure").help(help))
}

/// The first cell in a row that names a figure, or `None`.
fn figure(sheet: &LocatedSheet<'_>, vocabulary: &Vocabulary, row: u32) -> Option<CellAddress> {
    let is_number = |column: &Column| matches!(column, Column::Number(_));
    sheet.row(row).find(|place| {
        let text = sheet.text(*place).unwrap_or_default();
        vocabulary.meanings(text).iter().any(is_number)
    })
}

/// Whether a row names one figure and a jurisdiction and is not a row of headings.
fn is_fact(
    sheet: &LocatedSheet<'_>,
    vocabulary: &Vocabulary,
    places: &Places<'_>,
    row: u32,
) -> bool {
    let cells = || sheet.row(row).filter_map(|place| sheet.text(place));
    let meanings = cells().flat_map(|text| vocabulary.meanings(text));
    let mut figures = BTreeSet::new();
    for meaning in meanings {
        match meaning {
            Column::Number(figure) => figures.insert(figure),
            _ => return false,
        };
    }
    let names_place = cells().any(|text| !places.find(text, &Column::Code).is_empty());
    figures.len() == 1 && names_place
}
