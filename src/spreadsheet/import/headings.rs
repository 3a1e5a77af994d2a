//! Which column has what: the rows of headings of a sheet.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Page;
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean};
use crate::spreadsheet::table::{Column, Vocabulary, folded};

/// How far down the headings may begin: titles and remarks may stand above them.
const LAST_ROW: u32 = 50;

/// How many headings a row of them has as a rule. Where no row has as many, one will do: the others may be
/// misspelt.
const LEAST: usize = 2;

/// The headings of a sheet.
pub(super) struct Headings {
    /// The rows they are in.
    pub rows: Range<u32>,
    /// The columns that say what they have.
    pub columns: BTreeMap<u32, Column>,
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
            remarks: Vec::new(),
            wrong: Vec::new(),
        };
        for column in 0..page.columns() {
            headings.read(page, vocabulary, column, rows.best, report);
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
        if cells.iter().any(|(_, text)| text.starts_with('#')) {
            self.remarks.push(column);
            return;
        }
        let mut found: Vec<(Place, Column)> = Vec::new();
        for (place, text) in &cells {
            let labels = vocabulary.by_label(text);
            let known = match vocabulary.by_path(text) {
                Some(column) => std::slice::from_ref(column),
                None => labels,
            };
            match known {
                [one] => found.push((*place, one.clone())),
                [] if place.row == best || cells.len() == 1 => {
                    report.push(unknown(page, *place, text, vocabulary));
                    self.wrong.push(column);
                    return;
                }
                // Another name for people, or one that several figures have.
                _ => {}
            }
        }
        let Some((place, meaning)) = found.first().cloned() else {
            if let Some((place, text)) = cells.first() {
                report.push(ambiguous(page, *place, text));
                self.wrong.push(column);
            }
            return;
        };
        if let Some((other, _)) = found.iter().find(|(_, other)| *other != meaning) {
            let message = "the headings of this column mean different things";
            report.push(
                Diagnostic::error("wrong-column", page.span(*other), message)
                    .also(page.span(place), "the other heading")
                    .help("one of them has come to stand over the wrong column"),
            );
            self.wrong.push(column);
            return;
        }
        self.add(page, column, place, meaning, report);
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
                Diagnostic::error("duplicate", page.span(place), message)
                    .also(
                        page.span(Place::new(place.row, *first)),
                        "the first of them",
                    )
                    .help("delete one of the two, or begin its heading with # to leave it out"),
            );
            self.wrong.push(column);
            return;
        }
        self.columns.insert(column, meaning);
    }
}

/// The rows of headings, and the one in which an unknown heading is an error.
struct Rows {
    range: Range<u32>,
    best: u32,
}

/// The row with the most headings, and the rows next to it that have some as well.
fn rows(page: &Page<'_>, vocabulary: &Vocabulary) -> Option<Rows> {
    let count = |row: u32| {
        let cells = page.row(row).filter_map(|place| page.text(place));
        let mut counts = (0, 0);
        for text in cells {
            let is_path = vocabulary.by_path(text).is_some();
            counts.0 += usize::from(is_path);
            counts.1 += usize::from(is_path || !vocabulary.by_label(text).is_empty());
        }
        counts
    };
    let is_heading = |row: u32| count(row).1 >= LEAST;
    let has_any = |row: u32| count(row).1 > 0 && page.row(row).count() > 1;
    let last = page.rows().min(LAST_ROW);
    // Of several with as many the first, which the order of the numbers takes care of.
    let best = (0..last).rev().max_by_key(|row| count(*row))?;
    if !is_heading(best) && !has_any(best) {
        return None;
    }
    let first = (0..best).rev().take_while(|row| is_heading(*row)).last();
    let after = (best + 1..last).take_while(|row| is_heading(*row)).last();
    Some(Rows {
        range: first.unwrap_or(best)..after.unwrap_or(best) + 1,
        best,
    })
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
    Diagnostic::error("unknown-column", page.span(place), message).help(help)
}

fn ambiguous(page: &Page<'_>, place: Place, text: &str) -> Diagnostic {
    let message = format!("several figures have the name \"{text}\"");
    Diagnostic::error("unknown-column", page.span(place), message)
        .help("write the id of the figure in the place of its name")
}
