//! JSON Schemas of the files of a project, by which editors complete keys and flag mistakes.
//!
//! Those of the files that serde reads come from the very types it reads them into; those of the years' figures
//! come from the dictionary. All know the project: its figures, languages, places and designs. They follow
//! draft 07 of JSON Schema, which the editors for TOML understand.
//!
//! A schema is more lenient than the program: what it flags is wrong, and what it lets pass may still be.

mod figures;
mod tidy;

use serde_json::{Value, json};

use crate::copy::FrontMatter;
use crate::project::{Dictionary, Jurisdictions, Project, Publication, Scope, Stylesheet};
use tidy::tidy;

/// By what a schema is known that was made here.
pub const MARK: &str = "Written by `factsheet schema`";

/// What it says to whoever opens it.
const COMMENT: &str = "run it again when dictionary, languages, places or designs have changed.";

/// A schema, and the name of its file.
#[derive(Debug)]
pub struct SchemaFile {
    /// The name.
    pub name: String,
    /// The schema as JSON.
    pub text: String,
}

/// What a project has that its files name.
struct Known<'p> {
    project: &'p Project,
    designs: &'p [String],
}

/// The schemas of all kinds of files of a project with these designs.
#[must_use]
pub fn schemas(project: &Project, designs: &[String]) -> Vec<SchemaFile> {
    let known = Known { project, designs };
    let own = |schema: schemars::Schema| tidy(schema.into(), &known);
    let all = [
        ("publication", own(Publication::schema())),
        ("jurisdictions", own(Jurisdictions::schema())),
        ("figures", own(Dictionary::schema())),
        ("national", figures::schema(&known, Scope::National)),
        ("state", figures::schema(&known, Scope::State)),
        ("layout", variant(own(Stylesheet::schema()))),
        ("copy", own(FrontMatter::schema())),
    ];
    all.map(|(name, schema)| file(name, schema)).into()
}

fn file(name: &str, schema: Value) -> SchemaFile {
    let mut all = json!({ "$schema": DRAFT, "$comment": format!("{MARK}; {COMMENT}") });
    if let (Some(all), Value::Object(schema)) = (all.as_object_mut(), schema) {
        all.extend(schema.into_iter().filter(|(key, _)| key != "$schema"));
    }
    // Only maps with keys that are no texts could fail, and there are none.
    let text = serde_json::to_string_pretty(&all).unwrap_or_default();
    SchemaFile {
        name: format!("{name}.schema.json"),
        text: format!("{text}\n"),
    }
}

/// The version of JSON Schema.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a design: what it must have, a variant of another need not have.
fn variant(mut schema: Value) -> Value {
    let required = schema["required"].take();
    strip(&mut schema, "required");
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(
            "if".to_owned(),
            json!({ "not": { "required": ["extends"] } }),
        );
        schema.insert("then".to_owned(), json!({ "required": required }));
    }
    schema
}

/// Removes a keyword wherever it stands. A property of that name would be a table.
fn strip(schema: &mut Value, keyword: &str) {
    match schema {
        Value::Object(map) => {
            if map.get(keyword).is_some_and(|value| !value.is_object()) {
                map.remove(keyword);
            }
            map.values_mut().for_each(|value| strip(value, keyword));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| strip(value, keyword)),
        _ => {}
    }
}
