//! Import of a workbook as changes of the year's files.

mod amount;
mod areas;
mod checks;
mod computed;
mod figure_row;
mod head;
mod headings;
mod hidden;
mod list_rows;
mod located;
mod places;
mod reading;
mod row_head;
mod row_ranges;
mod rows;
mod shape;
mod summary;
mod text_figure;
mod update;
mod year;

use std::collections::BTreeMap;

use super::Workbook;
use super::table::{Column, Shape, Vocabulary};
use crate::diagnostic::{Code, Diagnostic, Report, Sources, Span};
use crate::project::values::FigureFile;
use crate::project::{Project, Reader};
use areas::{AreaRows, areas};
use headings::Headings;
use hidden::{hidden, ruled};
use located::LocatedSheet;
use places::Places;
use row_head::{Known, RowHead};
use rows::{FigureTable, rows};
use shape::Vocabularies;
pub use summary::LongTable;
use year::YearOfRows;

/// The outcome of an import.
#[derive(Debug)]
pub struct Imported {
    /// The files to change or create, empty if there is an error.
    pub changed: Vec<Changed>,
    /// The long tables that were read.
    pub long_tables: Vec<LongTable>,
}

/// A file to change or create.
#[derive(Debug)]
pub struct Changed {
    /// The new file.
    pub file: FigureFile,
    /// The number of changed values.
    pub count: usize,
    /// The changes in display form, one line for each value: the head, the numbers, then their other parts. They are
    /// kept as text to save memory, because a large file can have many changes.
    pub lines: Box<str>,
}

/// A changed value.
#[derive(Debug)]
struct Change {
    /// The path of the value.
    path: String,
    /// The old value, or `None` if there was none.
    old: Option<String>,
    /// The new value, or `None` if the value is removed.
    new: Option<String>,
    /// The cell with the new value, or `None` for a default.
    place: Option<Span>,
}

impl Change {
    /// The change in display form: `missing.total: 211 → 212 (2023!H5)`.
    fn line(&self, sources: &Sources) -> String {
        let shown = |value: &Option<String>| match value {
            Some(value) => value.replace('\n', " "),
            None => "nothing".to_owned(),
        };
        let cell = self.place.and_then(|place| sources.cell(place));
        let cell = cell.unwrap_or_else(|| "nothing is said".to_owned());
        let (old, new) = (shown(&self.old), shown(&self.new));
        format!("{}: {old} → {new} ({cell})", self.path)
    }
}

/// Reads the figures of a workbook and checks them against the dictionary and its rules. `file` is the displayed path;
/// `year` applies to a worksheet that does not state its year.
///
/// Errors are reported at their cells. If there are any, no file changes.
#[must_use]
pub fn import(
    reader: &mut Reader<'_>,
    project: &Project,
    workbook: &Workbook,
    file: &str,
    year: Option<u16>,
) -> Imported {
    let sheets = located(reader, workbook, file);
    let mut found = Found::default();
    found.read(sheets, project, year, &mut reader.report);
    let Found {
        tables,
        heads,
        long_tables,
    } = found;
    let mut by_year: BTreeMap<u16, Vec<AreaRows>> = BTreeMap::new();
    for area in areas(heads, &tables, project, &mut reader.report) {
        by_year.entry(area.year).or_default().push(area);
    }
    let mut changed = Vec::new();
    let newest = by_year.last_key_value().map(|(year, _)| *year);
    for (year, areas) in by_year {
        let of_year = YearOfRows::new(reader, project, (year, newest), &areas, &tables);
        changed.append(&mut of_year.read(reader, &areas));
    }
    if reader.report.has_errors() {
        changed.clear();
    }
    Imported {
        changed,
        long_tables,
    }
}

/// The worksheets that are read: those with content that are not remarks.
fn located<'w>(
    reader: &mut Reader<'_>,
    workbook: &'w Workbook,
    file: &str,
) -> Vec<LocatedSheet<'w>> {
    let filled = workbook.sheets.iter().filter(|s| !s.cells.is_empty());
    let mut sheets: Vec<LocatedSheet<'_>> = filled
        .map(|sheet| LocatedSheet::new(sheet, file, &mut reader.sources))
        .collect();
    let report = &mut reader.report;
    if sheets.is_empty() {
        let message = "there is nothing in this file";
        report.push(Diagnostic::file_error(Code::Empty, file, message));
    }
    report.extend(sheets.iter().filter(|p| p.is_remark()).map(|sheet| {
        let message = format!("{} is a remark, and is not read", sheet.name());
        Diagnostic::error(Code::Remark, sheet.start(), message).note()
    }));
    sheets.retain(|sheet| !sheet.is_remark());
    sheets
}

