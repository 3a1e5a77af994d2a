//! Lists: made-up rows, the rows of a new year, in data and traces, and in comparisons.

mod common;

use common::Project;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/lists", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

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

/// The markets with the figures of 2024 once more for 2025, and a few rows changed.
fn with_next_year() -> Project {
    let project = Project::example("markets");
    for file in ["BRIAR", "COVE", "DUNE", "national"] {
        let text = project.text(&format!("data/2024/{file}.toml"));
        let text = text.replacen("= 2024", "= 2025", 1);
        project.write(&format!("data/2025/{file}.toml"), text);
    }
    let flowers = "[[trades]]\nname   = { en = \"Flowers\", es = \"Flores\" }\nstalls = 9\n\n";
    let crafts = "[[trades]]\nname   = { en = \"Crafts\", es = \"Artesanía\" }\nstalls = 7\nsales  = 800\n\n";
    let vegetables = "[[trades]]\nname   = { en = \"Vegetables\"";
    project
        .replace("data/2025/BRIAR.toml", flowers, "")
        .replace(
            "data/2025/BRIAR.toml",
            vegetables,
            &format!("{crafts}{vegetables}"),
        )
        .replace("data/2025/BRIAR.toml", "stalls = 18", "stalls = 20")
        .replace("data/2025/BRIAR.toml", "\"suppressed\"", "6_100")
        .replace("data/2025/DUNE.toml", "sales  = 90_000\n", "")
        .replace("data/2025/national.toml", "2024-09-14", "2025-09-13");
    project
}

#[test]
fn a_comparison_has_the_rows() {
    let project = with_next_year();
    for format in ["table", "csv", "markdown", "json"] {
        let run = project.run(&["diff", "2024", "2025", "--format", format]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{run}");
        golden(&format!("diff-{format}"), run.stdout);
    }
    let same = project.run(&["diff", "data/2024", "data/2024"]);
    assert_eq!(same.stdout, "nothing is different\n", "{same}");
}

#[test]
fn a_comparison_has_rows_that_are_still_to_be_filled_in() {
    let project = Project::example("markets");
    assert_eq!(project.run(&["new-year", "2025"]).status, 0);
    let run = project.run(&["diff", "2024", "2025", "DUNE"]);
    golden("diff-to-fill-in", run);
}

#[test]
fn the_order_of_rows_with_a_key_is_no_difference() {
    let project = Project::example("markets");
    let text = project.text("data/2024/BRIAR.toml");
    let parts: Vec<&str> = text.split("[[trades]]").collect();
    let [head, first, rest @ ..] = parts.as_slice() else {
        panic!("{text}")
    };
    let turned = format!(
        "{head}[[trades]]{}\n[[trades]]{first}",
        rest.join("[[trades]]")
    );
    project.write("old/2024/BRIAR.toml", &text);
    project.write("data/2024/BRIAR.toml", turned);
    let run = project.run(&["diff", "old/2024", "data/2024", "BRIAR"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, "nothing is different\n"),
        "{run}"
    );
}
