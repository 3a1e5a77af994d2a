//! A comparison as a table for the terminal.

use super::{Comparison, Flag, Place, Presence, Row, Value};

/// The text of a row, column by column: the figure, old, new, change, percent, and what to look at.
type Cells = [String; 6];

/// A table for people, place by place, with a sentence on how much is different at its end.
#[must_use]
pub fn table(comparison: &Comparison) -> String {
    let [old, new] = [&comparison.old, &comparison.new].map(|side| side.name.clone());
    let head: Cells = ["figure", &old, &new, "change", "", ""].map(str::to_owned);
    let rows = |place: &Place| -> Vec<Cells> {
        match place.presence {
            Presence::Both => place.rows.iter().map(cells).collect(),
            // All of its figures: they are to be looked at in the file itself.
            Presence::Appeared | Presence::Disappeared => Vec::new(),
        }
    };
    let places: Vec<(&Place, Vec<Cells>)> =
        comparison.places.iter().map(|p| (p, rows(p))).collect();
    let all = places.iter().flat_map(|(_, rows)| rows).chain([&head]);
    let mut widths = [0; 6];
    for row in all {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    if places.iter().any(|(_, rows)| !rows.is_empty()) {
        text.push_str(&line(&head, &widths));
    }
    for (place, rows) in &places {
        let remark = place.remark().map(|remark| format!(": {remark}"));
        let is_first = text.is_empty();
        text.push_str(if is_first { "" } else { "\n" });
        text.push_str(&format!(
            "{}{}\n",
            place.title(),
            remark.unwrap_or_default()
        ));
        text.extend(rows.iter().map(|row| line(row, &widths)));
    }
    if !places.is_empty() {
        text.push('\n');
    }
    text.extend(comparison.swaps().map(|swap| format!("{swap}\n")));
    text.push_str(&comparison.summary());
    text.push('\n');
    text
}

fn cells(row: &Row) -> Cells {
    let mut flags = row.flags(", ");
    if row.has(Flag::Text) {
        let [old, new] = [&row.old, &row.new].map(|value| match value {
            Some(Value::Given(_, Some(text))) => format!("“{text}”"),
            _ => "the number".to_owned(),
        });
        flags = format!("{flags}: {old} → {new}");
    }
    let [old, new, change, percent] = row.shown();
    [row.id.clone(), old, new, change, percent, flags]
}

fn line(cells: &Cells, widths: &[usize; 6]) -> String {
    let padded =
        cells
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(column, (cell, &width))| match column {
                0 | 5 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
    let line = padded.collect::<Vec<_>>().join("  ");
    format!("  {}\n", line.trim_end())
}
