//! A worksheet with the source locations of its cells, and its year.

use std::collections::BTreeSet;

use crate::diagnostic::{CellAddress, SheetSpans, Sources, Span};
use crate::project::year_of;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::{Cell, Worksheet};

/// A worksheet being imported.
pub(super) struct LocatedSheet<'w> {
    pub(super) sheet: &'w Worksheet,
    spans: SheetSpans,
    /// Whether the worksheet has the rows of a list.
    pub(super) is_of_list: bool,
}

impl<'w> LocatedSheet<'w> {
    pub fn new(sheet: &'w Worksheet, path: &str, sources: &mut Sources) -> Self {
        Self {
            spans: sources.add_sheet(path, sheet.name.as_deref(), &sheet.cells),
            sheet,
            is_of_list: false,
        }
    }

    /// The year in the worksheet's name, or `None` if it has none. The worksheet of a list is named by the year and the
    /// list.
    pub fn year(&self) -> Option<u16> {
        let name = trim(self.sheet.name.as_deref()?);
        let year = match name.split_once(' ') {
            Some((year, _)) if self.is_of_list => year,
            _ => name,
        };
        year_of(year)
    }

    /// The name in messages.
    pub fn name(&self) -> String {
        match &self.sheet.name {
            Some(name) => format!("the sheet \"{name}\""),
            None => "this file".to_owned(),
        }
    }

    /// Whether the worksheet has a name of its own. A `.csv` has only a file name.
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

    /// The rows from `first` on that are not blank, in order.
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
}
