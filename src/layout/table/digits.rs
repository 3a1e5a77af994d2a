//! Numbers below each other, aligned on their digits: of "31.5%" and "19%" the 1 stands below the 9, whatever
//! stands behind.

use crate::copy::Cell;
use crate::diagnostic::Report;
use crate::geometry::Length;
use crate::project::stylesheet::{Align, Looks};
use crate::text::{Fonts, Paragraph, Shaper};

/// What stands behind the last whole digit of numbers in columns set flush right.
#[derive(Default)]
pub(super) struct Digits<'w>(Vec<Column<'w>>);

/// A column in which something stands behind digits.
struct Column<'w> {
    index: usize,
    /// Of each row after the header: none where there is no number.
    tails: Vec<Option<Paragraph<'w>>>,
}

impl<'w> Digits<'w> {
    /// Those of the rows after the header.
    pub(super) fn new(
        columns: &[Align],
        rows: &'w [Vec<Cell>],
        looks: &Looks,
        shaper: &mut Shaper<'_>,
        report: &mut Report,
    ) -> Self {
        let mut found = Vec::new();
        for (index, align) in columns.iter().enumerate() {
            if *align != Align::Right {
                continue;
            }
            let tails: Vec<_> = rows.iter().map(|row| tail(row.get(index)?)).collect();
            if tails.iter().flatten().all(|(_, tail)| tail.is_empty()) {
                continue;
            }
            let mut shape = |(cell, tail): (&Cell, String)| {
                let mut run = cell.runs[0].clone();
                (run.text, run.bound) = (tail, 0);
                Paragraph::new(vec![run], looks, shaper, report)
            };
            let tails = tails.into_iter().map(|tail| tail.map(&mut shape)).collect();
            found.push(Column { index, tails });
        }
        Self(found)
    }

    /// How far a cell is moved to the left, so that its digits stand below those of the others. The header is
    /// row 0.
    pub(super) fn shift(
        &self,
        row: usize,
        column: usize,
        fonts: &Fonts,
        text_size: Length,
    ) -> Length {
        let Some(column) = self.0.iter().find(|known| known.index == column) else {
            return Length::ZERO;
        };
        let own = row
            .checked_sub(1)
            .and_then(|row| column.tails.get(row)?.as_ref());
        let Some(own) = own else { return Length::ZERO };
        let width = |tail: &Paragraph<'_>| tail.natural_width(fonts, text_size);
        let widest = column.tails.iter().flatten().map(width).max();
        widest.unwrap_or_default() - width(own)
    }
}

/// A cell that begins with a number, and what stands behind its last whole digit.
fn tail(cell: &Cell) -> Option<(&Cell, String)> {
    let text: String = cell.runs.iter().map(|run| run.text.as_str()).collect();
    let end = whole_digits(&text)?;
    Some((cell, text[end..].to_owned()))
}

/// Where the whole digits of a number end that a text begins with; marks between three and three are among
/// them.
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
}
