//! Formulas of computed figures in the cells of a workbook.
//!
//! A formula refers to the cells of its inputs: in its own row, in the row of the nation or of another area around, and
//! on the worksheet of another year. An input of a year that the workbook does not have is a constant, so that the form
//! of a new year computes changes. Figures without a number lead to a word for its absence, as in the program. A rank or
//! median of places that are not in consecutive rows is written as a number.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::{FIRST, SheetWriter};
use crate::diagnostic::CellAddress;
use crate::project::dictionary::{self, Operation, Order};
use crate::project::{Amount, Area, FigureId, Level, Reference, When, Whose};
use crate::spreadsheet::export::{ExportRow, YearOfFigures};
use crate::spreadsheet::table::Column;

/// The absences as words in cells.
const WITHHELD: &str = "suppressed";
const NOT_AVAILABLE: &str = "not-available";

impl SheetWriter<'_> {
    /// Whether a figure is computed.
    pub(super) fn is_computed(&self, figure: FigureId) -> bool {
        self.project.dictionary.get(figure).computed.is_some()
    }

    /// Writes a computed figure as a formula with its current result, or as the result alone if there can be no formula.
    pub(super) fn write_computed(
        &self,
        sheet: &mut Worksheet,
        (at, across): (u32, u16),
        row: &ExportRow,
        (figure, amount): (FigureId, Option<Amount>),
    ) -> Result<(), XlsxError> {
        let kind = self.project.dictionary.get(figure).kind;
        let decimals = kind.most_decimals().unwrap_or_default();
        let format = self.styles.number(kind, decimals).of(row.code.is_none());
        let number = amount.and_then(Amount::number);
        let formula = self.formula(at, row, figure);
        match (formula, number) {
            (Some(formula), number) => {
                let result = match number {
                    Some(number) => kind.cell_value(number).to_string(),
                    None => amount
                        .and_then(Amount::absence)
                        .unwrap_or_default()
                        .to_owned(),
                };
                let formula = Formula::new(formula).set_result(result);
                sheet.write_formula_with_format(at, across, formula, format)?;
            }
            (None, Some(number)) => {
                sheet.write_number_with_format(at, across, kind.cell_value(number), format)?;
            }
            (None, None) => {
                let word = amount.and_then(Amount::absence).unwrap_or_default();
                sheet.write_string_with_format(at, across, word, format)?;
            }
        }
        Ok(())
    }

    /// The formula of a cell, or `None` if the cells of its inputs cannot be named.
    fn formula(&self, at: u32, row: &ExportRow, figure: FigureId) -> Option<String> {
        let declared = self.project.dictionary.get(figure);
        let dictionary::Formula {
            operation, inputs, ..
        } = declared.computed.as_ref()?;
        let cells: Vec<String> = inputs
            .iter()
            .map(|input| self.input(at, row, *input))
            .collect::<Option<_>>()?;
        let terms: Vec<String> = inputs
            .iter()
            .zip(&cells)
            .map(|(input, cell)| self.term(*input, cell))
            .collect();
        let first = terms.first()?;
        let second = terms.get(1).map_or("", String::as_str);
        let result = match operation {
            Operation::Sum => terms.join("+"),
            Operation::Difference | Operation::Change => format!("{first}-{second}"),
            Operation::Share => format!("100*{first}/{second}"),
            Operation::ChangePercent => format!("100*({first}-{second})/{second}"),
            Operation::Ratio => format!("{first}/{second}"),
            Operation::Per(many) => format!("{}*{first}/{second}", many.ungrouped()),
            Operation::Rank(order) => {
                let all = self.all_places(row.level, inputs.first()?.id)?;
                let order = match order {
                    Order::Highest => 0,
                    Order::Lowest => 1,
                };
                format!("RANK({},{all},{order})", cells.first()?)
            }
            Operation::Median => {
                let all = self.all_places(row.level, inputs.first()?.id)?;
                self.term(*inputs.first()?, &format!("MEDIAN({all})"))
            }
        };
        let decimals = declared.kind.most_decimals().unwrap_or_default();
        let rounded = match declared.kind.cell_factor() {
            1 => format!("ROUND({result},{decimals})"),
            factor => format!("ROUND({result},{decimals})/{factor}"),
        };
        let rounded = format!("IFERROR({rounded},\"{NOT_AVAILABLE}\")");
        if *operation == Operation::Median {
            return Some(format!("={rounded}"));
        }
        let count = cells.len();
        let listed = cells.join(",");
        let withheld: Vec<String> = cells
            .iter()
            .map(|cell| format!("{cell}=\"{WITHHELD}\""))
            .collect();
        let withheld = withheld.join(",");
        // A form has nothing in the cells that are still to be filled in.
        let empty: Vec<String> = cells.iter().map(|cell| format!("{cell}=\"\"")).collect();
        let empty = empty.join(",");
        Some(format!(
            "=IF(COUNT({listed})={count},{rounded},IF(OR({empty}),\"\",IF(OR({withheld}),\
             \"{WITHHELD}\",\"{NOT_AVAILABLE}\")))"
        ))
    }

    /// A cell as a number of its figure: percentages are kept as fractions.
    fn term(&self, input: Reference, cell: &str) -> String {
        match self.project.dictionary.get(input.id).kind.cell_factor() {
            1 => cell.to_owned(),
            factor => format!("({factor}*{cell})"),
        }
    }

    /// The cell of an input, or its constant if the workbook does not have its year. `None` if the workbook does not
    /// have its area.
    fn input(&self, at: u32, row: &ExportRow, input: Reference) -> Option<String> {
        let code = match input.file.whose {
            Whose::Own => row.code.as_deref(),
            Whose::Nation => None,
            Whose::Within => {
                let own = self.project.jurisdictions.get(row.code.as_deref()?)?;
                own.within.as_deref()
            }
        };
        let at = match input.file.whose {
            Whose::Own => at,
            Whose::Nation | Whose::Within => self.rows.of(code)?,
        };
        let year = match input.file.when {
            When::Own => Some(self.year.year),
            When::Year(year) => Some(year),
            When::Previous => self.year.before,
            When::Ago(before) => self.year.year.checked_sub(before.into()),
        };
        let cell = CellAddress::new(at, self.column_of(input.id)?);
        let is_there = |year| self.years.iter().any(|other| other.year == year);
        Some(match year {
            Some(year) if year == self.year.year => cell.to_string(),
            // Columns of numbers and rows of areas are the same on all worksheets.
            Some(year) if is_there(year) => format!("'{year}'!{cell}"),
            _ => self.constant(row, (code, year), input.id),
        })
    }

    /// A figure of another year as it stands in a formula.
    fn constant(
        &self,
        row: &ExportRow,
        (code, year): (Option<&str>, Option<u16>),
        figure: FigureId,
    ) -> String {
        let area = Area::of_code(code);
        let mut files = row.others.iter();
        let file = files.find(|file| file.area() == area && Some(file.year) == year);
        let amount = file.and_then(|file| Some(file.get(figure)?.amount));
        let kind = self.project.dictionary.get(figure).kind;
        match amount.unwrap_or(Amount::NotAvailable) {
            Amount::Number(number) => format!("({})", kind.cell_value(number)),
            Amount::Suppressed => format!("\"{WITHHELD}\""),
            _ => format!("\"{NOT_AVAILABLE}\""),
        }
    }

    fn column_of(&self, figure: FigureId) -> Option<u32> {
        let mut columns = (0..).zip(&self.columns);
        let found = columns.find(|(_, column)| **column == Column::Number(figure));
        found.map(|(at, _)| at)
    }

    /// The cells of a figure in all places of a level, or `None` if other rows are between them.
    fn all_places(&self, level: Level, figure: FigureId) -> Option<String> {
        let rows = self.rows.by_level.get(&level.of_places())?;
        let column = self.column_of(figure)?;
        (rows.end - rows.start == rows.count).then(|| {
            let [first, last] =
                [rows.start, rows.end - 1].map(|row| absolute(CellAddress::new(row, column)));
            format!("{first}:{last}")
        })
    }
}

