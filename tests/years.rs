//! From one year to the next: the files of a new year, numbers that are last year's, and what is different
//! between two years or two folders.

mod common;

use common::folders::ok;
use common::{Project, Run};
use serde_json::Value;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/years", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// The project of the tests, with the figures of 2023 once more in the folder of 2024.
fn with_next_year() -> Project {
    let project = Project::example("parks");
    for file in ["ELM", "national"] {
        let text = project.text(&format!("data/2023/{file}.toml"));
        let text = text.replacen("= 2023", "= 2024", 1);
        project.write(&format!("data/2024/{file}.toml"), text);
    }
    project
}

/// What a run says of a kind.
fn about(kind: &str, run: &Run) -> String {
    let paragraphs = run.stderr.split_inclusive("\n\n");
    let start = format!("warning[{kind}]");
    paragraphs
        .filter(|paragraph| paragraph.starts_with(&start))
        .collect()
}

/// The files of two places with figures of their own for two years.
fn with_ashford(project: &Project) {
    for year in ["2023", "2024"] {
        let elmwood = project.text(&format!("data/{year}/ELM.toml"));
        let numbers = [
            ("8_249", "951"),
            ("= 45\n\n[events]", "= 4\n\n[events]"),
            ("= 211", "= 31"),
            ("= 123", "= 15"),
            ("= 43", "= 10"),
            ("= 45\n\n[trails", "= 6\n\n[trails"),
            ("repairs = 6", "repairs = 3"),
            ("= 51", "= 7"),
            ("= 18", "= 3"),
            ("= 88", "= 12"),
            ("\"ELM\"", "\"ASH\""),
            ("Elmwood", "Ashford"),
            ("Elmwood", "Ashford"),
        ];
        let ashford = numbers
            .iter()
            .fold(elmwood, |text, (from, to)| text.replacen(from, to, 1));
        project.write(&format!("data/{year}/ASH.toml"), ashford);
    }
}

#[test]
fn a_new_year_is_to_be_filled_in() {
    let project = Project::example("parks");
    golden("new-year", project.run(&["new-year", "2024"]));
    for file in ["ELM", "national"] {
        let text = project.text(&format!("data/2024/{file}.toml"));
        golden(&format!("begun-{file}"), text);
    }
    let check = project.run(&["check"]);
    golden("to-fill-in", &check);
    let render = project.run(&["render"]);
    assert_eq!(render.status, 1);
    assert_eq!(
        render.stderr,
        check
            .stderr
            .replace(" found\n", " found; nothing was written\n")
    );
    assert_eq!(project.made(), [""; 0]);
    // That of last year can be made still.
    assert_eq!(ok(project.run(&["check", "--year", "2023"])).stderr, "");
    golden("new-year-again", project.run(&["new-year", "2024"]));
}

#[test]
fn a_new_year_is_filled_in_by_hand() {
    let project = Project::example("parks");
    ok(project.run(&["new-year", "2024"]));
    let fill = |file: &str, values: &[&str]| {
        let file = format!("data/2024/{file}.toml");
        let mut text = project.text(&file);
        for value in values {
            text = text.replacen("\"?\"", value, 1);
        }
        project.write(&file, text);
    };
    let elmwood = "9_001 47 230 130 50 50 7 55 20 1 90";
    let elmwood: Vec<&str> = elmwood.split(' ').collect();
    fill(
        "ELM",
        &[&["\"Figures of 2024\""], elmwood.as_slice()].concat(),
    );
    let nation = [
        "\"Figures of 2024\"",
        "37_100_000",
        "\"37.1 million\"",
        "\"37.1 millones\"",
        "98_000_000",
        "\"98 million\"",
        "\"98 millones\"",
        "28_001",
        "29_001",
        "23_000",
        "21",
        "{ value = 19_001, note = \"Published as more than 19,000.\" }",
    ];
    fill("national", &nation);
    let half = project.run(&["check"]);
    assert_eq!(half.status, 1, "{half}");
    golden("half-filled-in", &half);
    // A figure that is withheld is one that has been filled in.
    fill("national", &["5_800", "\"suppressed\""]);
    let check = ok(project.run(&["check", "--deny-warnings"]));
    assert_eq!(check.stdout, "1 sheet checked, nothing wrong\n", "{check}");
    ok(project.run(&["render"]));
    assert_eq!(project.made(), ["2024-ELM.pdf"]);
}

