//! A comparison as JSON.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Number;

use super::{AreaDiff, Comparison, FigureDiff, Presence, Value};
use crate::project::Amount;
use crate::project::values::NATIONAL;

/// The version of the format. It increases with a change that could mislead a program.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'c> {
    format: &'static str,
    version: u32,
    old: Side<'c>,
    new: Side<'c>,
    same: bool,
    swapped: &'c [(String, String)],
    places: Vec<AreaRecord<'c>>,
}

#[derive(Serialize)]
struct Side<'c> {
    name: &'c str,
    year: u16,
}

/// An area.
#[derive(Serialize)]
struct AreaRecord<'c> {
    code: &'c str,
    name: &'c str,
    /// The sides that have the file: `both`, `old` or `new`.
    r#in: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<[String; 2]>,
    figures: Vec<FigureRecord<'c>>,
}

/// A figure, or a field in a row of a list.
#[derive(Serialize)]
struct FigureRecord<'c> {
    id: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<&'c str>,
    label: &'c str,
    kind: &'static str,
    old: ValueRecord<'c>,
    new: ValueRecord<'c>,
    change: Option<Number>,
    percent: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_text: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_text: Option<&'c str>,
    look_at: Vec<&'static str>,
}

/// A number, a word or null.
#[derive(Serialize)]
#[serde(untagged)]
enum ValueRecord<'c> {
    Number(Option<Number>),
    Word(Cow<'c, str>),
}

/// The comparison as indented JSON.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    let [old, new] = [&comparison.old, &comparison.new].map(|side| Side {
        name: &side.name,
        year: side.year,
    });
    let record = Record {
        format: "factsheet-diff",
        version: VERSION,
        old,
        new,
        same: comparison.is_same(),
        swapped: &comparison.swapped,
        places: comparison.areas.iter().map(area_record).collect(),
    };
    // Serialization fails only for maps whose keys are not strings. There are none.
    let text = serde_json::to_string_pretty(&record).unwrap_or_default();
    format!("{text}\n")
}

fn area_record(place: &AreaDiff) -> AreaRecord<'_> {
    AreaRecord {
        code: place.code.as_deref().unwrap_or(NATIONAL),
        name: &place.name,
        r#in: match place.presence {
            Presence::Both => "both",
            Presence::Appeared => "new",
            Presence::Disappeared => "old",
        },
        status: place
            .status
            .map(|(old, new)| [old.to_string(), new.to_string()]),
        figures: place.rows.iter().map(figure_record).collect(),
    }
}

fn figure_record(row: &FigureDiff) -> FigureRecord<'_> {
    let change = row.change.as_ref();
    FigureRecord {
        id: &row.id,
        row: row.row.as_deref(),
        label: &row.label,
        kind: row.kind.name(),
        old: value_record(row.old.as_ref()),
        new: value_record(row.new.as_ref()),
        change: change.and_then(|change| number(&change.to_plain())),
        percent: change.and_then(|change| number(&change.percent_to_plain()?)),
        old_text: text(row.old.as_ref()),
        new_text: text(row.new.as_ref()),
        look_at: row.flags.iter().map(|flag| flag.name()).collect(),
    }
}

fn value_record(value: Option<&Value>) -> ValueRecord<'_> {
    match value.map(Value::said) {
        None => ValueRecord::Number(None),
        Some(Err(word)) => ValueRecord::Word(word),
        Some(Ok(number)) => ValueRecord::Number(number.json()),
    }
}

fn text(value: Option<&Value>) -> Option<&str> {
    match value {
        // The text of a figure that is a text is its value.
        Some(Value::Given(amount, text)) if *amount != Amount::Text => text.as_deref(),
        _ => None,
    }
}

/// A number with its digits as written. A 64-bit float keeps fifteen of them.
fn number(digits: &str) -> Option<Number> {
    match digits.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => Number::from_f64(digits.parse().ok()?),
    }
}
