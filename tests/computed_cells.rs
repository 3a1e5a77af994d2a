//! Computed figures in spreadsheets: formulas that programs calculate, and results that import compares.

mod common;

use common::Project;
use common::folders::files;
use common::parts::small_project;
use factsheet::spreadsheet::{Cell, read};

const FIGURES: &str = r#"
[[figure]]
id = "readers"
label = "Readers"
kind = "count"
in = ["state", "national"]

[[figure]]
id = "young"
label = "Young readers"
kind = "count"
in = ["state"]

[[figure]]
id = "share"
label = "Share of young readers"
kind = "percent"
decimals = 1
computed = "share(young, readers)"
in = ["state"]

[[figure]]
id = "of_nation"
label = "Share of the nation's readers"
kind = "percent"
decimals = 1
computed = "share(readers, national.readers)"
in = ["state"]

[[figure]]
id = "growth"
label = "Change since last year"
kind = "count"
signed = true
computed = "change(readers, previous)"
in = ["state"]

[[figure]]
id = "place"
label = "Rank"
kind = "count"
computed = "rank(share, highest)"
in = ["state"]
"#;

fn project() -> Project {
    let project = small_project();
    project.write("data/figures.toml", FIGURES);
    project.write(
        "data/jurisdictions.toml",
        "[[jurisdiction]]\ncode = \"AA\"\nname = \"Aberdale\"\n\
         [[jurisdiction]]\ncode = \"BB\"\nname = \"Brook Falls\"\n\
         [[jurisdiction]]\ncode = \"CC\"\nname = \"Coldwater\"\n",
    );
    for (year, code, readers, young) in [
        (2023, "AA", "1_100", "200"),
        (2024, "AA", "1_200", "323"),
        (2024, "BB", "800", "300"),
        (2024, "CC", "900", "\"suppressed\""),
    ] {
        project.write(
            &format!("data/{year}/{code}.toml"),
            format!("year = {year}\njurisdiction = \"{code}\"\nstatus = \"draft\"\nreaders = {readers}\nyoung = {young}\n"),
        );
    }
    for (year, readers) in [(2023, 8_000), (2024, 9_000)] {
        project.write(
            &format!("data/{year}/national.toml"),
            format!("year = {year}\nstatus = \"draft\"\nreaders = {readers}\n"),
        );
    }
    project
}

fn golden(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/computed_cells", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn results_are_in_the_cells() {
    let project = project();
    let before = files(&project.path("data"));
    for file in ["a.xlsx", "a.csv"] {
        let run = project.run(&["export", file]);
        assert_eq!(run.status, 0, "{run}");
        let run = project.run(&["import", file]);
        assert_eq!(run.status, 0, "{run}");
        assert!(run.stdout.ends_with("nothing is different\n"), "{run}");
    }
    assert_eq!(files(&project.path("data")), before);
    golden("csv", project.text("a.csv").trim_start_matches('\u{feff}'));
    let bytes = std::fs::read(project.path("a.xlsx")).expect("a workbook");
    let workbook = read("a.xlsx", &bytes).expect("a workbook");
    let numbers = workbook.sheets[0].cells.values();
    let percentages = numbers.filter_map(|cell| match cell {
        Cell::Percent(number, 1) => Some((number * 1000.0).round()),
        _ => None,
    });
    assert_eq!(
        percentages.collect::<Vec<_>>(),
        [269.0, 133.0, 375.0, 89.0, 100.0]
    );
}

#[test]
fn files_of_earlier_years_may_lack_figures() {
    let project = project();
    let earlier = "data/2023/AA.toml";
    project.replace(earlier, "young = 200\n", "");
    let before = files(&project.path("data"));
    for file in ["a.xlsx", "a.csv"] {
        let run = project.run(&["export", file]);
        assert_eq!(run.status, 0, "{run}");
        let run = project.run(&["import", file]);
        assert_eq!(run.status, 0, "{run}");
        assert!(run.stdout.ends_with("nothing is different\n"), "{run}");
    }
    assert_eq!(files(&project.path("data")), before);
    // A number that the file does have is still required, and so is one of the newest year.
    let csv = project.text("a.csv");
    for number in ["1100", "1200"] {
        project.write("a.csv", csv.replacen(number, "", 1));
        let run = project.run(&["import", "a.csv"]);
        assert_eq!(run.status, 1, "{run}");
        assert!(run.stderr.contains("error[missing-figure]"), "{run}");
    }
}