/// The worksheets with figures and their rows.
#[derive(Default)]
struct Found<'w> {
    tables: Vec<FigureTable<'w>>,
    heads: Vec<RowHead>,
    long_tables: Vec<LongTable>,
}

impl<'w> Found<'w> {
    fn read(
        &mut self,
        sheets: Vec<LocatedSheet<'w>>,
        project: &Project,
        year: Option<u16>,
        report: &mut Report,
    ) {
        let (vocabularies, places) = (Vocabularies::new(project), Places::new(project));
        // With several worksheets, the year on the command line is ambiguous.
        let one = year.filter(|_| sheets.len() == 1);
        let asked = Asked { year, one };
        for mut sheet in sheets {
            let vocabulary = match vocabularies.of(&sheet, &places) {
                Ok(vocabulary) => vocabulary,
                Err(error) => {
                    report.push(error);
                    continue;
                }
            };
            sheet.is_of_list = matches!(vocabulary.shape, Shape::List(_));
            let Some((headings, year)) = headings(&sheet, vocabulary, &asked, report) else {
                continue;
            };
            report.extend(hidden(&sheet, &headings));
            report.extend(ruled(&sheet, &headings));
            let known = Known {
                places: &places,
                figures: &vocabularies.wide,
                shape: vocabulary.shape,
            };
            let name = sheet.sheet.name.as_deref();
            let of_sheet = (self.tables.len(), year);
            let (table, mut heads) = rows(sheet, headings, &known, of_sheet, report);
            if vocabulary.shape == Shape::Long {
                self.long_tables.push(LongTable::new(name, &heads));
            }
            self.tables.push(table);
            self.heads.append(&mut heads);
        }
    }
}

/// The year given on the command line.
struct Asked {
    year: Option<u16>,
    /// The year if the workbook has only one worksheet to which it can apply; otherwise `None`.
    one: Option<u16>,
}

/// The headings of a worksheet, and its year unless its rows have a column for the year.
fn headings(
    sheet: &LocatedSheet<'_>,
    vocabulary: &Vocabulary,
    asked: &Asked,
    report: &mut Report,
) -> Option<(Headings, Option<u16>)> {
    if let (Some(of_page), Some(year)) = (sheet.year(), asked.one)
        && of_page != year
    {
        let message = format!("{} is not of {year}", sheet.name());
        report.push(
            Diagnostic::error(Code::WrongYear, sheet.start(), message)
                .help("leave --year out, or name the sheet like that year"),
        );
        return None;
    }
    let mut of_headings = Report::default();
    let found = Headings::find(sheet, vocabulary, &mut of_headings);
    let year = sheet.year().or(asked.one);
    let says_years = found
        .as_ref()
        .is_some_and(|found| found.has(|column| *column == Column::Year));
    if year.is_none() && !says_years {
        let message = format!("the year of {} is not stated", sheet.name());
        report.push(
            Diagnostic::error(Code::UnknownSheet, sheet.start(), message).help(match sheet.has_name() {
                true if asked.year.is_some() => {
                    "name it like the year, as in 2023, or give it a column `year`: --year is for \
                     files with one sheet. A sheet of remarks has a name that begins with #"
                }
                true => {
                    "name it like the year, as in 2023; or give it a column `year`, or say --year \
                     2023. A sheet of remarks has a name that begins with #"
                }
                false => "add a column `year`, or say --year 2023",
            }),
        );
        return None;
    }
    let Some(found) = found else {
        let message = format!("there are no headings in {}", sheet.name());
        report.push(
            Diagnostic::error(Code::UnknownColumn, sheet.start(), message).help(
                "write the names of the figures above their columns, as `factsheet export` does",
            ),
        );
        return None;
    };
    let is_misspelled = of_headings.has_errors();
    report.append(of_headings);
    if !found.has(|column| matches!(column, Column::Code | Column::Name)) {
        if !is_misspelled {
            let message = "there is no column of jurisdictions";
            let place = sheet.row(found.rows.start).next();
            let span = place.map_or(sheet.start(), |place| sheet.span(place));
            report.push(
                Diagnostic::error(Code::UnknownColumn, span, message)
                    .help("add a column `code`, with AL for Alabama and national for the nation"),
            );
        }
        return None;
    }
    Some((found, year))
}
