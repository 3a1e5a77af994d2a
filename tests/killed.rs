//! Runs that are interrupted or killed while they publish: what is there then, and what the next run makes of it.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::Project;
use common::folders::{assert_vouched, begin, five, ok, out, staged, wait_for};
use factsheet::batch::release::{Contents, MANIFEST, Manifest, Refusal, Release, SUMS};

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_cleanly() {
    let project = Project::example("parks");
    ok(project.run(&["sample", "samples"]));
    ok(project.run(&["render", "--data", "samples"]));
    let before = out(&project);
    project.replace("layouts/letter.toml", "\"#1f2328\"", "\"#1f2329\"");
    let mut interrupted = 0;
    for files in [0, 1, 2, 4, 6, 8, 10] {
        let arguments = ["render", "--data", "samples", "--jobs", "1"];
        let mut run = begin(&project, &arguments);
        wait_for(&mut run, || staged(&project.path("out")) >= files);
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
    project.remove("newer/2023/GULL.toml");
}

type Files = BTreeMap<String, Vec<u8>>;

/// Makes both releases, and summaries the first in the folder.
fn two_releases(project: &Project) -> [Files; 2] {
    newer(project);
    ok(project.run(&["render", "--data", "newer"]));
    let second = out(project);
    ok(project.run(&["render"]));
    let first = out(project);
    assert_ne!(first["2023-OAK.pdf"], second["2023-OAK.pdf"]);
    [first, second]
}

/// The folder as a killed run summaries it that had begun to publish the second of two releases in the place of
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
        let run = project.run(&["render", "ELM", "OAK"]);
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
    project.write("out/2023-OAK.pdf", "somebody's own");
    for arguments in [&["render"][..], &["render", "--data", "newer"], &["book"]] {
        let run = project.run(arguments);
        assert_eq!(run.status, 1, "{run}");
        assert!(run.stderr.contains("--> out/2023-OAK.pdf"), "{run}");
        assert_eq!(project.text("out/2023-OAK.pdf"), "somebody's own");
    }
    project.remove("out/2023-OAK.pdf");
    ok(project.run(&["render", "--data", "newer"]));
    assert!(out(&project) == releases[1]);
}

#[test]
fn nothing_is_vouched_for_that_was_changed_after_a_kill() {
    let project = five();
    let releases = two_releases(&project);
    begun(&project, &releases, 2);
    // The first of the sheets has come to its place already.
    project.write("out/2023-ASH.pdf", "somebody's own");
    let run = project.run(&["render", "--data", "newer"]);
    assert_eq!(run.status, 1, "{run}");
    let left = out(&project);
    assert_eq!(left["2023-ASH.pdf"], b"somebody's own");
    assert!(!left.contains_key(SUMS));
    project.remove("out/2023-ASH.pdf");
    ok(project.run(&["render", "--data", "newer"]));
    assert!(out(&project) == releases[1]);
}

