//! A sheet with the places of its cells, and the year it is of.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, SheetSpans, Sources, Span, column_name};
use crate::project::year_of;
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::{Cell, Sheet};

/// A sheet that is read.
pub(super) struct Page<'w> {
    sheet: &'w Sheet,
    spans: SheetSpans,
}

impl<'w> Page<'w> {
    pub fn new(sheet: &'w Sheet, path: &str, sources: &mut Sources) -> Self {
        let cells = sheet.cells.iter();
        let texts = cells.map(|(place, cell)| (*place, cell.to_string()));
        let texts: BTreeMap<Place, String> = texts.collect();
        Self {
            spans: sources.add_sheet(path, sheet.name.as_deref(), &texts),
            sheet,
        }
    }

    /// The year it is named by.
    pub fn year(&self) -> Option<u16> {
        year_of(trim(self.sheet.name.as_deref()?))
    }

    /// What it is called in messages.
    pub fn name(&self) -> String {
        match &self.sheet.name {
            Some(name) => format!("the sheet \"{name}\""),
            None => "this file".to_owned(),
        }
    }

    /// Whether it has a name: that of a file of text is its only one.
    pub fn has_name(&self) -> bool {
        self.sheet.name.is_some()
    }

    /// Whether its name says that it is a remark.
    pub fn is_remark(&self) -> bool {
        let name = self.sheet.name.as_deref().unwrap_or_default();
        trim(name).starts_with('#')
    }

    /// Where a cell is.
    pub fn span(&self, place: Place) -> Span {
        self.spans.of(place)
    }

    /// Where the sheet begins.
    pub fn start(&self) -> Span {
        self.span(Place::new(0, 0))
    }

    pub fn cell(&self, place: Place) -> Option<&'w Cell> {
        self.sheet.cells.get(&place)
    }

    /// The text in a cell.
    pub fn text(&self, place: Place) -> Option<&'w str> {
        self.cell(place)?.text()
    }

    /// The cells of a row with something in them.
    pub fn row(&self, row: u32) -> impl Iterator<Item = Place> + use<'w> {
        let cells = Place::new(row, 0)..Place::new(row + 1, 0);
        self.sheet.cells.range(cells).map(|(place, _)| *place)
    }

    /// How many rows there are up to the last with something in it.
    pub fn rows(&self) -> u32 {
        let last = self.sheet.cells.keys().next_back();
        last.map_or(0, |place| place.row + 1)
    }

    /// How many columns there are up to the last with something in it.
    pub fn columns(&self) -> u32 {
        let columns = self.sheet.cells.keys().map(|place| place.column + 1);
        columns.max().unwrap_or(0)
    }

    /// The other cells that a cell was made one with: the first and the last of all.
    pub fn merged(&self, place: Place) -> Option<(Place, Place)> {
        let within = |(first, last): &&(Place, Place)| {
            (first.row..=last.row).contains(&place.row)
                && (first.column..=last.column).contains(&place.column)
        };
        self.sheet.merged.iter().find(within).copied()
    }

    /// What is hidden and read nevertheless: the sheet, and rows and columns with something in them.
    pub fn hidden(&self, is_read: impl Fn(u32) -> bool) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut warn = |place: Place, what: String| {
            let message = format!("{what} is hidden; it is read like the others");
            found.push(
                Diagnostic::error("hidden", self.span(place), message)
                    .warning()
                    .help("show it and look at it, or delete it"),
            );
        };
        if self.sheet.is_hidden {
            warn(Place::new(0, 0), self.name());
        }
        for row in &self.sheet.hidden_rows {
            if let Some(first) = self.row(*row).find(|place| is_read(place.column)) {
                warn(first, format!("row {}", row + 1));
            }
        }
        let columns = self.sheet.hidden_columns.iter();
        for column in columns.filter(|column| is_read(**column)) {
            let mut cells = self.sheet.cells.keys();
            if let Some(first) = cells.find(|place| place.column == *column) {
                warn(*first, format!("column {}", column_name(*column)));
            }
        }
        found
    }
}
