//! `factsheet sample`: the same for the same seed, obeying the rules, and never in the way of real
//! figures; and the sheets made from samples.

mod common;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use common::sentences::sheets;
use common::{Project, run_in};
use proptest::prelude::*;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/commands", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// The files of a folder with what they say, sorted.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            (
                name.into_owned(),
                fs::read_to_string(&path).expect("a text"),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let project = Project::shipped();
    golden("sample", project.run(&["sample", "one"]));
    golden("sample-help", project.run(&["sample", "--help"]));
    for (seed, folder) in [("0", "again"), ("7", "other"), ("7", "other-again")] {
        let run = project.run(&["sample", "--seed", seed, folder]);
        assert_eq!(run.status, 0, "{run}");
    }
    let of = |folder: &str| files(&project.path(&format!("{folder}/2023")));
    assert_eq!(of("one").len(), 57);
    assert_eq!(of("one"), of("again"));
    assert_eq!(of("other"), of("other-again"));
    let differing = of("one")
        .into_iter()
        .zip(of("other"))
        .filter(|(one, other)| one != other);
    assert_eq!(differing.count(), 57);
    let guam = fs::read_to_string(project.path("one/2023/GU.toml")).expect("a file");
    golden("sample-guam", guam);
}

#[test]
fn a_place_has_the_same_figures_in_any_company() {
    let project = Project::shipped();
    assert_eq!(project.run(&["sample", "all"]).status, 0);
    project.write(
        "data/jurisdictions.toml",
        "[[jurisdiction]]\ncode = \"GU\"\nname = \"Guam\"\n",
    );
    project.remove("data/2023/AL.toml");
    assert_eq!(project.run(&["sample", "one"]).status, 0);
    let guam = |folder: &str| fs::read_to_string(project.path(&format!("{folder}/2023/GU.toml")));
    assert_eq!(guam("all").expect("a file"), guam("one").expect("a file"));
}

#[test]
fn samples_obey_the_rules_and_say_what_they_are() {
    let project = Project::shipped();
    assert_eq!(project.run(&["sample", "samples"]).status, 0);
    let check = project.run(&["check", "--data", "samples", "--all", "--deny-warnings"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, ""), "{check}");
    assert_eq!(check.stdout, "56 sheets checked, nothing wrong\n");
    let refused = project.run(&["render", "--data", "samples", "--final-only"]);
    assert_eq!(refused.status, 1, "{refused}");
    assert!(
        refused
            .stderr
            .ends_with("error: 57 errors found; nothing was written\n")
    );
    let sheets = sheets(&project.path(""), Some(&project.path("samples")), "en");
    assert_eq!(sheets.len(), 56);
    for sheet in sheets {
        assert_eq!(sheet.pages, 1, "{}", sheet.code);
        assert!(sheet.sentences[0].starts_with("SAMPLE: "), "{}", sheet.code);
    }
}

#[test]
fn the_hardest_samples_fit_and_say_what_is_hard() {
    let project = Project::shipped();
    let run = project.run(&["sample", "--stress", "samples"]);
    assert_eq!(run.status, 0, "{run}");
    let sheets = sheets(&project.path(""), Some(&project.path("samples")), "en");
    assert_eq!(sheets.len(), 56);
    let mut cases = String::new();
    for sheet in &sheets {
        assert_eq!(sheet.pages, 1, "{}", sheet.code);
        let file = project.text(&format!("samples/2023/{}.toml", sheet.code));
        cases.push_str(file.lines().nth(1).expect("a case"));
    }
    for case in [
        "as large as possible",
        "figure withheld",
        "figure not available",
        "figure 0",
        "figure 1",
        "figure 2",
    ] {
        assert!(cases.contains(case), "{case}");
    }
}

