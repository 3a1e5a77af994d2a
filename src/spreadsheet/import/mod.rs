//! From a workbook to changes of the year's files.

mod amount;
mod checks;
mod head;
mod headings;
mod page;
mod places;
mod reading;
mod rows;
mod target;

use std::collections::{BTreeMap, BTreeSet};

use super::Workbook;
use super::table::{Column, Vocabulary};
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::project::values::{self, Edit, FigureFile, MISSING};
use crate::project::{Project, Reader, Scope, Values, rules};
use headings::Headings;
use page::Page;
use places::Places;
use rows::{Row, rows};
use target::Target;

/// A file that is to be changed, or made.
#[derive(Debug)]
pub struct Changed {
    /// The file as it will be.
    pub file: FigureFile,
    /// What is different: in its head, then its numbers, then what is said of them.
    pub changes: Vec<Change>,
}

/// A value that is different.
#[derive(Clone, Debug)]
pub struct Change {
    /// The path of the value.
    pub path: String,
    /// What it was; none when it was not there.
    pub old: Option<String>,
    /// What it will be; none when it goes.
    pub new: Option<String>,
    /// The cell that says so; none when nothing is said, and it is what is usual.
    pub place: Option<Span>,
    edit: Edit,
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
    let rows = all_rows(reader, project, workbook, file, year);
    let mut by_year: BTreeMap<u16, Vec<Row<'_>>> = BTreeMap::new();
    for row in rows {
        by_year.entry(row.year).or_default().push(row);
    }
    let mut changed = Vec::new();
    for (year, rows) in by_year {
        let targets: Vec<Target> = rows
            .iter()
            .filter_map(|row| Target::read(reader, project, row))
            .collect();
        check_nation(reader, project, year, &targets);
        check_rules(reader, project, year, &targets);
        changed.extend(targets.into_iter().filter(Target::is_changed));
    }
    if reader.report.has_errors() {
        return Vec::new();
    }
    let written = changed.into_iter();
    let written = written.filter_map(|target| target.write(reader, project));
    written.collect()
}

/// The rows of all sheets, one for each year and jurisdiction.
fn all_rows<'w>(
    reader: &mut Reader<'_>,
    project: &Project,
    workbook: &'w Workbook,
    file: &str,
    year: Option<u16>,
) -> Vec<Row<'w>> {
    let (vocabulary, places) = (Vocabulary::new(project), Places::new(project));
    let filled = workbook.sheets.iter().filter(|s| !s.cells.is_empty());
    let mut pages: Vec<Page<'_>> = filled
        .map(|sheet| Page::new(sheet, file, &mut reader.sources))
        .collect();
    let report = &mut reader.report;
    if pages.is_empty() {
        let message = "there is nothing in this file";
        report.push(Diagnostic::file_error("empty", file, message));
    }
    report.extend(pages.iter().filter(|p| p.is_remark()).map(|page| {
        let message = format!("{} is a remark, and is not read", page.name());
        Diagnostic::error("remark", page.start(), message).note()
    }));
    pages.retain(|page| !page.is_remark());
    // When there are more, nobody can tell which of them was meant.
    let one = year.filter(|_| pages.len() == 1);
    let asked = Asked { year, one };
    let mut found: Vec<Row<'w>> = Vec::new();
    for page in &pages {
        if let Some((headings, year)) = headings(page, &vocabulary, &asked, report) {
            report.extend(page.hidden(&headings));
            found.extend(rows(page, &headings, year, &places, report));
        }
    }
    without_repeats(found, project, report)
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
    asked: &Asked,
    report: &mut Report,
) -> Option<(Headings, Option<u16>)> {
    if let (Some(of_page), Some(year)) = (page.year(), asked.one)
        && of_page != year
    {
        let message = format!("{} is not of {year}", page.name());
        report.push(
            Diagnostic::error("wrong-year", page.start(), message)
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
            Diagnostic::error("unknown-sheet", page.start(), message).help(match page.has_name() {
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
            Diagnostic::error("unknown-column", page.start(), message).help(
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
                Diagnostic::error("unknown-column", span, message)
                    .help("add a column `code`, with AL for Alabama and national for the nation"),
            );
        }
        return None;
    }
    Some((found, year))
}

/// Leaves the first of several rows that are of the same year and jurisdiction.
fn without_repeats<'w>(rows: Vec<Row<'w>>, project: &Project, report: &mut Report) -> Vec<Row<'w>> {
    let mut first: BTreeMap<(u16, Option<String>), Span> = BTreeMap::new();
    let mut once = Vec::new();
    for row in rows {
        let key = (row.year, row.code.clone());
        if let Some(known) = first.get(&key) {
            let whose = project.whose(row.code.as_deref());
            let message = format!("there are two rows of {whose} for {}", row.year);
            report.push(
                Diagnostic::error("duplicate", row.span, message)
                    .also(*known, "the first of them")
                    .help("delete one of the two"),
            );
            continue;
        }
        first.insert(key, row.span);
        once.push(row);
    }
    once
}

/// The jurisdictions' figures of a year are of no use without the nation's, where there are such.
fn check_nation(reader: &mut Reader<'_>, project: &Project, year: u16, targets: &[Target]) {
    let has_none = project.dictionary.ids(Scope::National).next().is_none();
    let is_given = targets.iter().any(|target| target.code.is_none());
    let Some(first) = targets.first().filter(|_| !has_none && !is_given) else {
        return;
    };
    if !values::has_file(reader, year, None) {
        let path = values::path(year, None);
        let message = format!("there are no figures of the nation for {year}");
        reader.report.push(
            Diagnostic::error(MISSING, first.span, message)
                .label(format!("there is no {path}, and no row of the nation"))
                .warning()
                .help("add a row with national in the column code; no sheets can be made before"),
        );
    }
}

/// Holds the rules of the dictionary against the figures of a year: those of the workbook and, when the
/// nation's are others, those of all other files.
fn check_rules(reader: &mut Reader<'_>, project: &Project, year: u16, targets: &[Target]) {
    let dictionary = &project.dictionary;
    let of_nation = targets.iter().find(|target| target.code.is_none());
    let on_disk;
    let national = match of_nation {
        Some(target) => Some(&target.values),
        None => {
            on_disk = Values::as_they_are(reader, project, year, None);
            on_disk.as_ref()
        }
    };
    let mut found = Report::default();
    let nation = rules::Figures {
        state: None,
        national,
    };
    if of_nation.is_some() {
        rules::check(dictionary, nation, Scope::National, &mut found);
    }
    let check = |state: &Values, report: &mut Report| {
        let figures = rules::Figures {
            state: Some(state),
            national,
        };
        rules::check(dictionary, figures, Scope::State, report);
    };
    for target in targets.iter().filter(|target| target.code.is_some()) {
        check(&target.values, &mut found);
    }
    // What is only good to know is said by `check`.
    reader.report.append(found.without_notes());
    if !of_nation.is_some_and(Target::is_changed) {
        return;
    }
    let given: BTreeSet<&str> = targets.iter().filter_map(|t| t.code.as_deref()).collect();
    for code in Project::codes_with_data(reader, year) {
        if given.contains(code.as_str()) {
            continue;
        }
        let mut branch = reader.branch();
        let values = Values::read_state(&mut branch, project, year, &code);
        // What is wrong with such a file by itself is not this workbook's concern.
        if let Some(values) = values.filter(Values::is_sound) {
            check(&values, &mut branch.report);
            let found = branch.report.without_notes();
            if !found.is_empty() {
                reader.join(branch.sources, found);
            }
        }
    }
}
