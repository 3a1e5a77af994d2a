//! Which column has what: the rows of headings of a sheet.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Page;
use crate::diagnostic::{Code, Diagnostic, Place, Report, did_you_mean};
use crate::spreadsheet::table::{Column, Vocabulary, folded};

/// How far down the headings may begin: titles and remarks may stand above them.
pub(super) const LAST_ROW: u32 = 50;

/// How many headings a row of them has as a rule.
const LEAST: usize = 2;

/// How many headings of a sheet are wrong at most before no more are looked at.
const MOST_WRONG: usize = 30;

/// The headings of a sheet.
pub(super) struct Headings {
    /// The rows they are in.
    pub rows: Range<u32>,
    /// The columns that say what they have.
    pub columns: BTreeMap<u32, Column>,
    /// Where they say it.
    places: BTreeMap<u32, Place>,
    /// The columns that are marked as remarks, which are not read.
    pub remarks: Vec<u32>,
    /// The columns whose heading is an error already.
    wrong: Vec<u32>,
}

impl Headings {
    /// Finds the headings of a sheet. None when there are none, which is an error.
    pub fn find(page: &Page<'_>, vocabulary: &Vocabulary, report: &mut Report) -> Option<Self> {
        let rows = rows(page, vocabulary)?;
        let mut headings = Self {
            rows: rows.range,
            columns: BTreeMap::new(),
            places: BTreeMap::new(),
            remarks: Vec::new(),
            wrong: Vec::new(),
        };
        for column in 0..page.columns() {
            let before = headings.wrong.len();
            headings.read(page, vocabulary, column, rows.best, report);
            if headings.wrong.len() > before && before >= MOST_WRONG {
                // One mistake that was copied along, or no table of figures at all.
                headings.wrong.extend(column + 1..page.columns());
                break;
            }
        }
        Some(headings)
    }

    /// Whether nothing is known of a column, and nothing has been said about it.
    pub fn is_unknown(&self, column: u32) -> bool {
        !self.columns.contains_key(&column)
            && !self.remarks.contains(&column)
            && !self.wrong.contains(&column)
    }

    /// Whether what is in a column is read.
    pub fn is_read(&self, column: u32) -> bool {
        let meaning = self.columns.get(&column);
        meaning.is_some_and(|meaning| !matches!(meaning, Column::Check(_)))
    }

