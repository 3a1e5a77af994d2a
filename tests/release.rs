//! The folder of a release: what is in it, and what is left alone.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::Project;
use common::folders::{assert_vouched, begin, five, ok, out};
use common::reading::attached;
use factsheet::batch::release::{MANIFEST, Manifest, SUMS};
use factsheet::digest::Digest;
use factsheet::output::Sheet;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/release", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// Which sheets the manifest names, each of which must be in the folder.
fn listed(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let manifest = Manifest::read(&files[MANIFEST]).expect("a manifest");
    for (name, bytes, sum) in manifest.files() {
        let file = &files[name];
        assert_eq!(u64::try_from(file.len()), Ok(bytes), "{name}");
        assert_eq!(Digest::of(file), sum, "{name}");
    }
    manifest.files().map(|(name, ..)| name.to_owned()).collect()
}

#[test]
fn a_release_has_a_manifest_and_checksums() {
    let project = five();
    let run = ok(project.run(&["render"]));
    golden("render", run);
    let made = out(&project);
    golden("manifest", String::from_utf8_lossy(&made[MANIFEST]));
    assert_vouched(&made);
    assert_eq!(listed(&made).len(), 5);
    // The sum of the data is that of the file attached to the sheet.
    let manifest = Manifest::read(&made[MANIFEST]).expect("a manifest");
    let sheet = manifest.entries_of::<Sheet>().nth(1).expect("a sheet");
    assert_eq!(sheet.file, "2023-ELM.pdf");
    let pdf = lopdf::Document::load_mem(&made["2023-ELM.pdf"]).expect("a PDF");
    assert_eq!(Digest::of(&attached(&pdf)[0].content), sheet.data_sha256);
}

#[test]
fn what_would_not_change_is_left_untouched() {
    let project = five();
    ok(project.run(&["render"]));
    let before = modified(&project);
    golden("again", ok(project.run(&["render"])));
    assert_eq!(modified(&project), before);
    project.replace("data/2023/ELM.toml", "= 8_249", "= 8_250");
    golden("one-changed", ok(project.run(&["render"])));
    let after = modified(&project);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(name, time)| before[*name] != **time)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["2023-ELM.pdf", SUMS, MANIFEST]);
    assert_vouched(&out(&project));
}

/// When the files in the output folder were written last.
fn modified(project: &Project) -> BTreeMap<String, std::time::SystemTime> {
    let time = |name: &String| {
        let path = project.path(&format!("out/{name}"));
        fs::metadata(path)
            .and_then(|found| found.modified())
            .expect("a time")
    };
    let names = project.names("out").into_iter();
    names.map(|name| (name.clone(), time(&name))).collect()
}

#[test]
fn stale_sheets_go_and_selected_ones_keep_the_others() {
    let project = five();
    ok(project.run(&["render"]));
    project.write("out/notes.txt", "somebody's own");
    project.remove("data/2023/OAK.toml");
    // Whoever asks for one sheet has said nothing of the others.
    ok(project.run(&["render", "ELM"]));
    assert_eq!(listed(&out(&project)).len(), 5);
    golden("stale", ok(project.run(&["render"])));
    let made = out(&project);
    assert!(!made.contains_key("2023-OAK.pdf"));
    assert_eq!(made["notes.txt"], b"somebody's own");
    assert_eq!(listed(&made).len(), 4);
    // Another edition keeps those that are there, and is kept by them.
    project.add_wide();
    ok(project.run(&["render", "--layout", "wide"]));
    assert_eq!(listed(&out(&project)).len(), 8);
    ok(project.run(&["render"]));
    assert_eq!(listed(&out(&project)).len(), 8);
    // When the usual design changes, its sheets take other names.
    project.replace("data/publication.toml", "\"letter\"", "\"wide\"");
    ok(project.run(&["render"]));
    assert_eq!(listed(&out(&project)).len(), 4);
    project.replace("data/publication.toml", "\"wide\"", "\"letter\"");
    ok(project.run(&["render", "--layout", "letter,wide"]));
    assert_eq!(listed(&out(&project)).len(), 8);
    // Of each edition those go that its own run does not make any more.
    project.remove("data/2023/GULL.toml");
    ok(project.run(&["render", "--layout", "wide"]));
    let sheets = listed(&out(&project));
    assert!(sheets.contains(&"2023-GULL.pdf".to_owned()));
    assert!(!sheets.contains(&"2023-GULL-wide.pdf".to_owned()));
}

