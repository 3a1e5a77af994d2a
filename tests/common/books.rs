//! Workbooks for tests: cells by their names, as a spreadsheet program would have saved them.

use std::collections::BTreeMap;

use factsheet::diagnostic::CellAddress;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::Project;

/// What somebody has put into a cell.
#[derive(Clone, Debug)]
pub enum Put {
    Text(&'static str),
    Number(f64),
    /// With the format `0%`, or `0.0%` where it has decimals.
    Percent(f64),
    /// With a format of its own.
    Shown(f64, &'static str),
    Day(u16, u8, u8),
    Time(f64),
    Truth(bool),
    /// A formula and the error it gives.
    Error(&'static str),
    /// A formula and its result.
    Formula(&'static str, &'static str),
    Nothing,
}

/// What is done to a sheet besides.
type Finish = Box<dyn Fn(&mut Worksheet)>;

/// A sheet to be.
pub struct Page {
    pub name: String,
    cells: BTreeMap<CellAddress, String>,
    puts: BTreeMap<CellAddress, Put>,
    finish: Vec<Finish>,
}

/// A workbook to be.
pub struct Book {
    pub pages: Vec<Page>,
}

impl Book {
    /// The figures of a project's year in one sheet: ids in the first row, then the nation, then the
    /// jurisdictions that have figures.
    pub fn of(project: &Project, year: &str) -> Self {
        let run = project.run(&["export", "of.csv", "--year", year, "--force"]);
        assert_eq!(run.status, 0, "{run}");
        let text = project.text("of.csv");
        project.remove("of.csv");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut cells = BTreeMap::new();
        let mut row = 0;
        for record in reader.records() {
            let record = record.expect("a record");
            // The year is the sheet's; a row without a status has no figures yet.
            let texts: Vec<&str> = record.iter().skip(1).collect();
            if texts.iter().filter(|text| !text.is_empty()).count() <= 2 {
                continue;
            }
            for (column, text) in (0..).zip(texts) {
                if !text.is_empty() {
                    cells.insert(CellAddress::new(row, column), text.to_owned());
                }
            }
            row += 1;
        }
        Self {
            pages: vec![Page {
                name: year.to_owned(),
                cells,
                puts: BTreeMap::new(),
                finish: Vec::new(),
            }],
        }
    }

    /// Adds a sheet with nothing in it.
    pub fn add(&mut self, name: &str) -> &mut Self {
        self.pages.push(Page {
            name: name.to_owned(),
            cells: BTreeMap::new(),
            puts: BTreeMap::new(),
            finish: Vec::new(),
        });
        self
    }

    /// Calls the first sheet something else.
    pub fn rename(&mut self, name: &str) -> &mut Self {
        name.clone_into(&mut self.pages[0].name);
        self
    }

    /// Puts something into a cell of the last sheet.
    pub fn put(&mut self, cell: &str, put: Put) -> &mut Self {
        let page = self.pages.last_mut().expect("a sheet");
        page.puts.insert(place(cell), put);
        self
    }

    /// Puts something into the cell of a figure: by its id and the jurisdiction's code.
    pub fn put_at(&mut self, id: &str, code: &str, put: Put) -> &mut Self {
        let cell = self.cell(id, code);
        self.put(&cell, put)
    }

    /// The name of the cell of a figure in the last sheet.
    pub fn cell(&self, id: &str, code: &str) -> String {
        let page = self.pages.last().expect("a sheet");
        let find = |wanted: &str, is_it: &dyn Fn(&CellAddress) -> bool| {
            let mut cells = page.cells.iter();
            let found = cells.find(|(place, text)| is_it(place) && *text == wanted);
            *found.unwrap_or_else(|| panic!("no {wanted}")).0
        };
        let column = find(id, &|place| place.row == 0).column;
        let row = find(code, &|place| place.column == 0).row;
        CellAddress::new(row, column).to_string()
    }

    /// Moves all rows down, to make room above.
    pub fn lower(&mut self, rows: u32) -> &mut Self {
        let page = self.pages.last_mut().expect("a sheet");
        let cells = std::mem::take(&mut page.cells).into_iter();
        let lowered = |(place, text): (CellAddress, String)| {
            (CellAddress::new(place.row + rows, place.column), text)
        };
        page.cells = cells.map(lowered).collect();
        self
    }

    /// Does something else to the last sheet.
    pub fn finish(&mut self, finish: impl Fn(&mut Worksheet) + 'static) -> &mut Self {
        let page = self.pages.last_mut().expect("a sheet");
        page.finish.push(Box::new(finish));
        self
    }

    /// The bytes of an `.xlsx`.
    pub fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for page in &self.pages {
            page.write(workbook.add_worksheet());
        }
        workbook.save_to_buffer().expect("a workbook")
    }
}

impl Page {
    /// Leaves a row out, and moves those below it up.
    pub fn forget_row(&mut self, row: u32) {
        let cells = std::mem::take(&mut self.cells).into_iter();
        let others = cells.filter(|(place, _)| place.row != row);
        let moved = others.map(|(place, text)| {
            let up = u32::from(place.row > row);
            (CellAddress::new(place.row - up, place.column), text)
        });
        self.cells = moved.collect();
    }

    fn write(&self, sheet: &mut Worksheet) {
        sheet.set_name(&self.name).expect("a name");
        let percent = |share: f64| {
            let decimals = if (share * 100.0).fract() == 0.0 {
                ""
            } else {
                ".0"
            };
            Format::new().set_num_format(format!("0{decimals}%"))
        };
        for (place, text) in &self.cells {
            if self.puts.contains_key(place) {
                continue;
            }
            let at = (place.row, u16::try_from(place.column).expect("a column"));
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(at.0, at.1, number),
                Err(_) => match text.strip_suffix('%').map(str::parse::<f64>) {
                    Some(Ok(share)) => {
                        let share = share / 100.0;
                        sheet.write_number_with_format(at.0, at.1, share, &percent(share))
                    }
                    _ => sheet.write_string(at.0, at.1, text),
                },
            }
            .expect("a cell");
        }
        let [day, time] = ["yyyy-mm-dd", "h:mm"].map(|code| Format::new().set_num_format(code));
        for (place, put) in &self.puts {
            let (row, column) = (place.row, u16::try_from(place.column).expect("a column"));
            match put {
                Put::Text(text) => sheet.write_string(row, column, *text),
                Put::Number(number) => sheet.write_number(row, column, *number),
                Put::Percent(number) => {
                    sheet.write_number_with_format(row, column, *number, &percent(*number))
                }
                Put::Shown(number, code) => {
                    let format = Format::new().set_num_format(*code);
                    sheet.write_number_with_format(row, column, *number, &format)
                }
                Put::Day(year, month, of_month) => {
                    let date = ExcelDateTime::from_ymd(*year, *month, *of_month);
                    sheet.write_datetime_with_format(row, column, date.expect("a day"), &day)
                }
                Put::Time(share) => sheet.write_number_with_format(row, column, *share, &time),
                Put::Truth(is_true) => sheet.write_boolean(row, column, *is_true),
                Put::Error(error) => {
                    let formula = Formula::new("=1/0").set_result(*error);
                    sheet.write_formula(row, column, formula)
                }
                Put::Formula(formula, result) => {
                    let formula = Formula::new(*formula).set_result(*result);
                    sheet.write_formula(row, column, formula)
                }
                Put::Nothing => continue,
            }
            .expect("a cell");
        }
        for finish in &self.finish {
            finish(sheet);
        }
    }
}

/// The place of a cell by its name.
pub fn place(cell: &str) -> CellAddress {
    let digits = cell.find(|c: char| c.is_ascii_digit()).expect("a row");
    let (letters, row) = cell.split_at(digits);
    let column = letters.bytes().fold(0, |column, letter| {
        column * 26 + u32::from(letter - b'A') + 1
    });
    let row: u32 = row.parse().expect("a row");
    CellAddress::new(row - 1, column - 1)
}
