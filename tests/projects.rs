//! Projects unlike the shipped one, which need no change in Rust: see `tests/projects/`.
//!
//! Their pages are golden, line by line, so that a stranded heading or a lost row is seen.

mod common;

use common::{Project, planned};
use factsheet::batch::Folder;
use factsheet::diagnostic::render::{Format, render};
use factsheet::geometry::Length;
use factsheet::layout::Frame;
use factsheet::output::Sheet;
use factsheet::project::Reader;

/// The lines of a page from top to bottom, each with its left end and baseline in points.
fn lines(page: &Frame) -> String {
    let pt = |length: Length| length.milli() / 1000;
    let mut lines: Vec<(i64, i64, String)> = Vec::new();
    let mut end = Length::ZERO;
    page.for_each_text(&mut |at, text| {
        let is_beside = at.x > end + Length::pt(1);
        end = at.x + text.width;
        match lines.last_mut() {
            Some((y, _, line)) if *y == pt(at.y) => {
                line.push_str(if is_beside { " | " } else { "" });
                line.push_str(&text.string());
            }
            _ => lines.push((pt(at.y), pt(at.x), text.string())),
        }
    });
    let line = |(y, x, text): &(i64, i64, String)| format!("{x:4} {y:4}  {}\n", text.trim_end());
    lines.iter().map(line).collect()
}

/// Holds all pages of a project in these languages against the golden file.
fn golden(name: &str, languages: &[&str]) {
    let project = Project::example(name);
    let folder = Folder::open(&project.path("")).expect("a project");
    let mut reader = Reader::new(&folder);
    let plan = planned(&mut reader, languages);
    let mut text = String::new();
    for (index, edition) in plan.editions.iter().enumerate() {
        for number in plan.numbers() {
            if !plan.editions_of(number).contains(&index) {
                continue;
            }
            let code = &plan.codes[number];
            let (state, _) = plan.figures(&mut reader, code).expect("figures");
            let inputs = plan.inputs(code, &state).expect("sound figures");
            let rendered = edition.render(&inputs, &mut edition.tools(), &mut reader.report);
            let sheet = rendered.expect("a sheet").sheet;
            for (index, page) in sheet.pages.iter().enumerate() {
                let name = Sheet::file_name(&plan.stem(edition, code));
                let size = sheet.text_size;
                text.push_str(&format!("== {name}, page {}, text {size}\n", index + 1));
                text.push_str(&lines(&page.frame));
            }
        }
    }
    let report = reader.report.without_notes();
    let messages = render(&report, &reader.sources, Format::Human, false);
    assert!(messages.is_empty(), "{messages}");
    insta::with_settings!({ snapshot_path => "snapshots/projects", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn an_annual_report_of_two_pages() {
    golden("library", &[]);
}

#[test]
fn a_landscape_catalog_with_wide_tables() {
    golden("catalog", &[]);
}

#[test]
fn a_sheet_with_all_that_is_drawn() {
    golden("drawn", &[]);
}

#[test]
fn a_sheet_with_lists() {
    golden("markets", &["en", "es"]);
}

#[test]
fn a_profile_with_lists_computed_figures_and_earlier_years() {
    golden("business", &[]);
    // An analyst writes it in an afternoon: it stays short.
    let project = Project::example("business");
    let lines = |file: &str| project.text(file).lines().count();
    assert!(lines("data/figures.toml") < 200);
    assert!(lines("layouts/copy/en.md") < 120);
}

#[test]
fn a_page_of_indicators_that_are_better_or_worse_than_before() {
    golden("wellbeing", &[]);
}

#[test]
fn sheets_of_counties_of_their_states_and_of_the_nation() {
    golden("county", &[]);
}

#[test]
fn a_sheet_in_spanish() {
    golden("spanish", &["es", "en"]);
}
