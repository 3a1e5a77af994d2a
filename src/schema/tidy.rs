//! From the schemas of types to schemas of a project's files.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Known;
use crate::project::{LOCALIZED, Level, Whose};

/// Adapts the schema of a type to TOML files of a project: TOML has no null, texts are in the project's languages, and
/// editors offer the known names.
pub(super) fn tidy(mut schema: Value, known: &Known<'_>) -> Value {
    if let Some(localized) = schema.pointer_mut(&format!("/definitions/{LOCALIZED}")) {
        *localized = text_by_language(known, &json!({ "type": "string", "minLength": 1 }));
    }
    tidy_all(&mut schema, known);
    let definitions = schema["definitions"].as_object();
    let tables = definitions.into_iter().flatten();
    let tables = tables.filter(|(_, definition)| definition["type"] == "object");
    let tables: BTreeSet<String> = tables
        .map(|(name, _)| format!("#/definitions/{name}"))
        .collect();
    refer(&mut schema, &tables);
    schema
}

/// When a key accepts one kind of table only, the choice is removed, so that an editor flags the wrong key in the table
/// and not the table.
fn refer(schema: &mut Value, tables: &BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            map.values_mut().for_each(|value| refer(value, tables));
            if let Some([only]) = map
                .get("anyOf")
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                && let Some(table) = only["$ref"].as_str()
                && tables.contains(table)
            {
                *schema = only.clone();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| refer(value, tables)),
        _ => {}
    }
}

fn tidy_all(schema: &mut Value, known: &Known<'_>) {
    match schema {
        Value::Object(map) => {
            map.values_mut().for_each(|value| tidy_all(value, known));
            without_null(map);
            // Editors show the description beside `anyOf` and not beside `allOf`.
            if let Some(all) = map.remove("allOf") {
                map.insert("anyOf".to_owned(), all);
            }
            words(map);
            if let Some(Value::String(text)) = map.get_mut("description") {
                // A comment is wrapped; a description is one line.
                *text = text.replace('\n', " ");
            }
            name_what_is_known(map, known);
            // Formats of programs, not of files.
            map.retain(|key, value| key != "format" || value == "date");
        }
        Value::Array(list) => list.iter_mut().for_each(|value| tidy_all(value, known)),
        _ => {}
    }
}

/// An optional key can be absent but never null.
fn without_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = map.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_mut_slice() {
            let only = std::mem::take(only);
            map.remove("anyOf");
            reduce(map, only);
        }
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if map.get("default").is_some_and(Value::is_null) {
        map.remove("default");
    }
}

/// Replaces a choice of one by that one. A reference stays a choice, because draft 07 ignores the keywords beside a
/// reference.
fn reduce(map: &mut Map<String, Value>, only: Map<String, Value>) {
    if only.contains_key("$ref") {
        map.insert("anyOf".to_owned(), json!([only]));
        return;
    }
    for (key, value) in only {
        map.entry(key).or_insert(value);
    }
}

/// Turns separately described words into a list of words with their descriptions.
fn words(map: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = map.get("oneOf") else {
        return;
    };
    let word = |choice: &Value| {
        let description = choice["description"].as_str().unwrap_or_default();
        Some((choice.get("const")?.clone(), description.to_owned()))
    };
    let words: Option<Vec<(Value, String)>> = choices.iter().map(word).collect();
    let Some(words) = words else { return };
    let (words, docs): (Vec<Value>, Vec<String>) = words.into_iter().unzip();
    map.remove("oneOf");
    map.insert("type".to_owned(), "string".into());
    map.insert("enum".to_owned(), words.into());
    map.insert(
        "x-taplo".to_owned(),
        json!({ "docs": { "enumValues": docs } }),
    );
}

/// Offers the known names for a string, and accepts others, which may not exist yet.
fn name_what_is_known(map: &mut Map<String, Value>, known: &Known<'_>) {
    let names = match map.get("x-known").and_then(Value::as_str) {
        Some("parts") => ids(known).chain(fields(known)).collect(),
        Some("any-figures") => ids(known).chain(national_ids(known)).collect(),
        Some("designs") => known.designs.to_vec(),
        Some("levels") => levels(known),
        _ => return,
    };
    map.remove("x-known");
    let keys = ["type", "pattern"];
    let own: Map<String, Value> = keys
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), map.remove(*key)?)))
        .collect();
    map.insert("anyOf".to_owned(), json!([{ "enum": names }, own]));
}

/// The names of the levels.
fn levels(known: &Known<'_>) -> Vec<String> {
    let names = known.project.publication.levels.names();
    names.map(str::to_owned).collect()
}

/// The ids of all figures.
fn ids<'k>(known: &Known<'k>) -> impl Iterator<Item = String> + use<'k> {
    let figures = known.project.dictionary.iter();
    figures.map(|(_, figure)| figure.id.clone())
}

/// The ids of the fields of all lists.
fn fields<'k>(known: &Known<'k>) -> impl Iterator<Item = String> + use<'k> {
    let dictionary = &known.project.dictionary;
    let fields = dictionary
        .lists()
        .flat_map(|(list, _)| dictionary.fields(list));
    fields.map(|(_, field)| field.id.clone())
}

/// The ids of the national figures as rules name them.
fn national_ids<'k>(known: &Known<'k>) -> impl Iterator<Item = String> + use<'k> {
    let ids = known.project.dictionary.ids(Level::NATIONAL);
    ids.map(|id| format!("{}{id}", Whose::Nation.prefix()))
}

/// A text for all languages or one for each.
pub(super) fn text_by_language(known: &Known<'_>, text: &Value) -> Value {
    let languages = known.project.publication.languages.iter();
    let properties: Map<String, Value> = languages
        .map(|language| (language.short.clone(), text.clone()))
        .collect();
    let each = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        // A language that is not listed yet.
        "patternProperties": { "^[a-z]{2,3}$": text.clone() },
    });
    json!({ "description": "One text for all languages, or one for each.", "anyOf": [text, each] })
}
