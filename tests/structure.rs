//! Who may name whom: the stages of `src/lib.rs`, held against the code.

use std::fs;
use std::path::{Path, PathBuf};

/// All Rust files under a folder of `src/`.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(folder),
    ];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

/// The code of a file, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a text file");
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn only_pdf_knows_the_pdf_libraries() {
    for path in files("") {
        let in_pdf = path.components().any(|part| part.as_os_str() == "pdf");
        let code = code(&path);
        let names = ["printpdf", "lopdf"].iter().any(|name| code.contains(name));
        assert!(in_pdf || !names, "{} names a PDF library", path.display());
    }
}

#[test]
fn only_raster_knows_the_rasteriser() {
    for path in files("") {
        let in_raster = path.components().any(|part| part.as_os_str() == "raster");
        let code = code(&path);
        let names = ["hayro", "vello"].iter().any(|name| code.contains(name));
        assert!(in_raster || !names, "{} names it", path.display());
    }
}

#[test]
fn no_stage_names_one_that_comes_after_it() {
    let stages = [
        "project",
        "spreadsheet",
        "copy",
        "text",
        "layout",
        "pdf",
        "raster",
        "batch",
        "cli",
    ];
    for (index, stage) in stages.iter().enumerate() {
        for path in files(stage) {
            let code = code(&path);
            for later in &stages[index + 1..] {
                let named = code.contains(&format!("crate::{later}"));
                assert!(!named, "{} names {later}", path.display());
            }
        }
    }
}

#[test]
fn what_is_made_of_files_knows_neither_the_disk_nor_the_command_line() {
    let modules = [
        "proofread",
        "sample",
        "diff",
        "trace",
        "schema",
        "starter",
        "edition",
        "raster",
    ];
    for module in modules {
        for path in files(module) {
            let code = code(&path);
            let named = ["crate::batch", "crate::cli"]
                .iter()
                .find(|name| code.contains(**name));
            assert!(named.is_none(), "{} names {named:?}", path.display());
        }
    }
}

#[test]
fn only_batch_and_cli_touch_the_disk_and_only_cli_the_clock() {
    for path in files("") {
        let code = code(&path);
        let outside = ["batch", "cli"]
            .iter()
            .all(|stage| path.components().all(|part| part.as_os_str() != *stage));
        let disk = ["std::fs", "std::env", "std::net"]
            .iter()
            .any(|name| code.contains(name));
        assert!(!outside || !disk, "{} touches the machine", path.display());
        let clock = ["SystemTime", "Instant", "Utc::now", "Local::now"];
        let clock = clock.iter().any(|name| code.contains(name));
        let in_cli = path.components().any(|part| part.as_os_str() == "cli");
        assert!(in_cli || !clock, "{} looks at the clock", path.display());
    }
}

#[test]
fn files_are_short() {
    for path in files("") {
        let lines = fs::read_to_string(&path)
            .expect("a text file")
            .lines()
            .count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}
