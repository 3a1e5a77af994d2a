//! Lists: made-up rows, the rows of a new year, and the rows in data and traces.

mod common;

use common::Project;

#[test]
fn samples_have_rows_that_obey_the_rules() {
    let project = Project::example("markets");
    let run = project.run(&["sample", "made"]);
    assert_eq!(run.status, 0, "{run}");
    let again = project.run(&["sample", "again"]);
    assert_eq!(again.status, 0, "{again}");
    for name in ["BRIAR", "COVE", "DUNE", "national"] {
        let text = project.text(&format!("made/2024/{name}.toml"));
        assert_eq!(text, project.text(&format!("again/2024/{name}.toml")));
        let list = if name == "national" {
            "dates"
        } else {
            "trades"
        };
        assert!(text.matches(&format!("[[{list}]]")).count() >= 3, "{text}");
        project.write(&format!("data/2024/{name}.toml"), text);
    }
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{run}");
}

#[test]
fn a_new_year_asks_for_the_rows() {
    let project = Project::example("markets");
    let run = project.run(&["new-year", "2025"]);
    assert_eq!(run.status, 0, "{run}");
    let text = project.text("data/2025/BRIAR.toml");
    assert!(
        text.contains("\ntrades = \"?\" # a table [[trades]]"),
        "{text}"
    );
    let check = project.run(&["check", "--year", "2025"]);
    assert_eq!(check.status, 1, "{check}");
    assert!(check.stderr.contains("the list `trades`"), "{check}");
}

#[test]
fn a_trace_names_the_row_and_its_line() {
    let project = Project::example("markets");
    assert_eq!(project.run(&["render"]).status, 0);
    let run = project.run(&["trace", "BRIAR"]);
    assert_eq!(run.status, 0, "{run}");
    let file = project.text("data/2024/BRIAR.toml");
    let line = file.lines().position(|line| line == "stalls = 18");
    let line = line.expect("the stalls of the vegetables") + 1;
    // The table has the three largest trades; the list has all names.
    assert!(run.stdout.contains("trades.name[4] = "), "{run}");
    assert!(run.stdout.contains("trades.stalls[1] = 18"), "{run}");
    assert!(!run.stdout.contains("trades.stalls[4] = "), "{run}");
    assert!(run.stdout.contains(&format!("BRIAR.toml:{line}:")), "{run}");
}
