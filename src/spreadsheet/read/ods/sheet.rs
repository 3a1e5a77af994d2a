//! A worksheet: rows, columns and cells.

use quick_xml::events::BytesStart;

use super::cell::Inside;
use super::styles::{CELLS, Styles};
use crate::diagnostic::CellAddress;
use crate::spreadsheet::Worksheet;
use crate::spreadsheet::limits::{COLUMNS, MOST_MERGED, ROWS};
use crate::spreadsheet::read::Unreadable;
use crate::spreadsheet::read::budget::Budget;
use crate::spreadsheet::read::setting::Setting;
use crate::spreadsheet::read::xml::{Tag, attribute, name, number};

/// The maximum number of repetitions of a row or cell that are read. Formatting can extend to the end of a worksheet,
/// but figures do not.
const MOST_REPEATS: u32 = 1_000;

/// A worksheet being read.
pub(super) struct SheetReader {
    pub sheet: Worksheet,
    /// The default cell styles of columns, each up to a column.
    defaults: Vec<(u32, Option<String>)>,
    row_default: Option<String>,
    /// The next row and column.
    next: CellAddress,
    /// The repetitions of the current row and cell.
    rows: u32,
    columns: u32,
    cell: Option<Inside>,
    /// The regions of the current conditional formatting.
    rule_cells: Vec<(CellAddress, CellAddress)>,
}

impl SheetReader {
    pub fn new(sheet: Worksheet) -> Self {
        Self {
            sheet,
            defaults: Vec::new(),
            row_default: None,
            next: CellAddress::new(0, 0),
            rows: 1,
            columns: 1,
            cell: None,
            rule_cells: Vec::new(),
        }
    }

    pub fn read(
        &mut self,
        tag: &Tag<'_>,
        styles: &Styles,
        budget: &mut Budget,
    ) -> Result<(), Unreadable> {
        match tag {
            Tag::Begin("table-column", element) => self.begin_column(element)?,
            Tag::Begin("table-row", element) => self.begin_row(element)?,
            Tag::Begin("table-cell" | "covered-table-cell", element) => {
                self.begin_cell(element, styles)?;
            }
            Tag::End("table-cell" | "covered-table-cell") => self.end_cell(budget)?,
            Tag::End("table-row") => self.next.row = self.next.row.saturating_add(self.rows),
            Tag::Begin("conditional-format", element) => {
                let cells = attribute(element, "target-range-address").unwrap_or_default();
                self.rule_cells = regions(&cells);
            }
            Tag::Begin("condition", element) => {
                let style = name(element, "apply-style-name")?;
                if styles.setting(CELLS, style.as_deref()) != Setting::Plain {
                    let regions = std::mem::take(&mut self.rule_cells);
                    regions
                        .into_iter()
                        .for_each(|region| self.sheet.rule(Some(region)));
                }
            }
            tag => {
                if let Some(inside) = &mut self.cell {
                    inside.read(tag, styles)?;
                    if inside.is_too_long() {
                        return Err(Budget::long_cell(&self.sheet, self.next));
                    }
                }
            }
        }
        Ok(())
    }

    fn begin_column(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        // This element precedes the columns and rows of the worksheet.
        let first = self.next.column.min(COLUMNS);
        let columns = number(element, "number-columns-repeated").unwrap_or(1);
        let end = first.saturating_add(columns).min(COLUMNS);
        if is_hidden(element) {
            self.sheet.hidden_columns.extend(first..end);
        }
        if end > first {
            self.defaults
                .push((end, name(element, "default-cell-style-name")?));
        }
        self.next.column = end;
        Ok(())
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.rows = number(element, "number-rows-repeated").unwrap_or(1);
        self.row_default = name(element, "default-cell-style-name")?;
        self.next.column = 0;
        if is_hidden(element) {
            let end = self.next.row.saturating_add(self.rows.min(MOST_REPEATS));
            self.sheet.hidden_rows.extend(self.next.row..end.min(ROWS));
        }
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, styles: &Styles) -> Result<(), Unreadable> {
        self.columns = number(element, "number-columns-repeated").unwrap_or(1);
        let after = self
            .defaults
            .partition_point(|(end, _)| *end <= self.next.column);
        let of_column = self
            .defaults
            .get(after)
            .and_then(|(_, style)| style.as_deref());
        let style = name(element, "style-name")?;
        let style = style
            .as_deref()
            .or(self.row_default.as_deref())
            .or(of_column);
        let inside = Inside::new(element, styles.setting(CELLS, style));
        let has_rule = inside.has_content() && styles.has_rule(style);
        self.cell = Some(inside);
        if has_rule {
            let last = self
                .next
                .column
                .saturating_add(self.columns.clamp(1, MOST_REPEATS) - 1);
            let row = self
                .next
                .row
                .saturating_add(self.rows.clamp(1, MOST_REPEATS) - 1);
            self.sheet
                .rule(Some((self.next, CellAddress::new(row, last))));
        }
        let spanned = |name: &str| number(element, name).unwrap_or(1).max(1) - 1;
        let down = spanned("number-rows-spanned");
        let right = spanned("number-columns-spanned");
        if (down, right) != (0, 0) {
            let row = self.next.row.saturating_add(down);
            let column = self.next.column.saturating_add(right);
            self.sheet
                .merged
                .push((self.next, CellAddress::new(row, column)));
            if self.sheet.merged.len() > MOST_MERGED {
                return Err(Unreadable::too_many_merged(&self.sheet));
            }
        }
        Ok(())
    }

    fn end_cell(&mut self, budget: &mut Budget) -> Result<(), Unreadable> {
        let first = self.next;
        self.next.column = first.column.saturating_add(self.columns);
        let inside = self.cell.take();
        let Some(cell) = inside.as_ref().map(Inside::cell).transpose()?.flatten() else {
            return Ok(());
        };
        let last_row = first.row.saturating_add(self.rows.saturating_sub(1));
        let last = CellAddress::new(last_row, self.next.column.saturating_sub(1));
        let is_astray = self.rows.max(self.columns) > MOST_REPEATS;
        if is_astray || last.row >= ROWS || last.column >= COLUMNS {
            let name = self.sheet.name.as_deref().unwrap_or_default();
            return Err(Unreadable::astray(name, last));
        }
        for row in first.row..=last.row {
            for column in first.column..=last.column {
                budget.keep(&mut self.sheet, CellAddress::new(row, column), cell.clone())?;
            }
        }
        Ok(())
    }
}

/// Whether a row or column is hidden: `collapse` by hand, `filter` by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|shown| shown != "visible")
}

/// The regions of a list such as `Sheet1.B2:Sheet1.B5 'A b'.D2`.
fn regions(list: &str) -> Vec<(CellAddress, CellAddress)> {
    let (mut is_quoted, mut plain) = (false, String::new());
    // The names of worksheets are ignored. They can contain spaces and colons.
    for letter in list.chars() {
        is_quoted ^= letter == '\'';
        if !is_quoted && letter != '\'' {
            plain.push(letter);
        }
    }
    let cell = |text: &str| CellAddress::named(text.rsplit('.').next()?);
    let regions = plain.split_whitespace().filter_map(|region| {
        let (first, last) = region.split_once(':').unwrap_or((region, region));
        Some((cell(first)?, cell(last)?))
    });
    regions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_read_whatever_their_sheet() {
        let place = CellAddress::new;
        let found = regions("Sheet1.B2:Sheet1.B5 'A b: c.d'.$D$2");
        assert_eq!(
            found,
            [(place(1, 1), place(4, 1)), (place(1, 3), place(1, 3))]
        );
    }
}
