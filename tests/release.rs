//! The folder of a release: what is in it, what is left alone, and that it is whole whatever happens.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use common::reading::attached;
use common::{Project, Run};
use factsheet::batch::release::{MANIFEST, Manifest, SUMS};
use factsheet::checksum::Sum;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/release", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// The shipped project with samples of four places beside its own sheet.
fn five() -> Project {
    let project = Project::shipped();
    let run = project.run(&["sample", "samples"]);
    assert_eq!(run.status, 0, "{run}");
    for code in ["AK", "DC", "GA", "GU"] {
        let text = project.text(&format!("samples/2023/{code}.toml"));
        project.write(&format!("data/2023/{code}.toml"), text);
    }
    project
}

fn ok(run: Run) -> Run {
    assert_eq!(run.status, 0, "{run}");
    run
}

/// All files below a folder, with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_dir() {
            let inner = files(&path).into_iter();
            all.extend(inner.map(|(inside, bytes)| (format!("{name}/{inside}"), bytes)));
        } else {
            all.insert(name.into_owned(), fs::read(&path).expect("a file"));
        }
    }
    all
}

fn out(project: &Project) -> BTreeMap<String, Vec<u8>> {
    files(&project.path("out"))
}

/// The checksums vouch for every file in the folder but themselves, and for nothing else.
fn assert_vouched(files: &BTreeMap<String, Vec<u8>>) {
    let sums = String::from_utf8(files[SUMS].clone()).expect("UTF-8");
    let mut expected: BTreeMap<&str, String> = BTreeMap::new();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != SUMS) {
        expected.insert(name, format!("{}  {name}\n", Sum::of(bytes)));
    }
    assert_eq!(sums, expected.into_values().collect::<String>());
}

/// Which sheets the manifest names, each of which must be in the folder.
fn listed(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let manifest = Manifest::read(&files[MANIFEST]).expect("a manifest");
    for (name, bytes, sum) in manifest.files() {
        let file = &files[name];
        assert_eq!(u64::try_from(file.len()), Ok(bytes), "{name}");
        assert_eq!(Sum::of(file), sum, "{name}");
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
    let sheet = &manifest.sheets[1];
    assert_eq!(sheet.file, "2023-AL.pdf");
    let pdf = lopdf::Document::load_mem(&made["2023-AL.pdf"]).expect("a PDF");
    assert_eq!(Sum::of(&attached(&pdf)[0].content), sheet.data_sha256);
}

#[test]
fn what_would_not_change_is_left_untouched() {
    let project = five();
    ok(project.run(&["render"]));
    let before = modified(&project);
    golden("again", ok(project.run(&["render"])));
    assert_eq!(modified(&project), before);
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    golden("one-changed", ok(project.run(&["render"])));
    let after = modified(&project);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(name, time)| before[*name] != **time)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["2023-AL.pdf", SUMS, MANIFEST]);
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
    project.remove("data/2023/GA.toml");
    // Whoever asks for one sheet has said nothing of the others.
    ok(project.run(&["render", "AL"]));
    assert_eq!(listed(&out(&project)).len(), 5);
    golden("stale", ok(project.run(&["render"])));
    let made = out(&project);
    assert!(!made.contains_key("2023-GA.pdf"));
    assert_eq!(made["notes.txt"], b"somebody's own");
    assert_eq!(listed(&made).len(), 4);
    // Another edition keeps those that are there, and is kept by them.
    project.write(
        "layouts/wide.toml",
        "extends = \"letter\"\n[fit]\npages = 2\n[page]\nlandscape = true\n",
    );
    ok(project.run(&["render", "--layout", "wide"]));
    assert_eq!(listed(&out(&project)).len(), 8);
    ok(project.run(&["render"]));
    assert_eq!(listed(&out(&project)).len(), 8);
    // When the usual design changes, its sheets take other names.
    project.replace("data/publication.toml", "\"letter\" ", "\"wide\" ");
    ok(project.run(&["render"]));
    assert_eq!(listed(&out(&project)).len(), 4);
    project.replace("data/publication.toml", "\"wide\" ", "\"letter\" ");
    ok(project.run(&["render", "--layout", "letter,wide"]));
    assert_eq!(listed(&out(&project)).len(), 8);
    // Of each edition those go that its own run does not make any more.
    project.remove("data/2023/GU.toml");
    ok(project.run(&["render", "--layout", "wide"]));
    let sheets = listed(&out(&project));
    assert!(sheets.contains(&"2023-GU.pdf".to_owned()));
    assert!(!sheets.contains(&"2023-GU-wide.pdf".to_owned()));
}

