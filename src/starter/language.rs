//! A starter in one language.
//!
//! The files of a starter have their texts in all of [`LANGUAGES`]. Taking one out by hand means a change in each table of
//! texts, so a project that needs only one language starts without the others.

use std::borrow::Cow;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use super::StarterFile;

/// The languages in which a project can start, in the short form that names keys and files.
pub const LANGUAGES: [&str; 2] = ["en", "es"];

/// A file of a starter with everything that is not in `language` taken out, or `None` for a text in another language.
pub(super) fn in_language(
    (path, bytes): StarterFile,
    language: &str,
) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let mut others = LANGUAGES.iter().filter(|other| **other != language);
    if others.any(|other| path.ends_with(&format!("/{other}.md"))) {
        return None;
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let changed = if path.ends_with(".toml") {
        in_table(text, language)
    } else if path == "README.md" {
        // The text that the steps are about.
        Some(text.replace("/en.md", &format!("/{language}.md")))
    } else {
        None
    };
    let bytes = changed.map_or(Cow::Borrowed(bytes), |text| Cow::Owned(text.into_bytes()));
    Some((path, bytes))
}

/// The text of a TOML file in one language. `None` if the file is no TOML, which a test rules out.
fn in_table(text: &str, language: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    prune_table(document.as_table_mut(), language);
    Some(document.to_string())
}

fn prune_table(table: &mut Table, language: &str) {
    let mut empty = Vec::new();
    for (key, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => prune_table(inner, language),
            Item::ArrayOfTables(tables) => {
                tables
                    .iter_mut()
                    .for_each(|inner| prune_table(inner, language));
            }
            Item::Value(value) => {
                if !prune_value(value, language) {
                    empty.push(key.get().to_owned());
                }
            }
            Item::None => {}
        }
    }
    for key in empty {
        table.remove(&key);
    }
}

/// Takes other languages out of a value. Returns `false` if nothing is left of it.
fn prune_value(value: &mut Value, language: &str) -> bool {
    match value {
        Value::InlineTable(texts) if is_of_texts(texts) => {
            let decor = texts.decor().clone();
            let Some(text) = texts.get(language).and_then(Value::as_str) else {
                return false;
            };
            let mut text = Value::from(text);
            *text.decor_mut() = decor;
            *value = text;
            true
        }
        Value::InlineTable(table) => {
            let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
            for key in keys {
                let is_left = table
                    .get_mut(&key)
                    .is_none_or(|inner| prune_value(inner, language));
                if !is_left {
                    table.remove(&key);
                }
            }
            true
        }
        Value::Array(tags) if is_of_tags(tags) => {
            tags.retain(|tag| tag.as_str().is_some_and(|tag| short(tag) == language));
            tags.iter_mut().for_each(|tag| tag.decor_mut().clear());
            true
        }
        _ => true,
    }
}

/// Whether a table has a text for each of some languages.
fn is_of_texts(table: &InlineTable) -> bool {
    !table.is_empty() && table.iter().all(|(key, _)| LANGUAGES.contains(&key))
}

/// Whether an array lists the tags of languages.
fn is_of_tags(array: &Array) -> bool {
    let is_tag = |tag: &Value| {
        tag.as_str()
            .is_some_and(|tag| tag.contains('-') && LANGUAGES.contains(&short(tag)))
    };
    !array.is_empty() && array.iter().all(is_tag)
}

/// The part of a tag before the hyphen.
fn short(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
