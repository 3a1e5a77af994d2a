//! The keys of a row: its area, its year and, in a long table, its figure.

use std::collections::BTreeSet;

use super::amount;
use super::headings::Headings;
use super::located::LocatedSheet;
use super::places::{PlaceCode, Places};
use crate::diagnostic::{CellAddress, Code, Diagnostic, Report, Span, did_you_mean, listed};
use crate::project::FigureId;
use crate::project::dictionary::ListId;
use crate::spreadsheet::Cell;
use crate::spreadsheet::cell::decimal;
use crate::spreadsheet::table::{Column, Shape, Vocabulary};

/// A row of a worksheet with its keys.
pub(super) struct RowHead {
    /// The index of the worksheet.
    pub table: usize,
    pub row: u32,
    pub year: u16,
    pub code: PlaceCode,
    /// The figure, or `None` in a table that is not long.
    pub figure: Option<FigureId>,
    /// The list that has the row, or `None` for a row of figures.
    pub list: Option<ListId>,
    /// The source location of the area's code or name.
    pub span: Span,
}

/// The names that the keys of rows are looked up by.
pub(super) struct Known<'a> {
    pub places: &'a Places<'a>,
    /// The names of figures, which are the headings of wide tables.
    pub figures: &'a Vocabulary,
    /// The shape of the table.
    pub shape: Shape,
}

/// A row being read.
pub(super) struct RowReader<'r, 'w> {
    pub sheet: &'r LocatedSheet<'w>,
    pub headings: &'r Headings,
    pub known: &'r Known<'r>,
    pub row: u32,
    /// The merged cells that reach into the row.
    pub merged: Vec<(CellAddress, CellAddress)>,
    /// The unknown names of areas and figures that have been reported. A long table repeats them on many rows.
    pub unknown_names: &'r mut BTreeSet<String>,
    pub report: &'r mut Report,
}

