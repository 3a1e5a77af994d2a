//! The columns of a worksheet, found by its rows of headings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::located::LocatedSheet;
use crate::diagnostic::{CellAddress, Code, Diagnostic, Report, did_you_mean};
use crate::spreadsheet::table::{Column, Shape, Vocabulary, folded};

/// The last row in which the headings can begin. Titles and remarks can precede them.
pub(super) const LAST_ROW: u32 = 50;

/// The usual minimum number of headings in a row of headings.
const LEAST: usize = 2;

/// The maximum number of wrong headings reported per worksheet.
const MOST_WRONG: usize = 30;

/// The headings of a worksheet.
pub(super) struct Headings {
    /// The rows of headings.
    pub rows: Range<u32>,
    /// The recognized columns.
    pub columns: BTreeMap<u32, Column>,
    /// The source locations of their headings.
    places: BTreeMap<u32, CellAddress>,
    /// The columns marked as remarks, which are not read.
    pub remarks: Vec<u32>,
    /// The columns whose heading has been reported.
    wrong: Vec<u32>,
}

impl Headings {
    /// Finds the headings of a worksheet. Returns `None` if there are none, which is reported as an error.
    pub fn find(
        sheet: &LocatedSheet<'_>,
        vocabulary: &Vocabulary,
        report: &mut Report,
    ) -> Option<Self> {
        let rows = rows(sheet, vocabulary)?;
        let mut headings = Self {
            rows: rows.range,
            columns: BTreeMap::new(),
            places: BTreeMap::new(),
            remarks: Vec::new(),
            wrong: Vec::new(),
        };
        for column in 0..sheet.columns() {
            let before = headings.wrong.len();
            headings.read(sheet, vocabulary, column, rows.best, report);
            if headings.wrong.len() > before && before >= MOST_WRONG {
                // So many errors are one error copied across, or the worksheet is not a table of figures.
                headings.wrong.extend(column + 1..sheet.columns());
                break;
            }
        }
        Some(headings)
    }

    /// Whether a column is unknown and not reported.
    pub fn is_unknown(&self, column: u32) -> bool {
        !self.columns.contains_key(&column)
            && !self.remarks.contains(&column)
            && !self.wrong.contains(&column)
    }

    /// The first cell of a row that is not in a column of remarks, or `None`.
    pub fn first_cell(&self, sheet: &LocatedSheet<'_>, row: u32) -> Option<CellAddress> {
        let mut cells = sheet.row(row);
        cells.find(|place| !self.remarks.contains(&place.column))
    }

    /// Whether a column is read.
    pub fn is_read(&self, column: u32) -> bool {
        let meaning = self.columns.get(&column);
        meaning.is_some_and(|meaning| !matches!(meaning, Column::Check(_)))
    }

    /// Whether all headings are recognized.
    pub fn are_known(&self) -> bool {
        self.wrong.is_empty()
    }

    /// The number of the column with this meaning, or `None` if there is none.
    pub fn column_of(&self, meaning: &Column) -> Option<u32> {
        let mut columns = self.columns.iter();
        let (column, _) = columns.find(|(_, known)| *known == meaning)?;
        Some(*column)
    }

    /// Whether there is a column of this kind.
    pub fn has(&self, is_it: impl Fn(&Column) -> bool) -> bool {
        self.columns.values().any(is_it)
    }

    /// Reads the headings of a column: its path, its name, or both. With two headings, the one in the row of paths
    /// counts.
    fn read(
        &mut self,
        sheet: &LocatedSheet<'_>,
        vocabulary: &Vocabulary,
        column: u32,
        best: u32,
        report: &mut Report,
    ) {
        let places = self.rows.clone().map(|row| CellAddress::new(row, column));
        let cells: Vec<(CellAddress, &str)> = places
            .filter_map(|place| Some((place, sheet.text(place)?)))
            .collect();
        let is_remark = |text: &str| text.starts_with('#') && vocabulary.meanings(text).is_empty();
        if cells.iter().any(|(_, text)| is_remark(text)) {
            self.remarks.push(column);
            return;
        }
        // The row of paths comes first and counts.
        let (of_best, others): (Vec<_>, Vec<_>) = cells
            .iter()
            .copied()
            .partition(|(place, _)| place.row == best);
        let mut found: Option<(CellAddress, Column)> = None;
        for (place, text) in of_best.into_iter().chain(others) {
            let meanings = vocabulary.meanings(text);
            match (&found, meanings.as_slice()) {
                (None, [one, ..]) if meanings.len() == 1 || vocabulary.is_path(text) => {
                    found = Some((place, one.clone()));
                }
                (Some((first, known)), [_, ..]) if !meanings.contains(known) => {
                    let message = "the headings of this column mean different things";
                    report.push(
                        Diagnostic::error(Code::WrongColumn, sheet.span(place), message)
                            .also(sheet.span(*first), "the other heading")
                            .help("one of them is probably above the wrong column"),
                    );
                    self.wrong.push(column);
                    return;
                }
                (None, []) if place.row == best => {
                    report.push(unknown(sheet, place, text, vocabulary));
                    self.wrong.push(column);
                    return;
                }
                // The second heading is a free label or a name shared by several figures.
                _ => {}
            }
        }
        if let Some((place, meaning)) = found {
            self.add(sheet, column, place, meaning, report);
        } else if let Some((place, text)) = cells.first() {
            report.push(match vocabulary.meanings(text).is_empty() {
                true => unknown(sheet, *place, text, vocabulary),
                false => ambiguous(sheet, *place, text),
            });
            self.wrong.push(column);
        }
    }

