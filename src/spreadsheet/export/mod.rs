//! Export of the figures of the years to spreadsheets.

mod csv;
mod list;
mod xlsx;

use std::sync::Arc;

use super::computed::ComputedFigures;
use super::table::{Column, Part};
use crate::diagnostic::Span;
use crate::project::dictionary::ListId;
use crate::project::values::BlankPart;
use crate::project::{
    Amount, Area, Entry, FigureId, Kind, Level, Project, Reader, Status, ValueType, Values, values,
};
pub use csv::csv;
pub use list::of_list;
pub use xlsx::xlsx;

/// The figures of a year: the nation first, if it has figures, then all jurisdictions, including those without a file.
/// Or the rows of a list in the same order, made by `of_list`.
#[derive(Debug)]
pub struct YearOfFigures {
    /// The year.
    pub year: u16,
    /// The list, or `None` for figures.
    list: Option<ListId>,
    rows: Vec<ExportRow>,
    /// The newest earlier year with files.
    before: Option<u16>,
    /// The columns of notes, sources and printed texts in use in the newest earlier year, if this year has no figures
    /// yet.
    usual: Vec<Column>,
}

/// A row of a worksheet.
#[derive(Debug)]
struct ExportRow {
    /// The jurisdiction's code, or `None` for the nation.
    code: Option<String>,
    /// The name, for display.
    name: String,
    level: Level,
    /// The figures, or `None` if there is no file.
    values: Option<Values>,
    /// The other files that the formulas of the area's computed figures refer to.
    others: Vec<Arc<Values>>,
}

/// The content of an exported cell.
#[derive(Clone, Debug)]
enum CellContent {
    /// Blank, to be filled in.
    Blank,
    /// Blank and not to be filled in: the row's area does not have the figure.
    Closed,
    Text(String),
    Amount(Amount, Kind),
    /// A computed figure, with its result if there are figures to compute it from.
    Computed(FigureId, Option<Amount>),
    Day(chrono::NaiveDate),
    /// The check of a total against its parts.
    Check,
}

/// Reads the figures of a year, which may not exist yet. Errors are reported to the reader.
#[must_use]
pub fn year_of_figures(reader: &mut Reader<'_>, project: &Project, year: u16) -> YearOfFigures {
    let language = project.publication.default_language();
    let mut rows = Vec::new();
    let mut lists = project.dictionary.lists();
    let nation = project.jurisdictions.nation();
    let has_list = lists.any(|(_, list)| list.levels.contains(&Level::NATIONAL));
    if has_list || project.dictionary.ids(Level::NATIONAL).next().is_some() {
        rows.push(ExportRow {
            code: None,
            name: nation
                .map_or("The nation", |nation| nation.name.words(language))
                .to_owned(),
            level: Level::NATIONAL,
            values: Values::as_they_are(reader, project, year, None),
            others: Vec::new(),
        });
    }
    for jurisdiction in project.jurisdictions.iter() {
        let code = jurisdiction.code.as_str();
        rows.push(ExportRow {
            code: Some(code.to_owned()),
            name: jurisdiction.name.words(language).to_owned(),
            level: jurisdiction.level,
            values: Values::as_they_are(reader, project, year, Some(code)),
            others: Vec::new(),
        });
    }
    compute(reader, project, year, &mut rows);
    let mut figures = YearOfFigures {
        year,
        list: None,
        rows,
        before: Project::year_before(reader, year),
        usual: Vec::new(),
    };
    if figures.status().is_none() {
        figures.usual = usual(reader, project, year);
    }
    figures
}

/// Adds the computed figures to the rows. Ranks and medians follow when the numbers of all places are known.
fn compute(reader: &mut Reader<'_>, project: &Project, year: u16, rows: &mut [ExportRow]) {
    let Some(mut computed) = ComputedFigures::new(reader, project, year) else {
        return;
    };
    for _ in 0..2 {
        let mut nation = None;
        for row in rows.iter_mut() {
            // The row of a form, which has no file yet, refers to other files as well.
            let area = Area::of_code(row.code.as_deref());
            let blank = Values::new(project, area, year, Span::DETACHED);
            let own = row.values.as_ref().unwrap_or(&blank);
            row.others = computed.others(reader, own, nation.as_ref());
            let Some(values) = &mut row.values else {
                continue;
            };
            computed.complete(values, &row.others);
            if row.code.is_none() {
                nation = Some(Arc::new(values.clone()));
            }
        }
        let places = rows.iter().filter_map(|row| row.values.as_ref());
        computed.rank(&places.collect::<Vec<_>>());
    }
}

/// The columns of notes, sources and printed texts in the newest earlier year.
fn usual(reader: &mut Reader<'_>, project: &Project, year: u16) -> Vec<Column> {
    let Some(before) = Project::year_before(reader, year) else {
        return Vec::new();
    };
    let before = year_of_figures(reader, project, before);
    let columns = before.columns(project).into_iter();
    columns
        .filter(|column| matches!(column, Column::Part(..)))
        .collect()
}

impl YearOfFigures {
    /// The least final status of all files, or `None` if there is no file.
    fn status(&self) -> Option<Status> {
        let values = self.rows.iter().filter_map(|row| row.values.as_ref());
        values.map(|values| values.status).min()
    }

