//! The rows of each area and year, gathered from all worksheets.
//!
//! In a wide table an area has one row for a year. In a long table it has a row for each figure, and these can stand
//! anywhere, also on several worksheets. Only the addresses of the rows are gathered: the content of all of them would
//! not fit in memory for a large file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::places::PlaceCode;
use super::row_head::RowHead;
use super::rows::{FigureTable, MOST_WRONG, too_many};
use crate::diagnostic::{CellAddress, Code, Diagnostic, Report, Span};
use crate::project::dictionary::ListId;
use crate::project::{FigureId, Project};
use crate::spreadsheet::table::Column;

/// The rows of an area in a year.
pub(super) struct AreaRows {
    pub year: u16,
    pub code: PlaceCode,
    /// The source location of the area's code or name in its first row.
    pub span: Span,
    /// The rows of its figures, or `None` if only lists have rows.
    pub rows: Option<Rows>,
    /// The rows of its lists, in order.
    pub lists: BTreeMap<ListId, Vec<RowAddress>>,
}

/// The addresses of the rows of an area in a year.
pub(super) enum Rows {
    /// The row of a wide table.
    Wide(RowAddress),
    /// The rows of long tables, by figure. Never empty.
    Long(BTreeMap<FigureId, RowAddress>),
}

/// The address of a row.
#[derive(Clone, Copy)]
pub(super) struct RowAddress {
    /// The index of the worksheet.
    pub table: usize,
    pub row: u32,
    pub span: Span,
}

/// Gathers the rows of each area and year, in the order of their first rows. A second row of the same content is an
/// error.
pub(super) fn areas(
    heads: Vec<RowHead>,
    tables: &[FigureTable<'_>],
    project: &Project,
    report: &mut Report,
) -> Vec<AreaRows> {
    let mut areas: Vec<AreaRows> = Vec::new();
    let mut places: BTreeMap<(u16, PlaceCode), usize> = BTreeMap::new();
    let mut wrong = 0;
    for head in heads {
        let area = match places.entry((head.year, head.code.clone())) {
            Entry::Vacant(vacant) => {
                vacant.insert(areas.len());
                areas.push(AreaRows::new(&head));
                areas.len() - 1
            }
            Entry::Occupied(known) => *known.get(),
        };
        let Some(problem) = areas[area].add(&head, tables, project) else {
            continue;
        };
        report.push(problem);
        wrong += 1;
        if wrong >= MOST_WRONG {
            report.push(too_many(head.span));
            break;
        }
    }
    areas
}

impl AreaRows {
    fn new(head: &RowHead) -> Self {
        Self {
            year: head.year,
            code: head.code.clone(),
            span: head.span,
            rows: None,
            lists: BTreeMap::new(),
        }
    }

    /// Adds a row. Returns the error of a row that repeats or contradicts another.
    fn add(
        &mut self,
        head: &RowHead,
        tables: &[FigureTable<'_>],
        project: &Project,
    ) -> Option<Diagnostic> {
        let address = RowAddress::of(head);
        if let Some(list) = head.list {
            return self.add_to_list(list, address, project);
        }
        let whose = project.whose(head.code.as_deref());
        let year = head.year;
        let Some(known) = &mut self.rows else {
            // The span of the area is that of its figures where it has any.
            self.span = head.span;
            self.rows = Some(match head.figure {
                Some(figure) => Rows::Long(BTreeMap::from([(figure, address)])),
                None => Rows::Wide(address),
            });
            return None;
        };
        let is_wide = matches!(known, Rows::Wide(_)) && head.figure.is_none();
        let (Rows::Long(rows), Some(figure)) = (known, head.figure) else {
            let message = match is_wide {
                true => format!("there are two rows of {whose} for {year}"),
                false => format!("{whose} is in a wide and in a long table for {year}"),
            };
            return Some(repeated(message, head.span, self.span));
        };
        if let Some(known) = rows.get(&figure) {
            let id = &project.dictionary.get(figure).id;
            let message = format!("there are two rows of `{id}` of {whose} for {year}");
            return Some(repeated(message, head.span, known.span));
        }
        let problem = rows
            .values()
            .next()
            .and_then(|first| contradiction(*first, address, tables));
        rows.insert(figure, address);
        problem
    }

    /// Adds a row of a list. Returns the error of a row on another worksheet than the rows before.
    fn add_to_list(
        &mut self,
        list: ListId,
        address: RowAddress,
        project: &Project,
    ) -> Option<Diagnostic> {
        let rows = self.lists.entry(list).or_default();
        if let Some(first) = rows.first().filter(|first| first.table != address.table) {
            let (id, whose) = (
                &project.dictionary.list(list).id,
                project.whose(self.code.as_deref()),
            );
            let message = format!("`{id}` of {whose} for {} is on two worksheets", self.year);
            return Some(repeated(message, address.span, first.span));
        }
        rows.push(address);
        None
    }
}

impl RowAddress {
    fn of(head: &RowHead) -> Self {
        Self {
            table: head.table,
            row: head.row,
            span: head.span,
        }
    }
}

fn repeated(message: String, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(Code::Duplicate, span, message)
        .also(first, "the first of them")
        .help("delete one of the two")
}

/// The error of a row that gives a key of the file another value than the first row of the area and year.
fn contradiction(
    first: RowAddress,
    other: RowAddress,
    tables: &[FigureTable<'_>],
) -> Option<Diagnostic> {
    let columns = &tables[other.table].headings.columns;
    let mut columns = columns.values().filter(|column| column.is_of_file());
    columns.find_map(|column| {
        let (known, known_span) = value(first, column, tables)?;
        let (own, span) = value(other, column, tables)?;
        if known == own {
            return None;
        }
        let (key, help) = match column {
            Column::Source => (
                "source",
                "a file has one source; head the column `figure.source` if each figure has its own",
            ),
            Column::AsOf => ("date", "write the same in all rows of this area and year"),
            _ => ("status", "write the same in all rows of this area and year"),
        };
        let message = format!("another row of this area and year has another {key}");
        let error = Diagnostic::error(Code::WrongRow, span, message);
        Some(error.also(known_span, "the other row").help(help))
    })
}

/// The content of a cell and its source location, or `None` if the table does not have the column.
fn value(
    address: RowAddress,
    column: &Column,
    tables: &[FigureTable<'_>],
) -> Option<(Option<String>, Span)> {
    let FigureTable {
        sheet, headings, ..
    } = &tables[address.table];
    let place = CellAddress::new(address.row, headings.column_of(column)?);
    let cell = sheet.cell(place);
    let text = cell.map(|cell| cell.text().map_or_else(|| cell.to_string(), str::to_owned));
    Some((text, sheet.span(place)))
}
