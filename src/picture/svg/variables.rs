//! Values that have a name: `var(--brand)`, and the one color name of CSS that is newer than SVG 1.1.
//!
//! usvg knows neither, so the values are written in their places before it reads the file. A name that has several
//! values, or one for a part of the drawing only, keeps its place and is refused by the inspection. No line is added or
//! lost, so that messages name the lines of the file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use usvg::roxmltree::Document;

use super::stylesheet::{rules, without_comments};

/// The start of a reference to a named value.
const REFERENCE: &str = "var(";

/// The number of names that a value can lead through.
const DEEPEST: usize = 8;

/// The largest size of a value in bytes.
const LONGEST: usize = 200;

/// The color name that SVG 1.1 does not have, and its value (CSS Color Module Level 4, 6.1).
const NEW_COLOR: [&str; 2] = ["rebeccapurple", "#663399"];

/// The named values of a file.
type Values = BTreeMap<String, Option<String>>;

/// The text of a file with the named values in their places. `most` is the largest size; a text that would be larger
/// keeps its names.
pub(super) fn resolve<'t>(text: &'t str, document: &Document<'_>, most: usize) -> Cow<'t, str> {
    let text = with_new_color(text);
    if !text.contains("--") {
        return text;
    }
    let values = values(document);
    let text = without_definitions(&text);
    match replace(&text, &values, 0, most) {
        Some(replaced) => replaced.into(),
        None => text.into(),
    }
}

/// A definition in a text: its range, and its name and value.
type Definition<'t> = (Range<usize>, &'t str, &'t str);

/// The definitions in declarations or in a whole file: `--brand: #cc0000;`.
fn definitions(text: &str) -> impl Iterator<Item = Definition<'_>> {
    let mut end = 0;
    let starts = text.match_indices("--").map(|(at, _)| at);
    starts.filter_map(move |at| {
        let begins = |before: &str| {
            before.is_empty() || before.ends_with(BEFORE) || before.ends_with(char::is_whitespace)
        };
        if at < end || !begins(&text[..at]) {
            return None;
        }
        let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let name_length = text[at..].find(|c| !is_name(c))?;
        let (name, rest) = text[at..].split_at(name_length);
        let value = rest.trim_start().strip_prefix(':')?;
        let length = value_length(value);
        let start = text.len() - value.len();
        end = start + length + usize::from(value[length..].starts_with(';'));
        Some((at..end, name, value[..length].trim()))
    })
}

/// The characters before a definition, besides white space.
const BEFORE: [char; 4] = ['{', ';', '"', '\''];

/// The number of bytes of a value. A quote before a space or the end of a tag is that of the attribute.
fn value_length(text: &str) -> usize {
    let end = text.char_indices().find(|(at, c)| match c {
        ';' | '}' | '<' => true,
        '"' | '\'' => text[at + 1..].starts_with([' ', '\n', '\r', '\t', '/', '>', '?']),
        _ => false,
    });
    end.map_or(text.len(), |(at, _)| at)
}

/// The text with blanks in place of the definitions, which usvg does not understand.
fn without_definitions(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut end = 0;
    for (range, ..) in definitions(text) {
        plain.push_str(&text[end..range.start]);
        let lines = text[range.clone()].chars();
        plain.extend(lines.map(|c| if c == '\n' { '\n' } else { ' ' }));
        end = range.end;
    }
    plain + &text[end..]
}

/// The values that hold for the whole drawing. A name with another value somewhere has none.
fn values(document: &Document<'_>) -> Values {
    let mut values = Values::new();
    let mut add = |name: &str, value: &str, is_for_all: bool| {
        let value = value.trim();
        let is_usable = is_for_all && value.len() <= LONGEST && !value.contains('\n');
        let own = is_usable.then(|| value.to_owned());
        let known = values.entry(name.to_owned()).or_insert_with(|| own.clone());
        if *known != own {
            *known = None;
        }
    };
    for node in document.descendants().filter(|node| node.is_element()) {
        if node.tag_name().name() == "style" {
            let sheet = without_comments(node.text().unwrap_or_default());
            for rule in rules(&sheet).unwrap_or_default() {
                let mut selectors = rule.selector.split(',').map(str::trim);
                let is_for_all =
                    selectors.all(|selector| [":root", "svg", "*"].contains(&selector));
                for (_, name, value) in definitions(rule.declarations) {
                    add(name, value, is_for_all);
                }
            }
        }
        let style = node.attribute("style").unwrap_or_default();
        let is_root = node.parent_element().is_none();
        for (_, name, value) in definitions(style) {
            add(name, value, is_root);
        }
    }
    values
}

/// The text with all references replaced that have a value. `None` if it would be too large.
fn replace(text: &str, values: &Values, depth: usize, most: usize) -> Option<String> {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(REFERENCE) {
        replaced.push_str(before);
        let end = closing(after);
        let inside = end.map(|end| &after[..end]);
        match inside.and_then(|inside| value(inside, values, depth, most)) {
            Some(value) => replaced.push_str(&value),
            None => {
                replaced.push_str(REFERENCE);
                replaced.push_str(end.map_or("", |end| &after[..=end]));
            }
        }
        rest = end.map_or(after, |end| &after[end + 1..]);
        if replaced.len() > most {
            return None;
        }
    }
    replaced.push_str(rest);
    (replaced.len() <= most).then_some(replaced)
}

/// The value of a reference: that of its name, or the one after the comma.
fn value(inside: &str, values: &Values, depth: usize, most: usize) -> Option<String> {
    let (name, fallback) = match inside.split_once(',') {
        Some((name, fallback)) => (name.trim(), Some(fallback.trim())),
        None => (inside.trim(), None),
    };
    let value = match values.get(name) {
        Some(value) => value.as_deref()?,
        None => fallback.filter(|fallback| fallback.len() <= LONGEST)?,
    };
    match value.contains(REFERENCE) {
        true if depth < DEEPEST => replace(value, values, depth + 1, most.min(LONGEST)),
        true => None,
        false => Some(value.to_owned()),
    }
}

/// The offset of the parenthesis that closes one which was opened before the text. None in another line: then it is no
/// reference that can be replaced.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '\n' | '<' | '>' => return None,
            _ => {}
        }
    }
    None
}

/// The text with the value of the new color name in its places.
fn with_new_color(text: &str) -> Cow<'_, str> {
    let [name, color] = NEW_COLOR;
    let is_at = |at: &usize| {
        let found = text.as_bytes().get(*at..at + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let is_part = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_#.".contains(byte))
    };
    let starts = text
        .match_indices(['r', 'R'])
        .map(|(at, _)| at)
        .filter(is_at);
    let mut replaced = String::new();
    let mut end = 0;
    for at in starts {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        if !is_part(before) && !is_part(text.as_bytes().get(at + name.len())) {
            replaced.push_str(&text[end..at]);
            replaced.push_str(color);
            end = at + name.len();
        }
    }
    match end {
        0 => text.into(),
        _ => (replaced + &text[end..]).into(),
    }
}
