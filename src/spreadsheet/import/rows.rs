//! The rows of a worksheet, each with its area and year.

use std::collections::BTreeSet;

use super::amount;
use super::headings::Headings;
use super::located::LocatedSheet;
use super::places::{PlaceCode, Places};
use super::row_ranges::{named, runs};
use crate::diagnostic::{CellAddress, Code, Diagnostic, Report, Span, column_name};
use crate::project::year_of;
use crate::spreadsheet::Cell;
use crate::spreadsheet::table::Column;

/// A row of figures.
pub(super) struct FigureRow<'w> {
    /// The year.
    pub year: u16,
    /// The jurisdiction's code, or `None` for the nation.
    pub code: Option<String>,
    /// The source location of the area's code or name.
    pub span: Span,
    /// The source location of the worksheet's headings.
    pub headings: Span,
    /// Whether all columns of the worksheet are recognized. Otherwise an unrecognized column may have the figures that
    /// seem to be missing.
    pub is_whole: bool,
    /// The cells by column.
    pub fields: Vec<Field<'w>>,
}

/// A cell of a row.
pub(super) struct Field<'w> {
    pub column: Column,
    pub place: CellAddress,
    pub span: Span,
    /// The content, or `None` if the cell is blank.
    pub cell: Option<&'w Cell>,
    /// Whether a merged cell covers this one, which has been reported.
    pub is_covered: bool,
}

impl FigureRow<'_> {
    /// Whether the row has only its area and no values.
    pub fn is_blank(&self) -> bool {
        are_blank(&self.fields)
    }
}

/// A worksheet with rows of figures.
pub(super) struct FigureTable<'w> {
    sheet: LocatedSheet<'w>,
    headings: Headings,
    is_whole: bool,
}

/// A row of a worksheet with its area and year.
pub(super) struct RowHead {
    /// The index of the worksheet.
    pub table: usize,
    row: u32,
    pub year: u16,
    pub code: PlaceCode,
    /// The source location of the area's code or name.
    pub span: Span,
}

impl<'w> FigureTable<'w> {
    /// The content of a row. Rows are built one at a time, because all rows of a large file would not fit in memory.
    pub fn row(&self, head: &RowHead) -> FigureRow<'w> {
        let merged = self.sheet.merged(head.row);
        FigureRow {
            year: head.year,
            code: head.code.clone(),
            span: head.span,
            headings: self
                .sheet
                .span(CellAddress::new(self.headings.rows.end - 1, 0)),
            is_whole: self.is_whole,
            fields: fields(&self.sheet, &self.headings, head.row, &merged),
        }
    }
}

/// The maximum number of wrong rows reported.
pub(super) const MOST_WRONG: usize = 1_000;

