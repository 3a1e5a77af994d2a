//! A batch in parts, and the parts joined again.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::folders::ok;
use common::{Project, Run};

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/shards", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// The shipped project with samples of all places, and a second design.
fn all() -> Project {
    let project = Project::shipped();
    ok(project.run(&["sample", "samples"]));
    for name in project.names("samples/2023") {
        let text = project.text(&format!("samples/2023/{name}"));
        project.write(&format!("data/2023/{name}"), text);
    }
    project.add_wide();
    project
}

fn files(project: &Project, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let names = project.names(folder).into_iter();
    let read = |name: String| {
        let bytes = fs::read(project.path(&format!("{folder}/{name}"))).expect("a file");
        (name, bytes)
    };
    names.map(read).collect()
}

/// Renders all parts and returns the names of their folders.
fn shards(project: &Project, of: usize, options: &[&str]) -> Vec<String> {
    (1..=of)
        .map(|number| {
            let (shard, out) = (format!("{number}/{of}"), format!("parts/{number}"));
            let own = ["render", "--quiet", "--shard", &shard, "--out", &out];
            let run = ok(project.run(&[&own[..], options].concat()));
            assert_eq!(format!("{}{}", run.stdout, run.stderr), "");
            out
        })
        .collect()
}

fn merge(project: &Project, parts: &[String]) -> Run {
    let mut arguments = vec!["merge", "--out", "merged"];
    arguments.extend(parts.iter().map(String::as_str));
    project.run(&arguments)
}

#[test]
fn parts_joined_are_the_whole() {
    let project = all();
    let options = ["--layout", "letter,wide"];
    ok(project.run(&["render", "--layout", "letter,wide"]));
    let whole = files(&project, "out");
    assert_eq!(whole.len(), 2 * 56 + 2);
    let parts = shards(&project, 7, &options);
    let sizes: Vec<usize> = parts
        .iter()
        .map(|part| files(&project, part).len())
        .collect();
    assert_eq!(sizes, [16 + 2; 7]);
    golden("merge", ok(merge(&project, &parts)));
    assert!(files(&project, "merged") == whole);
    golden("merge-again", ok(merge(&project, &parts)));
    // In another order.
    let reversed: Vec<String> = parts.iter().rev().cloned().collect();
    ok(merge(&project, &reversed));
    assert!(files(&project, "merged") == whole);
}

#[test]
fn there_may_be_more_parts_than_sheets() {
    let project = Project::shipped();
    ok(project.run(&["render"]));
    let parts = shards(&project, 3, &[]);
    ok(merge(&project, &parts));
    assert!(files(&project, "merged") == files(&project, "out"));
}

#[test]
fn what_does_not_belong_together_is_not_joined() {
    let project = all();
    let parts = shards(&project, 3, &[]);
    let refused = |name: &str, parts: &[&str]| {
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        let run = merge(&project, &parts);
        assert_eq!(run.status, 1, "{run}");
        golden(name, run);
        assert!(!project.path("merged").exists());
    };
    refused("missing", &["parts/1", "parts/3"]);
    refused("twice", &["parts/1", "parts/2", "parts/2", "parts/3"]);
    refused(
        "no-part",
        &["parts/1", "parts/2", "parts/3", "parts", "data"],
    );
    ok(project.run(&["render", "--out", "whole"]));
    refused("whole", &["parts/1", "whole"]);
    // Another number of parts.
    ok(project.run(&["render", "--shard", "3/4", "--out", "fourth"]));
    refused("other-count", &["parts/1", "parts/2", "fourth"]);
    // Other options.
    let wide = [
        "render", "--shard", "3/3", "--layout", "wide", "--out", "wide",
    ];
    ok(project.run(&wide));
    refused("other-options", &["parts/1", "parts/2", "wide"]);
    // Another file, though this part is not made from it.
    let alaska = project.text("data/2023/AK.toml");
    project.write("data/2023/AK.toml", format!("as_of = 2024-01-01\n{alaska}"));
    ok(project.run(&["render", "--shard", "3/3", "--out", "newer"]));
    refused("other-files", &["parts/1", "parts/2", "newer"]);
    project.write("data/2023/AK.toml", alaska);
    // A sheet that was changed on the way, and one that was lost.
    project.write("parts/1/2023-AK.pdf", "torn");
    project.remove("parts/2/2023-MO.pdf");
    refused("torn", &["parts/1", "parts/2", "parts/3"]);
    assert_eq!(parts.len(), 3);
    // A manifest that was changed.
    let manifest = project.text("parts/3/manifest.json");
    for (from, to) in [
        ("\"pages\":1", "\"pages\":9"),
        ("\"of\": 3", "\"of\": 18446744073709551615"),
        ("\"number\": 3", "\"number\": 0"),
    ] {
        assert!(manifest.contains(from));
        project.write("parts/3/manifest.json", manifest.replacen(from, to, 1));
        let run = merge(&project, &parts);
        assert_eq!(run.status, 1, "{run}");
        assert!(run.stderr.contains("wrong-part"), "{run}");
    }
}

#[test]
fn parts_are_numbers() {
    let project = Project::shipped();
    for (name, shard) in [
        ("zero", "0/3"),
        ("beyond", "4/3"),
        ("word", "half"),
        ("none", "0/0"),
    ] {
        let run = project.run(&["render", "--shard", shard]);
        assert_eq!(run.status, 2, "{run}");
        golden(&format!("usage-{name}"), run);
    }
}

#[test]
fn an_error_is_that_of_its_part() {
    let project = all();
    project.replace("data/2023/AL.toml", "orr = ", "orr = 1");
    let statuses: Vec<i32> = (1..=3)
        .map(|number| {
            let (shard, out) = (format!("{number}/3"), format!("parts/{number}"));
            project
                .run(&["render", "--shard", &shard, "--out", &out])
                .status
        })
        .collect();
    assert_eq!(statuses, [1, 0, 0]);
    // A part without a sheet that had errors is none to be joined.
    let first = [
        "render",
        "--keep-going",
        "--shard",
        "1/3",
        "--out",
        "parts/1",
    ];
    assert_eq!(project.run(&first).status, 1);
    assert!(files(&project, "parts/1").len() > 2);
    let parts: Vec<String> = (1..=3).map(|number| format!("parts/{number}")).collect();
    let run = merge(&project, &parts);
    assert_eq!(run.status, 1, "{run}");
    golden("incomplete", run);
}

#[test]
fn parts_have_only_what_their_run_has_made() {
    let project = all();
    ok(project.run(&["render", "--shard", "1/2", "--out", "parts/1"]));
    project.remove("data/2023/AL.toml");
    let wide = [
        "render", "--shard", "1/2", "--layout", "wide", "--out", "parts/1",
    ];
    ok(project.run(&wide));
    let files = files(&project, "parts/1");
    assert!(
        files
            .keys()
            .all(|name| !name.ends_with(".pdf") || name.ends_with("-wide.pdf"))
    );
}

#[test]
fn selected_sheets_in_parts_keep_the_others_as_in_one_run() {
    let project = all();
    ok(project.run(&["render", "--out", "merged"]));
    let parts = shards(&project, 2, &["AL", "GA", "--layout", "wide"]);
    ok(merge(&project, &parts));
    ok(project.run(&["render"]));
    ok(project.run(&["render", "AL", "GA", "--layout", "wide"]));
    assert!(files(&project, "merged") == files(&project, "out"));
}
