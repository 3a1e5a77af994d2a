//! A comparison as a table for the terminal.

use super::{AreaDiff, Comparison, FigureDiff, Flag, Presence, Value};
use crate::diagnostic::in_columns;

/// The cells of a row: figure, old, new, change, percent, flags.
type Cells = [String; 6];

/// The differences area by area, with a summary at the end.
#[must_use]
pub fn table(comparison: &Comparison) -> String {
    let [old, new] = [&comparison.old, &comparison.new].map(|side| side.name.clone());
    let head: Cells = ["figure", &old, &new, "change", "", ""].map(str::to_owned);
    // The figures of an area that only one side has are in its file.
    let rows = |place: &'_ AreaDiff| match place.presence {
        Presence::Both => place.rows.iter().map(cells).collect(),
        Presence::Appeared | Presence::Disappeared => Vec::new(),
    };
    let areas: Vec<(&AreaDiff, Vec<Cells>)> =
        comparison.areas.iter().map(|p| (p, rows(p))).collect();
    let all = areas.iter().flat_map(|(_, rows)| rows).cloned();
    let all: Vec<Cells> = std::iter::once(head).chain(all).collect();
    let mut lines = in_columns(&all, |column| matches!(column, 0 | 5)).into_iter();
    let mut text = String::new();
    let head = lines.next().filter(|_| all.len() > 1);
    text.extend(head.map(|head| format!("  {head}\n")));
    for (place, rows) in &areas {
        let remark = place.remark().map(|remark| format!(": {remark}"));
        let gap = if text.is_empty() { "" } else { "\n" };
        let (title, remark) = (place.title(), remark.unwrap_or_default());
        text.push_str(&format!("{gap}{title}{remark}\n"));
        text.extend(
            lines
                .by_ref()
                .take(rows.len())
                .map(|line| format!("  {line}\n")),
        );
    }
    if !areas.is_empty() {
        text.push('\n');
    }
    text.extend(comparison.swaps().map(|swap| format!("{swap}\n")));
    text.push_str(&comparison.summary());
    text.push('\n');
    text
}

fn cells(row: &FigureDiff) -> Cells {
    let mut flags = row.flags(", ");
    if row.has(Flag::Text) {
        let [old, new] = [&row.old, &row.new].map(|value| match value {
            Some(Value::Given(_, Some(text))) => format!("“{text}”"),
            _ => "the number".to_owned(),
        });
        flags = format!("{flags}: {old} → {new}");
    }
    let [old, new, change, percent] = row.shown();
    [row.name(), old, new, change, percent, flags]
}