#[test]
fn a_new_year_is_filled_in_with_a_spreadsheet() {
    let project = Project::example("parks");
    ok(project.run(&["new-year", "2024"]));
    ok(project.run(&["export", "2024.csv", "--year", "2024"]));
    // With a column for each text that is to be filled in; and so is a form of a year without files.
    ok(project.run(&["export", "2030.csv", "--year", "2030"]));
    for form in ["2024.csv", "2030.csv"] {
        let form = project.text(form);
        let heads = form.lines().next().expect("headings");
        assert!(heads.contains("visits.total.text.es"), "{heads}");
    }
    let all = "year,code,maps.views.text\n2024,national,9 million\n";
    project.write("all.csv", all);
    let one_for_all = project.run(&["import", "all.csv"]);
    assert_eq!(one_for_all.status, 1, "{one_for_all}");
    let nothing = ok(project.run(&["import", "2024.csv"]));
    assert_eq!(nothing.stdout, "nothing is different\n", "{nothing}");
    let table = "year,code,source,visits.total,visits.total.text.en\n\
                 2024,ELM,Figures of 2024,9001,\n2024,national,,37100000,37.1 million\n";
    project.write("some.csv", table);
    golden("some-imported", project.run(&["import", "some.csv"]));
    // What has not come yet is still to be filled in.
    assert_eq!(project.run(&["check"]).status, 1);
    let national = project.text("data/2024/national.toml");
    let text = "total = { value = 37_100_000, text = { en = \"37.1 million\", es = \"?\" } }";
    assert!(national.contains(text), "{national}");
    assert!(project.text("data/2024/ELM.toml").contains("total = 9_001"));
    assert!(
        project
            .text("data/2024/ELM.toml")
            .contains("source       = \"Figures of 2024\"")
    );
}

#[test]
fn a_year_that_is_not_filled_in_gives_the_next_its_figures() {
    let project = Project::example("parks");
    project.replace(
        "data/figures.toml",
        "may_be_unchanged = true",
        "may_be_unchanged = true\noptional = true",
    );
    project.replace(
        "data/2023/ELM.toml",
        "\"Elmwood Park Counts 2023\"",
        "\"\"\"One\nand two\"\"\"",
    );
    ok(project.run(&["new-year", "2024"]));
    let text = project.text("data/2024/ELM.toml");
    assert!(text.contains("\"?\" # in 2023: One and two\n"), "{text}");
    assert!(text.contains("open = \"?\" # may be left out\n"), "{text}");
    ok(project.run(&["new-year", "2025"]));
    assert!(
        project
            .text("data/2025/ELM.toml")
            .contains("\n[stations]\nopen = ")
    );
}

#[test]
fn a_question_mark_is_no_text_of_a_spreadsheet() {
    let project = Project::example("parks");
    project.write(
        "some.csv",
        "year,code,events.total,events.total.note\n2023,ELM,?,?\n",
    );
    golden(
        "question-marks-imported",
        project.run(&["import", "some.csv"]),
    );
}

#[test]
fn places_can_be_named() {
    let project = Project::example("parks");
    let run = ok(project.run(&["new-year", "2024", "OAK", "FEN", "OAK"]));
    assert!(
        run.stdout.starts_with("data/2024/national.toml  9 figures"),
        "{run}"
    );
    assert_eq!(
        project.names("data/2024"),
        ["FEN.toml", "OAK.toml", "national.toml"]
    );
    ok(project.run(&["new-year", "2024", "--all"]));
    assert_eq!(project.names("data/2024").len(), 11);
    golden("unknown-place", project.run(&["new-year", "2025", "Oak"]));
    let first = project.run(&["new-year", "2022"]);
    golden("no-year-before", &first);
    ok(project.run(&["new-year", "2022", "ELM"]));
    assert_eq!(project.names("data/2022"), ["ELM.toml", "national.toml"]);
    assert_eq!(project.run(&["new-year", "24"]).status, 2);
    project.write("data/2027", "no folder");
    let file = project.run(&["new-year", "2027", "ELM"]);
    assert_eq!(file.status, 3, "{file}");
    assert!(file.stderr.contains("it is a file, not a folder"), "{file}");
    project.remove("data/2027");
    // A file that is wrong does not tell the shape of the next.
    project.replace("data/2023/ELM.toml", "= 8_249", "= 8,249");
    let broken = project.run(&["new-year", "2030"]);
    assert_eq!(broken.status, 0, "2024 has a file for it: {broken}");
    std::fs::remove_dir_all(project.path("data/2030")).expect("a folder");
    std::fs::remove_dir_all(project.path("data/2024")).expect("a folder");
    let broken = project.run(&["new-year", "2030"]);
    assert_eq!(broken.status, 1, "{broken}");
    assert!(!project.path("data/2030").exists());
}