fn are_blank(fields: &[Field<'_>]) -> bool {
    fields.iter().all(|field| field.cell.is_none())
}

/// Finds the area and year of each row below the headings.
pub(super) fn rows<'w>(
    sheet: LocatedSheet<'w>,
    headings: Headings,
    (table, year): (usize, Option<u16>),
    places: &Places<'_>,
    report: &mut Report,
) -> (FigureTable<'w>, Vec<RowHead>) {
    check_above(&sheet, &headings, report);
    check_titles(&sheet, &headings, report);
    let mut unknown: BTreeSet<u32> = BTreeSet::new();
    let (mut found, mut remarks) = (Vec::new(), BTreeSet::new());
    let mut wrong = 0;
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
        let mut reading = Reading {
            sheet: &sheet,
            headings: &headings,
            places,
            row,
            merged: sheet.merged(row),
            report,
        };
        let head = reading.row(year).map(|head| RowHead { table, ..head });
        found.extend(head);
        wrong += usize::from(report.errors_since(mark) > 0);
        if wrong >= MOST_WRONG {
            report.push(too_many(sheet.span(first)));
            break;
        }
    }
    report.extend(runs(&remarks).map(|run| {
        let (first, what) = named(
            &run,
            "is a remark, and is not read",
            "are remarks, and are not read",
        );
        let place = headings
            .first_cell(&sheet, first)
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
    let is_whole = headings.are_known() && unknown.is_empty();
    let table = FigureTable {
        sheet,
        headings,
        is_whole,
    };
    (table, found)
}

/// The error that ends the check of rows after too many errors.
pub(super) fn too_many(span: Span) -> Diagnostic {
    let message = format!("{MOST_WRONG} rows have errors; the rows below were not checked");
    Diagnostic::error(Code::WrongRow, span, message).help("correct these, and import again")
}

/// The cells of a row outside of the columns of codes and names.
fn fields<'w>(
    sheet: &LocatedSheet<'w>,
    headings: &Headings,
    row: u32,
    merged: &[(CellAddress, CellAddress)],
) -> Vec<Field<'w>> {
    let fields = headings.columns.iter().filter(|(_, meaning)| {
        let says_whose = matches!(meaning, Column::Code | Column::Name | Column::Year);
        !says_whose && !matches!(meaning, Column::Check(_))
    });
    let fields = fields.map(|(column, meaning)| {
        let place = CellAddress::new(row, *column);
        Field {
            column: meaning.clone(),
            place,
            span: sheet.span(place),
            cell: sheet.cell(place),
            is_covered: merged.iter().any(|region| is_within(*region, place)),
        }
    });
    fields.collect()
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

/// A row being read.
struct Reading<'r, 'w> {
    sheet: &'r LocatedSheet<'w>,
    headings: &'r Headings,
    places: &'r Places<'r>,
    row: u32,
    /// The merged cells that reach into the row.
    merged: Vec<(CellAddress, CellAddress)>,
    report: &'r mut Report,
}

impl<'w> Reading<'_, 'w> {
    fn row(&mut self, year: Option<u16>) -> Option<RowHead> {
        let (code, span) = self.whose()?;
        self.check_merged();
        if year.is_none() && self.cell_of(&Column::Year).is_none() {
            let fields = fields(self.sheet, self.headings, self.row, &self.merged);
            if are_blank(&fields) {
                return None;
            }
        }
        Some(RowHead {
            table: 0,
            row: self.row,
            year: self.year(year, span)?,
            code,
            span,
        })
    }

    /// Reports a merged cell over figures, because its value could belong to any of them.
    fn check_merged(&mut self) {
        for (first, last) in &self.merged {
            let mut columns = first.column..=last.column;
            let is_title = last.row < self.headings.rows.end;
            // A cell that begins in a row above has been reported there.
            let begins = first.row.max(self.headings.rows.end) == self.row;
            if !is_title && begins && columns.any(|column| self.headings.is_read(column)) {
                let place = CellAddress::new(self.row, first.column);
                let message = format!("this cell is merged over {first}:{last}");
                self.report.push(
                    Diagnostic::error(Code::Merged, self.sheet.span(place), message)
                        .help("unmerge the cells, and write a value in each"),
                );
            }
        }
    }

    /// The year of the row: the one in its own cell, which must agree with the worksheet's, or else the worksheet's.
    /// `None` if the year is missing or invalid, which is reported.
    fn year(&mut self, of_sheet: Option<u16>, start: Span) -> Option<u16> {
        let Some((place, cell)) = self.cell_of(&Column::Year) else {
            if of_sheet.is_none() {
                let message = "this row does not state its year";
                let error = Diagnostic::error(Code::MissingKey, start, message);
                self.report
                    .push(error.help("write it in the column `year`"));
            }
            return of_sheet;
        };
        let span = self.sheet.span(place);
        match amount::year(cell, span) {
            Ok(year) if of_sheet.is_some_and(|of_sheet| of_sheet != year) => {
                let of_sheet = of_sheet.unwrap_or(year);
                let message = format!("this row says {year}, not {of_sheet}");
                let error = Diagnostic::error(Code::WrongYear, span, message);
                self.report.push(error.help("correct one of the two"));
                None
            }
            Ok(year) => Some(year),
            Err(error) => {
                self.report.push(error);
                None
            }
        }
    }

    /// The cell of a column and its address, or `None` if the column does not exist or the cell is blank.
    fn cell_of(&self, meaning: &Column) -> Option<(CellAddress, &'w Cell)> {
        let mut columns = self.headings.columns.iter();
        let (column, _) = columns.find(|(_, known)| *known == meaning)?;
        let place = CellAddress::new(self.row, *column);
        Some((place, self.sheet.cell(place)?))
    }

    /// The area of the row by its code, its name or both, with the source location. `None` if it is unknown, which is
    /// an error unless the row is blank.
    fn whose(&mut self) -> Option<(PlaceCode, Span)> {
        let mut known: Option<(PlaceCode, Span, String)> = None;
        for meaning in [Column::Code, Column::Name] {
            let Some((place, cell)) = self.cell_of(&meaning) else {
                continue;
            };
            let span = self.sheet.span(place);
            if cell.text().is_none() && !matches!(cell, Cell::Number(..)) {
                let error = amount::wrong("a jurisdiction", cell, span);
                self.report.push(error.help("write its code, such as AL"));
                return None;
            }
            let name = cell.to_string();
            let whose = match self.places.find(&name, &meaning).as_slice() {
                [one] => one.clone(),
                [] => {
                    self.report.push(self.places.unknown(&name, span));
                    return None;
                }
                [_, _, ..] => {
                    let message = format!("\"{name}\" is more than one jurisdiction");
                    let error = Diagnostic::error(Code::UnknownJurisdiction, span, message);
                    self.report
                        .push(error.help("write its code in the column `code`"));
                    return None;
                }
            };
            match &known {
                Some((other, first, earlier)) if *other != whose => {
                    let message = format!("\"{earlier}\" and \"{name}\" are not the same place");
                    self.report.push(
                        Diagnostic::error(Code::WrongJurisdiction, span, message)
                            .also(*first, "the other one")
                            .help("correct one of the two"),
                    );
                    return None;
                }
                Some(_) => {}
                None => known = Some((whose, span, name)),
            }
        }
        if let Some((whose, span, _)) = known {
            return Some((whose, span));
        }
        let is_read = |place: &CellAddress| self.headings.is_read(place.column);
        let first = self.sheet.row(self.row).find(is_read)?;
        let message = "this row does not name its jurisdiction";
        self.report.push(
            Diagnostic::error(Code::MissingKey, self.sheet.span(first), message)
                .help("write a code such as AL at the beginning of the row, or # before a remark"),
        );
        None
    }
}

/// Whether a merged cell covers this one.
fn is_within((first, last): (CellAddress, CellAddress), place: CellAddress) -> bool {
    first != place
        && (first.row..=last.row).contains(&place.row)
        && (first.column..=last.column).contains(&place.column)
}
