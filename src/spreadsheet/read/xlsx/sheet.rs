//! A worksheet: its cells, hidden rows and columns, and regions with conditional formatting.

use std::ops::RangeInclusive;

use calamine::ExcelDateTime;
use quick_xml::events::BytesStart;

use super::package::is_true;
use super::strings::{Runs, SharedText};
use super::styles::{CellStyle, Styles, font};
use crate::diagnostic::CellAddress;
use crate::spreadsheet::limits::{COLUMNS, LARGEST_CELL, MOST_MERGED, ROWS};
use crate::spreadsheet::read::budget::Budget;
use crate::spreadsheet::read::setting::Setting;
use crate::spreadsheet::read::xml::{Archive, Tag, attribute, number};
use crate::spreadsheet::read::{Unreadable, values};
use crate::spreadsheet::{Cell, Worksheet};

/// The data shared by the worksheets of a workbook.
pub(super) struct Book {
    pub styles: Styles,
    pub strings: Vec<SharedText>,
    /// Whether formulas are recalculated when the workbook is opened.
    pub is_stale: bool,
    /// Whether dates count from 1904.
    pub is_1904: bool,
}

/// A worksheet being read.
pub(super) struct SheetReader<'l> {
    sheet: Worksheet,
    book: &'l Book,
    budget: &'l mut Budget,
    /// The styles of the columns.
    columns: Vec<(RangeInclusive<u32>, usize)>,
    /// The next row and column.
    next: CellAddress,
    /// The style of the current row, if it has one.
    row_style: Option<usize>,
    cell: Option<Inside>,
    rule: Option<Rule>,
}

/// The content of a cell.
#[derive(Default)]
struct Inside {
    place: CellAddress,
    kind: String,
    style: Option<usize>,
    value: String,
    has_value: bool,
    /// The element being read: the value or the formula.
    is_value: bool,
    is_formula: bool,
    has_formula: bool,
    runs: Runs,
}

/// Conditional formatting and its regions.
#[derive(Default)]
struct Rule {
    cells: String,
    is_cells: bool,
    setting: Setting,
}

impl<'l> SheetReader<'l> {
    pub fn new(sheet: Worksheet, book: &'l Book, budget: &'l mut Budget) -> Self {
        Self {
            sheet,
            book,
            budget,
            columns: Vec::new(),
            next: CellAddress::new(0, 0),
            row_style: None,
            cell: None,
            rule: None,
        }
    }

    pub fn read(mut self, archive: &mut Archive<'_>, path: &str) -> Result<Worksheet, Unreadable> {
        archive.walk(path, |tag| match tag {
            Tag::Begin(name, element) => self.begin(name, element),
            Tag::End(name) => self.end(name),
            Tag::Text(text) => self.text(text),
        })?;
        Ok(self.sheet)
    }

