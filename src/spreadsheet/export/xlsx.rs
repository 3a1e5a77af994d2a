//! A workbook with a sheet for each year, to be filled in and sent around.

mod style;

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DocProperties, ExcelDateTime, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

use super::{Content, Row, YearOfFigures, said};
use crate::diagnostic::Place;
use crate::project::{Amount, Entry, FigureId, Kind, Number, Project, Status};
use crate::spreadsheet::table::{Column, Part};
use style::Styles;

/// The rows of a sheet: its title and what to do, the names and ids of the columns, and then the figures.
const TITLE: u32 = 0;
const HINT: u32 = 1;
const LABELS: u32 = 2;
const PATHS: u32 = 3;
const FIRST: u32 = 4;

/// The columns that stay when the sheet is moved to the side.
const FROZEN: u16 = 2;

/// Paper sizes as files have them.
const US_LETTER: u8 = 1;

/// How large sheets are printed, in percent: so that all jurisdictions fit on the height of two pages.
const PRINT_SCALE: u16 = 65;

/// The figures of the years as a workbook, the newest first.
///
/// # Errors
///
/// When there is something in them that a workbook cannot hold.
pub fn xlsx(project: &Project, years: &[YearOfFigures]) -> Result<Vec<u8>, String> {
    workbook(project, years).map_err(|error| error.to_string())
}

fn workbook(project: &Project, years: &[YearOfFigures]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(project, years)?);
    let styles = Styles::default();
    for year in years.iter().rev() {
        let sheet = Sheet {
            project,
            year,
            columns: columns(project, year),
            styles: &styles,
        };
        sheet.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// The day of making is that of the newest year: the same figures give the same file on every day.
fn properties(project: &Project, years: &[YearOfFigures]) -> Result<DocProperties, XlsxError> {
    let language = project.publication.default_language();
    let name = project.publication.name.words(language);
    let newest = years.iter().map(|year| year.year).max().unwrap_or(1900);
    Ok(DocProperties::new()
        .set_title(name)
        .set_author(project.publication.publisher.words(language))
        .set_creation_datetime(&ExcelDateTime::from_ymd(newest.max(1900), 1, 1)?))
}

/// A sheet while it is written.
struct Sheet<'a> {
    project: &'a Project,
    year: &'a YearOfFigures,
    columns: Vec<Column>,
    styles: &'a Styles,
}

