//! Codes of digits, such as the FIPS codes of counties, keep the zeros before them.

mod common;

use common::Project;
use common::books::{Book, Put};
use common::folders::files;
use common::parts::small_project;

const COUNTIES: &str = "\
[[jurisdiction]]\ncode = \"01001\"\nname = \"Alder County\"\n\
[[jurisdiction]]\ncode = \"01003\"\nname = \"Birch County\"\n\
[[jurisdiction]]\ncode = \"12001\"\nname = \"Cedar County\"\n";

/// A project of three counties with figures of one year.
fn counties() -> Project {
    let project = small_project();
    project.write("data/jurisdictions.toml", COUNTIES);
    for (code, readers) in [("01001", 11), ("01003", 13), ("12001", 21)] {
        project.write(
            &format!("data/2023/{code}.toml"),
            format!(
                "year = 2023\njurisdiction = \"{code}\"\nstatus = \"draft\"\nreaders = {readers}\n"
            ),
        );
    }
    project
}

/// A table with a code and a number, and what is put into the cell of the code.
fn table(code: Put) -> Vec<u8> {
    let mut book = Book { pages: Vec::new() };
    book.add("2023")
        .put("A1", Put::Text("code"))
        .put("B1", Put::Text("readers"))
        .put("A2", code)
        .put("B2", Put::Number(12.0));
    book.bytes()
}

#[test]
fn every_command_takes_them() {
    let project = counties();
    project.write(
        "layouts/copy/en.md",
        "+++\ntitle = \"{{ state.name }}\"\nstatus = \"draft\"\n+++\n{{ readers }} readers.\n",
    );
    for arguments in [
        &["check"][..],
        &["render", "01001"],
        &["render"],
        &["trace", "01003"],
        &["book"],
        &["sample", "samples"],
        &["new-year", "2024", "01001"],
    ] {
        let run = project.run(arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {run}");
    }
    for file in [
        "out/2023-01001.pdf",
        "out/2023-12001.pdf",
        "data/2024/01001.toml",
        "samples/2023/01003.toml",
    ] {
        assert!(project.path(file).is_file(), "{file}");
    }
}

#[test]
fn they_go_out_as_texts_and_come_back() {
    let project = counties();
    let before = files(&project.path("data"));
    for file in ["a.xlsx", "a.csv"] {
        for command in ["export", "import"] {
            let run = project.run(&[command, file]);
            assert_eq!(run.status, 0, "{run}");
        }
    }
    assert_eq!(files(&project.path("data")), before);
    assert!(project.text("a.csv").contains("\n2023,01001,"));
    let workbook = std::fs::read(project.path("a.xlsx")).expect("a workbook");
    let workbook = factsheet::spreadsheet::read("a.xlsx", &workbook).expect("a workbook");
    let texts = workbook.sheets[0]
        .cells
        .values()
        .filter_map(|cell| cell.text());
    assert_eq!(texts.filter(|text| text.starts_with('0')).count(), 2);
}

#[test]
fn a_number_is_the_only_code_that_it_can_be() {
    for code in [
        Put::Number(1001.0),
        Put::Shown(1001.0, "00000"),
        Put::Text("1001"),
        Put::Text("01001"),
    ] {
        let project = counties();
        project.write("in.xlsx", table(code.clone()));
        let run = project.run(&["import", "in.xlsx"]);
        assert_eq!(run.status, 0, "{code:?}: {run}");
        let text = project.text("data/2023/01001.toml");
        assert!(text.contains("readers = 12\n"), "{code:?}: {text}");
    }
}

#[test]
fn the_nation_has_the_code_and_name_of_the_project() {
    for name in ["ALL", "All counties", "national"] {
        let project = counties();
        let figures = project.text("data/figures.toml");
        let figures = figures.replacen("[\"state\"]", "[\"state\", \"national\"]", 1);
        project.write("data/figures.toml", figures);
        let nation = "[national]\ncode = \"ALL\"\nname = \"All counties\"\n";
        project.write("data/jurisdictions.toml", format!("{nation}{COUNTIES}"));
        project.write("in.csv", format!("code,readers\n{name},99\n"));
        let run = project.run(&["import", "in.csv", "--year", "2023"]);
        assert_eq!(run.status, 0, "{name}: {run}");
        assert!(
            project.text("data/2023/national.toml").contains("99"),
            "{run}"
        );
    }
}

#[test]
fn a_number_that_can_be_two_codes_is_refused() {
    let project = counties();
    let others = "[[jurisdiction]]\ncode = \"1001\"\nname = \"Old Alder\"\n";
    project.write("data/jurisdictions.toml", format!("{COUNTIES}{others}"));
    project.write("in.xlsx", table(Put::Number(1001.0)));
    let run = project.run(&["import", "in.xlsx"]);
    assert_eq!(run.status, 1, "{run}");
    insta::assert_snapshot!(run.stderr, @r#"
    error[unknown-jurisdiction]: 2023!A2: "1001" is more than one jurisdiction
     --> in.xlsx
      |
    2 | 1001 | 12
      | ^^^^ 01001 and 1001, if its zeros were dropped
      |
      = help: give the column the format of text, and write the code with its zeros

    error: 1 error found; nothing was written
    "#);
    // A text is the code that it is.
    let whole = "readers,code\n12,01001\n";
    project.write("in.csv", whole);
    let run = project.run(&["import", "in.csv", "--year", "2023"]);
    assert_eq!(run.status, 0, "{run}");
}

#[test]
fn a_code_without_quotes_is_a_located_error() {
    let project = counties();
    for (code, expected) in [
        ("01001", "leading zero"),
        ("12001", "expected a text in quotes"),
    ] {
        let text = COUNTIES.replace(&format!("\"{code}\""), code);
        project.write("data/jurisdictions.toml", text);
        let run = project.run(&["check"]);
        assert_eq!(run.status, 1, "{run}");
        assert!(run.stderr.contains("data/jurisdictions.toml:"), "{run}");
        assert!(run.stderr.contains(expected), "{run}");
    }
}
