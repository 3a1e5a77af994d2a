//! Names are the same however their letters are stored; those that only look the same are told apart.

mod common;

use common::Project;

/// The shipped project, whose first place has a name with a letter that can be stored in two ways.
fn project(name: &str) -> Project {
    let project = Project::shipped();
    let entry = "name = \"Alabama\"";
    project.replace(
        "data/jurisdictions.toml",
        entry,
        &format!("name = \"{name}\""),
    );
    project
}

const COMPOSED: &str = "Do\u{f1}a Ana";
const PARTED: &str = "Don\u{303}a Ana";

#[test]
fn a_place_is_found_in_a_spreadsheet() {
    for (known, written) in [(COMPOSED, PARTED), (PARTED, COMPOSED), (PARTED, PARTED)] {
        let project = project(known);
        project.write("f.csv", format!("name,missing.total\n{written},211\n"));
        let run = project.run(&["import", "f.csv", "--year", "2023"]);
        assert_eq!(run.status, 0, "{run}");
    }
}

#[test]
fn what_is_printed_is_composed() {
    let [composed, parted] = [COMPOSED, PARTED].map(|name| {
        let project = project(name);
        let run = project.run(&["render", "AL"]);
        assert_eq!(run.status, 0, "{run}");
        std::fs::read(project.path("out/2023-AL.pdf")).expect("a sheet")
    });
    assert!(composed == parted);
}

#[test]
fn designs_and_files_are_found_by_name() {
    for (on_disk, asked) in [(COMPOSED, PARTED), (PARTED, COMPOSED)] {
        let project = Project::shipped();
        let design = "extends = \"letter\"\n";
        project.write(&format!("layouts/{on_disk}.toml"), design);
        let run = project.run(&["render", "AL", "--layout", asked]);
        assert_eq!(run.status, 0, "{run}");

        let project = Project::shipped();
        let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><path d='M0 0H10V10Z'/></svg>";
        project.write(
            &format!("pictures/{}.svg", on_disk.replace(' ', "-")),
            picture,
        );
        let words = project.text("layouts/copy/en.md");
        let asked = asked.replace(' ', "-");
        let words = words + &format!("\n![A triangle.](pictures/{asked}.svg)\n");
        project.write("layouts/copy/en.md", words);
        let run = project.run(&["render", "AL"]);
        assert!(!run.stderr.contains("missing-file"), "{run}");
    }
}

#[test]
fn two_places_have_two_names() {
    let project = project(COMPOSED);
    let entry = "name = \"Alaska\"";
    let same = format!("name = \"{PARTED}\"");
    project.replace("data/jurisdictions.toml", entry, &same);
    let run = project.run(&["check"]);
    assert!(run.stderr.contains("two places have the name"), "{run}");
}

#[test]
fn names_that_look_the_same_are_told_apart_by_code_points() {
    let project = project("Hawai\u{2bb}i Nui");
    let rows = [
        ("Hawai\u{2bc}i Nui", "U+02BC where `Hawaiʻi Nui` has U+02BB"),
        (
            "Hawai\u{2019}i Nui",
            "U+2019 where `Hawaiʻi Nui` has U+02BB",
        ),
        ("Hawai'i Nui", "U+0027 where `Hawaiʻi Nui` has U+02BB"),
    ];
    for (name, difference) in rows {
        project.write("f.csv", format!("name,missing.total\n{name},77\n"));
        let run = project.run(&["import", "f.csv", "--year", "2023"]);
        assert!(run.stderr.contains(difference), "{run}");
    }
    let run = project.run(&["check", "\u{410}L"]);
    let difference = "`\u{410}L` has U+0410 where `AL` has U+0041";
    assert!(run.stderr.contains(difference), "{run}");
    let figures = project.text("data/2023/AL.toml");
    for (key, difference) in [
        ("tot\u{430}l", "`а` is U+0430"),
        (
            "\"tot\u{430}l\"",
            "`missing.totаl` has U+0430 where `missing.total` has U+0061",
        ),
        ("the total", "write _ between its words"),
    ] {
        let written = figures.replace("total  ", &format!("{key}  "));
        project.write("data/2023/AL.toml", written);
        let run = project.run(&["check"]);
        assert!(run.stderr.contains(difference), "{run}");
    }
}