#[test]
fn any_error_publishes_nothing_unless_the_rest_is_asked_for() {
    let project = five();
    project.replace("data/2023/ELM.toml", "= 211", "= 212");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(!project.path("out").exists());
    let run = project.run(&["render", "--keep-going"]);
    assert_eq!(run.status, 1, "{run}");
    golden("keep-going", run);
    let made = out(&project);
    assert_vouched(&made);
    assert_eq!(listed(&made).len(), 4);
    // The sheet that was good before is not taken away by an error in it.
    project.replace("data/2023/ELM.toml", "= 212", "= 211");
    ok(project.run(&["render"]));
    project.replace("data/2023/OAK.toml", "status", "statos");
    project.replace("data/2023/ELM.toml", "= 8_249", "= 8_250");
    let before = out(&project);
    let run = project.run(&["render", "--keep-going"]);
    assert_eq!(run.status, 1, "{run}");
    let after = out(&project);
    assert_eq!(before["2023-OAK.pdf"], after["2023-OAK.pdf"]);
    assert_ne!(before["2023-ELM.pdf"], after["2023-ELM.pdf"]);
    assert_eq!(listed(&after).len(), 5);
    // What all sheets share cannot be left out.
    let words = project.text("layouts/copy/en.md");
    project.write("layouts/copy/en.md", words + "\n{{ state.nam }}\n");
    let run = project.run(&["render", "--keep-going"]);
    assert!(run.stderr.ends_with("; nothing was written\n"), "{run}");
    assert_eq!(out(&project), after);
}

#[test]
fn warnings_that_are_denied_are_errors_of_their_sheet_alone() {
    let project = five();
    project.replace(
        "data/2023/ELM.toml",
        "Elmwood Park Counts 2023",
        "Oakdale Park Counts 2023",
    );
    let run = project.run(&["render", "--keep-going", "--deny-warnings"]);
    assert_eq!(run.status, 1, "{run}");
    assert_eq!(listed(&out(&project)).len(), 4);
}

#[test]
fn files_of_others_are_left_alone() {
    let project = five();
    let refused = |name: &str, arguments: &[&str]| {
        let before = out(&project);
        let run = project.run(arguments);
        assert_eq!(run.status, 1, "{run}");
        assert_eq!(out(&project), before, "{name}");
        golden(name, run);
    };
    project.write("out/2023-ELM.pdf", "somebody's own");
    project.write("out/2023-GULL.pdf", "somebody's own");
    refused("not-ours", &["render"]);
    ok(project.run(&["render", "--force"]));
    assert_vouched(&out(&project));
    // A sheet that was changed by hand.
    let mut sheet = out(&project)["2023-OAK.pdf"].clone();
    sheet.extend(b"% a comment");
    project.write("out/2023-OAK.pdf", &sheet);
    project.replace("data/2023/OAK.toml", "status", "as_of = 2024-01-01\nstatus");
    refused("changed-by-hand", &["render"]);
    // It is not deleted when it is stale, either.
    project.remove("data/2023/OAK.toml");
    golden("disowned", ok(project.run(&["render"])));
    assert_eq!(out(&project)["2023-OAK.pdf"], sheet);
    // Checksums somebody has added to.
    let sums = project.text(&format!("out/{SUMS}"));
    project.write(&format!("out/{SUMS}"), format!("{sums}0000  release.zip\n"));
    project.replace("data/2023/ELM.toml", "= 8_249", "= 8_250");
    refused("sums-added-to", &["render"]);
    project.write(&format!("out/{SUMS}"), sums);
    ok(project.run(&["render"]));
    // The manifest of something else.
    project.write("out/manifest.json", "{\"name\": \"an app\"}");
    refused("another-manifest", &["render", "ELM"]);
}

