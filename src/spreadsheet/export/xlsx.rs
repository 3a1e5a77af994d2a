//! A workbook with a worksheet for each year, and one for each list of it, designed to be filled in and passed on.

mod aids;
mod formulas;
mod style;

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, IgnoreError, Note, Workbook, Worksheet, XlsxError,
};

use super::{CellContent, ExportRow, YearOfFigures, said};
use crate::project::{Amount, Entry, Project, Status};
use crate::spreadsheet::table::{Column, Part};
use formulas::AreaRows;
use style::Styles;

/// The rows of a worksheet: the title, the hint, the labels and the paths of the columns, then the figures.
const TITLE: u32 = 0;
const HINT: u32 = 1;
const LABELS: u32 = 2;
const PATHS: u32 = 3;
const FIRST: u32 = 4;

/// The number of columns that stay in view when the worksheet is scrolled.
const FROZEN: u16 = 2;

/// The code of the paper size in workbooks.
const US_LETTER: u8 = 1;

/// The height of a line of text, in points.
const LINE: u32 = 15;

/// The print scale in percent, at which all jurisdictions fit the height of two pages.
const PRINT_SCALE: u16 = 65;

/// The figures of the years as a workbook, the newest first.
///
/// # Errors
///
/// The reason why the content does not fit into a workbook.
pub fn xlsx(project: &Project, years: &[YearOfFigures]) -> Result<Vec<u8>, String> {
    workbook(project, years).map_err(|error| error.to_string())
}

fn workbook(project: &Project, years: &[YearOfFigures]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(project, years)?);
    let dictionary = &project.dictionary;
    let fields = dictionary
        .lists()
        .flat_map(|(list, _)| dictionary.fields(list));
    let styles = Styles::new(
        dictionary
            .iter()
            .chain(fields)
            .map(|(_, figure)| figure.kind),
    );
    for year in years.iter().rev() {
        let lists = dictionary
            .lists()
            .map(|(list, _)| year.of_list(project, list));
        let lists: Vec<YearOfFigures> = lists.collect();
        for year in std::iter::once(year).chain(&lists) {
            let sheet = SheetWriter {
                project,
                year,
                years,
                columns: year.columns(project),
                rows: AreaRows::new(year),
                styles: &styles,
            };
            sheet.write(workbook.add_worksheet())?;
        }
    }
    workbook.save_to_buffer()
}

/// The properties of the workbook. The creation date is derived from the newest year, so that the same figures give the
/// same file on any day.
fn properties(project: &Project, years: &[YearOfFigures]) -> Result<DocProperties, XlsxError> {
    let language = project.publication.default_language();
    let name = project.publication.name.words(language);
    let newest = years.iter().map(|year| year.year).max().unwrap_or(1900);
    Ok(DocProperties::new()
        .set_title(name)
        .set_author(project.publication.publisher.words(language))
        .set_creation_datetime(&ExcelDateTime::from_ymd(newest.max(1900), 1, 1)?))
}

/// A worksheet being written.
struct SheetWriter<'a> {
    project: &'a Project,
    year: &'a YearOfFigures,
    /// All years of the workbook.
    years: &'a [YearOfFigures],
    columns: Vec<Column>,
    rows: AreaRows<'a>,
    styles: &'a Styles,
}