#[test]
fn any_error_publishes_nothing_unless_the_rest_is_asked_for() {
    let project = five();
    project.replace("data/2023/AL.toml", "= 211", "= 212");
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
    project.replace("data/2023/AL.toml", "= 212", "= 211");
    ok(project.run(&["render"]));
    project.replace("data/2023/GA.toml", "status", "statos");
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    let before = out(&project);
    let run = project.run(&["render", "--keep-going"]);
    assert_eq!(run.status, 1, "{run}");
    let after = out(&project);
    assert_eq!(before["2023-GA.pdf"], after["2023-GA.pdf"]);
    assert_ne!(before["2023-AL.pdf"], after["2023-AL.pdf"]);
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
        "data/2023/AL.toml",
        "NCMEC, Alabama Data 2023",
        "NCMEC, Georgia Data 2023",
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
    project.write("out/2023-AL.pdf", "somebody's own");
    project.write("out/2023-GU.pdf", "somebody's own");
    refused("not-ours", &["render"]);
    ok(project.run(&["render", "--force"]));
    assert_vouched(&out(&project));
    // A sheet that was changed by hand.
    let mut sheet = out(&project)["2023-GA.pdf"].clone();
    sheet.extend(b"% a comment");
    project.write("out/2023-GA.pdf", &sheet);
    project.replace("data/2023/GA.toml", "status", "as_of = 2024-01-01\nstatus");
    refused("changed-by-hand", &["render"]);
    // It is not deleted when it is stale, either.
    project.remove("data/2023/GA.toml");
    golden("disowned", ok(project.run(&["render"])));
    assert_eq!(out(&project)["2023-GA.pdf"], sheet);
    // Checksums somebody has added to.
    let sums = project.text(&format!("out/{SUMS}"));
    project.write(&format!("out/{SUMS}"), format!("{sums}0000  release.zip\n"));
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    refused("sums-added-to", &["render"]);
    project.write(&format!("out/{SUMS}"), sums);
    ok(project.run(&["render"]));
    // The manifest of something else.
    project.write("out/manifest.json", "{\"name\": \"an app\"}");
    refused("another-manifest", &["render", "AL"]);
}