#[test]
fn optional_figures_and_remarks_keep_their_shape() {
    let project = Project::example("catalog");
    let run = ok(project.run(&["new-year", "2026", "--all"]));
    let files = project.names("data/2026");
    let all = files
        .iter()
        .map(|file| project.text(&format!("data/2026/{file}")));
    golden(
        "begun-catalog",
        format!("{run}\n{}", all.collect::<Vec<_>>().join("\n")),
    );
    let check = project.run(&["check"]);
    assert!(check.stderr.starts_with("error[to-fill-in]"), "{check}");
    assert!(!check.stderr.contains("error[unknown"), "{check}");
}

#[test]
fn numbers_of_last_year_are_asked_about() {
    let project = with_next_year();
    project
        .replace("data/2024/ELM.toml", "= 8_249", "= 9_001")
        .replace("data/2024/ELM.toml", "= 123", "= 122")
        .replace(
            "data/2024/ELM.toml",
            "= 43",
            "= { value = 44, unchanged = true }",
        )
        .replace(
            "data/2024/ELM.toml",
            "= 51",
            "= { value = 51, unchanged = true }",
        )
        .replace("data/2024/ELM.toml", "= 88", "= \"suppressed\"");
    let check = project.run(&["check"]);
    assert_eq!(check.status, 0);
    golden("unchanged", &check);
    // Of one station in each year nobody asks: the dictionary says so.
    assert!(!check.stderr.contains("stations"), "{check}");
    assert_eq!(project.run(&["check", "--deny-warnings"]).status, 1);
    ok(project.run(&["render"]));
    assert_eq!(project.made(), ["2024-ELM.pdf"]);
    // Nothing is asked about a year that is the first.
    assert_eq!(ok(project.run(&["check", "--year", "2023"])).stderr, "");
}

#[test]
fn last_year_s_mistakes_are_its_own() {
    let project = with_next_year();
    project.replace("data/2023/ELM.toml", "= 8_249", "= 8,249");
    let check = ok(project.run(&["check"]));
    assert!(!check.stderr.contains("data/2023/ELM.toml"), "{check}");
}

#[test]
fn parts_of_a_batch_belong_together_whatever_last_year_was() {
    let project = with_next_year();
    with_ashford(&project);
    for part in ["1", "2"] {
        ok(project.run(&["render", "--shard", &format!("{part}/2"), "--out", part]));
    }
    ok(project.run(&["merge", "1", "2"]));
    assert_eq!(project.made(), ["2024-ASH.pdf", "2024-ELM.pdf"]);
}

#[test]
fn places_with_each_other_s_figures_are_asked_about() {
    let project = with_next_year();
    with_ashford(&project);
    let swap = |run: &Run| run.stderr.contains("warning[swapped]");
    assert!(!swap(&project.run(&["check"])));
    let (elmwood, ashford) = (
        project.text("data/2024/ELM.toml"),
        project.text("data/2024/ASH.toml"),
    );
    project.write(
        "data/2024/ASH.toml",
        elmwood
            .replace("\"ELM\"", "\"ASH\"")
            .replace("8_249", "8_300"),
    );
    project.write(
        "data/2024/ELM.toml",
        ashford.replace("\"ASH\"", "\"ELM\"").replace("951", "990"),
    );
    let check = project.run(&["check"]);
    assert!(swap(&check), "{check}");
    golden("swapped", about("swapped", &check));
    let one_thread = project.run(&["check", "--jobs", "1"]);
    assert_eq!(check.stderr, one_thread.stderr);
    // One of them alone cannot be told.
    assert!(!swap(&project.run(&["check", "ELM"])));
    // What is not let pass is not published, either, whatever else is.
    let kept = project.run(&["render", "--deny-warnings", "--keep-going"]);
    assert_eq!((kept.status, project.made()), (1, Vec::new()), "{kept}");
    golden("diff-swapped", project.run(&["diff", "2023", "2024"]));

    project.write(
        "data/2024/ASH.toml",
        project
            .text("data/2024/ELM.toml")
            .replace("\"ELM\"", "\"ASH\""),
    );
    let check = project.run(&["check"]);
    assert!(!swap(&check), "{check}");
    golden("copied", about("copied", &check));
}

/// Two years of which everything that can be different is.
fn different() -> Project {
    let project = with_next_year();
    with_ashford(&project);
    project
        .replace("data/2024/ELM.toml", "= 8_249", "= 9_120")
        .replace("data/2024/ELM.toml", "= 211", "= 1_211")
        .replace("data/2024/ELM.toml", "= 123", "= \"suppressed\"")
        .replace("data/2024/ELM.toml", "= 6\n", "= \"?\"\n")
        .replace(
            "data/2024/ELM.toml",
            "= 51",
            "= { value = 51, unchanged = true }",
        )
        .replace("data/2024/ELM.toml", "\"final\"", "\"draft\"")
        .replace("data/2024/national.toml", "= 19", "= 25.5")
        .replace(
            "data/2024/national.toml",
            "\"105 million\"",
            "\"105.0 million\"",
        )
        .replace("data/2024/national.toml", "= 22_442", "= 21_000")
        .remove("data/2024/ASH.toml");
    let oakdale = project
        .text("data/2023/ELM.toml")
        .replace("\"ELM\"", "\"OAK\"");
    project.write(
        "data/2024/OAK.toml",
        oakdale.replacen("= 2023", "= 2024", 1),
    );
    project
}

