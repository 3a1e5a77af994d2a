//! Sheets of which little is left are asked about: by design and place, and without an error.

mod common;

use common::Project;

/// The shipped figures with the numbers of the share card withheld.
fn withheld(project: &Project, ids: &[&str]) {
    let text = project.text("data/2023/AL.toml");
    let mut group = String::new();
    let lines = text.lines().map(|line| {
        if let Some(name) = line.strip_prefix('[') {
            group = name.trim_end_matches(']').to_owned();
        }
        let name = line.split(['=', ' ']).next().unwrap_or_default();
        let is_one = ids
            .iter()
            .any(|id| *id == format!("{group}.{name}") || *id == name);
        match is_one {
            true => format!("{name} = \"suppressed\"\n"),
            false => format!("{line}\n"),
        }
    });
    let text: String = lines.collect();
    project.write("data/2023/AL.toml", text);
}

const CARDS: [&str; 3] = [
    "cybertipline.reports",
    "missing.total",
    "team_hope.supported",
];

#[test]
fn a_card_without_numbers_is_asked_about() {
    let project = Project::shipped();
    withheld(&project, &CARDS);
    let run = project.run(&["check", "--layout", "share-card"]);
    assert!(
        run.stderr
            .contains("warning[empty-section]: nothing is left below"),
        "{run}"
    );
    assert!(run.stderr.contains("in `share-card` for Alabama"), "{run}");
    assert_eq!(run.status, 0, "{run}");
    let run = project.run(&["check", "--layout", "share-card", "--deny-warnings"]);
    assert_eq!(run.status, 1, "{run}");
}

#[test]
fn a_card_with_one_number_is_not() {
    let project = Project::shipped();
    withheld(&project, &CARDS[..2]);
    let run = project.run(&["check", "--layout", "share-card"]);
    assert!(!run.stderr.contains("empty-section"), "{run}");
    assert!(!run.stderr.contains("no-numbers"), "{run}");
}

#[test]
fn a_sheet_without_any_number_is_asked_about() {
    let project = Project::shipped();
    withheld(&project, &CARDS);
    let words = project.text("layouts/copy/share-card/en.md");
    project.write(
        "layouts/copy/share-card/en.md",
        format!("{words}\nMore is on the website.\n"),
    );
    let run = project.run(&["check", "--layout", "share-card"]);
    assert!(
        run.stderr
            .contains("warning[no-numbers]: no number is printed in `share-card` for Alabama"),
        "{run}"
    );
    assert_eq!(run.status, 0, "{run}");
}
