//! Aids for filling in a worksheet: drop-down lists, checks of totals, and red cells for likely errors.

use rust_xlsxwriter::{ConditionalFormatFormula, DataValidation, Formula, Worksheet, XlsxError};

use super::{FIRST, SheetWriter};
use crate::diagnostic::CellAddress;
use crate::project::{Amount, Figure, FigureId, Kind, Number, Status, ValueType};
use crate::spreadsheet::export::{CellContent, ExportRow};
use crate::spreadsheet::table::Column;

impl SheetWriter<'_> {
    /// Writes the formula that compares a total with its parts, with its current result.
    pub(super) fn write_check(
        &self,
        sheet: &mut Worksheet,
        (at, across): (u32, u16),
        row: &ExportRow,
        column: &Column,
    ) -> Result<(), XlsxError> {
        let Some(figure) = column.figure() else {
            return Ok(());
        };
        let declared = self.project.dictionary.get(figure);
        let parts = &declared.sum_of;
        let cell = |figure: FigureId| {
            let mut columns = (0..).zip(&self.columns);
            let found = columns.find(|(_, column)| **column == Column::Number(figure));
            found.map_or_else(String::new, |(column, _)| {
                CellAddress::new(at, column).to_string()
            })
        };
        let total = cell(figure);
        let listed: Vec<String> = parts.iter().map(|part| cell(*part)).collect();
        let (listed, all) = (listed.join(","), parts.len());
        let (is_sum, is_over) = match is_exact(declared) {
            true => (
                format!("SUM({listed})={total}"),
                format!("SUM({listed})>{total}"),
            ),
            // Spreadsheet programs calculate in binary fractions.
            false => {
                let tolerance = declared.kind.cell_value(declared.tolerance);
                let difference = format!("SUM({listed})-{total}");
                (
                    format!("ROUND(ABS({difference}),9)<={tolerance}"),
                    format!("ROUND({difference},9)>{tolerance}"),
                )
            }
        };
        let formula = format!(
            "=IF(COUNT({total})=0,\"\",IF(COUNT({listed})={all},IF({is_sum},\"{OK}\",\
             \"{OFF}\"),IF({is_over},\"{OFF}\",\"{OPEN}\")))"
        );
        let result = checked(row, figure, declared);
        let formula = Formula::new(formula).set_result(result);
        let format = self.styles.check.of(row.code.is_none());
        sheet.write_formula_with_format(at, across, formula, format)?;
        Ok(())
    }

    /// Adds the drop-down list of a column's cells and the rule that turns invalid cells red.
    pub(super) fn help_to_fill_in(
        &self,
        sheet: &mut Worksheet,
        at: u16,
        column: &Column,
    ) -> Result<(), XlsxError> {
        for (first, last, is_open) in self.stretches(column) {
            let cell = CellAddress::new(first, u32::from(at)).to_string();
            let wrong = match column {
                _ if !is_open => format!("=NOT(ISBLANK({cell}))"),
                Column::Number(figure) if self.is_computed(*figure) => {
                    // No content is valid, so that a program refuses to type over the formula.
                    let refused = DataValidation::new()
                        .allow_custom("=FALSE".into())
                        .set_error_title("Computed figure")?
                        .set_error_message(
                            "This number is computed from others. Change those, and it follows.",
                        )?;
                    sheet.add_data_validation(first, at, last, at, &refused)?;
                    wrong_number(&cell, self.project.dictionary.get(*figure).kind)
                }
                Column::Number(figure) => {
                    // Numbers are allowed besides the listed words.
                    let choice = DataValidation::new()
                        .allow_list_strings(&Amount::ABSENCES.map(|(word, _)| word))?
                        .show_error_message(false);
                    sheet.add_data_validation(first, at, last, at, &choice)?;
                    wrong_number(&cell, self.project.dictionary.get(*figure).kind)
                }
                Column::Check(_) => format!("={cell}=\"{OFF}\""),
                Column::Status => {
                    let statuses = Status::ALL.map(|status| status.to_string());
                    let choice = DataValidation::new().allow_list_strings(&statuses)?;
                    sheet.add_data_validation(first, at, last, at, &choice)?;
                    let known = statuses
                        .each_ref()
                        .map(|status| format!("{cell}<>\"{status}\""));
                    format!("=AND({cell}<>\"\",{})", known.join(","))
                }
                Column::AsOf => {
                    let begin = format!("DATE({},1,1)", self.year.year);
                    format!("=IF(ISNUMBER({cell}),{cell}<{begin},{cell}<>\"\")")
                }
                _ => return Ok(()),
            };
            let alarm = ConditionalFormatFormula::new()
                .set_rule(wrong.as_str())
                .set_format(&self.styles.alarm);
            sheet.add_conditional_format(first, at, last, at, &alarm)?;
        }
        Ok(())
    }

    /// Ranges of rows: the first row, the last row, and whether the cells of the column are to be filled in.
    fn stretches(&self, column: &Column) -> Vec<(u32, u32, bool)> {
        let mut stretches: Vec<(u32, u32, bool)> = Vec::new();
        for (at, row) in (FIRST..).zip(&self.year.rows) {
            let is_open = !matches!(row.content(column, self.project), CellContent::Closed);
            match stretches.last_mut() {
                Some((_, last, known)) if *known == is_open => *last = at,
                _ => stretches.push((at, at, is_open)),
            }
        }
        stretches
    }
}

/// The formula that is true for a cell with neither a value of its kind nor a word for its absence.
fn wrong_number(cell: &str, kind: Kind) -> String {
    if kind.values() == ValueType::Text {
        return format!("=ISERROR({cell})");
    }
    let beyond = kind.cell_alarm(cell);
    let absences = Amount::ABSENCES.map(|(word, _)| format!("{cell}<>\"{word}\""));
    format!(
        "=IF(ISERROR({cell}),TRUE,IF({cell}=\"\",FALSE,IF(ISNUMBER({cell}),{beyond},AND({}))))",
        absences.join(",")
    )
}

/// Whether a sum is checked in whole numbers and without a tolerance.
fn is_exact(figure: &Figure) -> bool {
    figure.tolerance.is_zero() && !figure.kind.has_decimals()
}

/// The possible results of a check.
const OK: &str = "ok";
const OFF: &str = "is not the sum";
const OPEN: &str = "some parts have no number";

fn checked(row: &ExportRow, total: FigureId, declared: &Figure) -> &'static str {
    let parts = &declared.sum_of;
    let number = |figure: FigureId| row.values.as_ref()?.get(figure)?.amount.number();
    let Some(total) = number(total) else {
        return "";
    };
    let known: Vec<Number> = parts.iter().filter_map(|part| number(*part)).collect();
    let sum = known
        .iter()
        .fold(Number::whole(0), |sum, part| sum.plus(*part));
    match known.len() == parts.len() {
        true if sum.distance(total) <= declared.tolerance => OK,
        false if sum <= total.plus(declared.tolerance) => OPEN,
        _ => OFF,
    }
}