#[test]
fn another_release_is_not_mixed_with_this_one() {
    let project = five();
    ok(project.run(&["render"]));
    for file in ["national", "ELM"] {
        let text = project.text(&format!("data/2023/{file}.toml"));
        let text = text
            .replace("= 2023\n", "= 2022\n")
            .replace("\"final\"", "\"draft\"");
        project.write(&format!("data/2022/{file}.toml"), text);
    }
    let before = out(&project);
    let run = project.run(&["render", "--year", "2022"]);
    assert_eq!(run.status, 1, "{run}");
    golden("another-year", run);
    assert_eq!(out(&project), before);
    let run = project.run(&["render", "--shard", "1/2"]);
    assert_eq!(run.status, 1, "{run}");
    ok(project.run(&["render", "--year", "2022", "--force"]));
    assert_eq!(listed(&out(&project)), ["2022-ELM.pdf"]);
    assert_eq!(out(&project).len(), 3);
}

#[test]
fn a_folder_in_the_way_is_the_machines_failure() {
    let project = five();
    ok(project.run(&["render"]));
    let before = out(&project);
    project.replace("data/2023/ELM.toml", "= 8_249", "= 8_250");
    fs::remove_file(project.path("out/2023-GULL.pdf")).expect("a sheet");
    fs::create_dir(project.path("out/2023-GULL.pdf")).expect("a folder");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 3, "{run}");
    assert!(
        run.stderr.contains("2023-GULL.pdf: is a directory"),
        "{run}"
    );
    assert_eq!(before["2023-ELM.pdf"], out(&project)["2023-ELM.pdf"]);
    assert!(!project.path("out/.factsheet").exists());
    // A folder of our own folder's name that somebody else has made.
    fs::remove_dir(project.path("out/2023-GULL.pdf")).expect("a folder");
    project.write("out/.factsheet/precious.txt", "somebody's own");
    let run = project.run(&["render", "--force"]);
    assert_eq!(run.status, 3, "{run}");
    golden("own-name-taken", run);
    assert_eq!(
        project.text("out/.factsheet/precious.txt"),
        "somebody's own"
    );
    fs::remove_dir_all(project.path("out/.factsheet")).expect("a folder");
    for name in [MANIFEST, SUMS] {
        let kept = project.text(&format!("out/{name}"));
        project.remove(&format!("out/{name}"));
        fs::create_dir(project.path(&format!("out/{name}"))).expect("a folder");
        let before = out(&project);
        let run = project.run(&["render", "--force"]);
        assert_eq!(run.status, 3, "{run}");
        assert_eq!(out(&project), before);
        fs::remove_dir(project.path(&format!("out/{name}"))).expect("a folder");
        project.write(&format!("out/{name}"), kept);
    }
    // A path that is too long.
    let long = format!("{}/out", "x".repeat(300));
    let run = project.run(&["render", "--out", &long]);
    assert_eq!(run.status, 3, "{run}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_in_which_nothing_can_be_made_is_given_up() {
    let run = five().run(&["render", "--out", "/proc"]);
    assert_eq!(run.status, 3, "{run}");
}

