//! Whether a file is what the sources give, and if it is not, what is different.

use serde_json::Value;

use crate::edition::Rendered;
use crate::project::{Whose, is_refused};

/// What was found of a file.
#[derive(Debug)]
pub struct Verdict {
    /// Its path.
    pub path: String,
    /// What is different, as far as its data tell; there is always something when it has not the very bytes that
    /// the sources give.
    pub differences: Vec<String>,
}

impl Verdict {
    /// Whether the file is what the sources give.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Compares a file with the sheet that the sources give. `attached` reads the files inside of a PDF; it is not
/// asked when the bytes are the same.
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
    // What is about something else has nothing in common.
    if other["year"] != own["year"] {
        let line = line("year", other.get("year"), own.get("year"));
        return vec![format!(
            "{line}; compare it with --year {}",
            shown(&other["year"].to_string())
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
        // That of the figures follows from it.
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

/// What is compared of the data besides the figures.
const HEAD: [(&str, &str); 6] = [
    ("/language", "language"),
    ("/title", "title"),
    ("/status", "status"),
    ("/as_of", "day"),
    ("/sources/state", "source"),
    ("/sources/national", "source of the national figures"),
];

/// The figures that are different, and those that only one of the two has.
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
            // The number is what counts; what is printed follows from it.
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

/// What is compared of a figure besides its number.
const PARTS: [&str; 5] = ["printed", "label", "note", "source", "status"];

/// A figure's number, or why there is none.
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
    let shown = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(value) => shown(&value.to_string()),
    };
    let name = self::shown(name);
    format!("{name}: {} in the file, {} here", shown(there), shown(here))
}

/// A text of a file that may be anybody's, as far as it can be shown.
fn shown(text: &str) -> String {
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

/// The most characters of a text that are shown.
const LONGEST: usize = 200;

/// The most differences that are shown.
const MOST: usize = 100;
