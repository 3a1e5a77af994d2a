//! Folders of releases, for the tests that look into them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use factsheet::batch::release::SUMS;
use factsheet::digest::Digest;

use super::{Project, Run};

/// The project of the tests, with samples of four places beside its own sheet.
pub fn five() -> Project {
    with_samples(Project::example("parks"), &["ASH", "FEN", "OAK", "GULL"])
}

/// The shipped project, with samples of four places beside its own sheet.
pub fn five_shipped() -> Project {
    with_samples(Project::shipped(), &["AK", "DC", "GA", "GU"])
}

/// Writes samples for places that have no figures.
fn with_samples(project: Project, codes: &[&str]) -> Project {
    let run = project.run(&["sample", "samples"]);
    assert_eq!(run.status, 0, "{run}");
    for code in codes {
        let text = project.text(&format!("samples/2023/{code}.toml"));
        project.write(&format!("data/2023/{code}.toml"), text);
    }
    project
}

pub fn ok(run: Run) -> Run {
    assert_eq!(run.status, 0, "{run}");
    run
}

/// All files below a folder, with their bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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

pub fn out(project: &Project) -> BTreeMap<String, Vec<u8>> {
    files(&project.path("out"))
}

/// The checksums vouch for every file in the folder but themselves, and for nothing else.
pub fn assert_vouched(files: &BTreeMap<String, Vec<u8>>) {
    let sums = String::from_utf8(files[SUMS].clone()).expect("UTF-8");
    let mut expected: BTreeMap<&str, String> = BTreeMap::new();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != SUMS) {
        expected.insert(name, format!("{}  {name}\n", Digest::of(bytes)));
    }
    assert_eq!(sums, expected.into_values().collect::<String>());
}

/// Begins a run of the program that is not waited for.
pub fn begin(project: &Project, arguments: &[&str]) -> Child {
    begin_in(&project.path(""), arguments)
}

/// Begins a run in a folder.
pub fn begin_in(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_factsheet"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a run")
}

/// Waits until a run has done something, or has ended.
pub fn wait_for(run: &mut Child, is_done: impl Fn() -> bool) {
    while run.try_wait().expect("a run").is_none() && !is_done() {
        std::thread::yield_now();
    }
}

/// The number of files in the folder where a run prepares its files; 0 when there is no such folder.
pub fn staged(project: &Path) -> usize {
    let entries = fs::read_dir(project.join(".factsheet"));
    entries.map_or(0, Iterator::count)
}
