//! The shape of a worksheet's table, recognized by its headings.
//!
//! A table is long if one row of headings names the columns of areas, figures and values. A table whose rows are each
//! about a single figure but whose headings do not say so is an error, because nothing else is certain about it. The
//! table of a list has the list's name, or the path of one of its fields as a heading.

use std::collections::BTreeSet;

use super::headings::LAST_ROW;
use super::located::LocatedSheet;
use super::places::Places;
use crate::diagnostic::{CellAddress, Code, Diagnostic};
use crate::project::{Dictionary, Project};
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::table::{Column, Vocabulary};

/// The headings of wide and of long tables, and of those of lists.
pub(super) struct Vocabularies<'p> {
    pub wide: Vocabulary,
    long: Vocabulary,
    lists: Vec<Vocabulary>,
    dictionary: &'p Dictionary,
}

impl<'p> Vocabularies<'p> {
    pub fn new(project: &'p Project) -> Self {
        let lists = project.dictionary.lists();
        Self {
            wide: Vocabulary::wide(project),
            long: Vocabulary::long(project),
            lists: lists.map(|(id, _)| Vocabulary::list(project, id)).collect(),
            dictionary: &project.dictionary,
        }
    }

    /// The vocabulary of a worksheet's headings.
    ///
    /// # Errors
    ///
    /// The error of a table that seems to be long without the headings of one, or that is both long and wide.
    pub fn of(
        &self,
        sheet: &LocatedSheet<'_>,
        places: &Places<'_>,
    ) -> Result<&Vocabulary, Diagnostic> {
        if let Some(list) = self.of_list(sheet) {
            return Ok(list);
        }
        let rows = 0..sheet.rows().min(LAST_ROW);
        let figures = rows.filter_map(|row| Some((row, self.long_headings(sheet, row)?)));
        let Some((row, figures)) = figures.into_iter().next() else {
            return match without_headings(sheet, &self.wide, places) {
                Some(error) => Err(error),
                None => Ok(&self.wide),
            };
        };
        match self.of_one_figure(sheet, row) {
            Some(column) => Err(mixed(sheet, figures, column)),
            None => Ok(&self.long),
        }
    }

    /// The vocabulary of the list that a worksheet is named by, or else of the one with a field in its headings. `None`
    /// for a worksheet of figures.
    fn of_list(&self, sheet: &LocatedSheet<'_>) -> Option<&Vocabulary> {
        let name = trim(sheet.sheet.name.as_deref().unwrap_or_default());
        let named = self.dictionary.lists().zip(&self.lists);
        let mut named =
            named.filter(|((_, list), _)| name.split(' ').next_back() == Some(&list.id));
        let rows = || (0..sheet.rows().min(LAST_ROW)).flat_map(|row| sheet.row(row));
        let has_field = |list: &&Vocabulary| {
            rows().any(|place| {
                let text = sheet.text(place).unwrap_or_default();
                list.is_path_of_figure(text)
            })
        };
        let found = named.next().map(|(_, list)| list);
        found.or_else(|| self.lists.iter().find(has_field))
    }

    /// The heading of the figures in a row of headings of a long table, or `None` for another row.
    fn long_headings(&self, sheet: &LocatedSheet<'_>, row: u32) -> Option<CellAddress> {
        let find = |is_wanted: &dyn Fn(&Column) -> bool| {
            sheet.row(row).find(|place| {
                let text = sheet.text(*place).unwrap_or_default();
                self.long.meanings(text).iter().any(is_wanted)
            })
        };
        let is_unknown = |place: &CellAddress| {
            let text = sheet.text(*place).unwrap_or_default();
            self.wide.meanings(text).is_empty()
        };
        find(&|column| matches!(column, Column::Code | Column::Name))?;
        find(&|column| *column == Column::Value).filter(is_unknown)?;
        find(&|column| *column == Column::Figure).filter(is_unknown)
    }

    /// The heading of a column of a single figure in a row of headings of a long table.
    fn of_one_figure(&self, sheet: &LocatedSheet<'_>, row: u32) -> Option<CellAddress> {
        sheet.row(row).find(|place| {
            let text = sheet.text(*place).unwrap_or_default();
            let meanings = self.wide.meanings(text);
            let is_of_figure = meanings.iter().any(|column| column.figure().is_some());
            is_of_figure && self.long.meanings(text).is_empty()
        })
    }
}

/// The error of a column of a single figure in a long table.
fn mixed(sheet: &LocatedSheet<'_>, figures: CellAddress, column: CellAddress) -> Diagnostic {
    let message = "this column is about one figure, and the table has a row for each figure";
    Diagnostic::error(Code::WrongColumn, sheet.span(column), message)
        .also(sheet.span(figures), "the column of figures")
        .help(
            "give each number of this column a row of its own, or begin the heading with # to leave \
             the column out",
        )
}

/// The error of a long table without the headings of one, or `None` if the worksheet is not such a table.
fn without_headings(
    sheet: &LocatedSheet<'_>,
    wide: &Vocabulary,
    places: &Places<'_>,
) -> Option<Diagnostic> {
    let rows = 0..sheet.rows().min(LAST_ROW);
    let mut rows = rows.filter_map(|row| Some((row, figure(sheet, wide, row)?)));
    let (row, place) = rows.next()?;
    let is_fact = |row: u32| is_fact(sheet, wide, places, row);
    if !is_fact(row) || !rows.all(|(row, _)| is_fact(row)) {
        return None;
    }
    let message = "this row is about a single figure, and the headings do not say so";
    let help = "head the columns of a long table `code`, `figure`, `year` and `value`; or write one row for each \
                jurisdiction and one column for each figure, as `factsheet export` does";
    let error = Diagnostic::error(Code::UnknownColumn, sheet.span(place), message);
    Some(error.label("the figure").help(help))
}

/// The first cell in a row that names a figure, or `None`.
fn figure(sheet: &LocatedSheet<'_>, wide: &Vocabulary, row: u32) -> Option<CellAddress> {
    let is_number = |column: &Column| matches!(column, Column::Number(_));
    sheet.row(row).find(|place| {
        let text = sheet.text(*place).unwrap_or_default();
        wide.meanings(text).iter().any(is_number)
    })
}

/// Whether a row names one figure and a jurisdiction and is not a row of headings.
fn is_fact(sheet: &LocatedSheet<'_>, wide: &Vocabulary, places: &Places<'_>, row: u32) -> bool {
    let cells = || sheet.row(row).filter_map(|place| sheet.text(place));
    let meanings = cells().flat_map(|text| wide.meanings(text));
    let mut figures = BTreeSet::new();
    for meaning in meanings {
        match meaning {
            Column::Number(figure) => figures.insert(figure),
            _ => return false,
        };
    }
    let names_place = cells().any(|text| !places.find(text, &Column::Code).is_empty());
    figures.len() == 1 && names_place
}
