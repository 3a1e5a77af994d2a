//! Figures that are computed: on the page, in the trace, in the attached data, and in a series of three levels.

mod common;

use common::Project;
use common::folders::{files, ok};
use common::reading::{attached, shown};
use lopdf::Document;
use serde_json::{Value, json};

/// A series of counties in two states, with the figures of two years. One county withholds a number.
fn counties() -> Project {
    let project = Project::example("parks");
    for name in ["ELM", "national"] {
        project.remove(&format!("data/2023/{name}.toml"));
    }
    project.write("data/publication.toml", PUBLICATION);
    project.write("data/jurisdictions.toml", JURISDICTIONS);
    project.write("data/figures.toml", FIGURES);
    project.write(
        "layouts/county.toml",
        "extends = \"letter\"\nwords = \"county\"\nlevels = [\"county\"]\n",
    );
    project.write("layouts/copy/en.md", STATE);
    project.write("layouts/copy/county/en.md", COUNTY);
    for (year, more) in [(2023, 0), (2024, 10)] {
        let write = |name: &str, readers: &str, people: u32| {
            let code = match name {
                "national" => String::new(),
                code => format!("jurisdiction = \"{code}\"\n"),
            };
            project.write(
                &format!("data/{year}/{name}.toml"),
                format!("year = {year}\n{code}status = \"final\"\nsource = \"Counts\"\nreaders = {readers}\npeople = {people}\n"),
            );
        };
        write("national", "900", 3000);
        write("AL", "400", 1000);
        write("GA", "500", 2000);
        write("01001", &(100 + more).to_string(), 400);
        write("01003", "\"suppressed\"", 600);
        write("13001", "220", 800);
        write("13003", "280", 1200 - more);
    }
    project
}

const PUBLICATION: &str = r#"
name = "Readers"
publisher = "Library office"
languages = ["en-US"]
levels = ["national", "state", "county"]
layout = "letter"
[layouts]
county = "county"
[no_number]
suppressed = "withheld"
not-available = "not available"
"#;

const JURISDICTIONS: &str = r#"
[[jurisdiction]]
code = "AL"
name = "Alabama"
[[jurisdiction]]
code = "GA"
name = "Georgia"
[[jurisdiction]]
code = "01001"
name = "Autauga County"
within = "AL"
[[jurisdiction]]
code = "01003"
name = "Baldwin County"
within = "AL"
[[jurisdiction]]
code = "13001"
name = "Appling County"
within = "GA"
[[jurisdiction]]
code = "13003"
name = "Baldwin County"
within = "GA"
"#;

const FIGURES: &str = r#"
[[figure]]
id = "readers"
label = "Readers"
kind = "count"
in = ["national", "state", "county"]
[[figure]]
id = "people"
label = "People"
kind = "count"
in = ["national", "state", "county"]
[[figure]]
id = "share"
label = "Readers among people"
kind = "percent"
decimals = 1
in = ["national", "state", "county"]
computed = "share(readers, people)"
[[figure]]
id = "gap"
label = "Difference from the state, in points"
kind = "number"
decimals = 1
signed = true
in = ["county"]
computed = "difference(share, within.share)"
[[figure]]
id = "growth"
label = "Change of readers"
kind = "percent"
decimals = 1
signed = true
in = ["state", "county"]
computed = "change_percent(readers)"
[[figure]]
id = "rank"
label = "Rank"
kind = "count"
in = ["county"]
computed = "rank(share, highest)"
[[figure]]
id = "middle"
label = "Median"
kind = "percent"
decimals = 2
in = ["county"]
computed = "median(share)"
"#;

const STATE: &str = r#"+++
title  = "{{ state.name }}, {{ year }}"
status = "final"
+++
# {{ state.name }}

{{ state.name }}: {{ share }}, {{ growth }}; before {{ previous.share }}; nation {{ y2023.national.share }}; {{ readers }} of {{ people }}.
"#;

