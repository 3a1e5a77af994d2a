//! Charts: the numbers and labels of their marks, as people hear them, and their pictures.
//!
//! The pictures are under `docs/charts/` and `tests/pictures/`. When they are meant to look otherwise, run the tests with
//! `PICTURES=renew`, and look at them.

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::examples::{Example, examples};
use common::seen::{Seen, hold_against};
use common::sentences::sheets;
use common::{Project, shipped};

/// The page that describes charts.
const CHARTS: &[&str] = &["docs/reference/charts.md"];

/// The page of a single chart.
const SMALL_PAGE: &str = r#"words = "small"

[page]
size   = { width = "260pt", height = "260pt" }
margin = { top = "14pt", right = "12pt", bottom = "14pt", left = "12pt" }
"#;

/// The alternative texts of all charts of a place.
fn heard(code: &str) -> String {
    let project = Project::example("charts");
    let sheets = sheets(&project.path(""), None, "en");
    let sheet = sheets.iter().find(|sheet| sheet.code == code);
    let sentences = &sheet.expect("a sheet").sentences;
    let kinds = [
        "Bar chart",
        "Stacked bar",
        "Part of",
        "Line chart",
        "Dot chart",
        "Map",
        "Chart of squares",
    ];
    let charts = sentences
        .iter()
        .filter(|sentence| kinds.iter().any(|kind| sentence.starts_with(kind)));
    charts.fold(String::new(), |all, chart| all + chart + "\n")
}

#[test]
fn every_number_of_a_chart_is_heard() {
    // Usual numbers; withheld and absent ones; huge ones; tiny ones and zero; a place without earlier years.
    for code in ["ELM", "ASH", "KEN", "LAK", "HAR"] {
        insta::assert_snapshot!(format!("heard-{code}"), heard(code));
    }
}

/// The examples of the reference, by their names.
fn drawn_examples() -> Vec<(String, String)> {
    let all = examples(CHARTS).into_iter();
    let named = all.filter_map(|Example { what, text }| {
        let name = what.strip_prefix("chart ")?.to_owned();
        Some((name, text))
    });
    named.collect()
}

/// The project of charts with a design of the same styles and colors for a single chart.
fn small() -> Project {
    let project = Project::example("charts");
    let design = project.text("layouts/letter.toml");
    let styles = &design[design.find("[fit]").expect("styles")..];
    let styles = &styles[..styles.find("[sections.").expect("sections")];
    project.write("layouts/small.toml", format!("{SMALL_PAGE}\n{styles}"));
    // Without the mark of samples across the page.
    for year in 2018..=2023 {
        let folder = format!("data/{year}");
        for name in project.names(&folder) {
            let path = format!("{folder}/{name}");
            let text = project.text(&path);
            let last = "status = \"final\"\nsource = \"Register\"";
            project.write(&path, text.replace("status = \"sample\"", last));
        }
    }
    project
}

/// The picture of a chart by itself, cut off below it.
fn picture(project: &Project, code: &str, chart: &str) -> Seen {
    let words = format!(
        "+++\ntitle = \"Chart of {{{{ state.name }}}}\"\nstatus = \"final\"\nas_is = [\"2020\"]\n+++\n{chart}"
    );
    project.write("layouts/copy/small/en.md", words);
    let run = project.run(&["render", "--layout", "small", code]);
    assert_eq!(run.status, 0, "{chart}{run}");
    let pdf = fs::read(project.path(&format!("out/2023-{code}-small.pdf"))).expect("a sheet");
    let page = Seen::pages(pdf, 2.0).swap_remove(0);
    let row = usize::try_from(page.width * 3).expect("a length");
    let is_inked = |row: &[u8]| row.iter().any(|color| *color < 250);
    let rows = page.colors.chunks(row);
    let last = rows.clone().rposition(is_inked).expect("a chart");
    let height = u32::try_from(last).expect("a height") + 20;
    let height = height.min(page.height);
    let colors = page.colors[..row * usize::try_from(height).expect("a height")].to_vec();
    Seen {
        width: page.width,
        height,
        colors,
    }
}

#[test]
fn each_kind_of_chart_looks_as_in_its_picture() {
    let project = small();
    let folder = shipped().join("docs/charts");
    let mut names = BTreeSet::new();
    let page = common::examples::text(CHARTS);
    for (name, chart) in drawn_examples() {
        let link = format!("](../charts/{name}.png)");
        assert_eq!(page.matches(&link).count(), 1, "{link}");
        hold_against(
            &picture(&project, "ELM", &chart),
            &folder.join(format!("{name}.png")),
        );
        names.insert(format!("{name}.png"));
    }
    let pictures = fs::read_dir(folder).expect("pictures");
    let pictures = pictures.map(|file| file.expect("a picture").file_name().into_string());
    let pictures: BTreeSet<String> = pictures.map(|name| name.expect("a name")).collect();
    assert_eq!(pictures, names);
}

/// Usual numbers; tiny ones and zero; huge ones; withheld and absent ones; a place without earlier years.
#[test]
fn charts_of_all_sizes_of_numbers() {
    let project = Project::example("charts");
    let codes = ["ELM", "LAK", "KEN", "ASH", "HAR"];
    let run = project.run(&[&["render"], &codes[..]].concat());
    assert_eq!(run.status, 0, "{run}");
    for code in codes {
        let pdf = fs::read(project.path(&format!("out/2023-{code}.pdf"))).expect("a sheet");
        for (number, page) in (1..).zip(Seen::pages(pdf, 1.5)) {
            let path = format!("tests/pictures/charts-{code}-{number}.png");
            hold_against(&page, &shipped().join(path));
        }
    }
}

/// The longest names, the largest numbers, and none at all.
#[test]
fn charts_of_the_hardest_samples_are_drawn() {
    let project = Project::example("charts");
    let run = project.run(&["sample", "--stress", "stress"]);
    assert_eq!(run.status, 0, "{run}");
    let run = project.run(&["render", "--data", "stress"]);
    assert_eq!(run.status, 0, "{run}");
}
