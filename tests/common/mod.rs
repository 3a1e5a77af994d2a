//! A copy of the shipped project in a folder of its own, to break and to render.

// Each test program uses its own part of this.
#![allow(dead_code)]

pub mod books;
pub mod examples;
pub mod folders;
pub mod parts;
pub mod reading;
pub mod schemas;
pub mod seen;
pub mod sentences;
pub mod sfnt;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use factsheet::batch::{Plan, Selection, plan};
use factsheet::project::Reader;
use tempfile::TempDir;

/// The folder of this crate, which is a project.
pub fn shipped() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A project in a folder that is removed in the end.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// A copy of the shipped project.
    pub fn shipped() -> Self {
        Self::of(shipped())
    }

    /// A copy of one of the projects in `tests/projects`, with the shipped fonts.
    pub fn example(name: &str) -> Self {
        Self::of(&shipped().join("tests/projects").join(name))
    }

    fn of(project: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        for part in ["data", "layouts"] {
            copy(&project.join(part), &folder.path().join(part));
        }
        copy(&shipped().join("fonts"), &folder.path().join("fonts"));
        Self { folder }
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).expect("a text file of the project")
    }

    /// Writes a file, with its folder.
    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, content).expect("a written file");
        self
    }

    /// Adds a second design, `wide`.
    pub fn add_wide(&self) -> &Self {
        let design = "extends = \"letter\"\n[fit]\npages = 2\n[page]\nlandscape = true\n";
        self.write("layouts/wide.toml", design)
    }

    pub fn remove(&self, file: &str) -> &Self {
        fs::remove_file(self.path(file)).expect("a file to remove");
        self
    }

    /// Replaces a text that must be there once.
    pub fn replace(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = self.text(file);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {file}");
        self.write(file, text.replacen(from, to, 1))
    }

    /// Runs the program in the project's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }

    /// The names of what is in the output folder, besides the manifest and the checksums.
    pub fn made(&self) -> Vec<String> {
        let mut names = self.names("out");
        names.retain(|name| name != "manifest.json" && name != "SHA256SUMS");
        names
    }

    /// The names of all that is in a folder; none when there is no folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else {
            return Vec::new();
        };
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}

/// All that is made of a project in these languages; in the default one when none is named.
pub fn planned(reader: &mut Reader<'_>, languages: &[&str]) -> Plan {
    let selection = Selection {
        languages: languages.iter().map(ToString::to_string).collect(),
        ..Selection::default()
    };
    let plan = plan(reader, &selection).expect("a sound selection");
    plan.expect("a plan")
}

/// All that is made of a project in a design.
pub fn planned_in(reader: &mut Reader<'_>, layout: &str) -> Plan {
    let selection = Selection {
        layouts: vec![layout.to_owned()],
        ..Selection::default()
    };
    let plan = plan(reader, &selection).expect("a sound selection");
    plan.expect("a plan")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a new folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}

/// The output without how long it took, which differs from run to run.
fn without_time(stdout: &str) -> String {
    let Some((before, rest)) = stdout.rsplit_once("/ in ") else {
        return stdout.to_owned();
    };
    match rest.split_once(" s") {
        Some((time, rest)) if time.parse::<f64>().is_ok() => format!("{before}/ in … s{rest}"),
        _ => stdout.to_owned(),
    }
}

/// The errors without how many sheets were done every ten seconds.
fn without_progress(stderr: &str) -> String {
    let is_progress = |line: &str| {
        let numbers = line
            .strip_suffix(" done\n")
            .and_then(|n| n.split_once(" of "));
        numbers.is_some_and(|(done, all)| [done, all].iter().all(|n| n.parse::<u64>().is_ok()))
    };
    let lines = stderr.split_inclusive('\n');
    lines.filter(|line| !is_progress(line)).collect()
}

/// What a run of the program gave.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program in a folder.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    run_with(folder, arguments, &[])
}

/// Runs the program in a folder, with variables in its environment.
pub fn run_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let program = env!("CARGO_BIN_EXE_factsheet");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env_remove("SOURCE_DATE_EPOCH")
        .envs(variables.iter().copied())
        .output()
        .expect("a finished run");
    Run::from(output)
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            status: output.status.code().expect("an exit status"),
            stdout: without_time(&text(output.stdout)),
            stderr: without_progress(&text(output.stderr)),
        }
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "exit status {}", self.status)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "--- {name}\n{text}")?;
            }
        }
        Ok(())
    }
}
