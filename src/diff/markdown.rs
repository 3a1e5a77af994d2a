//! A comparison as Markdown, for a pull request.

use super::{AreaDiff, Comparison, FigureDiff, Presence};

/// A heading, a summary, and a table of the differences. Flags are bold.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let [old, new] = [&comparison.old, &comparison.new].map(|side| escaped(&side.name));
    let mut text = format!("## Figures: {old} → {new}\n\n");
    text.extend(
        comparison
            .swaps()
            .map(|swap| format!("**{}.**\n\n", escaped(&swap))),
    );
    text.push_str(&format!("{}.\n", capital(&comparison.summary())));
    let remarks = comparison.areas.iter().filter_map(|place| {
        let remark = place.remark()?;
        Some(format!("- {}: {remark}\n", escaped(&place.title())))
    });
    let remarks: String = remarks.collect();
    if !remarks.is_empty() {
        text.push_str(&format!("\n{remarks}"));
    }
    let both = comparison
        .areas
        .iter()
        .filter(|p| p.presence == Presence::Both);
    let rows = both.flat_map(|place| place.rows.iter().map(|row| line(place, row)));
    let rows: String = rows.collect();
    if !rows.is_empty() {
        text.push_str(&format!(
            "\n| Place | Figure | {old} | {new} | Change | Percent | Look at |\n\
             |:--|:--|--:|--:|--:|--:|:--|\n{rows}"
        ));
    }
    text
}

fn line(place: &AreaDiff, row: &FigureDiff) -> String {
    let flags = match row.flags(", ") {
        flags if flags.is_empty() => flags,
        flags => format!("**{flags}**"),
    };
    let [old, new, change, percent] = row.shown();
    let [old, new] = [old, new].map(|value| escaped(&value));
    let name = escaped(&place.name);
    let id = match &row.row {
        Some(of) => format!("`{}`, {}", row.id, escaped(of)),
        None => format!("`{}`", row.id),
    };
    format!("| {name} | {id} | {old} | {new} | {change} | {percent} | {flags} |\n")
}

/// Text with all Markdown characters escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\`*_{}[]<>#|~&!".contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}