impl<'w> RowReader<'_, 'w> {
    /// The keys of the row. `None` if one is missing or unknown, which is an error unless the row has no values.
    pub fn read(&mut self, table: usize, year: Option<u16>) -> Option<RowHead> {
        let (code, span) = self.area()?;
        self.check_merged();
        let is_long = self.known.shape == Shape::Long;
        let has_all_keys = match is_long {
            true => self.cell_of(&Column::Figure).is_some(),
            false => year.is_some() || self.cell_of(&Column::Year).is_some(),
        };
        if !has_all_keys && !self.has_values() {
            return None;
        }
        let figure = match is_long {
            true => Some(self.figure(span)?),
            false => None,
        };
        Some(RowHead {
            table,
            row: self.row,
            year: self.year(year, span)?,
            code,
            figure,
            list: match self.known.shape {
                Shape::List(list) => Some(list),
                Shape::Wide | Shape::Long => None,
            },
            span,
        })
    }

    /// Whether the row has a value in any column that is no key.
    fn has_values(&self) -> bool {
        let mut cells = self.sheet.row(self.row);
        cells.any(|place| {
            let column = self.headings.columns.get(&place.column);
            let is_value =
                |column: &Column| !column.is_key() && !matches!(column, Column::Check(_));
            column.is_some_and(is_value)
        })
    }

    /// The figure of a row of a long table. `None` if it is missing or unknown, which is reported.
    fn figure(&mut self, start: Span) -> Option<FigureId> {
        let Some((place, cell)) = self.cell_of(&Column::Figure) else {
            let message = "this row does not name its figure";
            let error = Diagnostic::error(Code::MissingKey, start, message);
            self.report
                .push(error.help("write its id in the column `figure`"));
            return None;
        };
        let span = self.sheet.span(place);
        let Some(name) = cell.text() else {
            let error = amount::wrong("a figure", cell, span);
            self.report
                .push(error.help("write its id, as in data/figures.toml"));
            return None;
        };
        let meanings = self.known.figures.meanings(name);
        let figures = meanings.iter().filter_map(|meaning| match meaning {
            Column::Number(figure) => Some(*figure),
            _ => None,
        });
        let figures: Vec<FigureId> = figures.collect();
        match figures.as_slice() {
            [one] => return Some(*one),
            [one, ..] if self.known.figures.is_path(name) => return Some(*one),
            _ => {}
        }
        if self.unknown_names.insert(name.to_owned()) {
            self.report.push(match figures.is_empty() {
                true => unknown_figure(name, span, self.known.figures),
                false => ambiguous_figure(name, span),
            });
        }
        None
    }

    /// Reports a merged cell over figures, because its value could belong to any of them.
    fn check_merged(&mut self) {
        for (first, last) in &self.merged {
            let mut columns = first.column..=last.column;
            let is_title = last.row < self.headings.rows.end;
            // A cell that begins in a row above has been reported there.
            let begins = first.row.max(self.headings.rows.end) == self.row;
            if !is_title && begins && columns.any(|column| self.headings.is_read(column)) {
                let place = CellAddress::new(self.row, first.column);
                let message = format!("this cell is merged over {first}:{last}");
                self.report.push(
                    Diagnostic::error(Code::Merged, self.sheet.span(place), message)
                        .help("unmerge the cells, and write a value in each"),
                );
            }
        }
    }

    /// The year of the row: the one in its own cell, which must agree with the worksheet's, or else the worksheet's.
    /// `None` if the year is missing or invalid, which is reported.
    fn year(&mut self, of_sheet: Option<u16>, start: Span) -> Option<u16> {
        let Some((place, cell)) = self.cell_of(&Column::Year) else {
            if of_sheet.is_none() {
                let message = "this row does not state its year";
                let error = Diagnostic::error(Code::MissingKey, start, message);
                self.report
                    .push(error.help("write it in the column `year`"));
            }
            return of_sheet;
        };
        let span = self.sheet.span(place);
        match amount::year(cell, span) {
            Ok(year) if of_sheet.is_some_and(|of_sheet| of_sheet != year) => {
                let of_sheet = of_sheet.unwrap_or(year);
                let message = format!("this row says {year}, not {of_sheet}");
                let error = Diagnostic::error(Code::WrongYear, span, message);
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

    /// The cell of a column and its address, or `None` if the column does not exist or the cell is blank.
    fn cell_of(&self, meaning: &Column) -> Option<(CellAddress, &'w Cell)> {
        let place = CellAddress::new(self.row, self.headings.column_of(meaning)?);
        Some((place, self.sheet.cell(place)?))
    }

    /// The area of the row by its code, its name or both, with the source location. `None` if it is unknown, which is
    /// an error unless the row is blank.
    fn area(&mut self) -> Option<(PlaceCode, Span)> {
        let mut known: Option<(PlaceCode, Span, String)> = None;
        for meaning in [Column::Code, Column::Name] {
            let Some((place, cell)) = self.cell_of(&meaning) else {
                continue;
            };
            let span = self.sheet.span(place);
            if cell.text().is_none() && !matches!(cell, Cell::Number(..)) {
                let error = amount::wrong("a jurisdiction", cell, span);
                self.report.push(error.help("write its code, such as AL"));
                return None;
            }
            let (name, found) = match cell {
                Cell::Number(number, _) => {
                    let digits = decimal(*number, 0, 0);
                    let found = self.known.places.find_number(&digits);
                    (digits, found)
                }
                cell => {
                    let name = cell.to_string();
                    let found = self.known.places.find(&name, &meaning);
                    (name, found)
                }
            };
            let whose = match found.as_slice() {
                [one] => one.clone(),
                [] => {
                    if self.unknown_names.insert(name.clone()) {
                        self.report.push(self.known.places.unknown(&name, span));
                    }
                    return None;
                }
                several => {
                    self.report.push(ambiguous_area(&name, several, span));
                    return None;
                }
            };
            match &known {
                Some((other, first, earlier)) if *other != whose => {
                    let message = format!("\"{earlier}\" and \"{name}\" are not the same place");
                    self.report.push(
                        Diagnostic::error(Code::WrongJurisdiction, span, message)
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
        let is_read = |place: &CellAddress| self.headings.is_read(place.column);
        let first = self.sheet.row(self.row).find(is_read)?;
        let message = "this row does not name its jurisdiction";
        self.report.push(
            Diagnostic::error(Code::MissingKey, self.sheet.span(first), message)
                .help("write a code such as AL at the beginning of the row, or # before a remark"),
        );
        None
    }
}

/// The error of a name that several areas share, or of a number that is the code of several without its zeros.
fn ambiguous_area(name: &str, areas: &[PlaceCode], span: Span) -> Diagnostic {
    let message = format!("\"{name}\" is more than one jurisdiction");
    let error = Diagnostic::error(Code::UnknownJurisdiction, span, message);
    let codes: Vec<&str> = areas.iter().filter_map(|code| code.as_deref()).collect();
    let codes = listed(&codes);
    match name.bytes().all(|b| b.is_ascii_digit()) {
        true => error
            .label(format!("{codes}, if its zeros were dropped"))
            .help("give the column the format of text, and write the code with its zeros"),
        false => error.help("write its code in the column `code`"),
    }
}

/// The error of an unknown figure in a long table.
fn unknown_figure(name: &str, span: Span, figures: &Vocabulary) -> Diagnostic {
    let near = did_you_mean(name, figures.names.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "delete its rows, or begin them with #; a new figure is first declared in \
                 data/figures.toml"
            .to_owned(),
    };
    let message = format!("there is no figure \"{name}\"");
    Diagnostic::error(Code::UnknownColumn, span, message).help(help)
}

fn ambiguous_figure(name: &str, span: Span) -> Diagnostic {
    let message = format!("several figures have the name \"{name}\"");
    Diagnostic::error(Code::UnknownColumn, span, message)
        .help("write the id of the figure in place of its name")
}