/// Kills runs that publish one of two releases in turn, after each of their steps, and looks for files that are
/// of neither.
#[test]
fn a_killed_run_leaves_old_or_new_sheets_and_the_next_one_puts_all_right() {
    let project = five();
    newer(&project);
    let newer = ["render", "--data", "newer"];
    let render = |version: usize| {
        if version == 0 {
            &newer[..1]
        } else {
            &newer[..]
        }
    };
    let releases = [0, 1].map(|version| {
        ok(project.run(render(version)));
        out(&project)
    });
    assert_ne!(releases[0]["2023-OAK.pdf"], releases[1]["2023-OAK.pdf"]);
    let folder = project.path("out");
    // They prepare their files one by one, take the checksums away, and move the files to their places.
    let has_prepared = |files: usize| staged(&folder) >= files;
    let has_moved_all_but = |files: usize| !folder.join(SUMS).exists() && staged(&folder) <= files;
    for moment in 0..20_usize {
        let mut run = begin(&project, render(moment % 2));
        wait_for(&mut run, || match moment / 2 {
            files @ 0..5 => has_prepared(files),
            step => has_moved_all_but(10 - step),
        });
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

/// Publishes a release again into a folder, in which another program does something between writing and publishing.
fn publish_beside(files: &Files, folder: &Path, other: impl Fn(&Path)) -> Result<(), Refusal> {
    let manifest = Manifest::read(&files[MANIFEST]).expect("a manifest");
    let release = Release::open(folder, manifest.head.clone(), false)?;
    for (name, _, sum) in manifest.files() {
        release.keep(name, &files[name], sum)?;
    }
    other(folder);
    let contents = Contents {
        entries: manifest.entries,
        covers_editions: true,
        ..Contents::default()
    };
    release.publish(contents).map(drop)
}

/// What a refusal says of files that are not there: how many, and whether others are.
fn lost(published: Result<(), Refusal>) -> Option<(usize, bool)> {
    match published.expect_err("a refusal") {
        Refusal::Lost { files, is_begun } => Some((files.len(), is_begun)),
        Refusal::Failed(_) => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_another_program_removes_is_not_said_to_be_published() {
    let project = five();
    ok(project.run(&["render"]));
    let files = out(&project);
    let place = tempfile::tempdir().expect("a temporary folder");
    let folder = |name: &str| place.path().join(name);
    let staged = |folder: &Path, name: &str| folder.join(".factsheet").join(name);
    let remove = |path: &Path| fs::remove_file(path).expect("a file");

    let removes_all = |folder: &Path| {
        for name in files.keys().filter(|name| name.ends_with(".pdf")) {
            remove(&staged(folder, name));
        }
    };
    let all = lost(publish_beside(&files, &folder("all"), removes_all));
    assert_eq!(all, Some((5, false)));
    // Nothing has come there, so that the folder is gone again.
    assert!(!folder("all").exists());
    let removes_one = |folder: &Path| remove(&staged(folder, "2023-OAK.pdf"));
    let one = lost(publish_beside(&files, &folder("one"), removes_one));
    assert_eq!(one, Some((1, false)));
    let cuts_one = |folder: &Path| {
        fs::write(staged(folder, "2023-OAK.pdf"), "%PDF").expect("a file");
    };
    let cut = lost(publish_beside(&files, &folder("cut"), cuts_one));
    assert_eq!(cut, Some((1, false)));

    // What is of the right size is found when it has come to its place.
    let changes_one = |folder: &Path| {
        let bytes = vec![b' '; files["2023-OAK.pdf"].len()];
        fs::write(staged(folder, "2023-OAK.pdf"), bytes).expect("a file");
    };
    let changed = lost(publish_beside(&files, &folder("changed"), changes_one));
    assert_eq!(changed, Some((1, true)));
    assert!(!folder("changed").join(SUMS).exists());

    // So is what would not have been written, because it was there.
    let again = folder("again");
    publish_beside(&files, &again, |_| {}).expect("a release");
    let removes_published = |folder: &Path| {
        remove(&folder.join("2023-ELM.pdf"));
        remove(&folder.join("2023-OAK.pdf"));
    };
    let published = lost(publish_beside(&files, &again, removes_published));
    assert_eq!(published, Some((2, true)));
    for name in [MANIFEST, SUMS] {
        publish_beside(&files, &again, |folder| remove(&folder.join(name))).expect("a release");
        assert!(files == common::folders::files(&again), "{name}");
    }
}

/// What another program does to a folder.
#[cfg(unix)]
type Does<'d> = &'d dyn Fn(&Path);

#[cfg(unix)]
#[test]
fn a_folder_that_is_no_longer_the_one_that_was_locked_is_left_alone() {
    let project = five();
    ok(project.run(&["render"]));
    let files = out(&project);
    let place = tempfile::tempdir().expect("a temporary folder");
    let other = place.path().join("other");
    fs::create_dir(&other).expect("a folder");
    fs::write(other.join("factsheet.lock"), "").expect("a file");
    fs::write(other.join("2023-OAK.pdf"), "of somebody else").expect("a file");
    let staging = |folder: &Path| folder.join(".factsheet");
    let remove = |folder: &Path| fs::remove_dir_all(folder).expect("a folder");

    let cases: [(&str, Does<'_>); 6] = [
        ("removed", &|folder| remove(&staging(folder))),
        ("without its lock", &|folder| {
            fs::remove_file(staging(folder).join("factsheet.lock")).expect("a file");
        }),
        ("another", &|folder| {
            remove(&staging(folder));
            fs::create_dir(staging(folder)).expect("a folder");
            fs::write(staging(folder).join("factsheet.lock"), "").expect("a file");
        }),
        ("a link", &|folder| {
            remove(&staging(folder));
            std::os::unix::fs::symlink(&other, staging(folder)).expect("a link");
        }),
        ("all removed", &remove),
        ("all moved", &|folder| {
            fs::rename(folder, place.path().join("moved")).expect("a folder");
        }),
    ];
    for (case, does) in cases {
        let folder = place.path().join(case);
        let published = publish_beside(&files, &folder, does);
        assert_eq!(lost(published), None, "{case}");
        assert!(!folder.join("2023-OAK.pdf").exists(), "{case}");
    }
    assert_eq!(common::folders::files(&other).len(), 2);
}

#[test]
fn a_run_beside_a_program_that_removes_its_files_is_whole_or_fails() {
    let project = five();
    for files in 1..=6 {
        let _ = fs::remove_dir_all(project.path("out"));
        let mut run = begin(&project, &["render", "--jobs", "1"]);
        wait_for(&mut run, || staged(&project.path("out")) >= files);
        let _ = fs::remove_dir_all(project.path("out/.factsheet"));
        match run.wait().expect("an end").code() {
            Some(0) => assert_vouched(&out(&project)),
            Some(3) => assert!(!project.path("out").join(SUMS).exists()),
            other => panic!("{other:?}"),
        }
    }
}
