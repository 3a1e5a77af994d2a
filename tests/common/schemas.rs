//! The files of a project, checked by their schemas with a validator that is not ours.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jsonschema::Validator;
use serde_json::Value;

use super::Project;

/// The schemas of a project.
pub struct Schemas {
    folder: PathBuf,
    /// Those that were asked for: to compile one takes longer than to check a file.
    compiled: RefCell<BTreeMap<String, Rc<Validator>>>,
}

impl Schemas {
    /// Those in a folder.
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            compiled: RefCell::default(),
        }
    }

    /// The schema of a kind of file.
    pub fn validator(&self, name: &str) -> Rc<Validator> {
        let mut compiled = self.compiled.borrow_mut();
        if let Some(validator) = compiled.get(name) {
            return Rc::clone(validator);
        }
        let validator = Rc::new(self.compile(name));
        compiled.insert(name.to_owned(), Rc::clone(&validator));
        validator
    }

    fn compile(&self, name: &str) -> Validator {
        let path = self.folder.join(format!("{name}.schema.json"));
        let text = fs::read_to_string(&path).expect("a schema");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{name}");
        jsonschema::draft7::new(&schema).expect("a schema")
    }

    /// What is wrong with the files of a project: `data/2023/AL.toml /missing: …`.
    pub fn flags(&self, project: &Project) -> Vec<String> {
        let mut flags = Vec::new();
        for (file, kind) in files(project) {
            let text = fs::read(project.path(&file)).unwrap_or_default();
            let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
            let text = match kind {
                "copy" => text.split("+++\n").nth(1).unwrap_or_default(),
                _ => text.trim_start_matches('\u{feff}'),
            };
            let Ok(table) = text.parse::<toml::Table>() else {
                flags.push(format!("{file}: no TOML"));
                continue;
            };
            let value = json(&toml::Value::Table(table));
            let validator = self.validator(kind);
            let errors = validator.iter_errors(&value);
            flags.extend(errors.map(|error| format!("{file} {}: {error}", error.instance_path())));
        }
        flags
    }
}

/// The files of a project that have a schema, and its name.
fn files(project: &Project) -> Vec<(String, &'static str)> {
    let mut files = Vec::new();
    let mut add = |folder: &str, kind: &dyn Fn(&str) -> Option<&'static str>| {
        for name in project.names(folder) {
            let path = format!("{folder}/{name}");
            files.extend(
                kind(&name)
                    .filter(|_| project.path(&path).is_file())
                    .map(|kind| (path, kind)),
            );
        }
    };
    add("data", &|name| match name {
        "publication.toml" => Some("publication"),
        "jurisdictions.toml" => Some("jurisdictions"),
        "figures.toml" => Some("figures"),
        _ => None,
    });
    for year in project.names("data") {
        if year.len() == 4 {
            add(&format!("data/{year}"), &|name| match name {
                "national.toml" => Some("national"),
                name => name.ends_with(".toml").then_some("state"),
            });
        }
    }
    add("layouts", &|name| {
        name.ends_with(".toml").then_some("layout")
    });
    add("layouts/copy", &|name| {
        name.ends_with(".md").then_some("copy")
    });
    files
}

/// What an editor for TOML makes of a value: days are texts.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(truth) => (*truth).into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| (key.clone(), json(value)));
            Value::Object(entries.collect())
        }
    }
}
