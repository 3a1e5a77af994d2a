//! Whose figures the rows of a sheet are.

use std::collections::BTreeSet;
use std::ops::Range;

use super::amount;
use super::headings::Headings;
use super::page::Page;
use super::places::{PlaceCode, Places};
use crate::diagnostic::{Code, Diagnostic, Place, Report, Span, column_name};
use crate::project::year_of;
use crate::spreadsheet::Cell;
use crate::spreadsheet::table::Column;

/// A row of figures.
pub(super) struct Row<'w> {
    /// The year they are of.
    pub year: u16,
    /// The jurisdiction; none for the nation.
    pub code: Option<String>,
    /// Where that is said.
    pub span: Span,
    /// Where the headings of the sheet are.
    pub headings: Span,
    /// Whether all columns of its sheet are known. Where one is not, it may have figures that seem to have no
    /// column.
    pub is_whole: bool,
    /// What is in its columns.
    pub fields: Vec<Field<'w>>,
}

/// A cell of a row.
pub(super) struct Field<'w> {
    pub column: Column,
    pub place: Place,
    pub span: Span,
    /// What is in it; none when it is blank.
    pub cell: Option<&'w Cell>,
    /// Whether another cell goes over it, which has been said.
    pub is_covered: bool,
}

impl Row<'_> {
    /// Whether there is nothing in it but whose it is.
    pub fn is_blank(&self) -> bool {
        are_blank(&self.fields)
    }
}

/// A sheet whose rows are figures.
pub(super) struct Table<'w> {
    page: Page<'w>,
    headings: Headings,
    is_whole: bool,
}

/// A row of a sheet, of which is known whose figures of which year it has.
pub(super) struct Head {
    /// The sheet, by its number.
    pub table: usize,
    row: u32,
    pub year: u16,
    pub code: PlaceCode,
    /// Where that is said.
    pub span: Span,
}

impl<'w> Table<'w> {
    /// What is in a row. Rows are made one after another, as those of a large file together would not fit into
    /// memory.
    pub fn row(&self, head: &Head) -> Row<'w> {
        let merged = self.page.merged(head.row);
        Row {
            year: head.year,
            code: head.code.clone(),
            span: head.span,
            headings: self.page.span(Place::new(self.headings.rows.end - 1, 0)),
            is_whole: self.is_whole,
            fields: fields(&self.page, &self.headings, head.row, &merged),
        }
    }
}

/// How many rows are wrong at most before no more are looked at.
pub(super) const MOST_WRONG: usize = 1_000;

fn are_blank(fields: &[Field<'_>]) -> bool {
    fields.iter().all(|field| field.cell.is_none())
}

/// Reads whose rows those below the headings are. The sheet is the one of this number.
pub(super) fn rows<'w>(
    page: Page<'w>,
    headings: Headings,
    (table, year): (usize, Option<u16>),
    places: &Places<'_>,
    report: &mut Report,
) -> (Table<'w>, Vec<Head>) {
    check_above(&page, &headings, report);
    check_titles(&page, &headings, report);
    let mut unknown: BTreeSet<u32> = BTreeSet::new();
    let (mut found, mut remarks) = (Vec::new(), BTreeSet::new());
    let mut wrong = 0;
    for row in page.rows_from(headings.rows.end) {
        let Some(first) = page.begin(row, &headings) else {
            continue;
        };
        if page.is_remark_from(first) {
            remarks.insert(row);
            continue;
        }
        for place in page.row(row) {
            if headings.is_unknown(place.column) && unknown.insert(place.column) {
                report.push(without_heading(&page, &headings, place));
            }
        }
        let mark = report.mark();
        let mut reading = Reading {
            page: &page,
            headings: &headings,
            places,
            row,
            merged: page.merged(row),
            report,
        };
        let head = reading.row(year).map(|head| Head { table, ..head });
        found.extend(head);
        wrong += usize::from(report.errors_since(mark) > 0);
        if wrong >= MOST_WRONG {
            report.push(too_many(page.span(first)));
            break;
        }
    }
    report.extend(runs(&remarks).map(|run| {
        let (first, what) = named(
            &run,
            "is a remark, and is not read",
            "are remarks, and are not read",
        );
        let place = page.begin(first, &headings).unwrap_or(Place::new(first, 0));
        Diagnostic::error(Code::Remark, page.span(place), what).note()
    }));
    for column in &headings.remarks {
        let place = Place::new(headings.rows.end.saturating_sub(1), *column);
        let message = format!(
            "column {} is a remark, and is not read",
            column_name(*column)
        );
        report.push(Diagnostic::error(Code::Remark, page.span(place), message).note());
    }
    let is_whole = headings.are_known() && unknown.is_empty();
    let table = Table {
        page,
        headings,
        is_whole,
    };
    (table, found)
}

