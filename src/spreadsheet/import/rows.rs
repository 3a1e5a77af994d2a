//! The rows of a worksheet, each with its area and year.

use std::collections::BTreeSet;

use super::headings::Headings;
use super::located::LocatedSheet;
use super::row_head::{Known, RowHead, RowReader};
use super::row_ranges::{named, runs};
use crate::diagnostic::{CellAddress, Code, Diagnostic, Report, Span, column_name};
use crate::project::year_of;
use crate::spreadsheet::Cell;

/// A worksheet with rows of figures.
pub(super) struct FigureTable<'w> {
    pub sheet: LocatedSheet<'w>,
    pub headings: Headings,
    /// Whether all columns are recognized.
    pub is_whole: bool,
}

impl FigureTable<'_> {
    /// The source location of the headings.
    pub fn headings_span(&self) -> Span {
        let last = self.headings.rows.end.saturating_sub(1);
        self.sheet.span(CellAddress::new(last, 0))
    }
}

/// The maximum number of wrong rows reported.
pub(super) const MOST_WRONG: usize = 1_000;

/// Finds the area, the year and, in a long table, the figure of each row below the headings.
pub(super) fn rows<'w>(
    sheet: LocatedSheet<'w>,
    headings: Headings,
    known: &Known<'_>,
    (table, year): (usize, Option<u16>),
    report: &mut Report,
) -> (FigureTable<'w>, Vec<RowHead>) {
    check_above(&sheet, &headings, report);
    check_titles(&sheet, &headings, report);
    let mut unknown: BTreeSet<u32> = BTreeSet::new();
    let (mut found, mut remarks) = (Vec::new(), BTreeSet::new());
    let (mut wrong, mut unknown_names) = (0, BTreeSet::new());
    for row in sheet.rows_from(headings.rows.end) {
        let Some(first) = headings.first_cell(&sheet, row) else {
            continue;
        };
        if sheet.is_remark_from(first) {
            remarks.insert(row);
            continue;
        }
        for place in sheet.row(row) {
            if headings.is_unknown(place.column) && unknown.insert(place.column) {
                report.push(without_heading(&sheet, &headings, place));
            }
        }
        let mark = report.mark();
        let mut reading = RowReader {
            sheet: &sheet,
            headings: &headings,
            known,
            row,
            merged: sheet.merged(row),
            unknown_names: &mut unknown_names,
            report,
        };
        found.extend(reading.read(table, year));
        wrong += usize::from(report.errors_since(mark) > 0);
        if wrong >= MOST_WRONG {
            report.push(too_many(sheet.span(first)));
            break;
        }
    }
    note_remarks(&sheet, &headings, &remarks, report);
    let table = FigureTable {
        is_whole: headings.are_known() && unknown.is_empty(),
        sheet,
        headings,
    };
    (table, found)
}

/// Notes the rows and columns that are remarks.
fn note_remarks(
    sheet: &LocatedSheet<'_>,
    headings: &Headings,
    remarks: &BTreeSet<u32>,
    report: &mut Report,
) {
    report.extend(runs(remarks).map(|run| {
        let (first, what) = named(
            &run,
            "is a remark, and is not read",
            "are remarks, and are not read",
        );
        let place = headings
            .first_cell(sheet, first)
            .unwrap_or(CellAddress::new(first, 0));
        Diagnostic::error(Code::Remark, sheet.span(place), what).note()
    }));
    for column in &headings.remarks {
        let place = CellAddress::new(headings.rows.end.saturating_sub(1), *column);
        let message = format!(
            "column {} is a remark, and is not read",
            column_name(*column)
        );
        report.push(Diagnostic::error(Code::Remark, sheet.span(place), message).note());
    }
}

/// The error that ends the check of rows after too many errors.
pub(super) fn too_many(span: Span) -> Diagnostic {
    let message = format!("{MOST_WRONG} rows have errors; the rows below were not checked");
    Diagnostic::error(Code::WrongRow, span, message).help("correct these, and import again")
}

/// Reports figures above the headings, where only titles and remarks may be.
fn check_above(sheet: &LocatedSheet<'_>, headings: &Headings, report: &mut Report) {
    for row in 0..headings.rows.start {
        let mut cells = sheet.row(row);
        let first = sheet.row(row).next();
        if first.is_some_and(|first| sheet.is_remark_from(first)) {
            continue;
        }
        let of_sheet = sheet.year().map(f64::from);
        let is_number = |place: &CellAddress| match sheet.cell(*place) {
            // A title can be the year.
            Some(Cell::Number(number, _)) => Some(*number) != of_sheet,
            Some(Cell::Percent(..)) => true,
            _ => false,
        };
        if let Some(place) = cells.find(is_number) {
            let message = "this number is above the headings, where figures are not read";
            report.push(
                Diagnostic::error(Code::WrongRow, sheet.span(place), message)
                    .help("move it below them, or begin its row with #"),
            );
        }
    }
}

/// Warns about a title with a year other than the worksheet's: the worksheet was probably copied.
fn check_titles(sheet: &LocatedSheet<'_>, headings: &Headings, report: &mut Report) {
    let Some(year) = sheet.year() else { return };
    let places = (0..headings.rows.start).flat_map(|row| sheet.row(row));
    for place in places {
        let text = sheet.text(place).unwrap_or_default();
        let words = text.split(|c: char| !c.is_alphanumeric());
        let years: Vec<u16> = words.filter_map(year_of).collect();
        if let (Some(other), false) = (years.first(), years.contains(&year)) {
            let message = format!("this says {other}, and the sheet is named {year}");
            let warning = Diagnostic::error(Code::WrongYear, sheet.span(place), message).warning();
            report.push(warning.help("check that these are the figures of that year"));
        }
    }
}

/// The error of a column with content and no heading.
fn without_heading(
    sheet: &LocatedSheet<'_>,
    headings: &Headings,
    place: CellAddress,
) -> Diagnostic {
    let message = "this column has no heading";
    let error = Diagnostic::error(Code::UnknownColumn, sheet.span(place), message);
    let above = CellAddress::new(headings.rows.end.saturating_sub(1), place.column);
    let rows = headings.rows.clone().rev();
    let mut over = rows.flat_map(|row| sheet.merged(row));
    let over = over.find(|(first, last)| (first.column..=last.column).contains(&place.column));
    match over {
        Some((first, last)) => error
            .also(
                sheet.span(first),
                format!("this heading is merged over {first}:{last}"),
            )
            .help("give each column a heading of its own"),
        None if sheet.cell(above).is_some() => error
            .also(sheet.span(above), "this is none")
            .help("write one: the id of a figure, or # and a remark"),
        None => error
            .also(sheet.span(above), "there is none here")
            .help("write one: the id of a figure, or # and a remark"),
    }
}