#[test]
fn another_release_is_not_mixed_with_this_one() {
    let project = five();
    ok(project.run(&["render"]));
    for file in ["national", "AL"] {
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
    assert_eq!(listed(&out(&project)), ["2022-AL.pdf"]);
    assert_eq!(out(&project).len(), 3);
}

#[test]
fn a_folder_in_the_way_is_the_machines_failure() {
    let project = five();
    ok(project.run(&["render"]));
    let before = out(&project);
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    fs::remove_file(project.path("out/2023-GU.pdf")).expect("a sheet");
    fs::create_dir(project.path("out/2023-GU.pdf")).expect("a folder");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 3, "{run}");
    assert!(run.stderr.contains("2023-GU.pdf: is a directory"), "{run}");
    assert_eq!(before["2023-AL.pdf"], out(&project)["2023-AL.pdf"]);
    assert!(!project.path("out/.factsheet").exists());
    // A folder of our own folder's name that somebody else has made.
    fs::remove_dir(project.path("out/2023-GU.pdf")).expect("a folder");
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
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let project = five();
    project.write("elsewhere/precious.pdf", "somebody's own");
    project.write("out/notes.txt", "somebody's own");
    let (target, link) = (
        project.path("elsewhere/precious.pdf"),
        project.path("out/2023-AL.pdf"),
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

/// Begins a run of the program that is not waited for.
fn begin(project: &Project, arguments: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_factsheet"))
        .args(arguments)
        .current_dir(project.path(""))
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a run")
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

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_cleanly() {
    let project = Project::shipped();
    ok(project.run(&["sample", "samples"]));
    ok(project.run(&["render", "--data", "samples"]));
    let before = out(&project);
    project.replace(
        "layouts/letter.toml",
        "bottom = \"0.7in\"",
        "bottom = \"0.71in\"",
    );
    let mut interrupted = 0;
    for wait in [0, 20, 40, 60, 80, 120, 160, 240, 320] {
        let arguments = ["render", "--data", "samples", "--jobs", "1"];
        let mut run = begin(&project, &arguments);
        thread::sleep(Duration::from_millis(wait));
        let pid = run.id().to_string();
        let _ = Command::new("kill").args(["-INT", &pid]).status();
        let status = run.wait().expect("an end");
        assert!(!project.path("out/.factsheet").exists());
        match status.code() {
            Some(130) => interrupted += 1,
            // Too early to be listened to, or all was done.
            None | Some(0) => {}
            other => panic!("{other:?}"),
        }
        assert_vouched(&out(&project));
    }
    assert!(interrupted > 0, "nothing was interrupted");
    ok(project.run(&["render", "--data", "samples"]));
    assert_ne!(before, out(&project));
}

/// Figures that differ from those of the project, for some of its places.
fn newer(project: &Project) {
    for name in project.names("data/2023") {
        let text = project.text(&format!("data/2023/{name}"));
        let text = format!("as_of = 2024-01-01\n{text}");
        project.write(&format!("newer/2023/{name}"), text);
    }
    project.remove("newer/2023/GU.toml");
}

type Files = BTreeMap<String, Vec<u8>>;

/// Makes both releases, and leaves the first in the folder.
fn two_releases(project: &Project) -> [Files; 2] {
    newer(project);
    ok(project.run(&["render", "--data", "newer"]));
    let second = out(project);
    ok(project.run(&["render"]));
    let first = out(project);
    assert_ne!(first["2023-GA.pdf"], second["2023-GA.pdf"]);
    [first, second]
}

/// The folder as a killed run leaves it that had begun to publish the second of two releases in the place of
/// the first, after so many steps.
fn begun(project: &Project, [first, second]: &[Files; 2], steps: usize) {
    fs::remove_dir_all(project.path("out")).expect("a folder");
    for (name, bytes) in first {
        project.write(&format!("out/{name}"), bytes);
    }
    for (name, bytes) in second {
        project.write(&format!("out/.factsheet/{name}"), bytes);
    }
    project.write("out/.factsheet/factsheet.lock", "");
    let is_sheet = |name: &&String| name.ends_with(".pdf");
    let mut all = vec![Step::Remove(SUMS)];
    all.extend(second.keys().filter(is_sheet).map(|name| Step::Move(name)));
    let stale = first.keys().filter(|name| !second.contains_key(*name));
    all.extend(stale.map(|name| Step::Remove(name)));
    all.extend([Step::Move(MANIFEST), Step::Move(SUMS)]);
    assert_eq!(all.len(), STEPS);
    for step in &all[..steps] {
        let done = match step {
            Step::Remove(name) => fs::remove_file(project.path(&format!("out/{name}"))),
            Step::Move(name) => fs::rename(
                project.path(&format!("out/.factsheet/{name}")),
                project.path(&format!("out/{name}")),
            ),
        };
        done.expect("a step");
    }
}

/// What publishing is made of.
enum Step<'n> {
    Remove(&'n str),
    Move(&'n str),
}

/// How many steps there are: the checksums, four sheets, a stale one, the manifest and the checksums.
const STEPS: usize = 8;

#[test]
fn what_was_begun_is_finished_by_whoever_comes_next() {
    let project = five();
    let releases = two_releases(&project);
    for steps in 0..=STEPS {
        for (which, data) in ["data", "newer"].iter().enumerate() {
            begun(&project, &releases, steps);
            ok(project.run(&["render", "--data", data]));
            assert!(
                out(&project) == releases[which],
                "{data} after {steps} steps"
            );
        }
        // One that is in vain for itself, and one that is about another release.
        begun(&project, &releases, steps);
        assert_eq!(project.run(&["render", "--shard", "1/2"]).status, 1);
        assert!(out(&project) == releases[1], "after {steps} steps");
        let run = project.run(&["render", "AL", "GA"]);
        assert_eq!(run.status, 0, "{run}");
        assert_vouched(&out(&project));
    }
}

#[test]
fn what_was_begun_is_not_lost_when_the_next_run_is_refused() {
    let project = five();
    let releases = two_releases(&project);
    begun(&project, &releases, 2);
    // Somebody puts a file where one was about to come.
    project.write("out/2023-GA.pdf", "somebody's own");
    for arguments in [&["render"][..], &["render", "--data", "newer"], &["book"]] {
        let run = project.run(arguments);
        assert_eq!(run.status, 1, "{run}");
        assert!(run.stderr.contains("--> out/2023-GA.pdf"), "{run}");
        assert_eq!(project.text("out/2023-GA.pdf"), "somebody's own");
    }
    project.remove("out/2023-GA.pdf");
    ok(project.run(&["render", "--data", "newer"]));
    assert!(out(&project) == releases[1]);
}

#[test]
fn nothing_is_vouched_for_that_was_changed_after_a_kill() {
    let project = five();
    let releases = two_releases(&project);
    begun(&project, &releases, 2);
    // The first of the sheets has come to its place already.
    project.write("out/2023-AK.pdf", "somebody's own");
    let run = project.run(&["render", "--data", "newer"]);
    assert_eq!(run.status, 1, "{run}");
    let left = out(&project);
    assert_eq!(left["2023-AK.pdf"], b"somebody's own");
    assert!(!left.contains_key(SUMS));
    project.remove("out/2023-AK.pdf");
    ok(project.run(&["render", "--data", "newer"]));
    assert!(out(&project) == releases[1]);
}

/// Kills runs that publish one of two releases in turn, at moments all over their course, and holds
/// against both what is there then.
#[test]
fn a_killed_run_leaves_old_or_new_sheets_and_the_next_one_puts_all_right() {
    let project = five();
    newer(&project);
    let newer = ["render", "--data", "newer"];
    let render = |version: u64| {
        if version == 0 {
            &newer[..1]
        } else {
            &newer[..]
        }
    };
    let mut releases = Vec::new();
    let mut longest = Duration::ZERO;
    for version in 0..2 {
        let begun = std::time::Instant::now();
        ok(project.run(render(version)));
        longest = longest.max(begun.elapsed());
        releases.push(out(&project));
    }
    assert_ne!(releases[0]["2023-GA.pdf"], releases[1]["2023-GA.pdf"]);
    let moments = 40;
    for moment in 0..moments {
        let mut run = begin(&project, render(moment % 2));
        thread::sleep(longest.mul_f64(moment as f64 / moments as f64));
        let _ = run.kill();
        let _ = run.wait();
        let left = out(&project);
        for (name, bytes) in left.iter().filter(|(name, _)| !name.starts_with('.')) {
            let is_known = releases
                .iter()
                .any(|release| release.get(name) == Some(bytes));
            assert!(is_known, "{name} after {moment}");
        }
        if left.contains_key(SUMS) {
            let published = left.into_iter().filter(|(name, _)| !name.starts_with('.'));
            assert_vouched(&published.collect());
        }
    }
    ok(project.run(&["render"]));
    let made = out(&project);
    assert_vouched(&made);
    assert!(releases.contains(&made));
}
