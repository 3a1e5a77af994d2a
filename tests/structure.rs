//! The architecture of `src/`, checked: who may use whom.
//!
//! `src/lib.rs` describes the stages in prose; this test keeps the code to it. The sources are parsed, not searched, so
//! that neither a comment nor a string counts as a use, and a path written inside a function counts as much as a `use`.
//! A name that a folder only passes on (`pub use`) counts as a use of the file that defines it. A file may use the
//! modules that it is inside of, as `text/font.rs` is inside of `text/mod.rs`: they are one module to those outside.

#[path = "structure/modules.rs"]
mod modules;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use modules::{Modules, circles, room};

/// The rooms of `src/`, its folders and single files, from the ground up. A room may use the rooms of lower lines only.
const LAYERS: &[&[&str]] = &[
    &["lib"],
    &["digest", "geometry", "guard", "language", "script"],
    &["diagnostic"],
    &["template"],
    &["project"],
    &[
        "new_year",
        "picture",
        "sample",
        "spreadsheet",
        "starter",
        "text",
    ],
    &["copy"],
    &["layout", "proofread", "record", "schema"],
    &["diff", "pdf"],
    &["raster"],
    &["edition"],
    &["output", "trace"],
    &["batch"],
    &["cli"],
    &["main"],
];

/// All Rust files of `src/`, with their paths in it.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open: Vec<PathBuf> = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a text file");
                let path = path.strip_prefix(&root).expect("a path in src");
                found.push((path.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    assert!(
        found.len() > 100,
        "the sources are not where they should be"
    );
    found.sort();
    found
}

static MODULES: LazyLock<Modules> = LazyLock::new(|| {
    let files = files();
    Modules::parse(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    )
});

/// The number of a room's layer, or `None` for a room that is not in the list.
fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn every_room_has_a_layer_and_every_layer_has_its_rooms() {
    let files = files();
    let rooms: BTreeSet<&str> = files.iter().map(|(path, _)| room(path)).collect();
    let listed: BTreeSet<&str> = LAYERS.iter().flat_map(|rooms| *rooms).copied().collect();
    assert_eq!(rooms, listed);
}

#[test]
fn a_room_uses_lower_rooms_only() {
    let mut upward = Vec::new();
    for (file, used) in MODULES.uses() {
        for (other, names) in used {
            let (room, lower) = (room(&file), room(&other));
            if room != lower && layer(room) <= layer(lower) {
                upward.push(format!("{file} uses {other}: {names:?}"));
            }
        }
    }
    assert!(upward.is_empty(), "upward uses:\n{}", upward.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circles = circles(&MODULES.uses());
    assert!(circles.is_empty(), "circles:\n{}", circles.join("\n\n"));
}

#[test]
fn only_some_rooms_use_the_machine_and_the_libraries_behind_a_room() {
    for (name, rooms) in [
        ("printpdf", &["pdf"] as &[&str]),
        ("lopdf", &["pdf"]),
        ("hayro", &["raster"]),
        ("vello_cpu", &["raster"]),
        ("std::fs", &["batch", "cli"]),
        ("std::env", &["batch", "cli"]),
        ("std::net", &[]),
        ("std::time::SystemTime", &["cli"]),
        ("std::time::Instant", &["cli"]),
        ("chrono::Utc", &["cli"]),
        ("chrono::Local", &["cli"]),
    ] {
        let users = MODULES.users_of(name).into_iter();
        let others: Vec<&str> = users.filter(|file| !rooms.contains(&room(file))).collect();
        assert!(others.is_empty(), "{name} is used by {others:?}");
    }
}

#[test]
fn the_crate_documentation_names_files_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("src/lib.rs")).expect("a text file");
    let lines = text.lines().filter_map(|line| line.strip_prefix("//!"));
    let quoted = lines.flat_map(|line| line.split('`').skip(1).step_by(2));
    let named: Vec<&str> = quoted
        .filter(|name| name.ends_with('/') || name.contains('.') && name.contains('/'))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    let exists = |name: &&&str| root.join("src").join(name).exists() || root.join(name).exists();
    let missing: Vec<&&str> = named.iter().filter(|name| !exists(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn files_are_short() {
    for (path, text) in files() {
        let lines = text.lines().count();
        assert!(lines <= 600, "{path} has {lines} lines");
    }
}
