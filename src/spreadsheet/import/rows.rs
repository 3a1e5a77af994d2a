//! Whose figures the rows of a sheet are.

use std::collections::BTreeMap;

use super::amount;
use super::headings::Headings;
use super::page::Page;
use crate::diagnostic::{Diagnostic, Place, Report, Span, did_you_mean};
use crate::project::{Project, values, year_of};
use crate::spreadsheet::Cell;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::table::{Column, folded};

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
        let mut fields = self.fields.iter();
        fields.all(|field| field.cell.is_none())
    }
}

/// Reads the rows below the headings.
pub(super) fn rows<'w>(
    page: &Page<'w>,
    headings: &Headings,
    year: Option<u16>,
    places: &Places<'_>,
    report: &mut Report,
) -> Vec<Row<'w>> {
    check_above(page, headings, report);
    check_titles(page, headings, report);
    let mut unknown_columns: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for row in headings.rows.end..page.rows() {
        let Some(first) = page.row(row).next() else {
            continue;
        };
        if is_remark(page, first) {
            let message = format!("row {} is a remark, and is not read", row + 1);
            report.push(Diagnostic::error("remark", page.span(first), message).note());
            continue;
        }
        for place in page.row(row) {
            let column = place.column;
            if headings.is_unknown(column) && !unknown_columns.contains(&column) {
                unknown_columns.push(column);
                report.push(without_heading(page, headings, place));
            }
        }
        let mut reading = Reading {
            page,
            headings,
            places,
            row,
            report,
        };
        found.extend(reading.row(year));
    }
    if !unknown_columns.is_empty() {
        found
            .iter_mut()
            .for_each(|row: &mut Row<'_>| row.is_whole = false);
    }
    for column in &headings.remarks {
        let place = Place::new(headings.rows.end.saturating_sub(1), *column);
        let message = format!(
            "column {} is a remark, and is not read",
            crate::diagnostic::column_name(*column)
        );
        report.push(Diagnostic::error("remark", page.span(place), message).note());
    }
    found
}

fn is_remark(page: &Page<'_>, first: Place) -> bool {
    page.text(first).is_some_and(|text| text.starts_with('#'))
}

