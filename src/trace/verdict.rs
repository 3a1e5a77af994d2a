//! Comparison of a file with the sheet that its sources give.

use serde_json::Value;

use crate::edition::Rendered;
use crate::project::{Whose, is_refused};

/// The result of comparing a file with its sources.
#[derive(Debug)]
pub struct Verdict {
    /// The path of the file.
    pub path: String,
    /// The differences, as far as the attached data show them. There is at least one when the bytes differ.
    pub differences: Vec<String>,
}

impl Verdict {
    /// Whether the file has exactly the bytes that the sources give.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Compares a file with the sheet that the sources give. `attached` reads the files attached to a PDF and is called
/// only when the bytes differ.
pub fn compare(
    path: String,
    bytes: &[u8],
    made: &Rendered,
    attached: impl FnOnce(&[u8]) -> Result<Vec<Vec<u8>>, &'static str>,
) -> Verdict {
    let differences = match bytes == made.pdf {
        true => Vec::new(),
        false => differences(attached(bytes), &made.data),
    };
    Verdict { path, differences }
}

fn differences(found: Result<Vec<Vec<u8>>, &'static str>, own: &[u8]) -> Vec<String> {
    let found = match found {
        Ok(found) => found,
        Err(problem) => return vec![problem.to_owned()],
    };
    let own: Value = serde_json::from_slice(own).unwrap_or_default();
    let sheets = found
        .iter()
        .filter_map(|file| serde_json::from_slice(file).ok());
    let sheets: Vec<Value> = sheets
        .filter(|sheet: &Value| sheet["format"] == own["format"])
        .collect();
    let whose = |sheet: &Value| sheet["jurisdiction"]["code"].clone();
    let other = match sheets.as_slice() {
        [] => return vec!["it is no sheet: it has no figures as data".to_owned()],
        [only] => only,
        many => match many.iter().find(|sheet| whose(sheet) == whose(&own)) {
            Some(sheet) => sheet,
            None => return vec!["it is a book without this sheet".to_owned()],
        },
    };
    // Data of another sheet are not compared figure by figure.
    if other["year"] != own["year"] {
        let line = line("year", other.get("year"), own.get("year"));
        return vec![format!(
            "{line}; compare it with --year {}",
            display_text(&other["year"].to_string())
        )];
    }
    if whose(other) != whose(&own) {
        return vec![line(
            "jurisdiction",
            Some(&whose(other)),
            Some(&whose(&own)),
        )];
    }
    let mut all: Vec<String> = HEAD
        .iter()
        .filter(|(pointer, _)| other.pointer(pointer) != own.pointer(pointer))
        .map(|(pointer, name)| line(name, other.pointer(pointer), own.pointer(pointer)))
        .collect();
    let parts = match other["status"] == own["status"] {
        true => PARTS.as_slice(),
        // The difference in the figures follows from it.
        false => &PARTS[..PARTS.len() - 1],
    };
    all.extend(figures(other, &own, parts));
    if sheets.len() > 1 {
        all.push("it is a book of several sheets".to_owned());
    } else if all.is_empty() {
        let same = "its bytes are different, but the data attached to it are the same; its pages were not read, \
                    and may show something else";
        all.push(same.to_owned());
    }
    let more = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    all.extend((more > 0).then(|| format!("and {more} more")));
    all
}

/// The compared keys besides the figures.
const HEAD: [(&str, &str); 6] = [
    ("/language", "language"),
    ("/title", "title"),
    ("/status", "status"),
    ("/as_of", "day"),
    ("/sources/state", "source"),
    ("/sources/national", "source of the national figures"),
];

/// The figures that differ, and those that only one side has.
fn figures(other: &Value, own: &Value, parts: &[&str]) -> Vec<String> {
    let list = |sheet: &Value| sheet["figures"].as_array().cloned().unwrap_or_default();
    let (theirs, ours) = (list(other), list(own));
    let mut lines = Vec::new();
    for figure in &ours {
        let Some(found) = theirs.iter().find(|found| name(found) == name(figure)) else {
            lines.push(line(&name(figure), None, Some(amount(figure))));
            continue;
        };
        if amount(found) != amount(figure) {
            // A different number explains a different printed text.
            lines.push(line(
                &name(figure),
                Some(amount(found)),
                Some(amount(figure)),
            ));
            continue;
        }
        let mut parts = parts
            .iter()
            .filter(|part| found.get(**part) != figure.get(**part));
        if let Some(part) = parts.next() {
            let of_figure = format!("{part} of {}", name(figure));
            lines.push(line(&of_figure, found.get(*part), figure.get(*part)));
        }
    }
    let is_gone = |figure: &&Value| !ours.iter().any(|own| name(own) == name(figure));
    let gone = theirs.iter().filter(is_gone);
    lines.extend(gone.map(|figure| line(&name(figure), Some(amount(figure)), None)));
    lines
}

/// The compared keys of a figure besides its number.
const PARTS: [&str; 5] = ["printed", "label", "note", "source", "status"];

/// The number of a figure, or the reason why there is none.
fn amount(figure: &Value) -> &Value {
    match &figure["value"] {
        Value::Null => &figure["absence"],
        number => number,
    }
}

fn name(figure: &Value) -> String {
    let id = figure["id"].as_str().unwrap_or_default();
    match figure["scope"].as_str() {
        Some("national") => format!("{}{id}", Whose::Nation.prefix()),
        _ => id.to_owned(),
    }
}

fn line(name: &str, there: Option<&Value>, here: Option<&Value>) -> String {
    let value = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(value) => display_text(&value.to_string()),
    };
    let name = display_text(name);
    format!("{name}: {} in the file, {} here", value(there), value(here))
}

/// A text from a file that may not be trusted, made safe for display.
fn display_text(text: &str) -> String {
    let plain = text.chars().map(|c| {
        if is_refused(c) || c.is_control() {
            '\u{fffd}'
        } else {
            c
        }
    });
    let shown: String = plain.take(LONGEST).collect();
    let rest = if text.chars().count() > LONGEST {
        "…"
    } else {
        ""
    };
    format!("{shown}{rest}")
}

/// The most characters of a text shown.
const LONGEST: usize = 200;

/// The most differences shown.
const MOST: usize = 100;