impl Sheet<'_> {
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.year.year.to_string())?;
        self.write_title(sheet)?;
        self.write_headings(sheet)?;
        for (row, of_row) in (FIRST..).zip(&self.year.rows) {
            for (at, column) in (0..).zip(&self.columns) {
                self.write_cell(sheet, Place::new(row, at), of_row, column)?;
            }
        }
        for (at, column) in (0..).zip(&self.columns) {
            self.help_to_fill_in(sheet, at, column)?;
        }
        self.set_view(sheet)
    }

    fn write_title(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let language = self.project.publication.default_language();
        let name = self.project.publication.name.words(language);
        let title = format!("{name}: figures for {}", self.year.year);
        let mark = self.year.status().and_then(|status| status.mark(language));
        let (title, style) = match mark {
            Some((mark, meaning)) => (
                format!("{mark}, {meaning}. {title}"),
                &self.styles.marked_title,
            ),
            None => (title, &self.styles.title),
        };
        sheet.write_string_with_format(TITLE, 0, title, style)?;
        sheet.set_row_height(TITLE, 24)?;
        let hint = "One row for each jurisdiction. Where there is no number, choose suppressed or \
                    not-available. Grey cells stay empty. A red cell needs another look.";
        sheet.write_string_with_format(HINT, 0, hint, &self.styles.hint)?;
        if self.year.status() == Some(Status::Sample) {
            sheet.set_tab_color(style::ALARM);
        }
        Ok(())
    }

    fn write_headings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(&self.columns) {
            let (label, path) = (column.label(self.project), column.path(self.project));
            sheet.set_column_width(at, width(column, &path))?;
            sheet.write_string_with_format(LABELS, at, label, &self.styles.label)?;
            sheet.write_string_with_format(PATHS, at, path, &self.styles.path)?;
        }
        sheet.set_row_height(LABELS, 92)?;
        Ok(())
    }

    fn write_cell(
        &self,
        sheet: &mut Worksheet,
        place: Place,
        row: &Row,
        column: &Column,
    ) -> Result<(), XlsxError> {
        let Place {
            row: at,
            column: across,
        } = place;
        let across = u16::try_from(across).unwrap_or(u16::MAX);
        let style = |of: &style::Pair| of.of(row.code.is_none()).clone();
        match row.content(column, self.project) {
            Content::Blank => {
                let format = match column {
                    Column::Number(_) => style(&self.styles.number(self.kind(column), 0)),
                    Column::AsOf => style(&self.styles.day),
                    _ => style(&self.styles.text),
                };
                sheet.write_blank(at, across, &format)?;
            }
            Content::Closed => {
                sheet.write_blank(at, across, &self.styles.closed)?;
            }
            Content::Text(text) => {
                sheet.write_string_with_format(at, across, text, &style(&self.styles.text))?;
            }
            Content::Day(day) => {
                let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                let format = style(&self.styles.day);
                sheet.write_datetime_with_format(at, across, day, &format)?;
            }
            Content::Amount(Amount::Number(number)) => {
                let kind = self.kind(column);
                let format = style(&self.styles.number(kind, number.decimals()));
                sheet.write_number_with_format(at, across, value(number, kind), &format)?;
            }
            Content::Amount(absence) => {
                let word = super::typed(absence, Kind::Count);
                sheet.write_string_with_format(at, across, word, &style(&self.styles.absence))?;
            }
            Content::Check => self.write_check(sheet, place, row, column)?,
        }
        if let Some(note) = note(row, column) {
            sheet.insert_note(at, across, &note)?;
        }
        Ok(())
    }

    /// Whether a total is the sum of its parts, as a formula, with what it gives now.
    fn write_check(
        &self,
        sheet: &mut Worksheet,
        place: Place,
        row: &Row,
        column: &Column,
    ) -> Result<(), XlsxError> {
        let Some(figure) = column.figure() else {
            return Ok(());
        };
        let parts = &self.project.dictionary.get(figure).sum_of;
        let cell = |figure: FigureId| {
            let mut columns = (0..).zip(&self.columns);
            let found = columns.find(|(_, column)| **column == Column::Number(figure));
            found.map_or_else(String::new, |(at, _)| Place::new(place.row, at).to_string())
        };
        let total = cell(figure);
        let listed: Vec<String> = parts.iter().map(|part| cell(*part)).collect();
        let (listed, all) = (listed.join(","), parts.len());
        let formula = format!(
            "=IF(COUNT({total})=0,\"\",IF(COUNT({listed})={all},IF(SUM({listed})={total},\"{OK}\",\
             \"{OFF}\"),IF(SUM({listed})>{total},\"{OFF}\",\"{OPEN}\")))"
        );
        let result = checked(row, figure, parts);
        let formula = Formula::new(formula).set_result(result);
        let format = self.styles.check.of(row.code.is_none());
        let across = u16::try_from(place.column).unwrap_or(u16::MAX);
        sheet.write_formula_with_format(place.row, across, formula, format)?;
        Ok(())
    }

    /// Choices for cells, and red for what cannot be right.
    fn help_to_fill_in(
        &self,
        sheet: &mut Worksheet,
        at: u16,
        column: &Column,
    ) -> Result<(), XlsxError> {
        let rows = u32::try_from(self.year.rows.len()).unwrap_or(u32::MAX);
        if rows == 0 {
            return Ok(());
        }
        let last = FIRST + rows - 1;
        let first = Place::new(FIRST, u32::from(at)).to_string();
        let wrong = match column {
            Column::Number(_) => {
                let absences = ["suppressed", "not-available"];
                // Numbers are allowed beside what there is to choose from.
                let choice = DataValidation::new()
                    .allow_list_strings(&absences)?
                    .show_error_message(false);
                sheet.add_data_validation(FIRST, at, last, at, &choice)?;
                let beyond = match self.kind(column) {
                    Kind::Count => format!("{first}<>INT({first})"),
                    Kind::Percent => format!("{first}>1"),
                };
                format!(
                    "=IF({first}=\"\",FALSE,IF(ISNUMBER({first}),OR({first}<0,{beyond}),\
                     AND({first}<>\"suppressed\",{first}<>\"not-available\")))"
                )
            }
            Column::Check(_) => format!("={first}=\"{OFF}\""),
            Column::Status => {
                let choice =
                    DataValidation::new().allow_list_strings(&["final", "draft", "sample"])?;
                sheet.add_data_validation(FIRST, at, last, at, &choice)?;
                return Ok(());
            }
            _ => return Ok(()),
        };
        let alarm = ConditionalFormatFormula::new()
            .set_rule(wrong.as_str())
            .set_format(&self.styles.alarm);
        sheet.add_conditional_format(FIRST, at, last, at, &alarm)?;
        Ok(())
    }

    fn set_view(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_freeze_panes(FIRST, FROZEN)?;
        sheet.set_repeat_rows(LABELS, PATHS)?;
        sheet.set_landscape();
        sheet.set_paper_size(US_LETTER);
        sheet.set_repeat_columns(0, FROZEN - 1)?;
        sheet.set_print_scale(PRINT_SCALE);
        sheet.set_footer("&L&A&RPage &P of &N");
        Ok(())
    }

    fn kind(&self, column: &Column) -> Kind {
        let figure = column.figure();
        figure.map_or(Kind::Count, |figure| {
            self.project.dictionary.get(figure).kind
        })
    }
}