/// The rows of a worksheet that formulas refer to.
pub(super) struct AreaRows<'a> {
    by_code: BTreeMap<Option<&'a str>, u32>,
    by_level: BTreeMap<Level, LevelRows>,
}

/// The rows of the places of a level, between its first and its last.
struct LevelRows {
    start: u32,
    end: u32,
    count: u32,
}

impl<'a> AreaRows<'a> {
    pub fn new(year: &'a YearOfFigures) -> Self {
        let mut own = Self {
            by_code: BTreeMap::new(),
            by_level: BTreeMap::new(),
        };
        for (at, row) in (FIRST..).zip(&year.rows) {
            own.by_code.insert(row.code.as_deref(), at);
            let of_level = own.by_level.entry(row.level).or_insert(LevelRows {
                start: at,
                end: at,
                count: 0,
            });
            of_level.end = at + 1;
            of_level.count += 1;
        }
        own
    }

    fn of(&self, code: Option<&str>) -> Option<u32> {
        self.by_code.get(&code).copied()
    }
}

/// A cell that stays the same when the formula is copied to other rows.
fn absolute(cell: CellAddress) -> String {
    let name = cell.to_string();
    let digits = name
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(name.len());
    let (column, row) = name.split_at(digits);
    format!("{column}${row}")
}