/// Titles and remarks may stand above the headings, but no figures.
fn check_above(page: &Page<'_>, headings: &Headings, report: &mut Report) {
    for row in 0..headings.rows.start {
        let mut cells = page.row(row);
        if page
            .row(row)
            .next()
            .is_some_and(|first| is_remark(page, first))
        {
            continue;
        }
        let is_number =
            |place: &Place| matches!(page.cell(*place), Some(Cell::Number(_) | Cell::Percent(_)));
        if let Some(place) = cells.find(is_number) {
            let message = "this number stands above the headings, where no figures are read";
            report.push(
                Diagnostic::error("wrong-row", page.span(place), message)
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
            let warning = Diagnostic::error("wrong-year", page.span(place), message).warning();
            report.push(warning.help("look whether these are the figures of that year"));
        }
    }
}

/// The error of a column with something in it that no heading speaks of.
fn without_heading(page: &Page<'_>, headings: &Headings, place: Place) -> Diagnostic {
    let message = "no heading says what is in this column";
    let error = Diagnostic::error("unknown-column", page.span(place), message);
    let above = Place::new(headings.rows.end.saturating_sub(1), place.column);
    let mut rows = headings.rows.clone().rev();
    let over = rows.find_map(|row| page.merged(Place::new(row, place.column)));
    match over {
        Some((first, last)) => error
            .also(
                page.span(first),
                format!("this heading goes over {first}:{last}"),
            )
            .help("give each column a heading of its own"),
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
    report: &'r mut Report,
}

impl<'w> Reading<'_, 'w> {
    fn row(&mut self, year: Option<u16>) -> Option<Row<'w>> {
        let (whose, span) = self.whose()?;
        let year = self.year(year, span)?;
        let mut fields = Vec::new();
        for (column, meaning) in &self.headings.columns {
            if matches!(
                meaning,
                Column::Code | Column::Name | Column::Year | Column::Check(_)
            ) {
                continue;
            }
            let place = Place::new(self.row, *column);
            self.check_merged(place);
            fields.push(Field {
                column: meaning.clone(),
                place,
                span: self.page.span(place),
                cell: self.page.cell(place),
                is_covered: self
                    .page
                    .merged(place)
                    .is_some_and(|(first, _)| first != place),
            });
        }
        Some(Row {
            year,
            code: whose,
            span,
            headings: self.page.span(Place::new(self.headings.rows.end - 1, 0)),
            is_whole: self.headings.are_known(),
            fields,
        })
    }

    /// A number that goes over several cells could be meant for each of them.
    fn check_merged(&mut self, place: Place) {
        let Some((first, last)) = self.page.merged(place) else {
            return;
        };
        if first == place && self.page.cell(place).is_some() {
            let message = format!("this cell goes over {first}:{last}");
            self.report.push(
                Diagnostic::error("merged", self.page.span(place), message)
                    .help("unmerge the cells, and give each its own number"),
            );
        }
    }

    /// The year that the row says, which is that of its sheet.
    fn year(&mut self, of_sheet: Option<u16>, start: Span) -> Option<u16> {
        let column = self.column(&Column::Year);
        let place = column.map(|column| Place::new(self.row, column));
        let cell = place.and_then(|place| Some((place, self.page.cell(place)?)));
        let Some((place, cell)) = cell else {
            if of_sheet.is_none() {
                let message = "nothing says which year this row is of";
                let error = Diagnostic::error("missing-key", start, message);
                self.report
                    .push(error.help("write it in the column `year`"));
            }
            return of_sheet;
        };
        let span = self.page.span(place);
        match amount::year(cell, span) {
            Ok(year) if of_sheet.is_some_and(|of_sheet| of_sheet != year) => {
                let message = format!("this row says {year}, and {} does not", self.page.name());
                let error = Diagnostic::error("wrong-year", span, message);
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

    fn column(&self, meaning: &Column) -> Option<u32> {
        let mut columns = self.headings.columns.iter();
        let found = columns.find(|(_, known)| *known == meaning);
        found.map(|(column, _)| *column)
    }

    /// Whose row it is, by its code, its name or both. None when that is not known, which is an error
    /// unless nothing is said in the row at all.
    fn whose(&mut self) -> Option<(Code, Span)> {
        let columns = [Column::Code, Column::Name].map(|meaning| self.column(&meaning));
        let places = columns.into_iter().flatten();
        let places = places.map(|column| Place::new(self.row, column));
        let said: Vec<(Place, &Cell)> = places
            .filter_map(|place| Some((place, self.page.cell(place)?)))
            .collect();
        let mut known: Option<(Code, Span, String)> = None;
        for (place, cell) in &said {
            let span = self.page.span(*place);
            let name = cell.to_string();
            let Some(whose) = self.places.find(&name) else {
                self.report.push(self.unknown(cell, span));
                return None;
            };
            match &known {
                Some((other, first, earlier)) if *other != whose => {
                    let message = format!("\"{earlier}\" and \"{name}\" are not the same place");
                    self.report.push(
                        Diagnostic::error("wrong-jurisdiction", span, message)
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
            Diagnostic::error("missing-key", self.page.span(first), message)
                .help("write a code such as AL at the beginning of the row, or # before a remark"),
        );
        None
    }

    fn unknown(&self, cell: &Cell, span: Span) -> Diagnostic {
        let name = cell.to_string();
        let name = trim(&name);
        let jurisdictions = &self.places.project.jurisdictions;
        let names = jurisdictions.iter().flat_map(|place| place.name.all());
        let names = names.map(|name| name.text.as_str());
        let near = jurisdictions.suggest(name).or_else(|| {
            let near = did_you_mean(name, names.chain([values::NATIONAL]))?;
            is_slip(name, near).then_some(near)
        });
        let help = match near {
            Some(near) => format!("did you mean {near}?"),
            None => "write its code; all are listed in data/jurisdictions.toml. A row that begins \
                     with # is left out"
                .to_owned(),
        };
        let message = format!("there is no jurisdiction \"{name}\"");
        Diagnostic::error("unknown-jurisdiction", span, message).help(help)
    }
}

/// Whether a name is another with a slip in it. Washington DC is not Washington.
fn is_slip(name: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let length = |text: &str| text.chars().count();
    words(name) == words(other) && length(name).abs_diff(length(other)) <= 2
}

/// A jurisdiction's code; none for the nation.
type Code = Option<String>;

/// What the row of the nation may be called.
const NATION: [&str; 8] = [
    values::NATIONAL,
    "nation",
    "the nation",
    "us",
    "u.s.",
    "usa",
    "united states",
    "united states of america",
];

/// The places by what they may be called: codes and names in any language, whatever their case.
pub(super) struct Places<'p> {
    project: &'p Project,
    by_name: BTreeMap<String, Code>,
}

impl<'p> Places<'p> {
    pub fn new(project: &'p Project) -> Self {
        let mut by_name = BTreeMap::new();
        for place in project.jurisdictions.iter() {
            let in_text = place.in_text.iter().flat_map(|name| name.all());
            let names = place.name.all().chain(in_text);
            for name in names.map(|name| &name.text).chain([&place.code]) {
                by_name.insert(folded(name), Some(place.code.clone()));
            }
        }
        for name in NATION {
            by_name.entry(name.to_owned()).or_insert(None);
        }
        Self { project, by_name }
    }

    fn find(&self, name: &str) -> Option<Code> {
        self.by_name.get(&folded(name)).cloned()
    }
}