/// The columns of a year. What is remarked on a figure shows at its cell.
fn columns(project: &Project, year: &YearOfFigures) -> Vec<Column> {
    let mut columns = year.columns(project);
    columns.retain(|column| !matches!(column, Column::Part(_, Part::Note)));
    columns
}

/// What a check says: right, wrong, or that parts have no number.
const OK: &str = "ok";
const OFF: &str = "is not the sum";
const OPEN: &str = "parts are missing";

fn checked(row: &Row, total: FigureId, parts: &[FigureId]) -> &'static str {
    let number = |figure: FigureId| row.values.as_ref()?.get(figure)?.amount.number();
    let Some(total) = number(total) else {
        return "";
    };
    let known: Vec<Number> = parts.iter().filter_map(|part| number(*part)).collect();
    let sum = known
        .iter()
        .fold(Number::whole(0), |sum, part| sum.plus(*part));
    match known.len() == parts.len() {
        true if sum == total => OK,
        false if sum <= total => OPEN,
        _ => OFF,
    }
}

/// A number as a workbook keeps it: a percentage as a share of 1.
fn value(number: Number, kind: Kind) -> f64 {
    let decimals = match kind {
        Kind::Count => u32::from(number.decimals()),
        Kind::Percent => u32::from(number.decimals()) + 2,
    };
    // The nearest to these decimal digits, which are read back as the same.
    format!("{}e-{decimals}", number.digits())
        .parse()
        .unwrap_or(0.0)
}

/// The remark on a figure, which shows when one points at its cell.
fn note(row: &Row, column: &Column) -> Option<Note> {
    let Column::Number(figure) = column else {
        return None;
    };
    let entry: &Entry = row.values.as_ref()?.get(*figure)?;
    let text = said(entry, &Part::Note)?;
    let lines = u32::try_from(text.len() / 28 + 2).unwrap_or(2);
    let note = Note::new(text.as_str()).add_author_prefix(false);
    Some(note.set_width(200).set_height(16 * lines.min(20)))
}

/// How wide a column is, in characters of its text.
fn width(column: &Column, path: &str) -> f64 {
    let of_path = u32::try_from(path.len()).unwrap_or(20);
    match column {
        Column::Code => 11.0,
        Column::Name => 26.0,
        Column::Source => 34.0,
        Column::Status | Column::AsOf => 11.0,
        Column::Part(..) => 30.0,
        Column::Check(_) => 20.0,
        // The path is set smaller than the numbers.
        _ => (f64::from(of_path) * 0.8 + 2.0).clamp(16.0, 30.0),
    }
}
