//! From a workbook to changes of the year's files.

mod amount;
mod checks;
mod head;
mod headings;
mod long;
mod page;
mod places;
mod reading;
mod rows;
mod target;
mod year;

use std::collections::BTreeMap;

use super::Workbook;
use super::table::{Column, Vocabulary};
use crate::diagnostic::{Code, Diagnostic, Report, Sources, Span};
use crate::project::values::FigureFile;
use crate::project::{Project, Reader};
use headings::Headings;
use page::Page;
use places::{PlaceCode, Places};
use rows::{Head, MOST_WRONG, Table, rows, too_many};
use year::YearOfRows;

/// A file that is to be changed, or made.
#[derive(Debug)]
pub struct Changed {
    /// The file as it will be.
    pub file: FigureFile,
    /// How many values are different.
    pub count: usize,
    /// What is different, a line for each value: in its head, then its numbers, then what is said of them. A large
    /// file has so many that they are kept as the text that is shown.
    pub lines: Box<str>,
}

/// A value that is different.
#[derive(Debug)]
struct Change {
    /// The path of the value.
    path: String,
    /// What it was; none when it was not there.
    old: Option<String>,
    /// What it will be; none when it goes.
    new: Option<String>,
    /// The cell that says so; none when nothing is said, and it is what is usual.
    place: Option<Span>,
}

impl Change {
    /// `missing.total: 211 → 212 (2023!H5)`.
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

/// Reads the figures of a workbook, and holds them against the dictionary and its rules. `file` is its path
/// as it is shown; `year` is that of a sheet which does not say it.
///
/// What is wrong is in the reader's report, at its cells; then nothing is to be changed.
#[must_use]
pub fn import(
    reader: &mut Reader<'_>,
    project: &Project,
    workbook: &Workbook,
    file: &str,
    year: Option<u16>,
) -> Vec<Changed> {
    let (tables, heads) = all_rows(reader, project, workbook, file, year);
    let mut by_year: BTreeMap<u16, Vec<Head>> = BTreeMap::new();
    for head in heads {
        by_year.entry(head.year).or_default().push(head);
    }
    let mut changed = Vec::new();
    for (year, heads) in by_year {
        let of_year = YearOfRows::new(reader, project, year, &heads, &tables);
        changed.append(&mut of_year.read(reader, &heads));
    }
    match reader.report.has_errors() {
        true => Vec::new(),
        false => changed,
    }
}

/// The sheets with figures, and all of their rows, one for each year and jurisdiction.
fn all_rows<'w>(
    reader: &mut Reader<'_>,
    project: &Project,
    workbook: &'w Workbook,
    file: &str,
    year: Option<u16>,
) -> (Vec<Table<'w>>, Vec<Head>) {
    let (vocabulary, places) = (Vocabulary::new(project), Places::new(project));
    let filled = workbook.sheets.iter().filter(|s| !s.cells.is_empty());
    let mut pages: Vec<Page<'_>> = filled
        .map(|sheet| Page::new(sheet, file, &mut reader.sources))
        .collect();
    let report = &mut reader.report;
    if pages.is_empty() {
        let message = "there is nothing in this file";
        report.push(Diagnostic::file_error(Code::Empty, file, message));
    }
    report.extend(pages.iter().filter(|p| p.is_remark()).map(|page| {
        let message = format!("{} is a remark, and is not read", page.name());
        Diagnostic::error(Code::Remark, page.start(), message).note()
    }));
    pages.retain(|page| !page.is_remark());
    // When there are more, nobody can tell which of them was meant.
    let one = year.filter(|_| pages.len() == 1);
    let asked = Asked { year, one };
    let (mut tables, mut found) = (Vec::new(), Vec::new());
    for page in pages {
        if let Some((headings, year)) = headings(&page, &vocabulary, &places, &asked, report) {
            report.extend(page.hidden(&headings));
            report.extend(page.ruled(&headings));
            let of_sheet = (tables.len(), year);
            let (table, mut heads) = rows(page, headings, of_sheet, &places, report);
            tables.push(table);
            found.append(&mut heads);
        }
    }
    (tables, without_repeats(found, project, report))
}

/// The year that was said on the command line.
struct Asked {
    year: Option<u16>,
    /// The same when there is but one sheet that it can be meant for.
    one: Option<u16>,
}

/// The headings of a sheet, and the year it is of when its rows do not say it.
fn headings(
    page: &Page<'_>,
    vocabulary: &Vocabulary,
    places: &Places<'_>,
    asked: &Asked,
    report: &mut Report,
) -> Option<(Headings, Option<u16>)> {
    if let Some(error) = long::error(page, vocabulary, places) {
        report.push(error);
        return None;
    }
    if let (Some(of_page), Some(year)) = (page.year(), asked.one)
        && of_page != year
    {
        let message = format!("{} is not of {year}", page.name());
        report.push(
            Diagnostic::error(Code::WrongYear, page.start(), message)
                .help("leave --year out, or name the sheet like that year"),
        );
        return None;
    }
    let mut of_headings = Report::default();
    let found = Headings::find(page, vocabulary, &mut of_headings);
    let year = page.year().or(asked.one);
    let says_years = found
        .as_ref()
        .is_some_and(|found| found.has(|column| *column == Column::Year));
    if year.is_none() && !says_years {
        let message = format!("nothing says which year {} is of", page.name());
        report.push(
            Diagnostic::error(Code::UnknownSheet, page.start(), message).help(match page.has_name() {
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
        let message = format!("there are no headings in {}", page.name());
        report.push(
            Diagnostic::error(Code::UnknownColumn, page.start(), message).help(
                "write the names of the figures over their columns, as `factsheet export` does",
            ),
        );
        return None;
    };
    let is_misspelt = of_headings.has_errors();
    report.append(of_headings);
    if !found.has(|column| matches!(column, Column::Code | Column::Name)) {
        if !is_misspelt {
            let message = "no column says whose figures these are";
            let place = page.row(found.rows.start).next();
            let span = place.map_or(page.start(), |place| page.span(place));
            report.push(
                Diagnostic::error(Code::UnknownColumn, span, message)
                    .help("add a column `code`, with AL for Alabama and national for the nation"),
            );
        }
        return None;
    }
    Some((found, year))
}

/// Leaves the first of several rows that are of the same year and jurisdiction.
fn without_repeats(heads: Vec<Head>, project: &Project, report: &mut Report) -> Vec<Head> {
    let mut first: BTreeMap<(u16, PlaceCode), Span> = BTreeMap::new();
    let mut once = Vec::with_capacity(heads.len());
    let mut repeats = 0;
    for head in heads {
        let key = (head.year, head.code.clone());
        if let Some(known) = first.get(&key) {
            let whose = project.whose(head.code.as_deref());
            let message = format!("there are two rows of {whose} for {}", head.year);
            report.push(
                Diagnostic::error(Code::Duplicate, head.span, message)
                    .also(*known, "the first of them")
                    .help("delete one of the two"),
            );
            repeats += 1;
            if repeats >= MOST_WRONG {
                report.push(too_many(head.span));
                break;
            }
            continue;
        }
        first.insert(key, head.span);
        once.push(head);
    }
    once
}
