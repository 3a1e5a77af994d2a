//! JSON Schemas of the files of a project. Editors use them to complete keys and flag mistakes.
//!
//! Most schemas are derived from the types that serde reads the files into; those of the figures are made from the
//! dictionary. All of them know the project's figures, languages, jurisdictions and designs. They follow draft 07 of
//! JSON Schema, which the editors for TOML understand.
//!
//! A schema is more lenient than the program: whatever it flags is an error, and it does not find all errors.

mod figures;
mod tidy;

use serde_json::{Value, json};

use crate::copy::FrontMatter;
use crate::project::{Dictionary, Jurisdictions, Level, Project, Publication, Stylesheet};
use tidy::tidy;

/// The mark of a schema that this program made.
pub const MARK: &str = "Written by `factsheet schema`";

/// The comment at the beginning of a schema.
const COMMENT: &str = "run it again when dictionary, languages, places or designs have changed.";

/// A schema and the name of its file.
#[derive(Debug)]
pub struct SchemaFile {
    /// The name.
    pub name: String,
    /// The schema as JSON.
    pub text: String,
}

/// The names that a project's files can refer to.
struct Known<'p> {
    project: &'p Project,
    designs: &'p [String],
}

/// The schemas of all files of a project with these designs.
#[must_use]
pub fn schemas(project: &Project, designs: &[String]) -> Vec<SchemaFile> {
    let known = Known { project, designs };
    let own = |schema: schemars::Schema| tidy(schema.into(), &known);
    let all = [
        ("publication", own(Publication::schema())),
        ("jurisdictions", own(Jurisdictions::schema())),
        ("figures", own(Dictionary::schema())),
        ("national", figures::schema(&known, Level::NATIONAL)),
        ("state", figures::schema(&known, Level::TOP_PLACES)),
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
    // Serialization fails only for maps whose keys are not strings. There are none.
    let text = serde_json::to_string_pretty(&all).unwrap_or_default();
    SchemaFile {
        name: format!("{name}.schema.json"),
        text: format!("{text}\n"),
    }
}

/// The address of the version of JSON Schema.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a design. A variant of another design may omit the required keys.
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

/// Removes a keyword everywhere. A property of that name would be an object and stays.
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
