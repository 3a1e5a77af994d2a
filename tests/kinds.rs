//! Figures of every kind, from the data file to the page, the attached data and spreadsheets and back.

mod common;

use common::Project;
use common::folders::ok;
use serde_json::Value;

const FIGURES: &str = "data/figures.toml";
const PLACE: &str = "data/2023/ELM.toml";
const WORDS: &str = "layouts/copy/en.md";

/// The declarations of a figure of each kind.
const DECLARED: &str = r#"
[[figure]]
id = "office.budget"
label = { en = "Budget", es = "Presupuesto" }
kind = "money"
currency = "USD"
scale = "million"
decimals = 1
in = ["state"]

[[figure]]
id = "office.fee"
label = { en = "Fee of a permit", es = "Tarifa del permiso" }
kind = "money"
currency = "USD"
decimals = 2
in = ["state"]

[[figure]]
id = "office.change"
label = { en = "Change of the budget", es = "Cambio del presupuesto" }
kind = "percent"
signed = true
decimals = 1
in = ["state"]

[[figure]]
id = "office.wait"
label = { en = "Wait for a permit", es = "Espera del permiso" }
kind = "number"
decimals = 1
unit = { en = "days", es = "días" }
in = ["state"]

[[figure]]
id = "office.opened"
label = { en = "Opened", es = "Apertura" }
kind = "year"
in = ["state"]

[[figure]]
id = "office.fair"
label = { en = "Day of the fair", es = "Día de la feria" }
kind = "date"
in = ["state"]

[[figure]]
id = "office.seat"
label = { en = "Seat", es = "Sede" }
kind = "text"
in = ["state"]

[[figure]]
id = "office.motto"
label = { en = "Motto", es = "Lema" }
kind = "text"
in = ["state"]
"#;

/// The values of the place.
const GIVEN: &str = r#"
[office]
budget = 336_400_000
fee    = 12.50
change = -2.5
wait   = 3
opened = 1922
fair   = 2024-05-01
seat   = "Old Łódź Common"
motto  = { en = "Walk on", es = "Sigue andando" }
"#;

const SENTENCE: &str = "{{ office.budget }}, {{ office.fee }}, {{ office.change }}, {{ office.wait }}, \
    {{ office.opened }}, {{ office.fair }}{% if office.seat is available %}, {{ office.seat }}{% endif %}, \
    {{ office.motto }}.";

/// A project with a figure of each kind.
fn project() -> Project {
    let project = Project::example("parks");
    project.write(FIGURES, project.text(FIGURES) + DECLARED);
    project.write(PLACE, project.text(PLACE) + GIVEN);
    project.replace(WORDS, "*Walks* are free.", SENTENCE);
    project
}

/// The printed figures of the group `office`, by id, from the trace of the sheet.
fn traced(project: &Project) -> Vec<(String, Value, String)> {
    let json = ok(project.run(&["trace", "ELM", "--format", "json"])).stdout;
    let trace: Value = serde_json::from_str(&json).expect("JSON");
    let figures = trace["figures"].as_array().expect("figures").iter();
    let own = figures.filter(|figure| {
        figure["id"]
            .as_str()
            .is_some_and(|id| id.starts_with("office."))
    });
    own.map(|figure| {
        let text = |key: &str| figure[key].as_str().expect("a text").to_owned();
        (text("id"), figure["value"].clone(), text("printed"))
    })
    .collect()
}

#[test]
fn each_kind_is_printed_by_its_rules() {
    let project = project();
    ok(project.run(&["render"]));
    let printed: Vec<(String, String, String)> = traced(&project)
        .into_iter()
        .map(|(id, value, printed)| (id, value.to_string(), printed))
        .collect();
    let expected = [
        ("office.budget", "336400000", "$336.4 million"),
        ("office.fee", "12.5", "$12.50"),
        ("office.change", "-2.5", "−2.5%"),
        ("office.wait", "3.0", "3.0"),
        ("office.opened", "1922", "1922"),
        ("office.fair", "\"2024-05-01\"", "May 1, 2024"),
        ("office.seat", "\"Old Łódź Common\"", "Old Łódź Common"),
        ("office.motto", "\"Walk on\"", "Walk on"),
    ];
    let expected =
        expected.map(|(id, value, printed)| (id.to_owned(), value.to_owned(), printed.to_owned()));
    assert_eq!(printed, expected);
}

#[test]
fn a_guard_leaves_out_a_text_that_is_not_there() {
    let project = project();
    project.replace(PLACE, "\"Old Łódź Common\"", "\"not-available\"");
    ok(project.run(&["render"]));
    let ids: Vec<String> = traced(&project).into_iter().map(|(id, ..)| id).collect();
    assert!(!ids.contains(&"office.seat".to_owned()));
    assert!(ids.contains(&"office.motto".to_owned()));
}

#[test]
fn spreadsheets_keep_every_value() {
    let project = project();
    for name in ["figures.xlsx", "figures.csv"] {
        ok(project.run(&["export", name]));
        let same = ok(project.run(&["import", name]));
        assert!(!same.stdout.contains("ELM"), "{name}: {same}");
        let before = project.text(PLACE);
        for (from, to) in [
            ("336_400_000", "1_000_000"),
            ("12.50", "0.99"),
            ("-2.5", "\"suppressed\""),
            ("wait   = 3", "wait   = 4.5"),
            ("1922", "1999"),
            ("2024-05-01", "\"not-available\""),
            ("\"Old Łódź Common\"", "\"New Common\""),
            ("\"Sigue andando\"", "\"Otro lema\""),
        ] {
            project.replace(PLACE, from, to);
        }
        ok(project.run(&["import", name]));
        let written = before.replace("wait   = 3", "wait   = 3.0");
        assert_eq!(project.text(PLACE), written, "{name}");
        project.write(PLACE, before);
    }
}

#[test]
fn samples_of_each_kind_are_valid() {
    let project = project();
    ok(project.run(&["sample", "samples", "--year", "2030"]));
    let text = project.text("samples/2030/ELM.toml");
    assert!(
        text.contains("seat = { en = \"Seat (SAMPLE)\", es = \"Sede (MUESTRA)\" }"),
        "{text}"
    );
    assert!(text.contains("fair = 2030-"), "{text}");
    ok(project.run(&["check", "--year", "2030", "--data", "samples"]));
}

#[test]
fn years_are_compared_in_the_measure_of_each_kind() {
    let project = project();
    let next = project
        .text(PLACE)
        .replace("year         = 2023", "year         = 2024");
    let next = next
        .replace("-2.5", "4.5")
        .replace("1922", "1930")
        .replace("2024-05-01", "2024-06-01");
    project.write(
        "data/2024/ELM.toml",
        next.replace("\"Walk on\"", "\"Go on\""),
    );
    let nation = project.text("data/2023/national.toml");
    project.write("data/2024/national.toml", nation.replace("2023", "2024"));
    let run = project.run(&["diff", "2023", "2024", "--format", "csv"]);
    let lines: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.contains(",office.") && !line.ends_with("unchanged"))
        .collect();
    assert_eq!(
        lines,
        [
            "ELM,Elmwood,office.change,,Change of the budget,-2.5,4.5,7.0,,",
            "ELM,Elmwood,office.opened,,Opened,1922,1930,8,,",
            "ELM,Elmwood,office.fair,,Day of the fair,2024-05-01,2024-06-01,,,",
            "ELM,Elmwood,office.motto,,Motto,Walk on / Sigue andando,Go on / Sigue andando,,,",
        ]
        .map(str::to_owned),
        "{run}"
    );
}
