//! New projects: that they are the shipped one, that all commands run there, and where none is begun.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::folders::{begin_in, files, ok, staged, wait_for};
use common::{Project, Run, run_in, shipped};
use factsheet::starter;
use tempfile::TempDir;

/// The whole output; but for the number of files, which grows with the designs.
fn golden(name: &str, run: &Run) {
    let is_count = |line: &str| line.contains(" of a new project in ");
    let uncounted = |line: &str| {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    let text = run.to_string();
    let lines = text.lines().map(|line| match is_count(line) {
        true => format!("…{}", uncounted(line)),
        false => line.to_owned(),
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    insta::with_settings!({ snapshot_path => "snapshots/init", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

/// The new project has been begun as a whole.
fn assert_whole(project: &Path) {
    let mut found = files(project);
    for (name, bytes) in starter::files() {
        assert!(found.remove(name).as_deref() == Some(bytes), "{name}");
    }
    let others: Vec<&String> = found.keys().collect();
    assert!(others.is_empty(), "{others:?}");
}

/// Paths of what is shipped in a folder, and in those inside of it, but hidden files.
fn on_disk(folder: &str) -> BTreeSet<String> {
    let names = files(&shipped().join(folder)).into_keys();
    let names = names.filter(|name| !name.split('/').any(|part| part.starts_with('.')));
    names.map(|name| format!("{folder}/{name}")).collect()
}

#[test]
fn everything_that_is_shipped_is_in_the_program() {
    let mut expected = on_disk("layouts");
    expected.extend(on_disk("schemas"));
    let shared = on_disk("data").into_iter();
    expected.extend(shared.filter(|path| path.matches('/').count() == 1));
    // Other places and years than the example's are not everybody's.
    expected.extend(["AL", "national"].map(|name| format!("data/2023/{name}.toml")));
    let designs = expected.iter().filter(|path| path.ends_with(".toml"));
    let text = |path: &String| fs::read_to_string(shipped().join(path)).expect("a text file");
    let designs: String = designs.map(text).collect();
    let fonts = on_disk("fonts").into_iter();
    expected.extend(fonts.filter(|path| path.ends_with(".txt") || designs.contains(path)));

    let listed = starter::SHIPPED.iter().map(|(path, _)| path.to_string());
    let listed: BTreeSet<String> = listed.collect();
    let add: Vec<&String> = expected.difference(&listed).collect();
    assert!(
        add.is_empty(),
        "add to SHIPPED in src/starter/mod.rs: {add:?}"
    );
    let drop: Vec<&String> = listed.difference(&expected).collect();
    assert!(
        drop.is_empty(),
        "drop from SHIPPED in src/starter/mod.rs: {drop:?}"
    );
}

#[test]
fn what_the_readme_names_is_there() {
    let (_, readme) = starter::files()
        .find(|(name, _)| *name == "README.md")
        .expect("a README");
    let readme = String::from_utf8_lossy(readme);
    let named = readme.split('`').skip(1).step_by(2);
    let named: Vec<&str> = named
        .filter(|name| name.starts_with("data/") || name.starts_with("layouts/"))
        .collect();
    assert!(named.len() > 4, "{named:?}");
    for name in named {
        let is_there = starter::files().any(|(path, _)| path.starts_with(name));
        assert!(is_there, "{name}");
    }
}

#[test]
fn the_first_sheet_is_the_shipped_one() {
    let above = folder();
    golden("init", &run_in(above.path(), &["init", "ours"]));
    let ours = above.path().join("ours");
    assert_whole(&ours);
    let again = run_in(above.path(), &["init", "again"]);
    let number = format!(
        "{} files of a new project in again/",
        starter::files().count()
    );
    assert!(again.stdout.starts_with(&number), "{again}");
    ok(run_in(&ours, &["render"]));
    let original = Project::shipped();
    ok(original.run(&["render"]));
    let made = files(&ours.join("out"));
    assert!(made.contains_key("2023-AL.pdf"));
    assert!(made == files(&original.path("out")));
}

#[test]
fn the_commands_run_in_a_new_project() {
    let above = folder();
    ok(run_in(above.path(), &["init", "ours"]));
    let ours = above.path().join("ours");
    let commands: [&[&str]; 5] = [
        &["check", "--deny-warnings", "--final-only"],
        &["schema"],
        &["sample", "samples"],
        &["check", "--all", "--data", "samples"],
        &["new-year", "2024"],
    ];
    for arguments in commands {
        ok(run_in(&ours, arguments));
    }
    // The schemas are as fresh as those that were just written.
    for (name, bytes) in starter::files() {
        let now = fs::read(ours.join(name)).expect("a file");
        assert!(now == bytes, "{name}");
    }
    let filled = run_in(&ours, &["check", "--year", "2024"]);
    assert_eq!(filled.status, 1, "{filled}");
}

#[test]
fn folders_are_named_in_any_way() {
    let above = folder();
    let within = |name: &str| above.path().join(name);
    golden(
        "quoted",
        &run_in(above.path(), &["init", "our sheets & more/"]),
    );
    assert_whole(&within("our sheets & more"));
    ok(run_in(above.path(), &["init", "--quiet", "año/日本/x"]));
    assert_whole(&within("año/日本/x"));
    fs::create_dir_all(within("here")).expect("a folder");
    golden("here", &run_in(&within("here"), &["init", "."]));
    assert_whole(&within("here"));
    // Inside of another project.
    ok(run_in(&within("here"), &["init", "data/../inner"]));
    assert_whole(&within("here/inner"));
}

#[cfg(unix)]
#[test]
fn a_link_to_an_empty_folder_is_followed() {
    let above = folder();
    let real = above.path().join("real");
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink("real", above.path().join("link")).expect("a link");
    ok(run_in(above.path(), &["init", "link"]));
    assert_whole(&real);
    std::os::unix::fs::symlink("nowhere", above.path().join("lost")).expect("a link");
    golden("lost-link", &run_in(above.path(), &["init", "lost/"]));
    assert!(!above.path().join("nowhere").exists());
}

#[test]
fn what_is_hidden_stays() {
    let project = folder();
    let write = |name: &str, text: &str| {
        let path = project.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".gitignore", "*.tmp\n");
    golden("hidden", &run_in(project.path(), &["init", "."]));
    let found = files(project.path());
    assert_eq!(found[".git/HEAD"], b"ref: refs/heads/main\n");
    assert_eq!(found[".gitignore"], b"*.tmp\n");
    assert_eq!(found.len(), starter::files().count() + 1);
}

#[test]
fn nothing_is_written_where_there_is_something() {
    let above = folder();
    let full = above.path().join("full");
    fs::create_dir(&full).expect("a folder");
    for name in ["notes.txt", ".hidden"] {
        fs::write(full.join(name), "somebody's own").expect("a file");
    }
    let before = files(above.path());
    let refused = |name: &str, arguments: &[&str]| {
        let run = run_in(above.path(), arguments);
        assert_eq!(run.status, 2, "{run}");
        golden(name, &run);
    };
    refused("not-empty", &["init", "full"]);
    refused("file", &["init", "full/notes.txt"]);
    refused("below-a-file", &["init", "full/notes.txt/ours"]);
    refused("project", &["init", "ours", "--project", "full"]);
    refused("data", &["--data", "full", "init", "ours"]);
    refused("no-folder", &["init"]);
    refused("year", &["init", "ours", "--year", "2024"]);
    refused("language", &["init", "ours", "--language", "fr"]);
    assert!(files(above.path()) == before);

    ok(run_in(above.path(), &["init", "ours"]));
    refused("again", &["init", "ours"]);
    assert_whole(&above.path().join("ours"));
}

#[test]
fn only_what_a_killed_run_has_left_is_cleared_away() {
    let above = folder();
    let staging = above.path().join("ours/.factsheet");
    fs::create_dir_all(&staging).expect("a folder");
    // What somebody keeps under this name.
    fs::write(staging.join("own"), "somebody's own").expect("a file");
    let run = run_in(above.path(), &["init", "ours"]);
    assert_eq!(run.status, 3, "{run}");
    assert_eq!(files(above.path()).len(), 1);
    // What a run has left that was killed while it wrote.
    fs::rename(staging.join("own"), staging.join("README.md")).expect("a file");
    fs::write(staging.join("factsheet.lock"), "").expect("a file");
    fs::create_dir(staging.join("data")).expect("a folder");
    ok(run_in(above.path(), &["init", "ours"]));
    assert_whole(&above.path().join("ours"));
}

#[test]
fn a_killed_run_leaves_a_whole_project_or_none() {
    let above = folder();
    for files in 0..8 {
        let name = format!("ours-{files}");
        let mut run = begin_in(above.path(), &["init", &name]);
        wait_for(&mut run, || staged(&above.path().join(&name)) >= files);
        let _ = run.kill();
        let _ = run.wait();
        let project = above.path().join(name);
        if project.join("data").exists() {
            let _ = fs::remove_dir_all(project.join(".factsheet"));
            assert_whole(&project);
        }
    }
}

/// The text files of a project.
fn texts(project: &Path) -> impl Iterator<Item = (String, String)> {
    let texts = files(project).into_iter();
    texts.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
}

#[test]
fn a_project_starts_in_one_language() {
    for (language, other) in [("en", "es"), ("es-US", "en")] {
        let above = folder();
        ok(run_in(
            above.path(),
            &["init", "ours", "--language", language],
        ));
        let ours = above.path().join("ours");
        let own = &language[..2];
        for (name, text) in texts(&ours) {
            assert!(!name.ends_with(&format!("/{other}.md")), "{name}");
            let is_toml = name.ends_with(".toml");
            for key in [own, other] {
                assert!(
                    !is_toml || !text.contains(&format!(" {key} = \"")),
                    "{name}: {text}"
                );
            }
        }
        let begun = files(&ours);
        for arguments in [
            &["schema"][..],
            &["check", "--deny-warnings"],
            &["render", "--layout", "letter,share-card"],
        ] {
            ok(run_in(&ours, arguments));
        }
        assert!(ours.join("out/2023-AL.pdf").is_file());
        // The schemas are as fresh as those that were just written.
        let now = files(&ours);
        for (name, bytes) in begun {
            assert!(now[&name] == bytes, "{name}");
        }
    }
}

#[test]
fn a_bare_project_is_sound() {
    for (arguments, words) in [
        (&["init", "ours", "--bare"][..], "layouts/copy/en.md"),
        (
            &["init", "ours", "--bare", "--language", "es"],
            "layouts/copy/es.md",
        ),
    ] {
        let above = folder();
        let run = run_in(above.path(), arguments);
        assert_eq!(run.status, 0, "{run}");
        let ours = above.path().join("ours");
        assert!(ours.join(words).is_file());
        let begun = files(&ours);
        ok(run_in(&ours, &["schema"]));
        assert!(files(&ours) == begun);
        let check = run_in(&ours, &["check", "--deny-warnings"]);
        assert_eq!(check.status, 0, "{check}");
        ok(run_in(&ours, &["render"]));
        assert!(ours.join("out/2024-NORTH.pdf").is_file());
        for (name, text) in texts(&ours) {
            let is_shipped = ["Alabama", "CyberTipline", "Missing"]
                .iter()
                .any(|word| text.contains(word));
            assert!(!is_shipped, "{name}");
        }
    }
}

/// A block of a README: the words after the fence, and its lines.
fn blocks(readme: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        let Some(what) = line.trim().strip_prefix("```") else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let own = lines.by_ref().take_while(|line| line.trim() != "```");
        let own = own.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default()));
        blocks.push((what.to_owned(), own.collect()));
    }
    blocks
}

/// Every command of the README runs, and every block for a file is added at its end.
#[test]
fn the_steps_of_the_bare_readme_work() {
    for language in ["en", "es"] {
        let above = folder();
        ok(run_in(
            above.path(),
            &["init", "ours", "--bare", "--language", language],
        ));
        let ours = above.path().join("ours");
        let readme = fs::read_to_string(ours.join("README.md")).expect("a README");
        let blocks = blocks(&readme);
        assert!(blocks.len() > 7, "{blocks:?}");
        for (what, text) in blocks {
            if let Some((_, file)) = what.split_once(' ') {
                let before = fs::read_to_string(ours.join(file)).expect("a file of the project");
                fs::write(ours.join(file), before + &text).expect("a file");
                continue;
            }
            for line in text.lines() {
                let arguments: Vec<&str> = line.split_whitespace().skip(1).collect();
                ok(run_in(&ours, &arguments));
                let begun = ours.join("data/2024/SOUTH.toml");
                if line.contains("new-year") {
                    let text = fs::read_to_string(&begun).expect("a file of figures");
                    let source = "source       = \"Annual count\"";
                    let text = text.replace("source       = \"?\"", source);
                    fs::write(&begun, text.replace("\"?\"", "7")).expect("a file");
                }
            }
        }
        for name in ["out/2024-NORTH.pdf", "out/2024-SOUTH.pdf"] {
            assert!(ours.join(name).is_file(), "{name}");
        }
        ok(run_in(&ours, &["check", "--deny-warnings"]));
    }
}
