//! A worksheet with the source locations of its cells, and its year.

use std::collections::BTreeSet;

use super::headings::Headings;
use super::rows::{named, runs};
use crate::diagnostic::{CellAddress, Code, Diagnostic, SheetSpans, Sources, Span, column_name};
use crate::project::year_of;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::{Cell, Worksheet};

/// The advice about hidden content.
const IS_READ: &str = "is hidden; it is read like the others";

/// A worksheet being imported.
pub(super) struct LocatedSheet<'w> {
    sheet: &'w Worksheet,
    spans: SheetSpans,
}

impl<'w> LocatedSheet<'w> {
    pub fn new(sheet: &'w Worksheet, path: &str, sources: &mut Sources) -> Self {
        Self {
            spans: sources.add_sheet(path, sheet.name.as_deref(), &sheet.cells),
            sheet,
        }
    }

    /// The year in the worksheet's name.
    pub fn year(&self) -> Option<u16> {
        year_of(trim(self.sheet.name.as_deref()?))
    }

    /// The name in messages.
    pub fn name(&self) -> String {
        match &self.sheet.name {
            Some(name) => format!("the sheet \"{name}\""),
            None => "this file".to_owned(),
        }
    }

    /// Whether the worksheet has a name. A `.csv` has only that of its file.
    pub fn has_name(&self) -> bool {
        self.sheet.name.is_some()
    }

    /// Whether the name marks the worksheet as a remark.
    pub fn is_remark(&self) -> bool {
        let name = self.sheet.name.as_deref().unwrap_or_default();
        trim(name).starts_with('#')
    }

    /// The source location of a cell.
    pub fn span(&self, place: CellAddress) -> Span {
        self.spans.of(place)
    }

    /// The source location of the worksheet.
    pub fn start(&self) -> Span {
        self.span(CellAddress::new(0, 0))
    }

    pub fn cell(&self, place: CellAddress) -> Option<&'w Cell> {
        self.sheet.cells.get(&place)
    }

    /// The text of a cell.
    pub fn text(&self, place: CellAddress) -> Option<&'w str> {
        self.cell(place)?.text()
    }

    /// The cells of a row that are not blank.
    pub fn row(&self, row: u32) -> impl Iterator<Item = CellAddress> + use<'w> {
        let cells = CellAddress::new(row, 0)..CellAddress::new(row + 1, 0);
        self.sheet.cells.range(cells).map(|(place, _)| *place)
    }

    /// The number of rows up to the last that is not blank.
    pub fn rows(&self) -> u32 {
        let last = self.sheet.cells.keys().next_back();
        last.map_or(0, |place| place.row + 1)
    }

    /// The number of columns up to the last that is not blank.
    pub fn columns(&self) -> u32 {
        let columns = self.sheet.cells.keys().map(|place| place.column + 1);
        columns.max().unwrap_or(0)
    }

    /// The rows from `first` on that are not blank.
    pub fn rows_from(&self, first: u32) -> BTreeSet<u32> {
        let cells = self.sheet.cells.range(CellAddress::new(first, 0)..);
        cells.map(|(place, _)| place.row).collect()
    }

    /// The merged cells that reach into a row: the first and the last of each.
    pub fn merged(&self, row: u32) -> Vec<(CellAddress, CellAddress)> {
        let regions = self.sheet.merged.iter().copied();
        let in_row = regions.filter(|(first, last)| (first.row..=last.row).contains(&row));
        in_row.collect()
    }

    /// Whether a row that begins with this cell is a remark.
    pub fn is_remark_from(&self, first: CellAddress) -> bool {
        self.text(first).is_some_and(|text| text.starts_with('#'))
    }

    /// The first cell of a row outside of the columns of remarks.
    pub fn begin(&self, row: u32, headings: &Headings) -> Option<CellAddress> {
        let mut cells = self.row(row);
        cells.find(|place| !headings.remarks.contains(&place.column))
    }

    /// Whether a row has figures and is not a remark.
    fn is_read(&self, row: u32, headings: &Headings) -> bool {
        let first = self.begin(row, headings);
        first.is_some_and(|first| !self.is_remark_from(first))
            && self.row(row).any(|place| headings.is_read(place.column))
    }

    /// Warns about hidden content that is read: the worksheet, rows and columns of figures.
    pub fn hidden(&self, headings: &Headings) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut warn = |place: CellAddress, message: String| {
            found.push(
                Diagnostic::error(Code::Hidden, self.span(place), message)
                    .warning()
                    .help("show it and look at it, or delete it"),
            );
        };
        if self.sheet.is_hidden {
            warn(CellAddress::new(0, 0), format!("{} {IS_READ}", self.name()));
        }
        let rows = self.sheet.hidden_rows.range(headings.rows.end..).copied();
        let rows: BTreeSet<u32> = rows.filter(|row| self.is_read(*row, headings)).collect();
        for run in runs(&rows) {
            let mut cells = self.row(run.start);
            let first = cells.find(|place| headings.is_read(place.column));
            let (row, what) = named(&run, IS_READ, "are hidden; they are read like the others");
            warn(first.unwrap_or(CellAddress::new(row, 0)), what);
        }
        let columns = self.sheet.hidden_columns.iter();
        for column in columns.filter(|column| headings.is_read(**column)) {
            let mut cells = self.sheet.cells.keys();
            if let Some(first) = cells.find(|place| place.column == *column) {
                warn(*first, format!("column {} {IS_READ}", column_name(*column)));
            }
        }
        found
    }

    /// The error of a cell of figures that conditional formatting may strike out or raise. Only a spreadsheet program
    /// can evaluate the condition.
    pub fn ruled(&self, headings: &Headings) -> Option<Diagnostic> {
        let below = CellAddress::new(headings.rows.end, 0);
        let mut regions = self.sheet.ruled.iter();
        let (place, (first, last)) = regions.find_map(|(first, last)| {
            let from = CellAddress::new(first.row, 0).max(below);
            let to = CellAddress::new(last.row.saturating_add(1), 0);
            let mut cells = self.sheet.cells.range(from..to.max(from));
            let is_in = |place: &CellAddress| {
                (first.column..=last.column).contains(&place.column)
                    && headings.is_read(place.column)
            };
            let (place, _) = cells.find(|(place, _)| is_in(place))?;
            Some((*place, (first, last)))
        })?;
        let message = format!("conditional formatting may strike out or raise {first}:{last}");
        let error = Diagnostic::error(Code::WrongType, self.span(place), message);
        Some(error.help("remove the conditional formatting, and correct what it strikes out"))
    }
}