#[cfg(unix)]
#[test]
fn the_folder_itself_may_be_a_link_to_a_folder() {
    use std::os::unix::fs::symlink;
    let project = five();
    ok(project.run(&["render"]));
    let made = out(&project);
    fs::remove_dir_all(project.path("out")).expect("a folder");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    symlink(elsewhere.path(), project.path("out")).expect("a link");
    ok(project.run(&["render"]));
    assert!(made == common::folders::files(elsewhere.path()));
    ok(project.run(&["book", "--out", "out/books"]));
    assert!(elsewhere.path().join("books/2023-book.pdf").exists());
    // What is no folder is said to be none.
    fs::write(elsewhere.path().join("file"), "").expect("a file");
    let cases = [
        ("nowhere", elsewhere.path().join("nothing")),
        ("loop", project.path("loop")),
        ("to-file", elsewhere.path().join("file")),
    ];
    for (name, target) in cases {
        symlink(target, project.path(name)).expect("a link");
        for out in [name.to_owned(), format!("{name}/inner")] {
            let run = project.run(&["render", "--out", &out]);
            assert_eq!(run.status, 3, "{run}");
            let said = format!("cannot write {name}: it is a link ");
            assert!(run.stderr.contains(&said), "{run}");
        }
        let left = fs::symlink_metadata(project.path(name)).expect("a link");
        assert!(left.is_symlink(), "{name}");
    }
    assert!(!elsewhere.path().join("nothing").exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let project = five();
    project.write("elsewhere/precious.pdf", "somebody's own");
    project.write("out/notes.txt", "somebody's own");
    let (target, link) = (
        project.path("elsewhere/precious.pdf"),
        project.path("out/2023-ELM.pdf"),
    );
    symlink(&target, &link).expect("a link");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 1, "{run}");
    ok(project.run(&["render", "--force"]));
    assert_eq!(project.text("elsewhere/precious.pdf"), "somebody's own");
    assert!(!link.symlink_metadata().expect("a sheet").is_symlink());
    // Our own folder.
    symlink(project.path("elsewhere"), project.path("out/.factsheet")).expect("a link");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 3, "{run}");
    assert_eq!(project.names("elsewhere"), ["precious.pdf"]);
    fs::remove_file(project.path("out/.factsheet")).expect("a link");
    // The output folder may be one.
    symlink(project.path("elsewhere"), project.path("linked")).expect("a link");
    ok(project.run(&["render", "--out", "linked"]));
    assert_eq!(project.text("elsewhere/precious.pdf"), "somebody's own");
    assert_eq!(project.names("elsewhere").len(), 8);
}

#[cfg(unix)]
#[test]
fn published_files_have_ordinary_permissions() {
    use std::os::unix::fs::PermissionsExt;

    let project = five();
    ok(project.run(&["render"]));
    let mode = |path: &str| {
        let found = fs::metadata(project.path(path)).expect("a file");
        found.permissions().mode() & 0o777
    };
    project.write("ordinary", "");
    for name in project.names("out") {
        assert_eq!(mode(&format!("out/{name}")), mode("ordinary"), "{name}");
    }
}

#[test]
fn the_second_of_two_runs_is_refused() {
    let project = five();
    fs::create_dir_all(project.path("out/.factsheet")).expect("a folder");
    let lock = fs::File::create(project.path("out/.factsheet/factsheet.lock")).expect("a file");
    lock.lock().expect("a lock");
    for arguments in [&["render"][..], &["book"]] {
        let run = project.run(arguments);
        assert_eq!(run.status, 3, "{run}");
        golden("two-at-once", run);
        assert!(project.path("out/.factsheet/factsheet.lock").exists());
    }
    drop(lock);
    ok(project.run(&["render"]));
    assert!(!project.path("out/.factsheet").exists());
}

#[test]
fn of_many_runs_at_once_at_least_one_gets_through_and_none_spoils_another() {
    let project = five();
    let runs: Vec<_> = (0..8).map(|_| begin(&project, &["render"])).collect();
    let mut done = 0;
    for run in runs {
        let output = run.wait_with_output().expect("an end");
        let stderr = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => done += 1,
            Some(3) => assert!(stderr.contains("another run is writing there"), "{stderr}"),
            other => panic!("{other:?} {stderr}"),
        }
    }
    assert!(done > 0);
    let made = out(&project);
    assert_vouched(&made);
    assert_eq!(listed(&made).len(), 5);
}
