//! The extent of a long table, by which its reader sees whether all of it was understood.

use std::collections::BTreeSet;

use super::row_head::RowHead;
use crate::diagnostic::counted;

/// The extent of a long table.
#[derive(Debug)]
pub struct LongTable {
    /// The name of the worksheet, or `None` in formats without named worksheets.
    pub sheet: Option<String>,
    figures: usize,
    jurisdictions: usize,
    has_nation: bool,
    years: usize,
}

impl LongTable {
    /// The extent of the rows of a worksheet.
    pub(super) fn new(sheet: Option<&str>, heads: &[RowHead]) -> Self {
        let codes: BTreeSet<&str> = heads
            .iter()
            .filter_map(|head| head.code.as_deref())
            .collect();
        let figures: BTreeSet<_> = heads.iter().filter_map(|head| head.figure).collect();
        let years: BTreeSet<u16> = heads.iter().map(|head| head.year).collect();
        Self {
            sheet: sheet.map(str::to_owned),
            figures: figures.len(),
            jurisdictions: codes.len(),
            has_nation: heads.iter().any(|head| head.code.is_none()),
            years: years.len(),
        }
    }

    /// The line for the summary of an import: `read as a long table: 3 figures of 56 places, 2 years`.
    #[must_use]
    pub fn line(&self) -> String {
        let figures = counted(self.figures, "figure");
        let places = counted(self.jurisdictions, "place");
        let areas = match (self.jurisdictions, self.has_nation) {
            (0, true) => "the nation".to_owned(),
            (_, true) => format!("{places} and the nation"),
            (_, false) => places,
        };
        let years = counted(self.years, "year");
        let line = format!("read as a long table: {figures} of {areas}, {years}");
        match &self.sheet {
            Some(sheet) => format!("{sheet}: {line}"),
            None => line,
        }
    }
}
