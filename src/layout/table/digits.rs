//! Numbers in a column, aligned on their whole digits: of "31.5%" and "19%", the 1 is above the 9.
//!
//! Only numbers of one unit are compared digit by digit. In a column of "1,204", "61.4%" and "3 of 5", all cells and the
//! header end at the right edge.
//!
//! The header of such a column follows most of its numbers. Over "412", "38.5" and "1,906" it ends where the whole
//! numbers end, and ".5" extends to the right of it; over "31.5%", "24.0%" and "19%" it ends where the decimals end. A
//! single number in a different form therefore does not move the others away from the header, and the digits can still
//! be compared down the column. Texts, such as "withheld", are aligned with the header.

use std::collections::BTreeMap;

use super::RowKind;
use crate::copy::{self, Cell, TableRow};
use crate::diagnostic::Report;
use crate::geometry::Length;
use crate::project::stylesheet::{Align, TableStyle};
use crate::text::{Fonts, Paragraph, Run, Shaper};

/// The text after the last whole digit of numbers in columns set flush right.
#[derive(Default)]
pub(super) struct Digits<'w>(Vec<Column<'w>>);

/// A column with text after digits.
struct Column<'w> {
    index: usize,
    /// For each row after the header, the text after the digits, or `None` without a number.
    tails: Vec<Option<Tail<'w>>>,
}

/// The text after the whole digits of a number.
struct Tail<'w> {
    text: Paragraph<'w>,
    /// `true` if the text has the form that is most frequent in the column.
    is_usual: bool,
}

impl Column<'_> {
    /// The shift of a cell to the left. A cell without a number is shifted like the usual ones.
    fn shift(&self, row: Option<usize>, fonts: &Fonts, text_size: Length) -> Length {
        let width = |tail: &Tail<'_>| tail.text.natural_width(fonts, text_size);
        let tails = || self.tails.iter().flatten();
        let widest = tails().map(width).max().unwrap_or_default();
        let own = row.and_then(|row| self.tails.get(row)?.as_ref()).map(width);
        let usual = || tails().filter(|tail| tail.is_usual).map(width).max();
        widest - own.or_else(usual).unwrap_or_default()
    }
}

impl<'w> Digits<'w> {
    /// Reads the numbers in the rows after the header.
    pub(super) fn new(
        table: &'w copy::Table,
        style: &TableStyle,
        shaper: &mut Shaper<'_>,
        report: &mut Report,
    ) -> Self {
        let mut found = Vec::new();
        for (index, column) in table.columns.iter().enumerate() {
            if column.align != Align::Right || !column.has_one_unit {
                continue;
            }
            let number = |row: &'w TableRow| Some((row, Number::of(row.cells.get(index)?)?));
            let numbers: Vec<_> = table.rows.iter().map(number).collect();
            if !need_shifts(numbers.iter().flatten().map(|(_, number)| number)) {
                continue;
            }
            let texts = numbers
                .iter()
                .flatten()
                .map(|(_, number)| number.text.as_str());
            let usual = usual(texts);
            let mut shape = |(row, number): (&TableRow, Number)| {
                let looks = &RowKind::of(row).style(style).looks;
                let is_usual = form(&number.text) == usual && !number.has_call;
                let text = Paragraph::new(number.tail, looks, shaper, report);
                Tail { text, is_usual }
            };
            let numbers = numbers.into_iter();
            let tails = numbers.map(|number| number.map(&mut shape)).collect();
            found.push(Column { index, tails });
        }
        Self(found)
    }

    /// The shift of a cell to the left that aligns its digits with the other rows. Row 0 is the header, which is
    /// aligned with most numbers.
    pub(super) fn shift(
        &self,
        row: usize,
        column: usize,
        fonts: &Fonts,
        text_size: Length,
    ) -> Length {
        let column = self.0.iter().find(|known| known.index == column);
        let row = row.checked_sub(1);
        column.map_or(Length::ZERO, |column| column.shift(row, fonts, text_size))
    }
}

/// The most frequent form; of several, the longest.
fn usual<'t>(tails: impl Iterator<Item = &'t str>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for tail in tails {
        *counts.entry(form(tail)).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(form, count)| (*count, form.chars().count()));
    most.map(|(form, _)| form).unwrap_or_default()
}

/// A text with all digits alike: ".5%" and ".3%" have one form.
fn form(tail: &str) -> String {
    let alike = |c: char| if c.is_ascii_digit() { '0' } else { c };
    tail.chars().map(alike).collect()
}

/// Whether the numbers have one unit and differ in the form of what follows their whole digits. Numbers of several units are
/// not compared digit by digit, and numbers of one form are so when they end at one edge.
fn need_shifts<'n>(numbers: impl Iterator<Item = &'n Number>) -> bool {
    let numbers: Vec<_> = numbers.collect();
    let mut neighbors = numbers.windows(2);
    let has_one_form = neighbors
        .all(|two| form(&two[0].text) == form(&two[1].text) && two[0].has_call == two[1].has_call);
    let mut neighbors = numbers.windows(2);
    !has_one_form && neighbors.all(|two| two[0].unit() == two[1].unit())
}