const COUNTY: &str = r#"+++
title  = "{{ county.name }}, {{ state.name }}, {{ year }}"
status = "final"
+++
# {{ county.name }}, {{ within.name }}

{% if share is available %}{{ share }}, {{ gap }} points from {{ within.share }}, rank {{ rank }}, {{ growth }} since {{ previous.readers }}{% else %}Nothing to say{% endif %}; median {{ middle }}; nation {{ national.share }}.
"#;

/// The text of a sheet's page, on one line.
fn text_of(project: &Project, name: &str) -> String {
    let document = Document::load(project.path(&format!("out/2024-{name}.pdf"))).expect("a PDF");
    let shown = shown(&document).into_iter().map(|shown| shown.text);
    shown.collect::<String>()
}

#[test]
fn a_county_stands_beside_its_state_and_among_all_counties() {
    let project = counties();
    ok(project.run(&["render"]));
    let autauga = text_of(&project, "01001");
    // 110 of 400 is 27.5 %, the most with 220 of 800; 400 of 1,000 is 40 %.
    for part in [
        "Autauga County, Alabama",
        "27.5%, \u{2212}12.5 points from 40.0%",
        "rank 1 (tie)",
        "10.0% since 100",
        "median 27.50%",
        "nation 30.0%",
    ] {
        assert!(autauga.contains(part), "{part}: {autauga}");
    }
    let baldwin = text_of(&project, "01003");
    assert!(
        baldwin.contains("Nothing to say; median 27.50%"),
        "{baldwin}"
    );
    // 280 of 1,190 is 23.53 %.
    let last = text_of(&project, "13003");
    assert!(last.contains("23.5%") && last.contains("rank 3"), "{last}");
    let state = text_of(&project, "AL");
    assert!(
        state.contains("40.0%, 0.0%; before 40.0%; nation 30.0%"),
        "{state}"
    );
}

#[test]
fn a_trace_leads_to_the_formula_and_to_every_input() {
    let project = counties();
    let trace = ok(project.run(&["trace", "01001", "--format", "json"]));
    let trace: Value = serde_json::from_str(&trace.stdout).expect("JSON");
    let figures = trace["figures"].as_array().expect("figures");
    let computed = |id: &str| {
        let figure = figures.iter().find(|figure| figure["id"] == id);
        figure.expect(id)["computed"].clone()
    };
    let share = computed("share");
    assert_eq!(share["formula"], "share(readers, people)");
    assert_eq!(share["file"], "data/figures.toml");
    let places = |computed: &Value| {
        let inputs = computed["inputs"].as_array().expect("inputs").iter();
        let places =
            inputs.map(|input| format!("{}:{}", input["number"]["file"], input["number"]["line"]));
        places.collect::<Vec<_>>()
    };
    assert_eq!(
        places(&share),
        ["\"data/2024/01001.toml\":5", "\"data/2024/01001.toml\":6"]
    );
    let growth = computed("growth");
    assert_eq!(
        places(&growth),
        ["\"data/2024/01001.toml\":5", "\"data/2023/01001.toml\":5"]
    );
    let state = computed("within.share");
    assert_eq!(
        places(&state),
        ["\"data/2024/AL.toml\":5", "\"data/2024/AL.toml\":6"]
    );
    let previous = figures
        .iter()
        .find(|figure| figure["id"] == "previous.readers");
    assert_eq!(
        previous.expect("it is printed")["number"]["file"],
        "data/2023/01001.toml"
    );
}