/// The error of a row after which no more are looked at.
pub(super) fn too_many(span: Span) -> Diagnostic {
    let message = format!("{MOST_WRONG} rows are wrong; those below this one were not looked at");
    Diagnostic::error(Code::WrongRow, span, message)
        .help("mend the first of them, and import again")
}

/// Rows that follow each other, as one.
pub(super) fn runs(rows: &BTreeSet<u32>) -> impl Iterator<Item = Range<u32>> {
    let mut rows = rows.iter().copied().peekable();
    std::iter::from_fn(move || {
        let first = rows.next()?;
        let mut end = first + 1;
        while rows.next_if_eq(&end).is_some() {
            end += 1;
        }
        Some(first..end)
    })
}

/// The first of some rows, and what one or all of them are.
pub(super) fn named(rows: &Range<u32>, one: &str, all: &str) -> (u32, String) {
    let first = rows.start + 1;
    let what = match rows.len() {
        1 => format!("row {first} {one}"),
        _ => format!("rows {first} to {} {all}", rows.end),
    };
    (rows.start, what)
}

/// The cells of a row that say something of its figures.
fn fields<'w>(
    page: &Page<'w>,
    headings: &Headings,
    row: u32,
    merged: &[(Place, Place)],
) -> Vec<Field<'w>> {
    let fields = headings.columns.iter().filter(|(_, meaning)| {
        let says_whose = matches!(meaning, Column::Code | Column::Name | Column::Year);
        !says_whose && !matches!(meaning, Column::Check(_))
    });
    let fields = fields.map(|(column, meaning)| {
        let place = Place::new(row, *column);
        Field {
            column: meaning.clone(),
            place,
            span: page.span(place),
            cell: page.cell(place),
            is_covered: merged.iter().any(|region| is_within(*region, place)),
        }
    });
    fields.collect()
}

/// Titles and remarks may stand above the headings, but no figures.
fn check_above(page: &Page<'_>, headings: &Headings, report: &mut Report) {
    for row in 0..headings.rows.start {
        let mut cells = page.row(row);
        let first = page.row(row).next();
        if first.is_some_and(|first| page.is_remark_from(first)) {
            continue;
        }
        let of_sheet = page.year().map(f64::from);
        let is_number = |place: &Place| match page.cell(*place) {
            // A title may say the year.
            Some(Cell::Number(number, _)) => Some(*number) != of_sheet,
            Some(Cell::Percent(..)) => true,
            _ => false,
        };
        if let Some(place) = cells.find(is_number) {
            let message = "this number stands above the headings, where no figures are read";
            report.push(
                Diagnostic::error(Code::WrongRow, page.span(place), message)
                    .help("move it below them, or begin its row with #"),
            );
        }
    }
}

/// A title that names another year than the sheet: one was copied, and not all of it changed.
fn check_titles(page: &Page<'_>, headings: &Headings, report: &mut Report) {
    let Some(year) = page.year() else { return };
    let places = (0..headings.rows.start).flat_map(|row| page.row(row));
    for place in places {
        let text = page.text(place).unwrap_or_default();
        let words = text.split(|c: char| !c.is_alphanumeric());
        let years: Vec<u16> = words.filter_map(year_of).collect();
        if let (Some(other), false) = (years.first(), years.contains(&year)) {
            let message = format!("this says {other}, and the sheet is named {year}");
            let warning = Diagnostic::error(Code::WrongYear, page.span(place), message).warning();
            report.push(warning.help("look whether these are the figures of that year"));
        }
    }
}

