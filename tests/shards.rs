//! A batch in parts, and the parts joined again.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::folders::ok;
use common::{Project, Run};
use factsheet::batch::release::Manifest;

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
fn places_that_share_a_text_size_have_it_in_each_part_and_alone() {
    let project = all();
    let sizes = |arguments: &[&str]| {
        let run = ok(project.run(&[&["render"], arguments].concat()));
        let lines = run.stdout.lines().filter(|line| line.starts_with("out/"));
        let size = |line: &str| line.split("text ").nth(1)?.split("pt").next()?.parse().ok();
        lines.filter_map(size).collect::<Vec<f64>>()
    };
    let own = sizes(&["--out", "out"]);
    let smallest = own.iter().copied().fold(f64::MAX, f64::min);
    assert!(own.iter().any(|size| *size > smallest), "{own:?}");
    let max = "max = \"11pt\"";
    project.replace("layouts/letter.toml", max, &format!("{max}, common = true"));
    assert_eq!(sizes(&[]), vec![smallest; 56]);
    let whole = files(&project, "out");
    for part in shards(&project, 5, &[]) {
        for (name, bytes) in files(&project, &part) {
            assert!(!name.ends_with(".pdf") || whole[&name] == bytes, "{name}");
        }
    }
    let alone = own
        .iter()
        .position(|size| *size > smallest)
        .expect("a place with room");
    let name = whole
        .keys()
        .filter(|name| name.ends_with(".pdf"))
        .nth(alone);
    let name = name.expect("its sheet");
    let code = name.trim_start_matches("2023-").trim_end_matches(".pdf");
    ok(project.run(&["render", code, "--out", "alone"]));
    assert!(files(&project, "alone")[name] == whole[name], "{name}");
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

/// Changes the manifest of a part, and its checksums with it.
fn edit(project: &Project, part: &str, change: impl Fn(&mut serde_json::Value)) {
    let path = format!("{part}/manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_str(&project.text(&path)).expect("JSON");
    change(&mut manifest);
    write_manifest(project, part, &manifest.to_string());
}

fn write_manifest(project: &Project, part: &str, text: &str) {
    project.write(&format!("{part}/manifest.json"), text);
    if let Some(read) = Manifest::read(text.as_bytes()) {
        project.write(&format!("{part}/SHA256SUMS"), read.sums(text));
    }
}

/// A project of four places with a sheet and a picture of each, in two parts; and what all that is outside of the
/// folder that parts are joined in.
fn four() -> (Project, Vec<String>) {
    let project = Project::shipped();
    ok(project.run(&["sample", "samples"]));
    for code in ["AK", "DC", "GA"] {
        let text = project.text(&format!("samples/2023/{code}.toml"));
        project.write(&format!("data/2023/{code}.toml"), text);
    }
    let options = ["--format", "pdf,png", "--width", "200"];
    let parts = shards(&project, 2, &options);
    (project, parts)
}

#[test]
fn what_a_part_says_of_its_files_is_what_they_say() {
    let (project, parts) = four();
    let whole = |name: &str| project.text(&format!("{}/{name}", parts[0]));
    let (manifest, sums) = (whole("manifest.json"), whole("SHA256SUMS"));
    let others = common::folders::files(&project.path("parts/2"));
    let other = "0".repeat(64);
    let other = other.as_str();
    // The sheet of Alaska and its picture, a sample; then Alabama's, which is final.
    let cases: &[(&str, serde_json::Value)] = &[
        ("/sheets/0/status", "final".into()),
        ("/sheets/0/status", "draft".into()),
        ("/sheets/1/status", "sample".into()),
        ("/sheets/0/status", "ready".into()),
        ("/sheets/0/code", "AL".into()),
        ("/sheets/0/code", "ak".into()),
        ("/sheets/0/code", "".into()),
        ("/sheets/0/pages", 2.into()),
        ("/sheets/0/pages", 0.into()),
        ("/sheets/0/pages", (-1).into()),
        ("/sheets/0/pages", 1e99.into()),
        ("/sheets/0/pages", "NaN".into()),
        ("/sheets/0/bytes", 1.into()),
        ("/sheets/0/bytes", u64::MAX.into()),
        ("/sheets/0/sha256", other.into()),
        ("/sheets/0/data_sha256", other.into()),
        ("/sheets/0/edition", "letter-es".into()),
        ("/sheets/0/edition", "wide-en".into()),
        ("/sheets/0/edition", "".into()),
        ("/sheets/0/file", "2023-AL.pdf".into()),
        ("/sheets/0/file", "2023-GU.pdf".into()),
        ("/sheets/0/file", "2022-AK.pdf".into()),
        ("/sheets/0/file", "../2023-AK.pdf".into()),
        ("/sheets/0/file", "/etc/hosts.pdf".into()),
        ("/sheets/0/file", "..\\2023-AK.pdf".into()),
        ("/sheets/0/file", "2023-AK.pdf\0".into()),
        ("/sheets/0/file", "CON.pdf".into()),
        ("/sheets/0/file", "2023-ak.pdf".into()),
        ("/year", 2022.into()),
        ("/year", 99_999.into()),
        ("/project", "Another".into()),
        ("/tool", "factsheet 9.9.9".into()),
        ("/version", 2.into()),
        ("/format", "another".into()),
        ("/part/number", 2.into()),
        ("/part/of", 3.into()),
        ("/part/inputs", other.into()),
        ("/part/whole", false.into()),
        ("/part/complete", false.into()),
        ("/pictures/0/status", "final".into()),
        ("/pictures/0/code", "AL".into()),
        ("/pictures/0/edition", "letter-es".into()),
        ("/pictures/0/page", 2.into()),
        ("/pictures/0/page", 0.into()),
        ("/pictures/0/width", 201.into()),
        ("/pictures/0/height", 1.into()),
        ("/pictures/0/bytes", 1.into()),
        ("/pictures/0/sha256", other.into()),
        ("/pictures/0/pdf_sha256", other.into()),
        ("/pictures/0/file", "2023-AL.p2.png".into()),
    ];
    for (key, value) in cases {
        edit(&project, "parts/1", |manifest| {
            *manifest.pointer_mut(key).expect("a key") = value.clone();
        });
        let run = merge(&project, &parts);
        assert_eq!(run.status, 1, "{key} {value}: {run}");
        assert!(run.stderr.contains("error[wrong-part]"), "{key}: {run}");
        assert!(!project.path("merged").exists(), "{key}");
        project.write("parts/1/manifest.json", &manifest);
        project.write("parts/1/SHA256SUMS", &sums);
    }
    // What is there twice, or is of no part.
    let changes: [&dyn Fn(&mut serde_json::Value); 3] = [
        &|manifest| {
            let sheet = manifest["sheets"][0].clone();
            manifest["sheets"]
                .as_array_mut()
                .expect("sheets")
                .push(sheet);
        },
        &|manifest| {
            let mut sheet = manifest["sheets"][0].clone();
            sheet["file"] = "2023-AK-again.pdf".into();
            manifest["sheets"]
                .as_array_mut()
                .expect("sheets")
                .push(sheet);
        },
        &|manifest| {
            let mut book = manifest["sheets"][0].clone();
            book["sheets"] = 1.into();
            book["sheets_sha256"] = other.into();
            book["file"] = "2023-book.pdf".into();
            manifest["books"] = vec![book].into();
        },
    ];
    for (number, change) in changes.iter().enumerate() {
        edit(&project, "parts/1", change);
        let run = merge(&project, &parts);
        assert_eq!(run.status, 1, "{number}: {run}");
        assert!(!project.path("merged").exists(), "{number}");
        project.write("parts/1/manifest.json", &manifest);
        project.write("parts/1/SHA256SUMS", &sums);
    }
    edit(&project, "parts/1", |manifest| {
        manifest["sheets"][0]["status"] = "final".into();
    });
    golden("status", merge(&project, &parts));
    // A key that is there twice, and nothing but brackets.
    let twice = manifest.replacen("\"year\":", "\"year\": 2022,\n  \"year\":", 1);
    for text in [twice, "[".repeat(1_000_000), String::new()] {
        write_manifest(&project, "parts/1", &text);
        assert_eq!(merge(&project, &parts).status, 1);
    }
    project.write("parts/1/manifest.json", &manifest);
    project.write("parts/1/SHA256SUMS", &sums);
    assert!(others == common::folders::files(&project.path("parts/2")));
    ok(merge(&project, &parts));
}

#[test]
fn a_manifest_without_checksums_removes_nothing() {
    let (project, parts) = four();
    ok(merge(&project, &parts));
    project.remove("merged/SHA256SUMS");
    project.remove("data/2023/AK.toml");
    let run = ok(project.run(&["render", "--out", "merged"]));
    assert!(project.path("merged/2023-AK.pdf").exists(), "{run}");
    assert!(run.stderr.contains("not-ours"), "{run}");
    // What would be written over is refused.
    project.remove("merged/SHA256SUMS");
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    let before = fs::read(project.path("merged/2023-AL.pdf")).expect("a file");
    let run = project.run(&["render", "--out", "merged"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(before == fs::read(project.path("merged/2023-AL.pdf")).expect("a file"));
    ok(project.run(&["render", "--out", "merged", "--force"]));
}

/// The figures of the previous year decide about warnings, so parts that were made beside different ones do not belong
/// together.
#[test]
fn parts_with_different_histories_are_not_joined() {
    let project = all();
    let history = project.text("data/2023/AK.toml").replace("2023", "2022");
    project.write("data/2022/AK.toml", &history);
    let parts = shards(&project, 2, &[]);
    project.write("data/2022/AK.toml", format!("# Corrected.\n{history}"));
    ok(project.run(&["render", "--shard", "2/2", "--out", "newer"]));
    let run = merge(&project, &[parts[0].clone(), "newer".to_owned()]);
    assert_eq!(run.status, 1, "{run}");
    assert!(run.stderr.contains("wrong-part"), "{run}");
    ok(merge(&project, &parts));
}