    fn begin(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        if let Some(cell) = &mut self.cell {
            cell.begin(name, element);
            return Ok(());
        }
        if let Some(rule) = &mut self.rule {
            rule.begin(name, element, &self.book.styles);
            return Ok(());
        }
        match name {
            "col" => self.column(element),
            "row" => self.row(element)?,
            "c" => self.cell = Some(self.begin_cell(element)?),
            "mergeCell" => {
                let region = attribute(element, "ref").and_then(|text| region(&text));
                self.sheet.merged.extend(region);
                if self.sheet.merged.len() > MOST_MERGED {
                    return Err(Unreadable::too_many_merged(&self.sheet));
                }
            }
            "conditionalFormatting" => {
                self.rule = Some(Rule {
                    cells: attribute(element, "sqref").unwrap_or_default(),
                    ..Rule::default()
                });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.keep(cell)?;
                }
            }
            "row" => self.next = CellAddress::new(self.next.row.saturating_add(1), 0),
            "conditionalFormatting" => {
                if let Some(rule) = self
                    .rule
                    .take()
                    .filter(|rule| rule.setting != Setting::Plain)
                {
                    let regions = rule.cells.split_whitespace();
                    regions
                        .filter_map(region)
                        .for_each(|region| self.sheet.rule(Some(region)));
                }
            }
            name => {
                if let Some(cell) = &mut self.cell {
                    cell.end(name);
                }
                if let Some(rule) = &mut self.rule {
                    rule.is_cells &= name != "sqref";
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        if let Some(rule) = self.rule.as_mut().filter(|rule| rule.is_cells) {
            rule.cells.push_str(text);
        }
        let Some(cell) = &mut self.cell else {
            return Ok(());
        };
        cell.text(text);
        match cell.value.len() > LARGEST_CELL || cell.runs.is_too_long() {
            true => Err(Budget::long_cell(&self.sheet, cell.place)),
            false => Ok(()),
        }
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        // The elements have a fixed order, and each occurs once.
        let after = self
            .columns
            .last()
            .map_or(0, |(columns, _)| columns.end() + 1);
        let first = number(element, "min").unwrap_or(1).max(1) - 1;
        let last = number(element, "max")
            .unwrap_or(first + 1)
            .clamp(1, COLUMNS)
            - 1;
        let columns = first.max(after)..=last;
        if columns.is_empty() {
            return;
        }
        if is_true(element, "hidden") || is_zero(element, "width") {
            self.sheet.hidden_columns.extend(columns.clone());
        }
        let style = number(element, "style").unwrap_or(0);
        self.columns.push((columns, style as usize));
    }

    fn row(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let row = number(element, "r").map_or(self.next.row, |row| row.saturating_sub(1));
        if row >= ROWS {
            return Err(beyond());
        }
        self.next = CellAddress::new(row, 0);
        if is_true(element, "hidden") || is_zero(element, "ht") {
            self.sheet.hidden_rows.insert(row);
        }
        let style = number(element, "s").filter(|_| is_true(element, "customFormat"));
        self.row_style = style.map(|style| style as usize);
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> Result<Inside, Unreadable> {
        let named = attribute(element, "r").and_then(|name| CellAddress::named(&name));
        let place = named.unwrap_or(self.next);
        if place.row >= ROWS || place.column >= COLUMNS {
            return Err(beyond());
        }
        self.next.column = place.column + 1;
        Ok(Inside {
            place,
            kind: attribute(element, "t").unwrap_or_default(),
            style: number(element, "s").map(|style| style as usize),
            ..Inside::default()
        })
    }

    /// The style of a cell. A cell without its own style takes the raised or struck-out formatting of its row or
    /// column, as some programs intend.
    fn style_of(&self, cell: &Inside) -> CellStyle {
        let of_column = || {
            let after = self
                .columns
                .partition_point(|(columns, _)| *columns.end() < cell.place.column);
            let found = self.columns.get(after);
            found
                .filter(|(columns, _)| columns.contains(&cell.place.column))
                .map(|(_, style)| *style)
        };
        let inherited = || self.row_style.or_else(of_column);
        match (cell.style, inherited()) {
            (None, Some(inherited)) => CellStyle {
                setting: self.book.styles.get(inherited).setting,
                ..self.book.styles.get(0)
            },
            (style, _) => self.book.styles.get(style.unwrap_or(0)),
        }
    }

    fn keep(&mut self, mut inside: Inside) -> Result<(), Unreadable> {
        let style = self.style_of(&inside);
        let (cell, of_text) = self.content(&mut inside, &style)?;
        let cell = match (inside.has_formula, cell) {
            (false, cell) => cell,
            // Some programs write no results and leave the calculation to the program that opens the file.
            (true, Some(Cell::Number(0.0, _) | Cell::Percent(0.0, _))) if self.book.is_stale => {
                Some(Cell::Formula)
            }
            (true, None) if !inside.is_blank_text() || self.book.is_stale => Some(Cell::Formula),
            (true, cell) => cell,
        };
        match cell {
            Some(cell) => {
                let cell = style.setting.max(of_text).of(cell);
                self.budget.keep(&mut self.sheet, inside.place, cell)
            }
            None => Ok(()),
        }
    }

    /// The content of a cell and the formatting of its text.
    fn content(
        &self,
        inside: &mut Inside,
        style: &CellStyle,
    ) -> Result<(Option<Cell>, Setting), Unreadable> {
        let value = inside.value.trim();
        let cell = match inside.kind.as_str() {
            "inlineStr" => {
                let (text, setting) = inside.runs.take();
                return Ok((values::text(&text), setting));
            }
            "s" if value.is_empty() => None,
            "s" => {
                let index = value.parse().ok();
                let text = index.and_then(|index: usize| self.book.strings.get(index));
                let Some((text, setting)) = text else {
                    return Err(Unreadable::damaged(format!("{} has no text", inside.place)));
                };
                return Ok((shared(text), *setting));
            }
            "str" => values::text(&super::strings::unescaped(&inside.value)),
            _ if value.is_empty() => None,
            "b" => Some(Cell::Truth(value == "1" || value == "true")),
            "e" => Some(Cell::Error(value.into())),
            "d" => Some(values::iso_date(value)),
            _ => {
                let number: f64 = value.parse().map_err(|_| {
                    Unreadable::damaged(format!("{} has no number that can be read", inside.place))
                })?;
                Some(match style.format.moment() {
                    Some(kind) => {
                        values::date(&ExcelDateTime::new(number, kind, self.book.is_1904))
                    }
                    None => values::number(number, style.format.shown(number)),
                })
            }
        };
        Ok((cell, Setting::Plain))
    }
}

/// The cell of a shared string.
fn shared(text: &std::sync::Arc<str>) -> Option<Cell> {
    match values::text(text)? {
        Cell::Text(_) => Some(Cell::Text(text.clone())),
        cell => Some(cell),
    }
}

impl Inside {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "v" => (self.is_value, self.has_value) = (true, true),
            "f" => {
                self.is_formula = true;
                // A shared formula is written only in its first cell.
                self.has_formula |= attribute(element, "si").is_some();
            }
            name => self.runs.begin(name, element),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" => self.is_value = false,
            "f" => self.is_formula = false,
            name => self.runs.end(name),
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_value {
            self.value.push_str(text);
        } else if self.is_formula {
            self.has_formula |= !text.is_empty();
        } else {
            self.runs.add(text);
        }
    }

    /// Whether the cell has an empty text.
    fn is_blank_text(&self) -> bool {
        self.has_value && matches!(self.kind.as_str(), "str" | "s")
    }
}

impl Rule {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>, styles: &Styles) {
        self.is_cells |= name == "sqref";
        let of_format = number(element, "dxfId").map(|format| styles.rule(format));
        let of_rule = of_format.filter(|_| name == "cfRule").unwrap_or_default();
        self.setting = self.setting.max(of_rule).max(font(name, element));
    }
}

/// The region of a table whose style raises or strikes out cells.
pub(super) fn table(
    archive: &mut Archive<'_>,
    path: &str,
    styles: &Styles,
) -> Result<Option<(CellAddress, CellAddress)>, Unreadable> {
    let (mut cells, mut is_apart) = (None, false);
    archive.walk(path, |tag| {
        match tag {
            Tag::Begin("table", element) => {
                cells = attribute(element, "ref").and_then(|text| region(&text));
            }
            Tag::Begin("tableStyleInfo", element) => {
                let name = attribute(element, "name");
                is_apart = name.is_some_and(|name| styles.sets_tables_apart(&name));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(cells.filter(|_| is_apart))
}

fn beyond() -> Unreadable {
    Unreadable::damaged("a cell lies beyond the last")
}

/// The first and last cell of a region such as `B2:D14`.
fn region(text: &str) -> Option<(CellAddress, CellAddress)> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some((CellAddress::named(first)?, CellAddress::named(last)?))
}

/// Whether an attribute is zero. A row of zero height or a column of zero width counts as hidden.
fn is_zero(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value.trim().parse() == Ok(0.0))
}
