//! Ranges of rows and their names in messages.

use std::collections::BTreeSet;
use std::ops::Range;

/// Groups consecutive rows into ranges.
pub(super) fn runs(rows: &BTreeSet<u32>) -> impl Iterator<Item = Range<u32>> {
    let mut rows = rows.iter().copied().peekable();
    std::iter::from_fn(move || {
        let first = rows.next()?;
        let mut end = first + 1;
        while rows.next_if_eq(&end).is_some() {
            end += 1;
        }
        Some(first..end)
    })
}

/// The first row of a range, and the message about it or about the range.
pub(super) fn named(rows: &Range<u32>, one: &str, all: &str) -> (u32, String) {
    let first = rows.start + 1;
    let what = match rows.len() {
        1 => format!("row {first} {one}"),
        _ => format!("rows {first} to {} {all}", rows.end),
    };
    (rows.start, what)
}
