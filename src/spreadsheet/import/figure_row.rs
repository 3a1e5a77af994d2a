//! The figures of an area in a year, from its row in a wide table or its rows in long ones; and the rows of its lists.

use super::areas::{AreaRows, RowAddress, Rows};
use super::rows::FigureTable;
use crate::diagnostic::{CellAddress, Span};
use crate::project::dictionary::ListId;
use crate::project::{FigureId, Project};
use crate::spreadsheet::Cell;
use crate::spreadsheet::table::{Column, Shape};

/// The figures of an area in a year.
pub(super) struct FigureRow<'w> {
    /// The year.
    pub year: u16,
    /// The jurisdiction's code, or `None` for the nation.
    pub code: Option<String>,
    /// The source location of the area's code or name.
    pub span: Span,
    /// The source location of the worksheet's headings.
    pub headings: Span,
    /// The shape of the table.
    pub shape: Shape,
    /// Whether all columns of the worksheet are recognized. Otherwise an unrecognized column may have the figures that
    /// seem to be missing.
    pub is_whole: bool,
    /// The cells, each with the column that a wide table would have for it.
    pub fields: Vec<Field<'w>>,
    /// The rows of the area's lists.
    pub lists: Vec<ListRows<'w>>,
}

/// The rows of a list of an area in a year.
pub(super) struct ListRows<'w> {
    pub list: ListId,
    /// The source location of the area's code or name in the first row.
    pub span: Span,
    pub rows: Vec<FigureRow<'w>>,
}

/// A cell of a row.
pub(super) struct Field<'w> {
    pub column: Column,
    pub place: CellAddress,
    pub span: Span,
    /// The content, or `None` if the cell is blank.
    pub cell: Option<&'w Cell>,
    /// Whether a merged cell covers this one, which has been reported.
    pub is_covered: bool,
}

impl<'w> FigureRow<'w> {
    /// The content of an area's rows. It is built for one area at a time, because all rows of a large file would not
    /// fit in memory.
    pub fn new(area: &AreaRows, tables: &[FigureTable<'w>]) -> Self {
        let (shape, addresses): (Shape, Vec<(Option<FigureId>, RowAddress)>) = match &area.rows {
            None => (Shape::Wide, Vec::new()),
            Some(Rows::Wide(address)) => (Shape::Wide, vec![(None, *address)]),
            Some(Rows::Long(rows)) => {
                let rows = rows.iter().map(|(figure, row)| (Some(*figure), *row));
                (Shape::Long, rows.collect())
            }
        };
        let mut fields: Vec<Field<'w>> = Vec::new();
        for (figure, address) in &addresses {
            for field in fields_of(&tables[address.table], address.row, *figure) {
                // The rows agree on the keys of the file.
                let is_known = |known: &Field<'_>| known.column == field.column;
                if !(field.column.is_of_file() && fields.iter().any(is_known)) {
                    fields.push(field);
                }
            }
        }
        let first = addresses.first().map(|(_, address)| &tables[address.table]);
        Self {
            year: area.year,
            code: area.code.clone(),
            span: area.span,
            headings: first.map_or(area.span, |table| table.headings_span()),
            shape,
            is_whole: addresses
                .iter()
                .all(|(_, address)| tables[address.table].is_whole),
            fields,
            lists: area
                .lists
                .iter()
                .map(|(list, rows)| ListRows {
                    list: *list,
                    span: rows.first().map_or(area.span, |row| row.span),
                    rows: rows
                        .iter()
                        .map(|row| Self::of_list(area, *list, *row, tables))
                        .collect(),
                })
                .collect(),
        }
    }

    /// A row of a list.
    fn of_list(
        area: &AreaRows,
        list: ListId,
        address: RowAddress,
        tables: &[FigureTable<'w>],
    ) -> Self {
        let table = &tables[address.table];
        Self {
            year: area.year,
            code: area.code.clone(),
            span: address.span,
            headings: table.headings_span(),
            shape: Shape::List(list),
            is_whole: table.is_whole,
            fields: fields_of(table, address.row, None).collect(),
            lists: Vec::new(),
        }
    }

    /// Whether there is only the area and no value. A computed figure is none: its formula is in every row of a form.
    pub fn is_blank(&self, project: &Project) -> bool {
        let is_given = |field: &Field<'_>| match field.column {
            Column::Number(figure) => project.dictionary.get(figure).computed.is_none(),
            _ => true,
        };
        let mut given = self.fields.iter().filter(|field| is_given(field));
        given.all(|field| field.cell.is_none())
    }
}

/// The cells of a row without its keys. `figure` is the figure of a row of a long table.
fn fields_of<'w>(
    table: &FigureTable<'w>,
    row: u32,
    figure: Option<FigureId>,
) -> impl Iterator<Item = Field<'w>> {
    let FigureTable {
        sheet, headings, ..
    } = table;
    let merged = sheet.merged(row);
    let columns = headings.columns.iter();
    columns.filter_map(move |(column, meaning)| {
        let place = CellAddress::new(row, *column);
        let column = match (meaning, figure) {
            (Column::Value, Some(figure)) => Column::Number(figure),
            (Column::OfFigure(part), Some(figure)) => Column::Part(figure, part.clone()),
            (Column::Check(_), _) => return None,
            (key, _) if key.is_key() => return None,
            (other, _) => other.clone(),
        };
        Some(Field {
            column,
            place,
            span: sheet.span(place),
            cell: sheet.cell(place),
            is_covered: merged.iter().any(|region| is_within(*region, place)),
        })
    })
}

/// Whether a merged cell covers this one.
fn is_within((first, last): (CellAddress, CellAddress), place: CellAddress) -> bool {
    first != place
        && (first.row..=last.row).contains(&place.row)
        && (first.column..=last.column).contains(&place.column)
}
