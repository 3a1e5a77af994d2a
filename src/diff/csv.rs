//! A comparison as comma-separated values, for spreadsheets and programs.

use std::collections::BTreeMap;

use super::{Comparison, Place, Presence, Row, Value};
use crate::project::values::NATIONAL;

/// The columns.
const HEAD: [&str; 9] = [
    "code", "name", "figure", "label", "old", "new", "change", "percent", "look_at",
];

/// One line for each figure, with numbers as programs read them. A status that has changed has a line, too.
#[must_use]
pub fn csv(comparison: &Comparison) -> String {
    let mut lines = vec![HEAD.map(str::to_owned).to_vec()];
    let swaps = comparison.swapped.iter();
    let swaps: BTreeMap<&str, &str> = swaps
        .flat_map(|(one, other)| [(one.as_str(), other.as_str()), (other, one)])
        .collect();
    for place in &comparison.places {
        if let Some((old, new)) = place.status {
            let [status, none] = ["status", ""].map(str::to_owned);
            let (old, new) = (old.to_string(), new.to_string());
            let cells = [
                status,
                none.clone(),
                old,
                new,
                none.clone(),
                none.clone(),
                none,
            ];
            lines.push(record(place, cells));
        }
        if place.rows.is_empty() && place.presence != Presence::Both {
            // Nothing in it, and yet it is there or gone.
            let mut line = [""; 7].map(str::to_owned);
            line[6] = place.remark().unwrap_or_default();
            lines.push(record(place, line));
        }
        let rows = place.rows.iter();
        let swap = place.code.as_deref().and_then(|code| swaps.get(code));
        lines.extend(rows.map(|row| record(place, cells(swap.copied(), row))));
    }
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for line in lines {
        // Writing to memory does not fail, and all lines have as many cells.
        let _ = writer.write_record(line);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn record(place: &Place, cells: [String; 7]) -> Vec<String> {
    let code = place.code.as_deref().unwrap_or(NATIONAL);
    let place = [code, &place.name].map(str::to_owned);
    place.into_iter().chain(cells).collect()
}

/// What is said of a figure of a place whose figures may be those of another.
fn cells(swap: Option<&str>, row: &Row) -> [String; 7] {
    let change = row.change.as_ref();
    let swap = swap.map(|other| format!("swapped with {other}"));
    let flags = Some(row.flags("; ")).filter(|flags| !flags.is_empty());
    let flags: Vec<String> = flags.into_iter().chain(swap).collect();
    [
        row.id.clone(),
        row.label.clone(),
        cell(row.old.as_ref()),
        cell(row.new.as_ref()),
        change.map_or_else(String::new, |change| change.plain()),
        change
            .and_then(|change| change.plain_percent())
            .unwrap_or_default(),
        flags.join("; "),
    ]
}

fn cell(value: Option<&Value>) -> String {
    match value.map(Value::said) {
        None => String::new(),
        Some(Err(word)) => word.to_owned(),
        Some(Ok(number)) => number.ungrouped(),
    }
}