    /// Whether all headings are understood.
    pub fn are_known(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Whether there is a column of a kind.
    pub fn has(&self, is_it: impl Fn(&Column) -> bool) -> bool {
        self.columns.values().any(is_it)
    }

    /// Reads what stands above one column: its path, its name, or both. Of two headings the one in the
    /// row of the paths counts; the other is for people.
    fn read(
        &mut self,
        page: &Page<'_>,
        vocabulary: &Vocabulary,
        column: u32,
        best: u32,
        report: &mut Report,
    ) {
        let places = self.rows.clone().map(|row| Place::new(row, column));
        let cells: Vec<(Place, &str)> = places
            .filter_map(|place| Some((place, page.text(place)?)))
            .collect();
        let is_remark = |text: &str| text.starts_with('#') && vocabulary.meanings(text).is_empty();
        if cells.iter().any(|(_, text)| is_remark(text)) {
            self.remarks.push(column);
            return;
        }
        // The row of the paths comes first: what it says counts.
        let (of_best, others): (Vec<_>, Vec<_>) = cells
            .iter()
            .copied()
            .partition(|(place, _)| place.row == best);
        let mut found: Option<(Place, Column)> = None;
        for (place, text) in of_best.into_iter().chain(others) {
            let meanings = vocabulary.meanings(text);
            match (&found, meanings.as_slice()) {
                (None, [one, ..]) if meanings.len() == 1 || vocabulary.is_path(text) => {
                    found = Some((place, one.clone()));
                }
                (Some((first, known)), [_, ..]) if !meanings.contains(known) => {
                    let message = "the headings of this column mean different things";
                    report.push(
                        Diagnostic::error(Code::WrongColumn, page.span(place), message)
                            .also(page.span(*first), "the other heading")
                            .help("one of them has come to stand over the wrong column"),
                    );
                    self.wrong.push(column);
                    return;
                }
                (None, []) if place.row == best => {
                    report.push(unknown(page, place, text, vocabulary));
                    self.wrong.push(column);
                    return;
                }
                // Another name for people, or one that several figures have.
                _ => {}
            }
        }
        if let Some((place, meaning)) = found {
            self.add(page, column, place, meaning, report);
        } else if let Some((place, text)) = cells.first() {
            report.push(match vocabulary.meanings(text).is_empty() {
                true => unknown(page, *place, text, vocabulary),
                false => ambiguous(page, *place, text),
            });
            self.wrong.push(column);
        }
    }

    fn add(
        &mut self,
        page: &Page<'_>,
        column: u32,
        place: Place,
        meaning: Column,
        report: &mut Report,
    ) {
        let same = self.columns.iter().find(|(_, known)| **known == meaning);
        if let Some((first, _)) = same {
            let message = "this column is there twice";
            report.push(
                Diagnostic::error(Code::Duplicate, page.span(place), message)
                    .also(page.span(self.places[first]), "the first of them")
                    .help("delete one of the two, or begin its heading with # to leave it out"),
            );
            self.wrong.push(column);
            return;
        }
        self.columns.insert(column, meaning);
        self.places.insert(column, place);
    }
}

/// The rows of headings, and the one in which an unknown heading is an error.
struct Rows {
    range: Range<u32>,
    best: u32,
}

/// The row with the most headings, and the rows next to it that have some as well. Titles above may have a
/// word in them that could be a heading.
fn rows(page: &Page<'_>, vocabulary: &Vocabulary) -> Option<Rows> {
    let last = page.rows().min(LAST_ROW);
    let counts = (0..last).map(|row| count(page, vocabulary, row));
    let counts: Vec<Count> = counts.collect();
    let is_heading = |row: u32| counts[row as usize].all >= LEAST;
    // Where no row has as many, one will do: the others may be misspelled.
    let has_any = |row: u32| counts[row as usize].all > 0 && page.row(row).nth(1).is_some();
    let best_of = |is_one: &dyn Fn(u32) -> bool| {
        let rows = (0..last).filter(|row| is_one(*row));
        // Of several with as many the first, which the order of the numbers takes care of.
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

/// How many headings a row has, and how many of them are paths, by which columns are known best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    all: usize,
    paths: usize,
}

fn count(page: &Page<'_>, vocabulary: &Vocabulary, row: u32) -> Count {
    let mut count = Count { all: 0, paths: 0 };
    for text in page.row(row).filter_map(|place| page.text(place)) {
        count.paths += usize::from(vocabulary.is_path(text));
        count.all += usize::from(!vocabulary.meanings(text).is_empty());
    }
    count
}

fn unknown(page: &Page<'_>, place: Place, text: &str, vocabulary: &Vocabulary) -> Diagnostic {
    let names = || vocabulary.names.iter().map(String::as_str);
    let wanted = folded(text);
    let tails = names().filter(|name| name.rsplit('.').next() == Some(wanted.as_str()));
    let tails: Vec<&str> = tails.collect();
    let help = match (tails.as_slice(), did_you_mean(text, names())) {
        (several @ [_, _, ..], _) => format!("did you mean one of `{}`?", several.join("`, `")),
        (_, Some(near)) => format!("did you mean `{near}`?"),
        (_, None) => "begin the heading with # to leave the column out; a new figure is first \
                      declared in data/figures.toml"
            .to_owned(),
    };
    let message = format!("there is no figure \"{text}\"");
    Diagnostic::error(Code::UnknownColumn, page.span(place), message).help(help)
}

fn ambiguous(page: &Page<'_>, place: Place, text: &str) -> Diagnostic {
    let message = format!("several figures have the name \"{text}\"");
    Diagnostic::error(Code::UnknownColumn, page.span(place), message)
        .help("write the id of the figure in the place of its name")
}
