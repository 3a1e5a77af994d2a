//! The designs in pictures, compared with the program: each example looks as in its picture, and every key is in
//! one.
//!
//! The pictures are under `docs/designs/`. When they are meant to look otherwise, run the test with
//! `PICTURES=renew`, and look at them.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::examples::{Example, GUIDE, MANUAL, examples, text};
use common::seen::{Seen, hold_against};
use common::shipped;
use factsheet::batch::{Selection, plan};
use factsheet::diagnostic::Code;
use factsheet::diagnostic::render::{Format, render as show};
use factsheet::project::{Memory, Reader};

/// Points of color to the point.
const SCALE: f32 = 1.5;

/// What is between pages and around them, in points of color.
const GAP: u32 = 9;

/// Its color, so that pages are seen on a white screen.
const AROUND: u8 = 0xd3;

/// The guide's examples of a kind, by their names.
fn named(kind: &str) -> BTreeMap<String, String> {
    let guide = examples(GUIDE).into_iter();
    let own = guide.filter_map(|Example { what, text }| {
        let name = what.strip_prefix(kind)?.strip_prefix(' ')?.to_owned();
        Some((name, text))
    });
    own.collect()
}

/// The project of the reference, with the guide's designs and words.
fn project() -> Memory {
    let mut files = Memory::default();
    for face in ["Regular", "Bold", "SemiBold", "Italic"] {
        let name = format!("fonts/SourceSans3-{face}.ttf");
        files = files.with(&name, fs::read(shipped().join(&name)).expect("a font"));
    }
    for Example { what, text } in examples(MANUAL) {
        if what.starts_with("data/") || what.starts_with("layouts/pictures/") {
            // Few words do not print all figures.
            let text = text.replace("printed  = []\n", "");
            files = files.with(
                &what,
                text.replace("[[figure]]", "[[figure]]\nprinted = []"),
            );
        }
    }
    let words = named("words");
    for (name, design) in named("design") {
        let mut head = String::new();
        if name != "base" {
            head.push_str("extends = \"base\"\n");
        }
        if words.contains_key(&name) && name != "base" && !design.contains("words =") {
            head.push_str(&format!("words = {name:?}\n"));
        }
        files = files.with(&format!("layouts/{name}.toml"), format!("{head}{design}"));
    }
    for (name, text) in words {
        let folder = if name == "base" {
            String::new()
        } else {
            format!("{name}/")
        };
        files = files.with(&format!("layouts/copy/{folder}en.md"), text);
    }
    files
}

/// The pages of the first sheet in a design, side by side.
fn seen(files: &Memory, design: &str) -> Seen {
    let mut reader = Reader::new(files);
    let selection = Selection {
        layouts: vec![design.to_owned()],
        ..Selection::default()
    };
    let plan = plan(&mut reader, &selection).expect("a sound selection");
    let plan = plan.filter(|_| !reader.report.has_errors());
    let made = plan.and_then(|plan| {
        let code = plan.codes.first().expect("a place");
        let (state, _) = plan.figures(&mut reader, code)?;
        let inputs = plan.inputs(code, &state)?;
        let edition = plan.editions.first()?;
        edition.render(&inputs, &mut edition.tools(), &mut reader.report)
    });
    // The dictionary of the reference has figures and lists that no design prints.
    let report = std::mem::take(&mut reader.report).without(Code::UnprintedFigure);
    let messages = show(&report, &reader.sources, Format::Human, false);
    let made = made.unwrap_or_else(|| panic!("{design}: {messages}"));
    assert!(messages.is_empty(), "{design}: {messages}");
    side_by_side(&Seen::pages(made.pdf, SCALE))
}

fn side_by_side(pages: &[Seen]) -> Seen {
    let height = pages.iter().map(|page| page.height).max().unwrap_or(0) + 2 * GAP;
    let width = pages.iter().map(|page| page.width + GAP).sum::<u32>() + GAP;
    let size = |length: u32| usize::try_from(length).expect("a length");
    let mut colors = vec![AROUND; size(width * height * 3)];
    let mut left = GAP;
    for page in pages {
        for (row, points) in (GAP..).zip(page.colors.chunks(size(page.width * 3))) {
            let start = size((row * width + left) * 3);
            colors[start..start + points.len()].copy_from_slice(points);
        }
        left += page.width + GAP;
    }
    Seen {
        width,
        height,
        colors,
    }
}

#[test]
fn each_example_looks_as_in_its_picture() {
    let guide = text(GUIDE);
    let files = project();
    let designs = named("design");
    assert!(designs.len() > 20, "{} examples", designs.len());
    for name in designs.keys() {
        let place = format!("](../designs/{name}.png)");
        assert_eq!(guide.matches(&place).count(), 1, "{place}");
        let path = shipped().join(format!("docs/designs/{name}.png"));
        hold_against(&seen(&files, name), &path);
    }
    // And nothing lies there that is shown nowhere.
    let pictures = fs::read_dir(shipped().join("docs/designs")).expect("pictures");
    for picture in pictures {
        let name = picture.expect("a picture").file_name();
        let name = name.to_string_lossy();
        assert!(guide.contains(&format!("](../designs/{name})")), "{name}");
    }
}

/// The names of the keys of a table and of those in it.
fn add_names(table: &toml::Table, names: &mut BTreeSet<String>) {
    for (key, value) in table {
        names.insert(key.clone());
        if let toml::Value::Table(inner) = value {
            add_names(inner, names);
        }
    }
}

/// The names of all keys that a schema knows.
fn add_known(schema: &serde_json::Value, known: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            let properties = map.get("properties").and_then(serde_json::Value::as_object);
            known.extend(properties.into_iter().flat_map(|keys| keys.keys().cloned()));
            map.values().for_each(|value| add_known(value, known));
        }
        serde_json::Value::Array(values) => {
            values.iter().for_each(|value| add_known(value, known));
        }
        _ => {}
    }
}

/// A key of several styles is in one example at least.
#[test]
fn every_name_of_a_key_is_in_an_example() {
    let mut shown = BTreeSet::new();
    for design in named("design").values() {
        add_names(&design.parse().expect("TOML"), &mut shown);
    }
    // The variants are made by this test.
    shown.insert("extends".to_owned());
    // A design for some levels looks like one for all.
    shown.insert("levels".to_owned());
    let schema = fs::read(shipped().join("schemas/layout.schema.json")).expect("a schema");
    let mut known = BTreeSet::new();
    add_known(&serde_json::from_slice(&schema).expect("JSON"), &mut known);
    assert!(known.len() > 70, "{known:?}");
    let missing: Vec<&String> = known.difference(&shown).collect();
    assert!(missing.is_empty(), "no picture shows {missing:?}");
}
