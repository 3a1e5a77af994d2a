//! The reference of the files of a project, compared with the program: every example renders, and every key is
//! described.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::examples::{LEVELS, MANUAL, examples, text};
use factsheet::batch::{Selection, Work, plan, render};
use factsheet::diagnostic::Code;
use factsheet::diagnostic::render::{Format, render as show};
use factsheet::edition::Edition;
use factsheet::project::{Memory, Reader};

/// The project that the examples with a path make together.
fn project() -> Memory {
    project_of(MANUAL)
}

fn project_of(pages: &[&str]) -> Memory {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut files = Memory::default();
    for face in ["Regular", "Bold", "Italic"] {
        let name = format!("SourceSans3-{face}.ttf");
        let font = fs::read(fonts.join(&name)).expect("a font");
        files = files.with(&format!("fonts/{name}"), font);
    }
    for example in examples(pages) {
        if example.what.contains('/') {
            files = files.with(&example.what, example.text);
        }
    }
    files
}

/// The dictionary among the examples.
fn dictionary() -> String {
    let mut examples = examples(MANUAL).into_iter();
    let found = examples.find(|example| example.what == "data/figures.toml");
    found.expect("a dictionary").text
}

/// What the program says of a project and how many sheets it makes.
fn made(files: &Memory, layout: &str) -> (usize, String) {
    let mut reader = Reader::new(files);
    let selection = Selection {
        layouts: vec![layout.to_owned()],
        ..Selection::default()
    };
    let plan = plan(&mut reader, &selection).expect("a sound selection");
    let mut sheets = 0;
    if let Some(plan) = plan {
        let work = Work {
            threads: 1,
            make: &Edition::render,
            keep: &|_| Ok(()),
            should_continue: &|| true,
        };
        let batch = render(&plan, &mut reader, &work);
        sheets = batch.outcomes.iter().filter(|o| o.is_some()).count();
    }
    // The dictionary of the reference has figures and lists that no example prints.
    let report = reader.report.without(Code::UnprintedFigure);
    let messages = show(&report, &reader.sources, Format::Human, false);
    (sheets, messages)
}

#[test]
fn every_example_renders() {
    let words_head = "+++\ntitle = \"Example\"\nstatus = \"final\"\n+++\n";
    let mut count = 0;
    for example in examples(MANUAL) {
        let (files, layout) = match example.what.as_str() {
            "words" => {
                let text = format!("{words_head}{}", example.text);
                // A few words do not print all figures.
                let dictionary = dictionary().replace("printed  = []\n", "");
                let dictionary = dictionary.replace("[[figure]]", "[[figure]]\nprinted = []");
                let files = project().with("data/figures.toml", dictionary);
                (files.with("layouts/copy/en.md", text), "card")
            }
            "design" => {
                let text = format!("extends = \"card\"\n{}", example.text);
                (project().with("layouts/example.toml", text), "example")
            }
            path if path.starts_with("layouts/") && path.ends_with(".toml") => {
                let name = path.trim_start_matches("layouts/");
                let made = made(&project(), name.trim_end_matches(".toml"));
                assert_eq!(made, (1, String::new()), "{path}");
                count += 1;
                continue;
            }
            _ => (project(), "card"),
        };
        let made = made(&files, layout);
        assert_eq!(
            made,
            (1, String::new()),
            "{}:\n{}",
            example.what,
            example.text
        );
        count += 1;
    }
    assert!(count > 12, "{count} examples");
}

#[test]
fn the_project_with_levels_renders() {
    // The nation, a state and two counties.
    for (layout, sheets) in [("nation", 1), ("state", 1), ("county", 2)] {
        let made = made(&project_of(LEVELS), layout);
        assert_eq!(made, (sheets, String::new()), "{layout}");
    }
}

/// The names that the program knows at a place, from what it says of one that it does not know.
fn known_keys(path: &str, text: &str, layout: &str) -> Vec<String> {
    let (_, messages) = made(&project().with(path, text), layout);
    let line = messages
        .lines()
        .find_map(|line| line.split_once("help: there are ").map(|(_, keys)| keys))
        .unwrap_or_else(|| panic!("no list of keys for {path}:\n{text}\n{messages}"));
    line.split(", ").map(str::to_owned).collect()
}

/// The names that stand in code outside of the examples.
fn code_words(manual: &str) -> BTreeSet<&str> {
    let prose = manual.split("\n```").step_by(2);
    let code = prose.flat_map(|part| part.split('`').skip(1).step_by(2));
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    code.flat_map(|code| code.split(move |c| !is_of_name(c)))
        .collect()
}

#[test]
fn every_key_is_described() {
    let manual = text(MANUAL);
    let described = code_words(&manual);
    let own = |path: &str| {
        let example = examples(MANUAL)
            .into_iter()
            .find(|example| example.what == path);
        example.expect("an example").text
    };
    let mut places = Vec::new();
    for path in [
        "data/publication.toml",
        "data/jurisdictions.toml",
        "data/figures.toml",
    ] {
        // An unknown key at the end belongs to the last table.
        places.push((path, format!("{}\nqqqqqqqq = 1\n", own(path))));
    }
    let publication = own("data/publication.toml");
    places.push((
        "data/publication.toml",
        format!("qqqqqqqq = 1\n{publication}"),
    ));
    let words = own("layouts/copy/en.md");
    places.push((
        "layouts/copy/en.md",
        words.replacen("+++\n", "+++\nqqqqqqqq = 1\n", 1),
    ));
    let design = own("layouts/card.toml");
    places.push(("layouts/card.toml", format!("qqqqqqqq = 1\n{design}")));
    for table in [
        "page",
        "page.margin",
        "page.side",
        "fit",
        "fit.text",
        "styles",
        "styles.text",
        "styles.text.strong",
        "styles.text.underline",
        "styles.text.link",
        "styles.text.rule_above",
        "styles.h1",
        "styles.table",
        "styles.table.head",
        "styles.table.cell",
        "styles.table.total",
        "styles.list",
        "styles.note",
        "styles.note.bar",
        "styles.break",
        "styles.header",
        "styles.card",
        "styles.card.figure",
        "styles.chart",
        "styles.picture",
        "styles.qr",
        "grid",
        "sections.loans",
        "sections.loans.text",
        "sections.loans.heading",
        "sections.loans.border",
        "sections.loans.padding",
    ] {
        let example = format!("extends = \"card\"\n{table}.qqqqqqqq = 1\n");
        places.push(("layouts/large.toml", example));
    }
    let mut checked = 0;
    for (path, text) in places {
        let layout = if path.contains("large") {
            "large"
        } else {
            "card"
        };
        for key in known_keys(path, &text, layout) {
            let is_described = described.contains(key.as_str());
            assert!(is_described, "{key} of {path} is not described:\n{text}");
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} keys");
}
