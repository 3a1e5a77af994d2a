//! The sheets of all places: what differs from one to the next, as golden text for people to read.

mod common;

use std::fmt::Write;

use common::Project;
use common::sentences::{Sheet, sheets};

/// Alabama's figures for every place, so that nothing differs but what the place is called.
fn of_all_places(project: &Project) {
    let alabama = project.text("data/2023/AL.toml");
    let places: toml::Table = project
        .text("data/jurisdictions.toml")
        .parse()
        .expect("TOML");
    let places = places["jurisdiction"].as_array().expect("places");
    assert_eq!(places.len(), 56);
    for place in places {
        let code = place["code"].as_str().expect("a code");
        let figures = alabama
            .replace("\"AL\"", &format!("\"{code}\""))
            .replace("NCMEC, Alabama Data 2023", "A test")
            .replace("\"final\"", "\"sample\"");
        project.write(&format!("data/2023/{code}.toml"), figures);
    }
}

/// The sentences of each sheet that do not stand on all of them.
fn varying(sheets: &[Sheet]) -> String {
    let mut text = String::new();
    for sheet in sheets {
        writeln!(text, "{}", sheet.code).expect("a line");
        let on_all = |sentence: &&String| !sheets.iter().all(|s| s.sentences.contains(sentence));
        for sentence in sheet.sentences.iter().filter(on_all) {
            writeln!(text, "  {sentence}").expect("a line");
        }
        text.push('\n');
    }
    text
}

fn golden(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/sentences", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn in_english() {
    let project = Project::shipped();
    of_all_places(&project);
    let sheets = sheets(&project.path(""), None, "en");
    assert_eq!(sheets.len(), 56);
    assert!(sheets.iter().all(|sheet| sheet.pages == 1));
    golden("places-en", &varying(&sheets));
}

#[test]
fn in_spanish() {
    let project = Project::shipped();
    of_all_places(&project);
    project.write("layouts/copy/es.md", include_str!("words/es.md"));
    let sheets = sheets(&project.path(""), None, "es");
    assert_eq!(sheets.len(), 56);
    golden("places-es", &varying(&sheets));
}

#[test]
fn numbers_in_spanish() {
    let project = Project::shipped();
    project.write("layouts/copy/es.md", include_str!("words/es.md"));
    let run = project.run(&["sample", "--stress", "samples"]);
    assert_eq!(run.status, 0, "{run}");
    let sheets = sheets(&project.path(""), Some(&project.path("samples")), "es");
    golden("stress-es", &varying(&sheets));
}
