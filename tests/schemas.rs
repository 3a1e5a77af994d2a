//! The schemas: those that are shipped are those that the program writes, an independent validator finds
//! nothing wrong with files that are right, and they know the project they are of.

mod common;

use std::fs;

use common::schemas::Schemas;
use common::{Project, shipped};
use serde_json::Value;

#[test]
fn the_shipped_ones_are_those_of_the_shipped_project() {
    let project = Project::shipped();
    let run = project.run(&["schema"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, "7 schemas in schemas/\n"),
        "{run}"
    );
    let names = project.names("schemas");
    assert_eq!(names.len(), 7);
    for name in names {
        let shipped = fs::read_to_string(shipped().join("schemas").join(&name));
        let shipped = shipped.expect("a shipped schema");
        let written = project.text(&format!("schemas/{name}"));
        assert!(written == shipped, "run factsheet schema: {name}");
    }
}

#[test]
fn files_that_are_right_are_not_flagged() {
    for name in ["", "catalog", "drawn", "library", "markets", "spanish"] {
        let project = match name {
            "" => Project::shipped(),
            name => Project::example(name),
        };
        let run = project.run(&["schema"]);
        assert_eq!(run.status, 0, "{name}: {run}");
        let flags = Schemas::of(&project.path("schemas")).flags(&project);
        assert_eq!(flags, [""; 0], "{name}");
    }
}

#[test]
fn every_shipped_file_names_its_schema() {
    for (folder, name, kind) in [
        ("data", "publication.toml", "publication"),
        ("data", "jurisdictions.toml", "jurisdictions"),
        ("data", "figures.toml", "figures"),
        ("data/2023", "national.toml", "national"),
        ("data/2023", "AL.toml", "state"),
        ("layouts", "letter.toml", "layout"),
    ] {
        let folder = shipped().join(folder);
        let text = fs::read_to_string(folder.join(name)).expect("a shipped file");
        let first = text.lines().next().unwrap_or_default();
        let path = first.strip_prefix("#:schema ").expect("a schema");
        let schema = folder.join(path);
        assert!(
            schema.ends_with(format!("schemas/{kind}.schema.json")),
            "{name}: {path}"
        );
        assert!(schema.is_file(), "{name}: {path}");
    }
}

#[test]
fn figures_languages_and_places_are_those_of_the_project() {
    let project = Project::shipped();
    let dictionary = project.text("data/figures.toml");
    let new = "\n[[figure]]\nid = \"visits.all\"\nlabel = \"All visits\"\nkind = \"percent\"\nin = [\"state\"]\noptional = true\n";
    project.write("data/figures.toml", dictionary + new);
    assert_eq!(
        project
            .run(&["schema", "--out", "elsewhere/schemas"])
            .status,
        0
    );
    let schema = |name: &str| -> Value {
        let text = project.text(&format!("elsewhere/schemas/{name}.schema.json"));
        serde_json::from_str(&text).expect("JSON")
    };
    let state = schema("state");
    let visits = &state["properties"]["visits"];
    assert_eq!(visits["properties"]["all"]["description"], "All visits");
    assert_eq!(visits["required"].as_array().map(Vec::len), Some(0));
    let codes = state["properties"]["jurisdiction"]["enum"].as_array();
    assert_eq!(codes.map(Vec::len), Some(56));
    assert!(schema("national")["properties"].get("visits").is_none());
    let text = &schema("publication")["definitions"]["TextByLanguage"];
    assert!(text.pointer("/anyOf/1/properties/es").is_some(), "{text}");
    let rule = schema("figures");
    let known = rule.pointer("/definitions/Figure/properties/sum_of/items/anyOf/0/enum");
    let known = known.and_then(Value::as_array).expect("ids");
    assert!(known.contains(&"visits.all".into()), "{known:?}");
}

#[test]
fn what_is_to_be_filled_in_is_flagged() {
    let project = Project::shipped();
    assert_eq!(project.run(&["new-year", "2024"]).status, 0);
    let flags = Schemas::of(&shipped().join("schemas")).flags(&project);
    // The figures, and the source of each file.
    assert_eq!(flags.len(), 11 + 9 + 2, "{flags:#?}");
    assert!(
        flags.iter().all(|flag| flag.starts_with("data/2024/")),
        "{flags:#?}"
    );
}

#[test]
fn nothing_else_is_written_over() {
    let project = Project::shipped();
    project.write("schemas/state.schema.json", "{}");
    let run = project.run(&["schema"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(run.stderr.contains("error[not-a-schema]"), "{run}");
    assert_eq!(project.names("schemas"), ["state.schema.json"]);
    project.remove("schemas/state.schema.json");
    assert_eq!(project.run(&["schema"]).status, 0);
    assert_eq!(project.run(&["schema"]).status, 0);
    let dictionary = project.text("data/figures.toml");
    project.write(
        "data/figures.toml",
        dictionary.replace("\"percent\"", "\"rate\""),
    );
    let broken = project.run(&["schema"]);
    assert_eq!(broken.status, 1, "{broken}");
}