#[test]
fn what_is_different_is_shown_in_four_ways() {
    let project = different();
    for format in ["table", "csv", "markdown", "json"] {
        let run = project.run(&["diff", "2023", "2024", "--format", format]);
        assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{run}");
        golden(&format!("diff-{format}"), run.stdout);
    }
    let json = project.run(&["diff", "2023", "2024", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["same"], false);
    let quiet = project.run(&["diff", "2023", "2024", "--quiet"]);
    assert_eq!((quiet.status, quiet.stdout.as_str()), (1, ""));
    let one = project.run(&["diff", "2023", "2024", "OAK"]);
    golden("diff-one", one);
    let neither = project.run(&["diff", "2023", "2024", "FEN"]);
    assert_eq!(neither.status, 2, "{neither}");
    assert!(
        neither
            .stderr
            .contains("neither 2023 nor 2024 has figures of FEN"),
        "{neither}"
    );
    let gone = project.run(&["diff", "2023", "2024", "ASH"]);
    assert!(
        gone.stdout
            .starts_with("Ashford (ASH): disappeared, with 11 figures\n"),
        "{gone}"
    );
}

#[test]
fn the_same_is_the_same() {
    let project = with_next_year();
    let same = project.run(&["diff", "2023", "2023"]);
    assert_eq!(
        (same.status, same.stdout.as_str()),
        (0, "nothing is different\n")
    );
    // Of two years, numbers that are the same are to be looked at.
    let again = project.run(&["diff", "2023", "2024"]);
    assert_eq!(again.status, 0, "{again}");
    assert!(
        again
            .stdout
            .contains("0 figures are different in 0 of 2 files; 19 unchanged"),
        "{again}"
    );
    // Of two folders of one year they are as they should be.
    project.write("old/ELM.toml", project.text("data/2023/ELM.toml"));
    project.write("old/national.toml", project.text("data/2023/national.toml"));
    let folders = project.run(&["diff", "old", "data/2023"]);
    assert_eq!(
        (folders.status, folders.stdout.as_str()),
        (0, "nothing is different\n"),
        "{folders}"
    );
    project.replace("old/ELM.toml", "= 211", "= 210");
    let folders = project.run(&["diff", "old", "2023"]);
    assert_eq!(folders.status, 1);
    golden("diff-folders", folders);
}

#[test]
fn another_project_has_its_own_dictionary() {
    let project = Project::example("parks");
    let other = Project::example("parks");
    let figure = "\n[[figure]]\nid = \"benches.all\"\nlabel = \"Benches\"\nkind = \"count\"\nin = [\"state\"]\n";
    other.write(
        "data/figures.toml",
        other.text("data/figures.toml") + figure,
    );
    other.write(
        "data/2023/ELM.toml",
        other.text("data/2023/ELM.toml") + "\n[benches]\nall = 12\n",
    );
    let folder = other.path("data/2023");
    let folder = folder.to_str().expect("a path");
    let gone = project.run(&["diff", folder, "2023", "--format", "csv"]);
    assert_eq!(gone.status, 1, "{gone}");
    assert!(
        gone.stdout
            .contains("ELM,Elmwood,benches.all,,Benches,12,,,,disappeared\n"),
        "{gone}"
    );
    let come = project.run(&["diff", "2023", folder, "--format", "csv"]);
    assert!(
        come.stdout
            .contains("ELM,Elmwood,benches.all,,Benches,,12,,,appeared\n"),
        "{come}"
    );
}

#[test]
fn what_cannot_be_compared_is_no_difference() {
    let project = with_next_year();
    for (name, arguments) in [
        ("no-year", ["diff", "2023", "2022"]),
        ("no-folder", ["diff", "elsewhere", "2023"]),
        ("data-folder", ["diff", "data", "2023"]),
        ("empty-folder", ["diff", "layouts/copy", "2023"]),
    ] {
        let run = project.run(&arguments);
        assert_eq!(run.status, 2, "{run}");
        golden(&format!("diff-{name}"), run);
    }
    project.replace("data/2024/ELM.toml", "= 8_249", "= 8,249");
    let run = project.run(&["diff", "2023", "2024"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    golden("diff-broken", run);
}