/// The number that a cell begins with.
struct Number {
    /// What stands after its last whole digit, up to the end of the line.
    tail: Vec<Run>,
    /// The text of the tail, without calls of footnotes.
    text: String,
    /// Whether a footnote is called.
    has_call: bool,
}

impl Number {
    /// Reads a cell. A number ends with its run at the latest: digits of the next run are not its digits.
    fn of(cell: &Cell) -> Option<Self> {
        let is_sign = |run: &&Run| !run.text.contains(char::is_alphanumeric);
        let first = cell.runs.iter().take_while(is_sign).count();
        let run = cell.runs.get(first)?;
        let signs = run.text.find(char::is_alphanumeric)?;
        let end = signs + whole_digits(&run.text[signs..])?;
        let mut tail = vec![Run {
            text: run.text[end..].to_owned(),
            bound: 0,
            ..run.clone()
        }];
        tail.extend_from_slice(&cell.runs[first + 1..]);
        let line_end = tail.iter().position(|run| run.text.contains('\n'));
        if let Some(last) = line_end {
            tail.truncate(last + 1);
            let length = tail[last].text.find('\n').unwrap_or_default();
            tail[last].text.truncate(length);
        }
        let is_call = |run: &&Run| run.footnote.is_some();
        let words = tail.iter().filter(|run| !is_call(run));
        let text = words.map(|run| run.text.as_str()).collect();
        let has_call = tail.iter().any(|run| is_call(&run));
        Some(Self {
            tail,
            text,
            has_call,
        })
    }

    /// The text after the decimals: "%" of "31.5%".
    fn unit(&self) -> &str {
        let decimals = self.text.strip_prefix(['.', ',']);
        let decimals = decimals.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        match decimals {
            Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            None => &self.text,
        }
    }
}

/// The end of the whole digits at the start of a text, including the marks between groups of three.
fn whole_digits(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if end == 0 {
        return None;
    }
    loop {
        let mut rest = text[end..].chars();
        let mark = rest.next().filter(|c| ",.'’\u{a0}\u{202f}".contains(*c));
        let Some(mark) = mark.filter(|_| digits(rest.as_str()) == 3) else {
            return Some(end);
        };
        end += mark.len_utf8() + 3;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn whole_digits_end_before_decimals_and_signs() {
        let whole = |text: &'static str| whole_digits(text).map(|end| &text[..end]);
        assert_eq!(whole("31.5%"), Some("31"));
        assert_eq!(whole("19\u{a0}%"), Some("19"));
        assert_eq!(whole("1,234,567"), Some("1,234,567"));
        assert_eq!(whole("36.2 million"), Some("36"));
        assert_eq!(whole("12.345.678,9"), Some("12.345.678"));
        assert_eq!(whole("withheld"), None);
    }

    fn numbers(texts: &[&str]) -> bool {
        let cells: Vec<Cell> = texts
            .iter()
            .map(|text| Cell {
                runs: vec![Run::plain(*text, Span::DETACHED)],
            })
            .collect();
        let numbers: Vec<_> = cells.iter().filter_map(Number::of).collect();
        need_shifts(numbers.iter())
    }

    #[test]
    fn only_numbers_of_one_unit_and_several_forms_are_shifted() {
        assert!(numbers(&["31.5%", "19%", "withheld"]));
        assert!(numbers(&["−1,204", "+38.5", "$7.25"]));
        assert!(!numbers(&["1,204", "61.4%"]));
        assert!(!numbers(&["31.5%", "19.0%"]));
        assert!(!numbers(&["36.2 million", "980,000"]));
        assert!(!numbers(&["12", "8,249", ""]));
    }

    #[test]
    fn a_number_ends_with_its_run_and_its_line() {
        let run = |text: &str| Run::plain(text, Span::DETACHED);
        let tail = |runs: &[&str]| {
            let runs = runs.iter().map(|text| run(text)).collect();
            Number::of(&Cell { runs }).map(|number| number.text)
        };
        assert_eq!(tail(&["8,249", "1"]).as_deref(), Some("1"));
        assert_eq!(tail(&["−", "8.5%\n", "(2)"]).as_deref(), Some(".5%"));
        assert_eq!(tail(&["none", "1"]), None);
    }

    #[test]
    fn the_usual_form_is_that_of_most() {
        let usual = |tails: &[&str]| usual(tails.iter().copied());
        assert_eq!(usual(&["", ".5", "", ""]), "");
        assert_eq!(usual(&[".5%", ".3%", "%"]), ".0%");
        assert_eq!(usual(&["", ".5"]), ".0");
        assert_eq!(usual(&[]), "");
    }
}