impl SheetWriter<'_> {
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.year.sheet_name(self.project))?;
        // The result of formulas for which none is given.
        sheet.set_formula_result_default("");
        self.write_title(sheet)?;
        self.write_headings(sheet)?;
        for (row, of_row) in (FIRST..).zip(&self.year.rows) {
            for (at, column) in (0..).zip(&self.columns) {
                self.write_cell(sheet, (row, at), of_row, column)?;
            }
        }
        for (at, column) in (0..).zip(&self.columns) {
            self.help_to_fill_in(sheet, at, column)?;
        }
        self.set_view(sheet)
    }

    /// The title and its format. The title states if figures are not final.
    fn title(&self) -> (String, &rust_xlsxwriter::Format) {
        let language = self.project.publication.default_language();
        let name = self.project.publication.name.words(language);
        let subject = self.year.subject(self.project);
        let title = format!("{name}: {subject} for {}", self.year.year);
        let mark = self.year.status().and_then(|status| status.mark(language));
        match mark {
            Some((mark, meaning)) => (
                format!("{mark}, {meaning}. {title}"),
                &self.styles.marked_title,
            ),
            None => (title, &self.styles.title),
        }
    }

    fn write_title(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (title, style) = self.title();
        sheet.write_string_with_format(TITLE, 0, title, style)?;
        sheet.set_row_height(TITLE, 24)?;
        let rows = match self.year.list {
            Some(_) => "As many rows for each jurisdiction as it has, each with its code.",
            None => "One row for each jurisdiction.",
        };
        let hint = format!(
            "{rows} Where there is no number, choose suppressed or not-available. Grey cells stay empty. A red cell \
             needs another look. Notes are changed in the columns at the right end."
        );
        sheet.write_string_with_format(HINT, 0, hint, &self.styles.hint)?;
        if self.year.status() == Some(Status::Sample) {
            sheet.set_tab_color(style::ALARM);
        }
        Ok(())
    }

    fn write_headings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let mut most_lines = 1;
        for (at, column) in (0..).zip(&self.columns) {
            let (label, path) = (column.label(self.project), column.path(self.project));
            let width = width(column, &path);
            most_lines = lines(&label, width - 2.0).max(most_lines);
            sheet.set_column_width(at, width)?;
            sheet.write_string_with_format(LABELS, at, label, &self.styles.label)?;
            sheet.write_string_with_format(PATHS, at, path, &self.styles.path)?;
            if self.may_be_left_out(column) {
                sheet.insert_note(LABELS, at, &self.note("May be left empty."))?;
            }
        }
        sheet.set_row_height(LABELS, LINE * (most_lines + 1))?;
        Ok(())
    }

    fn may_be_left_out(&self, column: &Column) -> bool {
        let figure = match column {
            Column::Number(figure) => self.project.dictionary.get(*figure),
            _ => return false,
        };
        figure.optional
    }

    /// A comment as tall as its text.
    fn note(&self, text: &str) -> Note {
        let publication = &self.project.publication;
        let author = publication.publisher.words(publication.default_language());
        let lines = lines(text, 26.0) + 1;
        Note::new(text)
            .set_author(author)
            .add_author_prefix(false)
            .set_width(200)
            .set_height(LINE * lines.min(20))
    }

    fn write_cell(
        &self,
        sheet: &mut Worksheet,
        (at, across): (u32, u16),
        row: &ExportRow,
        column: &Column,
    ) -> Result<(), XlsxError> {
        let is_nation = row.code.is_none();
        match row.content(column, self.project) {
            CellContent::Blank => {
                let format = match column {
                    Column::Number(figure) => {
                        let kind = self.project.dictionary.get(*figure).kind;
                        self.styles
                            .number(kind, kind.most_decimals().unwrap_or_default())
                    }
                    Column::AsOf => &self.styles.day,
                    _ => &self.styles.text,
                };
                sheet.write_blank(at, across, format.of(is_nation))?;
            }
            CellContent::Closed => {
                sheet.write_blank(at, across, &self.styles.closed)?;
            }
            CellContent::Text(text) => {
                let format = match column {
                    Column::Code => &self.styles.code,
                    _ => &self.styles.text,
                };
                sheet.write_string_with_format(at, across, text, format.of(is_nation))?;
            }
            // Workbooks cannot store dates before 1900.
            CellContent::Day(day) if day.year() < 1900 => {
                let text = day.to_string();
                sheet.write_string_with_format(at, across, text, self.styles.text.of(is_nation))?;
            }
            CellContent::Day(day) => {
                let day = ExcelDateTime::parse_from_str(&day.to_string())?;
                let format = self.styles.day.of(is_nation);
                sheet.write_datetime_with_format(at, across, day, format)?;
            }
            CellContent::Amount(Amount::Number(number), kind) => {
                let format = self.styles.number(kind, number.decimals()).of(is_nation);
                sheet.write_number_with_format(at, across, kind.cell_value(number), format)?;
            }
            CellContent::Amount(absence, _) => {
                let word = absence.absence().unwrap_or_default();
                sheet.write_string_with_format(
                    at,
                    across,
                    word,
                    self.styles.absence.of(is_nation),
                )?;
            }
            CellContent::Computed(figure, amount) => {
                self.write_computed(sheet, (at, across), row, (figure, amount))?;
            }
            CellContent::Check => self.write_check(sheet, (at, across), row, column)?,
        }
        if let Some(text) = note_on(row, column) {
            sheet.insert_note(at, across, &self.note(text))?;
        }
        Ok(())
    }

    fn set_view(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last = FIRST + u32::try_from(self.year.rows.len()).unwrap_or(0);
        // A code of digits is no mistake of typing.
        let codes = IgnoreError::NumberStoredAsText;
        sheet.ignore_error_range(FIRST, 0, last.max(FIRST + 1) - 1, 0, codes)?;
        sheet.set_freeze_panes(FIRST, FROZEN)?;
        sheet.set_repeat_rows(LABELS, PATHS)?;
        sheet.set_landscape();
        sheet.set_paper_size(US_LETTER);
        sheet.set_repeat_columns(0, FROZEN - 1)?;
        sheet.set_print_scale(PRINT_SCALE);
        // The title is in the page header. In cells it would be cut off at the repeated columns.
        let columns = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        sheet.set_print_area(LABELS, 0, last.max(FIRST + 1) - 1, columns.max(1) - 1)?;
        let (title, _) = self.title();
        sheet.set_header(format!("&L&B{}", title.replace('&', "&&")));
        sheet.set_footer("&RPage &P of &N");
        Ok(())
    }
}

/// The note of a figure, which is displayed when the pointer is over the cell. `None` for other columns and without a
/// note.
fn note_on<'r>(row: &'r ExportRow, column: &Column) -> Option<&'r str> {
    let Column::Number(figure) = column else {
        return None;
    };
    let entry: &Entry = row.values.as_ref()?.get(*figure)?;
    said(entry, &Part::Note).map(String::as_str)
}

/// The number of lines of a text broken at spaces, for a width in characters. A wider word counts as several lines.
fn lines(text: &str, width: f64) -> u32 {
    let (mut lines, mut filled) = (1.0, 0.0);
    for word in text.split_whitespace() {
        // Widths are counted in digits, and bold letters are wider.
        let long = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX)) * 1.15;
        if filled > 0.0 && filled + 1.0 + long > width {
            lines += 1.0;
            filled = 0.0;
        }
        lines += (long / width).floor();
        filled += 1.0 + long % width;
    }
    // The number of lines is small.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = lines as u32;
    whole
}

/// The width of a column in characters.
fn width(column: &Column, path: &str) -> f64 {
    let of_path = u32::try_from(path.len()).unwrap_or(20);
    match column {
        Column::Code => 11.0,
        Column::Name => 26.0,
        Column::Source => 34.0,
        Column::Status | Column::AsOf => 11.0,
        Column::Part(..) => 30.0,
        Column::Check(_) => 20.0,
        // The path has a smaller type size than the numbers.
        _ => (f64::from(of_path) * 0.8 + 2.0).clamp(16.0, 30.0),
    }
}
