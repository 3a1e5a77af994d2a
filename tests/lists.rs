//! Lists: made-up rows, the rows of a new year, in data and traces, in
//! comparisons, and in spreadsheets.

mod common;

use common::Project;
use common::books::{Book, Put};
use common::folders::files;
use common::reading::attached;
use lopdf::Document;
use serde_json::Value;

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

#[test]
fn rows_go_out_and_come_back_the_same() {
    let project = Project::example("markets");
    let before = files(&project.path("data"));
    for file in ["out.xlsx", "out.csv"] {
        let run = project.run(&["export", file]);
        assert_eq!(run.status, 0, "{run}");
    }
    for file in ["out.xlsx", "out.csv", "out.trades.csv", "out.dates.csv"] {
        let run = project.run(&["import", file]);
        assert_eq!(run.stderr, "", "{run}");
        assert_eq!(run.stdout, "nothing is different\n", "{run}");
    }
    assert_eq!(files(&project.path("data")), before);
    golden("trades-csv", project.text("out.trades.csv"));
}

const HEAD: &str = "code,name,trades.name.text.en,trades.name.text.es,trades.name,trades.stalls,trades.stalls.note,trades.sales";

/// Imports rows of the trades of 2024.
fn import(project: &Project, rows: &[&str]) -> common::Run {
    let text = format!("{HEAD}\n{}\n", rows.join("\n"));
    project.write("in.csv", text);
    project.run(&["import", "in.csv", "--year", "2024"])
}

/// Comments outside of the rows stay, and so do the lines of rows that nobody has changed.
#[test]
fn rows_are_added_removed_changed_and_moved() {
    let project = Project::example("markets");
    project
        .replace(
            "data/2024/BRIAR.toml",
            "[[trades]]\nname   = { en = \"Veg",
            "# All trades.\n[[trades]]\nname   = { en = \"Veg",
        )
        .replace(
            "data/2024/BRIAR.toml",
            "sales  = 52_000",
            "sales  = 52_000 # checked",
        )
        .replace(
            "data/2024/BRIAR.toml",
            "[[trades]]\nname   = { en = \"Flow",
            "# Sold on Sundays.\n[[trades]]\nname   = { en = \"Flow",
        );
    let run = import(
        &project,
        &[
            "BRIAR,,Eggs,Huevos,,4,,not-available",
            "BRIAR,,Vegetables,Verduras,,19,\"More, in summer\",52000",
            "BRIAR,,Crafts,Artesanía,,8,,800",
            "BRIAR,,Éclairs and bread,Pan y éclairs,,9,Two of them share a stand.,suppressed",
            "COVE,,,,,,,",
        ],
    );
    assert_eq!(run.status, 0, "{run}");
    golden("import", run);
    golden("import-BRIAR", project.text("data/2024/BRIAR.toml"));
    let check = project.run(&["check"]);
    assert_eq!(check.status, 0, "{check}");
}

#[test]
fn a_blank_row_takes_the_rows_away() {
    let project = Project::example("markets");
    project.replace(
        "data/2024/DUNE.toml",
        "stalls = \"suppressed\"\n\n",
        "stalls = 0\n\n",
    );
    let run = import(&project, &["DUNE,Duneham,,,,,,"]);
    golden("import-none", run);
    let text = project.text("data/2024/DUNE.toml");
    assert!(text.ends_with("stalls = 0\ntrades = []\n"), "{text}");
}