/// The error of a column with something in it that no heading speaks of.
fn without_heading(page: &Page<'_>, headings: &Headings, place: Place) -> Diagnostic {
    let message = "no heading says what is in this column";
    let error = Diagnostic::error(Code::UnknownColumn, page.span(place), message);
    let above = Place::new(headings.rows.end.saturating_sub(1), place.column);
    let rows = headings.rows.clone().rev();
    let mut over = rows.flat_map(|row| page.merged(row));
    let over = over.find(|(first, last)| (first.column..=last.column).contains(&place.column));
    match over {
        Some((first, last)) => error
            .also(
                page.span(first),
                format!("this heading goes over {first}:{last}"),
            )
            .help("give each column a heading of its own"),
        None if page.cell(above).is_some() => error
            .also(page.span(above), "this is none")
            .help("write one: the id of a figure, or # and a remark"),
        None => error
            .also(page.span(above), "there is none here")
            .help("write one: the id of a figure, or # and a remark"),
    }
}

/// A row while it is read.
struct Reading<'r, 'w> {
    page: &'r Page<'w>,
    headings: &'r Headings,
    places: &'r Places<'r>,
    row: u32,
    /// The cells that were made one and reach into the row.
    merged: Vec<(Place, Place)>,
    report: &'r mut Report,
}

impl<'w> Reading<'_, 'w> {
    fn row(&mut self, year: Option<u16>) -> Option<Head> {
        let (code, span) = self.whose()?;
        self.check_merged();
        if year.is_none() && self.cell_of(&Column::Year).is_none() {
            let fields = fields(self.page, self.headings, self.row, &self.merged);
            if are_blank(&fields) {
                return None;
            }
        }
        Some(Head {
            table: 0,
            row: self.row,
            year: self.year(year, span)?,
            code,
            span,
        })
    }

    /// What goes over several cells could be meant for each of them.
    fn check_merged(&mut self) {
        for (first, last) in &self.merged {
            let mut columns = first.column..=last.column;
            let is_title = last.row < self.headings.rows.end;
            // Where it begins above, it has been said there.
            let begins = first.row.max(self.headings.rows.end) == self.row;
            if !is_title && begins && columns.any(|column| self.headings.is_read(column)) {
                let place = Place::new(self.row, first.column);
                let message = format!("this cell goes over {first}:{last}");
                self.report.push(
                    Diagnostic::error(Code::Merged, self.page.span(place), message)
                        .help("unmerge the cells, and give each what belongs in it"),
                );
            }
        }
    }

    /// The year that the row says, which is that of its sheet.
    fn year(&mut self, of_sheet: Option<u16>, start: Span) -> Option<u16> {
        let Some((place, cell)) = self.cell_of(&Column::Year) else {
            if of_sheet.is_none() {
                let message = "nothing says which year this row is of";
                let error = Diagnostic::error(Code::MissingKey, start, message);
                self.report
                    .push(error.help("write it in the column `year`"));
            }
            return of_sheet;
        };
        let span = self.page.span(place);
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

    /// The cell of a column that there is one of, when there is something in it.
    fn cell_of(&self, meaning: &Column) -> Option<(Place, &'w Cell)> {
        let mut columns = self.headings.columns.iter();
        let (column, _) = columns.find(|(_, known)| *known == meaning)?;
        let place = Place::new(self.row, *column);
        Some((place, self.page.cell(place)?))
    }

    /// Whose row it is, by its code, its name or both. None when that is not known, which is an error
    /// unless nothing is said in the row at all.
    fn whose(&mut self) -> Option<(PlaceCode, Span)> {
        let mut known: Option<(PlaceCode, Span, String)> = None;
        for meaning in [Column::Code, Column::Name] {
            let Some((place, cell)) = self.cell_of(&meaning) else {
                continue;
            };
            let span = self.page.span(place);
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
        let is_read = |place: &Place| self.headings.is_read(place.column);
        let first = self.page.row(self.row).find(is_read)?;
        let message = "nothing says whose figures these are";
        self.report.push(
            Diagnostic::error(Code::MissingKey, self.page.span(first), message)
                .help("write a code such as AL at the beginning of the row, or # before a remark"),
        );
        None
    }
}

/// Whether a cell is one of those that another goes over.
fn is_within((first, last): (Place, Place), place: Place) -> bool {
    first != place
        && (first.row..=last.row).contains(&place.row)
        && (first.column..=last.column).contains(&place.column)
}
