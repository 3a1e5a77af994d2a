//! A comparison as CSV, for spreadsheets and programs.

use std::collections::BTreeMap;

use super::{AreaDiff, Comparison, FigureDiff, Presence, Value};
use crate::project::values::NATIONAL;

/// The column headings.
const HEAD: [&str; 10] = [
    "code", "name", "figure", "row", "label", "old", "new", "change", "percent", "look_at",
];

/// A line for each figure, with plain numbers. A changed status has a line as well.
#[must_use]
pub fn csv(comparison: &Comparison) -> String {
    let mut lines = vec![HEAD.map(str::to_owned).to_vec()];
    let swaps = comparison.swapped.iter();
    let swaps: BTreeMap<&str, &str> = swaps
        .flat_map(|(one, other)| [(one.as_str(), other.as_str()), (other, one)])
        .collect();
    for place in &comparison.areas {
        if let Some((old, new)) = place.status {
            let [status, none] = ["status", ""].map(str::to_owned);
            let (old, new) = (old.to_string(), new.to_string());
            let cells = [
                status,
                none.clone(),
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
            // The file has no figures, but it appeared or disappeared.
            let mut line = [""; 8].map(str::to_owned);
            line[7] = place.remark().unwrap_or_default();
            lines.push(record(place, line));
        }
        let rows = place.rows.iter();
        let swap = place.code.as_deref().and_then(|code| swaps.get(code));
        lines.extend(rows.map(|row| record(place, cells(swap.copied(), row))));
    }
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for line in lines {
        // Writing to memory does not fail, and all lines have the same number of cells.
        let _ = writer.write_record(line);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn record(place: &AreaDiff, cells: [String; 8]) -> Vec<String> {
    let code = place.code.as_deref().unwrap_or(NATIONAL);
    let place = [code, &place.name].map(str::to_owned);
    place.into_iter().chain(cells).collect()
}

/// The flags of a figure in an area whose figures may be those of another.
fn cells(swap: Option<&str>, row: &FigureDiff) -> [String; 8] {
    let change = row.change.as_ref();
    let swap = swap.map(|other| format!("swapped with {other}"));
    let flags = Some(row.flags("; ")).filter(|flags| !flags.is_empty());
    let flags: Vec<String> = flags.into_iter().chain(swap).collect();
    [
        row.id.clone(),
        row.row.clone().unwrap_or_default(),
        row.label.clone(),
        cell(row.old.as_ref()),
        cell(row.new.as_ref()),
        change.map_or_else(String::new, |change| change.to_plain()),
        change
            .and_then(|change| change.percent_to_plain())
            .unwrap_or_default(),
        flags.join("; "),
    ]
}

fn cell(value: Option<&Value>) -> String {
    match value.map(Value::said) {
        None => String::new(),
        Some(Err(word)) => word.into_owned(),
        Some(Ok(number)) => number.ungrouped(),
    }
}