#[test]
fn nothing_else_is_written_over() {
    let project = Project::shipped();
    golden("sample-into-data", project.run(&["sample", "data"]));
    let into = project.run(&["sample", "data/samples"]);
    assert_eq!(into.status, 2, "{into}");
    project.write("mine/2023/GU.toml", "year = 2023\n");
    golden("sample-over-others", project.run(&["sample", "mine"]));
    assert_eq!(files(&project.path("mine/2023")).len(), 1);
    assert_eq!(project.text("mine/2023/GU.toml"), "year = 2023\n");
    // Nor where a path leads there only once a folder on it has been made.
    let real = project.text("data/2023/AL.toml");
    for folder in ["typo/../data", "layouts/../data/", "./data/more/.."] {
        let into = project.run(&["sample", folder]);
        assert_eq!(into.status, 2, "{folder}: {into}");
    }
    assert_eq!(project.text("data/2023/AL.toml"), real);
    // A sample that somebody has filled with figures is none any more.
    assert_eq!(project.run(&["sample", "filled"]).status, 0);
    project.replace("filled/2023/AK.toml", "\"sample\"", "\"draft\"");
    let filled = project.text("filled/2023/AK.toml");
    let again = project.run(&["sample", "--seed", "3", "filled"]);
    assert_eq!(again.status, 1, "{again}");
    assert_eq!(project.text("filled/2023/AK.toml"), filled);
    // One whose place there is no more is removed, and nothing else.
    let places = project.text("data/jurisdictions.toml");
    assert_eq!(project.run(&["sample", "old"]).status, 0);
    project.write("old/2023/notes.toml", "mine = true");
    project.replace("data/jurisdictions.toml", "code = \"AK\"", "code = \"QQ\"");
    assert_eq!(project.run(&["sample", "old"]).status, 0);
    let names: Vec<String> = files(&project.path("old/2023"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(!names.contains(&"AK.toml".to_owned()) && names.contains(&"notes.toml".to_owned()));
    project.write("data/jurisdictions.toml", places);
    // Those of an earlier run are replaced.
    for seed in ["1", "2"] {
        assert_eq!(project.run(&["sample", "ours", "--seed", seed]).status, 0);
    }
    let elsewhere = tempfile::TempDir::new().expect("a folder");
    let shown = project.path("");
    let shown = shown.to_str().expect("a path");
    let run = run_in(
        elsewhere.path(),
        &["sample", "--project", shown, "--year", "2030", "here"],
    );
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(files(&elsewhere.path().join("here/2030")).len(), 57);
}

#[test]
fn wrong_folders_and_rules() {
    let project = Project::shipped();
    golden(
        "no-data-folder",
        project.run(&["check", "--data", "nowhere"]),
    );
    let dictionary = project.text("data/figures.toml");
    project.write(
        "data/figures.toml",
        dictionary.replace(
            "id    = \"team_adam.cases\"",
            "id    = \"team_adam.cases\"\nat_least = 10\nat_most = 9",
        ),
    );
    golden("sample-impossible", project.run(&["sample", "samples"]));
    // A total that may not exceed one of its parts, the other of which is not 0: the bounds creep.
    let figure = |id: &str, rules: &str| {
        format!(
            "[[figure]]\nid = \"{id}\"\nlabel = \"F\"\nkind = \"count\"\nin = [\"state\"]\n{rules}\n"
        )
    };
    let creeping = [
        figure("total", "sum_of = [\"a\", \"b\"]\npart_of = \"a\""),
        figure("a", ""),
        figure("b", "at_least = 1"),
    ];
    project.write("data/figures.toml", creeping.concat());
    let run = project.run(&["sample", "samples"]);
    assert_eq!(run.status, 1, "{run}");
    // A table of two ways, whose sums cannot be chosen one by one.
    let table = [
        figure("boys", "sum_of = [\"b_young\", \"b_old\"]"),
        figure("girls", "sum_of = [\"g_young\", \"g_old\"]"),
        figure("young", "sum_of = [\"b_young\", \"g_young\"]"),
        figure("old", "sum_of = [\"b_old\", \"g_old\"]"),
        ["b_young", "b_old", "g_young", "g_old"]
            .map(|id| figure(id, ""))
            .concat(),
    ];
    project.write("data/figures.toml", table.concat());
    for seed in ["1", "2", "3"] {
        let run = project.run(&["sample", "--stress", "--seed", seed, "tables"]);
        assert_eq!(run.status, 0, "{run}");
    }
    project.write("data/figures.toml", "nonsense");
    let run = project.run(&["sample", "samples"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(!project.path("samples").exists());
}

/// A dictionary of made-up rules. Totals come before parts, wholes before what may not exceed them, so
/// that nothing leads back to itself.
fn dictionary() -> impl Strategy<Value = String> {
    let figure = (
        0..5_u8,
        any::<bool>(),
        any::<bool>(),
        0..3_usize,
        0..50_u32,
        any::<bool>(),
    );
    proptest::collection::vec(figure, 1..9).prop_map(|figures| {
        let mut text = String::new();
        // Rules are between figures of one kind.
        let kind_of_all = if figures[0].5 { "percent" } else { "count" };
        for (index, (kind, in_nation, optional, back, bound, _)) in figures.iter().enumerate() {
            let scopes = if *in_nation { "\"state\", \"national\"" } else { "\"state\"" };
            write!(text, "[[figure]]\nid = \"g{}.f{index}\"\nlabel = \"F\"\nkind = \"{kind_of_all}\"\nin = [{scopes}]\noptional = {optional}\n", index % 3).expect("text");
            let earlier = index.checked_sub(back + 1);
            let other = earlier.map(|other| format!("g{}.f{other}", other % 3));
            // A rule must find its figure in the scopes of its own.
            let fits = earlier.is_some_and(|other| figures[other].1 || !in_nation);
            match (kind, other) {
                (0, Some(other)) if fits => writeln!(text, "part_of = \"{other}\""),
                (1, Some(other)) if fits => writeln!(text, "at_least = {bound}\nat_most = \"{other}\""),
                (2, _) => writeln!(text, "at_least = {bound}"),
                (3, _) if *in_nation => writeln!(text, "at_most = \"national.g{}.f{index}\"", index % 3).map(|()| ()),
                (4, _) => writeln!(text, "at_most = {bound}"),
                _ => Ok(()),
            }
            .expect("text");
        }
        // A total of the last two, where they are of a kind.
        let count = figures.len();
        if count > 1 && figures[count - 1].1 == figures[count - 2].1 {
            let parts: Vec<String> = (count - 2..count).map(|part| format!("\"g{}.f{part}\"", part % 3)).collect();
            let scopes = if figures[count - 1].1 { "\"state\", \"national\"" } else { "\"state\"" };
            write!(text, "[[figure]]\nid = \"total\"\nlabel = \"T\"\nkind = \"{kind_of_all}\"\nin = [{scopes}]\nsum_of = [{}]\n", parts.join(", ")).expect("text");
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the rules are: there are samples that obey them, or it is said that there are none.
    #[test]
    fn any_rules_are_obeyed(dictionary in dictionary(), seed in 0..1000_u64, stress in any::<bool>()) {
        let project = Project::shipped();
        project.remove("data/2023/AL.toml");
        project.write("data/figures.toml", &dictionary);
        project.write("layouts/copy/en.md", "+++\ntitle = \"T\"\nstatus = \"sample\"\n+++\nWords.\n");
        project.write("data/jurisdictions.toml", "[[jurisdiction]]\ncode = \"A\"\nname = \"A\"\n[[jurisdiction]]\ncode = \"B\"\nname = \"B\"\n");
        let seed = seed.to_string();
        let mut arguments = vec!["sample", "samples", "--seed", &seed];
        arguments.extend(stress.then_some("--stress"));
        let run = project.run(&arguments);
        if run.stderr.contains("no sample numbers were found") {
            prop_assert_eq!(run.status, 1);
            return Ok(());
        }
        prop_assert_eq!(run.status, 0, "{}\n{}", dictionary, run);
        let check = project.run(&["check", "--data", "samples"]);
        prop_assert_eq!(check.status, 0, "{}\n{}", dictionary, check);
    }
}