    fn add(
        &mut self,
        sheet: &LocatedSheet<'_>,
        column: u32,
        place: CellAddress,
        meaning: Column,
        report: &mut Report,
    ) {
        let same = self.columns.iter().find(|(_, known)| **known == meaning);
        if let Some((first, _)) = same {
            let message = "there are two columns with this heading";
            report.push(
                Diagnostic::error(Code::Duplicate, sheet.span(place), message)
                    .also(sheet.span(self.places[first]), "the first of them")
                    .help("delete one of the two, or begin its heading with # to leave it out"),
            );
            self.wrong.push(column);
            return;
        }
        self.columns.insert(column, meaning);
        self.places.insert(column, place);
    }
}

/// The rows of headings, and the row in which an unknown heading is an error.
struct Rows {
    range: Range<u32>,
    best: u32,
}

/// The row with the most headings and its neighbors with headings. A title above can contain a word that could be a
/// heading.
fn rows(sheet: &LocatedSheet<'_>, vocabulary: &Vocabulary) -> Option<Rows> {
    let last = sheet.rows().min(LAST_ROW);
    let counts = (0..last).map(|row| count(sheet, vocabulary, row));
    let counts: Vec<Count> = counts.collect();
    let is_heading = |row: u32| counts[row as usize].all >= LEAST;
    // If no row has the minimum, one heading is enough: the others may be misspelled.
    let has_any = |row: u32| counts[row as usize].all > 0 && sheet.row(row).nth(1).is_some();
    let best_of = |is_one: &dyn Fn(u32) -> bool| {
        let rows = (0..last).filter(|row| is_one(*row));
        // Of equal rows the first wins: the iteration is reversed, and `max_by_key` returns the last maximum.
        rows.rev().max_by_key(|row| &counts[*row as usize])
    };
    let best = best_of(&is_heading).or_else(|| best_of(&has_any))?;
    let above = (0..best).rev().take_while(|row| is_heading(*row)).last();
    let below = (best + 1..last).take_while(|row| is_heading(*row)).last();
    Some(Rows {
        range: above.unwrap_or(best)..below.unwrap_or(best) + 1,
        best,
    })
}

/// The number of headings in a row, and the number of paths among them, which identify columns best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    all: usize,
    paths: usize,
}

fn count(sheet: &LocatedSheet<'_>, vocabulary: &Vocabulary, row: u32) -> Count {
    let mut count = Count { all: 0, paths: 0 };
    for text in sheet.row(row).filter_map(|place| sheet.text(place)) {
        count.paths += usize::from(vocabulary.is_path(text));
        count.all += usize::from(!vocabulary.meanings(text).is_empty());
    }
    count
}

/// The error of a heading that is not in the vocabulary.
fn unknown(
    sheet: &LocatedSheet<'_>,
    place: CellAddress,
    text: &str,
    vocabulary: &Vocabulary,
) -> Diagnostic {
    let names = || vocabulary.names.iter().map(String::as_str);
    let wanted = folded(text);
    let tails = names().filter(|name| name.rsplit('.').next() == Some(wanted.as_str()));
    let tails: Vec<&str> = tails.collect();
    let help = match (tails.as_slice(), did_you_mean(text, names())) {
        (several @ [_, _, ..], _) => format!("did you mean one of `{}`?", several.join("`, `")),
        (_, Some(near)) => format!("did you mean `{near}`?"),
        (_, None) => unknown_help(vocabulary.shape).to_owned(),
    };
    let message = match vocabulary.shape {
        Shape::Wide => format!("there is no figure \"{text}\""),
        Shape::Long => format!("a long table has no column \"{text}\""),
        Shape::List(_) => format!("this list has no field \"{text}\""),
    };
    Diagnostic::error(Code::UnknownColumn, sheet.span(place), message).help(help)
}

fn unknown_help(shape: Shape) -> &'static str {
    match shape {
        Shape::Wide => {
            "begin the heading with # to leave the column out; a new figure is first \
             declared in data/figures.toml"
        }
        Shape::List(_) => {
            "begin the heading with # to leave the column out; a new field is first \
             declared in data/figures.toml"
        }
        Shape::Long => {
            "begin the heading with # to leave the column out; those that are read are `code`, \
             `figure`, `year`, `value`, `status`, `as_of`, `source` and `figure.note`"
        }
    }
}

fn ambiguous(sheet: &LocatedSheet<'_>, place: CellAddress, text: &str) -> Diagnostic {
    let message = format!("several figures have the name \"{text}\"");
    Diagnostic::error(Code::UnknownColumn, sheet.span(place), message)
        .help("write the id of the figure in place of its name")
}
