//! The schema of the files of figures, made from the dictionary.

use serde_json::{Map, Value, json};

use super::Known;
use super::tidy::text_by_language;
use crate::project::dictionary::ListId;
use crate::project::values::{BLANK, MOST_ROWS};
use crate::project::{Amount, Figure, Kind, Level, Status, ValueType};

/// The schema of the files of a level.
pub(super) fn schema(known: &Known<'_>, level: Level) -> Value {
    let mut root = Group::default();
    root.head(known, level);
    let dictionary = &known.project.dictionary;
    for (_, figure) in dictionary
        .given()
        .filter(|(_, f)| f.levels.contains(&level))
    {
        root.add(&figure.id, figure, known);
    }
    let lists = dictionary.lists();
    let lists = lists.filter(|(_, list)| list.levels.contains(&level));
    let lists: Vec<ListId> = lists.map(|(id, _)| id).collect();
    lists.iter().for_each(|list| root.add_list(*list, known));
    let mut schema = root.schema();
    schema["title"] = match level {
        Level::NATIONAL => "The nation's figures of a year".into(),
        _ => "A jurisdiction's figures of a year".into(),
    };
    let of_level = dictionary
        .given()
        .filter(|(_, f)| f.levels.contains(&level));
    let fields = lists.iter().flat_map(|list| dictionary.fields(*list));
    for kind in of_level.chain(fields).map(|(_, figure)| figure.kind) {
        schema["definitions"][kind.definition()] = value(kind, known);
    }
    // Final figures have a source.
    schema["if"] =
        json!({ "properties": { "status": { "const": "final" } }, "required": ["status"] });
    schema["then"] = json!({ "required": ["source"] });
    schema
}

/// A table of a file with its keys.
#[derive(Default)]
struct Group {
    properties: Map<String, Value>,
    groups: Vec<(String, Group)>,
    required: Vec<String>,
}

impl Group {
    fn head(&mut self, known: &Known<'_>, level: Level) {
        let year = json!({ "type": "integer", "minimum": 1000, "maximum": 9999 });
        self.put(
            "year",
            year,
            "The year of the figures: that of the folder.",
            true,
        );
        if level != Level::NATIONAL {
            let places = known.project.jurisdictions.iter();
            let codes: Vec<&str> = places.map(|place| place.code.as_str()).collect();
            let what = "The code of the jurisdiction: the name of the file.";
            self.put("jurisdiction", json!({ "enum": codes }), what, true);
        }
        let statuses = Status::ALL.map(|status| status.to_string());
        let what = "How far the figures have come.";
        self.put("status", json!({ "enum": statuses }), what, true);
        self.put(
            "source",
            text(),
            "Where the figures come from. Final ones must say it.",
            false,
        );
        let day = json!({ "type": "string", "format": "date" });
        self.put(
            "as_of",
            day,
            "The day they were taken, without quotes: 2024-05-01.",
            false,
        );
    }

    /// Adds a figure at a path.
    fn add(&mut self, path: &str, figure: &Figure, known: &Known<'_>) {
        let Some((group, rest)) = path.split_once('.') else {
            let label = figure
                .label
                .words(known.project.publication.default_language());
            let value = json!({ "anyOf": [{ "$ref": format!("#/definitions/{}", figure.kind.definition()) }] });
            self.put(path, value, label, !figure.optional);
            return;
        };
        let place = self.groups.iter().position(|(name, _)| name == group);
        let place = place.unwrap_or_else(|| {
            self.groups.push((group.to_owned(), Self::default()));
            self.groups.len() - 1
        });
        self.groups[place].1.add(rest, figure, known);
    }

    /// Adds a list: an array of rows, each a table with the fields.
    fn add_list(&mut self, id: ListId, known: &Known<'_>) {
        let language = known.project.publication.default_language();
        let dictionary = &known.project.dictionary;
        let list = dictionary.list(id);
        let mut row = Self::default();
        for (_, field) in dictionary.fields(id) {
            row.add(field.key(), field, known);
        }
        let rows = json!({ "type": "array", "maxItems": MOST_ROWS, "items": row.schema() });
        self.put(&list.id, rows, list.label.words(language), !list.optional);
    }

    fn put(&mut self, name: &str, mut schema: Value, description: &str, is_required: bool) {
        schema["description"] = description.into();
        self.properties.insert(name.to_owned(), schema);
        if is_required {
            self.required.push(name.to_owned());
        }
    }

    fn schema(mut self) -> Value {
        for (name, group) in self.groups {
            if !group.required.is_empty() {
                self.required.push(name.clone());
            }
            self.properties.insert(name, group.schema());
        }
        json!({
            "type": "object",
            "additionalProperties": false,
            "required": self.required,
            "properties": self.properties,
        })
    }
}

/// The schema of a figure's value: a number, a word for its absence, or a table with either and more.
fn value(kind: Kind, known: &Known<'_>) -> Value {
    let printed = text_by_language(
        known,
        &json!({ "type": "string", "minLength": 1, "not": { "const": BLANK } }),
    );
    let number = match kind.values() {
        ValueType::Number | ValueType::Date => kind.schema(),
        ValueType::Text => printed.clone(),
    };
    let absences = Amount::ABSENCES.map(|(word, _)| word);
    let absence = json!({
        "enum": absences,
        "x-taplo": { "docs": { "enumValues": [
            "There is a number, and it is not to be told.",
            "Nobody has the number.",
        ] } },
    });
    let described = |mut schema: Value, description: &str| {
        schema["description"] = description.into();
        schema
    };
    let mut parts = json!({
        "value": { "anyOf": [number.clone(), absence.clone()], "description": "The number, or why there is none." },
        "text": described(printed, "How it is printed, rounded or cut off, as in \"36.2 million\"."),
        "note": described(text(), "A remark, which goes with the data of the sheet."),
        "source": described(text(), "Where this number comes from, when not from the source of the file."),
        "unchanged": { "type": "boolean", "description": "Whether it is right that the number is last year's." },
    });
    if !kind.is_numeric()
        && let Some(parts) = parts.as_object_mut()
    {
        parts.remove("text");
    }
    let table = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["value"],
        "properties": parts,
    });
    json!({ "anyOf": [number, absence, table] })
}

/// A text that is not a blank.
fn text() -> Value {
    json!({ "type": "string", "not": { "const": BLANK } })
}
