//! The widths of a table's columns.

use crate::geometry::Length;
use crate::project::stylesheet::{Align, ColumnWidth};

/// The widths that a column asks for, including padding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// The smallest possible width.
    least: Length,
    /// The width that its content wants.
    wanted: Length,
    /// `true` if the column may take more than its content needs.
    stretches: bool,
    /// The alignment.
    align: Align,
}

/// The error of a word that is wider than the design's limit for its column, with that limit.
#[derive(Debug)]
pub(super) struct TooNarrow(pub Length);

impl Column {
    /// A column with the widths of its widest word and widest cell, and the design's rule. `table` is the available
    /// width.
    pub(super) fn new(
        rule: ColumnWidth,
        (word, cell): (Length, Length),
        align: Align,
        table: Length,
        text_size: Length,
    ) -> Result<Self, TooNarrow> {
        let at = |measure: crate::project::stylesheet::Measure| measure.at(table, text_size);
        let (min, max) = match rule {
            ColumnWidth::Exact(width) => (at(width), Some(at(width))),
            ColumnWidth::Content { min, max } => (min.map_or(Length::ZERO, at), max.map(at)),
        };
        let least = word.max(min);
        match max {
            Some(max) if max < least => Err(TooNarrow(max)),
            _ => Ok(Self {
                least,
                wanted: max.map_or(cell, |max| cell.min(max)).max(least),
                stretches: max.is_none(),
                align,
            }),
        }
    }
}

/// The width of each column. If there is room, each column gets the width its content wants, and in a full table columns
/// of text share the rest. If not, the width is between the least and the wanted one. `None` if there is not even room for the least
/// widths.
pub(super) fn widths(columns: &[Column], available: Length, is_full: bool) -> Option<Vec<Length>> {
    let wanted: Length = columns.iter().map(|column| column.wanted).sum();
    if wanted <= available {
        let rest = if is_full {
            available - wanted
        } else {
            Length::ZERO
        };
        return Some(with_rest(columns, rest));
    }
    let least = least(columns);
    if least > available {
        return None;
    }
    Some(with_share(columns, available - least))
}

/// The least of each column and a share of the room beyond. Columns that lack little get all they
/// want, so that a number is not broken where a text has lines to spare.
fn with_share(columns: &[Column], mut room: Length) -> Vec<Length> {
    let wish = |column: &Column| column.wanted - column.least;
    let mut widths: Vec<Length> = columns.iter().map(|column| column.least).collect();
    let mut modest_first: Vec<usize> = (0..columns.len()).collect();
    modest_first.sort_by_key(|index| wish(&columns[*index]));
    let mut left = columns.len();
    for index in modest_first {
        let share = room / i64::try_from(left).unwrap_or(i64::MAX);
        let given = wish(&columns[index]).min(share);
        widths[index] += given;
        room -= given;
        left -= 1;
    }
    widths
}

/// The smallest total width of the columns.
pub(super) fn least(columns: &[Column]) -> Length {
    columns.iter().map(|column| column.least).sum()
}

/// Returns the width of each column: its wanted width, plus a share of the rest for columns that stretch. Stretching
/// columns that are flush left take all of the rest; if there are none, all stretching columns share it. Without a
/// stretching column, the table is narrower than its room.
fn with_rest(columns: &[Column], rest: Length) -> Vec<Length> {
    let stretches = |column: &&Column| column.stretches;
    let is_left = |column: &Column| column.align == Align::Left;
    let any_left = columns.iter().filter(stretches).any(is_left);
    let takes = |column: &Column| column.stretches && (!any_left || is_left(column));
    let takers = columns.iter().filter(|column| takes(column)).count();
    let share = rest / i64::try_from(takers.max(1)).unwrap_or(i64::MAX);
    let width = |column: &Column| match takes(column) {
        true => column.wanted + share,
        false => column.wanted,
    };
    columns.iter().map(width).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::project::stylesheet::{Extent, Measure};

    const CONTENT: ColumnWidth = ColumnWidth::Content {
        min: None,
        max: None,
    };

    fn column(rule: ColumnWidth, word: i64, cell: i64) -> Result<Column, TooNarrow> {
        let content = (Length::pt(word), Length::pt(cell));
        Column::new(rule, content, Align::Left, Length::pt(200), Length::pt(10))
    }

    fn points(columns: &[Column], available: i64) -> Option<Vec<i64>> {
        let widths = widths(columns, Length::pt(available), true)?;
        Some(widths.iter().map(|width| width.milli() / 1000).collect())
    }

    #[test]
    fn what_the_design_sets_is_what_a_column_gets() {
        let exact = |width| ColumnWidth::Exact(Measure::Extent(Extent::Fixed(Length::pt(width))));
        let half = ColumnWidth::Exact(Measure::Share(500));
        let columns = [exact(50), half, CONTENT].map(|rule| column(rule, 20, 30).expect("room"));
        assert_eq!(points(&columns, 200), Some(vec![50, 100, 50]));
        assert_eq!(points(&columns[..2], 200), Some(vec![50, 100]));
        assert!(column(exact(19), 20, 30).is_err());
    }

    #[test]
    fn limits_hold() {
        let between = |min, max| ColumnWidth::Content {
            min: Some(Measure::Extent(Extent::Fixed(Length::pt(min)))),
            max: Some(Measure::Extent(Extent::Fixed(Length::pt(max)))),
        };
        let wide = column(between(10, 40), 20, 300).expect("room");
        let narrow = column(between(25, 40), 5, 8).expect("room");
        assert_eq!(points(&[wide, narrow], 200), Some(vec![40, 25]));
    }

    #[test]
    fn columns_that_lack_little_get_all_they_want() {
        let columns = [(20, 24), (30, 400), (40, 400)]
            .map(|(word, cell)| column(CONTENT, word, cell).expect("no limit"));
        assert_eq!(points(&columns, 194), Some(vec![24, 80, 90]));
    }

    proptest! {
        #[test]
        fn columns_fill_the_room_and_none_is_too_narrow(
            asked in proptest::collection::vec((1_i64..60, 0_i64..200), 1..8),
            available in 50_i64..600,
            is_full in proptest::bool::ANY,
        ) {
            let columns: Vec<Column> = asked
                .iter()
                .map(|(word, more)| column(CONTENT, *word, word + more).expect("no limit"))
                .collect();
            let available = Length::pt(available);
            match widths(&columns, available, is_full) {
                None => prop_assert!(least(&columns) > available),
                Some(widths) => {
                    let sum: Length = widths.iter().copied().sum();
                    let wanted: Length = columns.iter().map(|column| column.wanted).sum();
                    let whole = if is_full { available } else { wanted.min(available) };
                    prop_assert!(sum <= whole && whole - sum < Length::from_milli(8));
                    for (width, column) in widths.iter().zip(&columns) {
                        prop_assert!(*width >= column.least);
                    }
                }
            }
        }
    }
}