/// The XML of the first worksheet of a workbook.
fn first_sheet(project: &Project, file: &str) -> String {
    let bytes = std::fs::read(project.path(file)).expect("a workbook");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut sheet = String::new();
    let mut part = archive
        .by_name("xl/worksheets/sheet1.xml")
        .expect("a sheet");
    std::io::Read::read_to_string(&mut part, &mut sheet).expect("XML");
    sheet
}

fn formulas(sheet: &str) -> Vec<&str> {
    let formulas = sheet.split("<f>").skip(1);
    let formulas = formulas.filter_map(|rest| rest.split("</f>").next());
    formulas.collect()
}

#[test]
fn the_form_of_a_new_year_computes_changes() {
    let project = project();
    for is_begun in [false, true] {
        if is_begun {
            let run = project.run(&["new-year", "2025", "--all"]);
            assert_eq!(run.status, 0, "{run}");
        }
        let run = project.run(&["export", "form.xlsx", "--year", "2025", "--force"]);
        assert_eq!(run.status, 0, "{run}");
        let sheet = first_sheet(&project, "form.xlsx");
        let growth = "IF(COUNT(C6,(1200))=2,IFERROR(ROUND(C6-(1200),0),";
        let formulas = formulas(&sheet);
        assert!(
            formulas.iter().any(|formula| formula.starts_with(growth)),
            "{formulas:?}"
        );
        // Blank cells have the format of the figures: shares have one decimal.
        let run = project.run(&["export", "form.csv", "--year", "2025", "--force"]);
        assert_eq!(run.status, 0, "{run}");
        let form = project.text("form.csv");
        assert!(!form.contains("not-available"), "{form}");
        let filled = form.replace("2025,AA,Aberdale,,", "2025,AA,Aberdale,1300,400");
        assert_ne!(filled, form);
        project.write("form.csv", filled);
        let run = project.run(&["import", "form.csv", "--dry-run"]);
        assert_eq!(run.status, 0, "{run}");
    }
}

#[test]
fn formulas_name_the_cells_of_their_inputs() {
    let project = project();
    let run = project.run(&["export", "a.xlsx"]);
    assert_eq!(run.status, 0, "{run}");
    let sheet = first_sheet(&project, "a.xlsx");
    golden("formulas", &formulas(&sheet)[..4].join("\n"));
    assert!(sheet.contains("<formula1>FALSE</formula1>"), "{sheet}");
}

#[test]
fn a_difference_is_a_located_error() {
    let project = project();
    let run = project.run(&["export", "a.csv"]);
    assert_eq!(run.status, 0, "{run}");
    let before = files(&project.path("data"));
    let text = project.text("a.csv");
    assert!(text.contains("26.9%"), "{text}");
    project.write("a.csv", text.replace("26.9%", "27.9%"));
    let run = project.run(&["import", "a.csv"]);
    assert_eq!(run.status, 1, "{run}");
    golden("difference", &run.stderr);
    assert_eq!(files(&project.path("data")), before);
    // In a long table as well; a result that is right is no change.
    for (result, status) in [("27.5%", 1), ("25.0%", 0)] {
        let table = format!("code,figure,year,value\nAA,young,2024,300\nAA,share,2024,{result}\n");
        project.write("long.csv", table);
        let run = project.run(&["import", "long.csv"]);
        assert_eq!(run.status, status, "{run}");
        let said = "D3: `share` comes out as 25.0%, and this cell has 27.5%";
        assert_eq!(run.stderr.contains(said), status == 1, "{run}");
    }
    assert!(project.text("data/2024/AA.toml").contains("young = 300"));
}