#[test]
fn the_attached_data_have_the_inputs_and_the_years() {
    let project = counties();
    ok(project.run(&["render", "01001"]));
    let document = Document::load(project.path("out/2024-01001.pdf")).expect("a PDF");
    let data = attached(&document).swap_remove(0).content;
    let data: Value = serde_json::from_slice(&data).expect("JSON");
    let figures = data["figures"].as_array().expect("figures");
    let of = |id: &str, scope: &str| {
        let mut found = figures
            .iter()
            .filter(|f| f["id"] == id && f["scope"] == scope);
        found.next().expect(id).clone()
    };
    let growth = of("growth", "county");
    assert_eq!(growth["formula"], "change_percent(readers)");
    let inputs = json!([
        { "id": "readers", "jurisdiction": "01001", "year": 2024, "value": 110 },
        { "id": "readers", "jurisdiction": "01001", "year": 2023, "value": 100 },
    ]);
    assert_eq!(growth["inputs"], inputs);
    assert_eq!(of("readers", "county")["year"], 2023);
    assert_eq!(
        of("rank", "county")["note"],
        "among 3 places; 1 without a number left out"
    );
    assert_eq!(of("share", "state")["value"], 40.0);
}

#[test]
fn a_rank_does_not_depend_on_the_sheets_that_are_made_with_it() {
    let project = counties();
    ok(project.run(&["render"]));
    let whole = files(&project.path("out"));
    ok(project.run(&["render", "13003", "--out", "alone"]));
    let name = "2024-13003.pdf";
    assert!(files(&project.path("alone"))[name] == whole[name]);
    for part in ["1/2", "2/2"] {
        let out = format!("parts/{}", &part[..1]);
        ok(project.run(&["render", "--shard", part, "--out", &out]));
    }
    ok(project.run(&["merge", "--out", "merged", "parts/1", "parts/2"]));
    assert!(files(&project.path("merged")) == whole);
}

#[test]
fn a_part_made_with_other_figures_of_a_ranked_place_is_refused() {
    let project = counties();
    ok(project.run(&["render", "--shard", "1/2", "--out", "parts/1"]));
    project.replace("data/2024/13003.toml", "readers = 280", "readers = 281");
    ok(project.run(&["render", "--shard", "2/2", "--out", "parts/2"]));
    let run = project.run(&["merge", "--out", "merged", "parts/1", "parts/2"]);
    assert_eq!(run.status, 1, "{run}");
}

#[test]
fn places_within_a_place_are_selected() {
    let project = counties();
    ok(project.run(&["render", "--within", "AL"]));
    assert_eq!(project.made(), ["2024-01001.pdf", "2024-01003.pdf"]);
}

#[test]
fn a_withheld_number_that_a_computed_one_gives_away_is_found() {
    let project = counties();
    let more = "[[figure]]\nid = \"others\"\nlabel = \"Others\"\nkind = \"count\"\nin = [\"county\"]\n\
                [[figure]]\nid = \"children\"\nlabel = \"Children\"\nkind = \"count\"\nin = [\"county\"]\n\
                [[figure]]\nid = \"adults\"\nlabel = \"Adults\"\nkind = \"count\"\nin = [\"county\"]\ncomputed = \"difference(people, children)\"\n";
    let figures = project.text("data/figures.toml");
    let with_sum = figures.replace(
        "label = \"People\"\n",
        "label = \"People\"\nsum_of = [\"others\", \"children\"]\n",
    );
    project.write("data/figures.toml", format!("{with_sum}{more}"));
    for year in [2023, 2024] {
        for code in ["01001", "01003", "13001", "13003"] {
            let file = format!("data/{year}/{code}.toml");
            let text = project.text(&file);
            project.write(
                &file,
                format!("{text}others = \"suppressed\"\nchildren = 40\n"),
            );
        }
    }
    let words = "layouts/copy/county/en.md";
    let text = project.text(words);
    project.write(
        words,
        format!("{text}\nThere are {{{{ adults }}}} adults.\n"),
    );
    let run = project.run(&["check", "01001"]);
    assert!(run.stderr.contains("can-be-worked-out"), "{run}");
    assert!(run.stderr.contains("`others` is withheld"), "{run}");
    project.write(words, text);
    let run = project.run(&["check", "01001"]);
    assert!(!run.stderr.contains("can-be-worked-out"), "{run}");
}