#[test]
fn rows_without_a_key_are_matched_by_their_values() {
    let project = Project::example("markets");
    project.write("in.csv", "code,year,dates.day\nnational,2024,2024-06-01\nnational,2024,2024-05-04\nnational,2024,2024-09-14\n");
    let run = project.run(&["import", "in.csv"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(
        run.stdout,
        "data/2024/national.toml\n  dates.day[1]: nothing → 2024-06-01 (C2)\n1 value changed in 1 file\n"
    );
    let text = project.text("data/2024/national.toml");
    assert!(text.ends_with("\n[[dates]]\nday = 2024-06-01\n\n[[dates]]\nday = 2024-05-04\n\n[[dates]]\nday = 2024-09-14\n"), "{text}");
}

#[test]
fn mistakes_in_rows_are_located_and_nothing_is_written() {
    let project = Project::example("markets");
    let before = files(&project.path("data"));
    let run = import(
        &project,
        &[
            "BRIAR,,Vegetables,Verduras,,many,,52000",
            "BRIAR,,Flowers,Flores,,9.5,,",
            "BRIAR,,Eggs,Huevos,,,,7500",
            "BRAIR,,Crafts,Artesanía,,8,,800",
            "COVE,,Crafts,Artesanía,,0,,",
            "COVE,,Crafts,Oficios,,0,,",
            "national,,Crafts,Artesanía,,8,,800",
        ],
    );
    assert_eq!(run.status, 1, "{run}");
    golden("import-mistakes", run);
    project.write(
        "in.csv",
        "code,year,trades.name,trades.stals\nCOVE,2024,Eggs,1\n",
    );
    let run = project.run(&["import", "in.csv"]);
    assert_eq!(run.status, 1, "{run}");
    golden("import-unknown-field", run);
    project.write("in.csv", "code,year,trades.name\nCOVE,2024,Eggs\n");
    let run = project.run(&["import", "in.csv"]);
    assert_eq!(run.status, 1, "{run}");
    golden("import-no-column", run);
    assert_eq!(files(&project.path("data")), before);
}

/// A worksheet is named by the year and the list, and its cells are named in messages.
#[test]
fn a_workbook_has_a_worksheet_for_each_list() {
    let project = Project::example("markets");
    let mut book = Book::of(&project, "2024");
    book.add("2024 trades")
        .put("A1", Put::Text("Code"))
        .put("B1", Put::Text("Trade"))
        .put("C1", Put::Text("Stalls"))
        .put("A2", Put::Text("COVE"))
        .put("B2", Put::Text("Nuts"))
        .put("C2", Put::Number(0.0));
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    golden("import-xlsx", run);
    let text = project.text("data/2024/COVE.toml");
    assert!(
        text.contains("\n[[trades]]\nname   = \"Nuts\"\nstalls = 0\n"),
        "{text}"
    );
    book.put("A3", Put::Text("COVE"))
        .put("B3", Put::Text("Nuts"))
        .put("C3", Put::Percent(0.5));
    project.write("in.xlsx", book.bytes());
    let run = project.run(&["import", "in.xlsx"]);
    golden("import-xlsx-mistakes", run);
}

#[test]
fn a_new_year_is_filled_in_with_its_rows() {
    let project = Project::example("markets");
    assert_eq!(project.run(&["new-year", "2025"]).status, 0);
    let run = project.run(&["export", "form.csv", "--year", "2025"]);
    assert_eq!(run.status, 0, "{run}");
    golden("export-form", run);
    let form = project.text("form.trades.csv");
    let head = form.lines().next().expect("headings");
    assert_eq!(
        head.trim_start_matches('\u{feff}'),
        "year,code,name,trades.name,trades.stalls,trades.sales"
    );
    let text = form.replace("2025,DUNE,Duneham,,,", "2025,DUNE,Duneham,Fish,3,90000");
    project.write("form.trades.csv", text);
    let run = project.run(&["import", "form.trades.csv"]);
    golden("import-form", run);
    let text = project.text("data/2025/DUNE.toml");
    assert!(
        text.contains("\n[[trades]]\nname   = \"Fish\"\nstalls = 3\nsales  = 90_000\n"),
        "{text}"
    );
    assert!(
        project
            .text("data/2025/COVE.toml")
            .contains("trades = \"?\"")
    );
}

/// A value of a list in the attached data has the number of its row in the data file, from 1.
#[test]
fn the_attached_data_name_the_row() {
    let project = Project::example("markets");
    assert_eq!(project.run(&["render", "BRIAR"]).status, 0);
    let sheet = project
        .made()
        .into_iter()
        .find(|name| name.ends_with("BRIAR.pdf"));
    let path = project.path(&format!("out/{}", sheet.expect("a sheet")));
    let document = Document::load(path).expect("a PDF");
    let data: Value = serde_json::from_slice(&attached(&document)[0].content).expect("JSON");
    let figures = data["figures"].as_array().expect("figures");
    let stalls = figures
        .iter()
        .filter(|figure| figure["id"] == "trades.stalls");
    let mut stalls: Vec<(i64, i64)> = stalls
        .map(|figure| {
            let number = |key: &str| figure[key].as_i64().expect("a number");
            (number("row"), number("value"))
        })
        .collect();
    stalls.sort_unstable();
    assert_eq!(stalls, [(1, 18), (2, 9), (3, 9)]);
    let total = figures.iter().find(|figure| figure["id"] == "stalls");
    assert_eq!(total.expect("the total").get("row"), None);
}

/// A loop needs the file of its list, also if it prints nothing of a row.
#[test]
fn rows_of_other_years_are_counted() {
    let project = with_next_year();
    for (language, words) in [
        ("en", "The trades by name:"),
        ("es", "Los oficios por nombre:"),
    ] {
        let file = format!("layouts/copy/{language}.md");
        let counted =
            "{% for row in previous.trades | first(4) %}\n- {{ loop.index }}\n{% endfor %}\n\n";
        let text = project.text(&file);
        let text = text.replacen(words, &format!("{counted}{words}"), 1);
        project.write(&file, text);
    }
    let run = project.run(&["render", "BRIAR", "--year", "2025"]);
    assert_eq!(run.status, 0, "{run}");
    project.replace("layouts/copy/en.md", "previous.trades", "y2019.trades");
    let run = project.run(&["check", "--year", "2025"]);
    assert_eq!(run.status, 1, "{run}");
    golden("unknown-year", run);
}

#[test]
fn a_list_that_is_printed_nowhere_is_asked_about() {
    let project = Project::example("markets");
    let figures = project.text("data/figures.toml");
    let prices = "\n[[list]]\nid = \"prices\"\nlabel = \"Prices\"\nin = [\"state\"]\noptional = true\n\n\
                  [[list.field]]\nid = \"eggs\"\nlabel = \"A dozen eggs\"\nkind = \"count\"\n";
    project.write("data/figures.toml", format!("{figures}{prices}"));
    let briar = project.text("data/2024/BRIAR.toml");
    project.write(
        "data/2024/BRIAR.toml",
        format!("{briar}\n[[prices]]\neggs = 4\n"),
    );
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{run}");
    golden("unprinted", run);
}
