//! Charts: the numbers and labels of their marks, as people hear them.

mod common;

use common::Project;
use common::sentences::sheets;

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
