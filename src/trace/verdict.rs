//! Whether a file is what the sources give, and if it is not, what is different.

use serde_json::Value;

use crate::edition::Rendered;
use crate::pdf::Attached;

/// What was found of a file.
#[derive(Debug)]
pub struct Verdict {
    /// Its path.
    pub path: String,
    /// Whether it has the very bytes that the sources give.
    has_same_bytes: bool,
    /// What is different, as far as its data tell; there is always something when the bytes are not the
    /// same.
    pub differences: Vec<String>,
}

impl Verdict {
    /// Whether the file is what the sources give.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.has_same_bytes
    }
}

/// Compares a file with the sheet that the sources give. `attached` reads the files inside of a PDF; it is not
/// asked when the bytes are the same.
pub fn compare(
    path: String,
    bytes: &[u8],
    made: &Rendered,
    attached: impl FnOnce(&[u8]) -> Result<Vec<Attached>, String>,
) -> Verdict {
    let has_same_bytes = bytes == made.pdf;
    let differences = match has_same_bytes {
        true => Vec::new(),
        false => differences(attached(bytes), &made.data),
    };
    Verdict {
        path,
        has_same_bytes,
        differences,
    }
}

fn differences(found: Result<Vec<Attached>, String>, own: &[u8]) -> Vec<String> {
    let found = match found {
        Ok(found) => found,
        Err(problem) => return vec![format!("it cannot be read: {problem}")],
    };
    let own: Value = serde_json::from_slice(own).unwrap_or_default();
    let sheets = found
        .iter()
        .filter_map(|file| serde_json::from_slice(&file.bytes).ok());
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
        let same = "its figures are the same; words, design, fonts, date or program are not";
        all.push(same.to_owned());
    }
    all
}

/// What is compared of the data besides the figures.
const HEAD: [(&str, &str); 7] = [
    ("/year", "year"),
    ("/jurisdiction/code", "jurisdiction"),
    ("/language", "language"),
    ("/title", "title"),
    ("/status", "status"),
    ("/as_of", "day"),
    ("/sources", "sources"),
];

/// The figures that are different, and those that only one of the two has.
fn figures(other: &Value, own: &Value, parts: &[&str]) -> Vec<String> {
    let list = |sheet: &Value| sheet["figures"].as_array().cloned().unwrap_or_default();
    let (theirs, ours) = (list(other), list(own));
    let key = |figure: &Value| (figure["scope"].clone(), figure["id"].clone());
    let find = |all: &[Value], one: &Value| all.iter().find(|f| key(f) == key(one)).cloned();
    let mut lines = Vec::new();
    for figure in &ours {
        let found = find(&theirs, figure);
        if found.as_ref() == Some(figure) {
            continue;
        }
        let found = found.unwrap_or_default();
        let name = name(figure);
        let mut parts = parts
            .iter()
            .filter(|part| found.get(**part) != figure.get(**part));
        // The number is what counts; what is printed follows from it.
        if let Some(part) = parts.next() {
            let named = if *part == "value" {
                name
            } else {
                format!("{part} of {name}")
            };
            lines.push(line(&named, found.get(*part), figure.get(*part)));
        }
    }
    let gone = theirs.iter().filter(|figure| find(&ours, figure).is_none());
    lines.extend(gone.map(|figure| line(&name(figure), figure.get("value"), None)));
    lines
}

/// What is compared of a figure.
const PARTS: [&str; 7] = [
    "value", "absence", "printed", "label", "note", "source", "status",
];

fn name(figure: &Value) -> String {
    let id = figure["id"].as_str().unwrap_or_default();
    match figure["scope"].as_str() {
        Some("national") => format!("national.{id}"),
        _ => id.to_owned(),
    }
}

fn line(name: &str, there: Option<&Value>, here: Option<&Value>) -> String {
    let shown = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(value) => value.to_string(),
    };
    format!("{name}: {} in the file, {} here", shown(there), shown(here))
}
