//! A comparison as JSON, for programs.

use serde::Serialize;
use serde_json::Number;

use super::{Comparison, Place, Presence, Row, Value};
use crate::project::values::NATIONAL;

/// The version of the format. It grows when a program that reads the data could be misled.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'c> {
    format: &'static str,
    version: u32,
    old: Side<'c>,
    new: Side<'c>,
    same: bool,
    swapped: &'c [(String, String)],
    places: Vec<Of<'c>>,
}

#[derive(Serialize)]
struct Side<'c> {
    name: &'c str,
    year: u16,
}

/// What is said of a file.
#[derive(Serialize)]
struct Of<'c> {
    code: &'c str,
    name: &'c str,
    /// `both`, `old` or `new`.
    r#in: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<[String; 2]>,
    figures: Vec<Line<'c>>,
}

/// What is said of a figure.
#[derive(Serialize)]
struct Line<'c> {
    id: &'c str,
    label: &'c str,
    kind: &'static str,
    old: Cell<'c>,
    new: Cell<'c>,
    change: Option<Number>,
    percent: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_text: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_text: Option<&'c str>,
    look_at: Vec<&'static str>,
}

/// A number, a word, or nothing.
#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'c> {
    Number(Option<Number>),
    Word(&'c str),
}

/// All that is to be said, on lines of its own.
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
        places: comparison.places.iter().map(of).collect(),
    };
    // Only maps with keys that are no texts could fail, and there are none.
    let text = serde_json::to_string_pretty(&record).unwrap_or_default();
    format!("{text}\n")
}

fn of(place: &Place) -> Of<'_> {
    Of {
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
        figures: place.rows.iter().map(line).collect(),
    }
}

fn line(row: &Row) -> Line<'_> {
    let change = row.change.as_ref();
    Line {
        id: &row.id,
        label: &row.label,
        kind: row.kind.name(),
        old: cell(row.old.as_ref()),
        new: cell(row.new.as_ref()),
        change: change.and_then(|change| number(&change.plain())),
        percent: change.and_then(|change| number(&change.plain_percent()?)),
        old_text: text(row.old.as_ref()),
        new_text: text(row.new.as_ref()),
        look_at: row.flags.iter().map(|flag| flag.name()).collect(),
    }
}

fn cell(value: Option<&Value>) -> Cell<'_> {
    match value.map(Value::said) {
        None => Cell::Number(None),
        Some(Err(word)) => Cell::Word(word),
        Some(Ok(number)) => Cell::Number(number.json()),
    }
}

fn text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Given(_, text)) => text.as_deref(),
        _ => None,
    }
}

/// A number with the digits it is written with, of which 64 bits hold fifteen.
fn number(digits: &str) -> Option<Number> {
    match digits.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => Number::from_f64(digits.parse().ok()?),
    }
}