    /// The columns of the worksheet: the figures, the keys of the head, then the notes, sources and printed texts in
    /// use.
    fn columns(&self, project: &Project) -> Vec<Column> {
        if let Some(list) = self.list {
            return self.list_columns(project, list);
        }
        let figures = || project.dictionary.given();
        let mut columns = vec![Column::Code, Column::Name];
        columns.extend(figures().map(|(figure, _)| Column::Number(figure)));
        let sums = figures().filter(|(_, figure)| !figure.sum_of.is_empty());
        let sums = sums.filter(|(_, figure)| !project.dictionary.is_sum_of_rows(figure));
        columns.extend(sums.map(|(figure, _)| Column::Check(figure)));
        let computed = project.dictionary.computed();
        columns.extend(computed.map(|(figure, ..)| Column::Number(figure)));
        columns.extend([Column::Status, Column::AsOf, Column::Source]);
        columns.extend(figures().flat_map(|(figure, _)| self.parts(project, figure)));
        columns
    }

    /// The columns of the notes, sources and printed texts of a figure that are in use.
    fn parts(&self, project: &Project, figure: FigureId) -> Vec<Column> {
        let parts = Part::all(project).map(|part| Column::Part(figure, part));
        let is_used = |column: &Column| {
            let says =
                |row: &ExportRow| matches!(row.content(column, project), CellContent::Text(_));
            let is_said = self
                .rows
                .iter()
                .any(|row| says(row) || row.is_blank(column));
            is_said || self.usual.contains(column)
        };
        parts.filter(is_used).collect()
    }
}

impl ExportRow {
    /// Whether the value of a column is still to be filled in.
    fn is_blank(&self, column: &Column) -> bool {
        let Column::Part(figure, part) = column else {
            return false;
        };
        let part = match part {
            Part::Text(language) => {
                BlankPart::Text(language.as_ref().map(|language| language.short.clone()))
            }
            Part::Note => BlankPart::Note,
            Part::Source => BlankPart::Source,
        };
        let blanks = self.values.as_ref().map_or(&[][..], Values::blanks);
        let mut blanks = blanks.iter();
        blanks.any(|blank| blank.figure == Some(*figure) && blank.part == part)
    }

    fn content(&self, column: &Column, project: &Project) -> CellContent {
        let text =
            |text: Option<&String>| text.cloned().map_or(CellContent::Blank, CellContent::Text);
        let is_own = |figure: FigureId| {
            let levels = &project.dictionary.get(figure).levels;
            levels.contains(&self.level)
        };
        let is_text =
            |figure: FigureId| project.dictionary.get(figure).kind.values() == ValueType::Text;
        let entry = |figure: FigureId| self.values.as_ref()?.get(figure);
        match column {
            Column::Code => {
                let code = self.code.clone();
                CellContent::Text(code.unwrap_or(values::NATIONAL.to_owned()))
            }
            Column::Name => CellContent::Text(self.name.clone()),
            // The year of the worksheet, and the columns of long tables.
            Column::Year | Column::Figure | Column::Value | Column::OfFigure(_) => {
                CellContent::Blank
            }
            Column::Number(figure) | Column::Part(figure, _) if !is_own(*figure) => {
                CellContent::Closed
            }
            Column::Number(figure) => {
                let declared = project.dictionary.get(*figure);
                let entry = entry(*figure);
                if declared.computed.is_some() {
                    return CellContent::Computed(*figure, entry.map(|entry| entry.amount));
                }
                entry.map_or(CellContent::Blank, |entry| value(entry, declared.kind))
            }
            // The text for all languages is in the column of the figure.
            Column::Part(figure, Part::Text(None)) if is_text(*figure) => CellContent::Blank,
            Column::Part(figure, part) => text(entry(*figure).and_then(|e| said(e, part))),
            Column::Check(figure) => {
                let figure = project.dictionary.get(*figure);
                match project.dictionary.is_sum_in(figure, self.level) {
                    true => CellContent::Check,
                    false => CellContent::Closed,
                }
            }
            Column::Status => {
                let status = self.values.as_ref().map(|values| values.status.to_string());
                text(status.as_ref())
            }
            Column::AsOf => {
                let day = self.values.as_ref().and_then(|values| values.as_of);
                day.map_or(CellContent::Blank, CellContent::Day)
            }
            Column::Source => {
                let source = self
                    .values
                    .as_ref()
                    .and_then(|values| values.source.as_ref());
                text(source.map(|source| &source.text))
            }
        }
    }
}

/// The content of the cell of a figure.
fn value(entry: &Entry, kind: Kind) -> CellContent {
    match entry.amount {
        Amount::Date(day) => CellContent::Day(day),
        Amount::Text => {
            let whole = entry.text.as_ref().and_then(|text| text.own(None));
            whole.map_or(CellContent::Blank, |text| {
                CellContent::Text(text.text.clone())
            })
        }
        amount => CellContent::Amount(amount, kind),
    }
}

fn said<'e>(entry: &'e Entry, part: &Part) -> Option<&'e String> {
    let text = match part {
        Part::Text(language) => entry.text.as_ref()?.own(language.as_ref()),
        Part::Note => entry.note.as_ref(),
        Part::Source => entry.source.as_ref(),
    };
    text.map(|text| &text.text)
}

/// A number as typed, or the word for its absence.
fn typed(amount: Amount, kind: Kind) -> String {
    let Some(number) = amount.number() else {
        return amount.absence().unwrap_or_default().to_owned();
    };
    format!("{}{}", number.ungrouped(), kind.sign())
}
