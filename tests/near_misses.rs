//! Files that are no files, and files and folders of figures that are not read because of their names.

mod common;

use std::fs;

use common::Project;
use factsheet::batch::{Selection, plan};
use factsheet::diagnostic::Code;
use factsheet::project::{FileError, Files, Memory, Reader};

/// Runs `check`, which must say something of a path, and end with a status.
fn says(project: &Project, status: i32, kind: &str, path: &str, help: &str) {
    let run = project.run(&["check"]);
    assert_eq!(run.status, status, "{run}");
    let origin = format!("--> {path}\n");
    for text in [kind, &origin, help] {
        assert!(run.stderr.contains(text), "{text}: {run}");
    }
}

#[test]
fn files_that_are_not_read_are_named() {
    for name in [
        "AL.toml.txt",
        "AL.TOML",
        "al.toml",
        "AL (1).toml",
        "AL.toml.bak",
        "Alabama.toml",
    ] {
        let project = Project::shipped();
        let figures = project.text("data/2023/AL.toml");
        project.write(&format!("data/2023/{name}"), &figures);
        says(&project, 1, "error[", &format!("data/2023/{name}"), "name");
    }
}

#[test]
fn what_other_programs_leave_behind_is_passed_over() {
    let project = Project::shipped();
    let before = project.run(&["check"]);
    for name in [
        "~$AL.toml",
        ".DS_Store",
        ".AL.toml.swp",
        "._AL.toml",
        "Thumbs.db",
        "desktop.ini",
    ] {
        project.write(&format!("data/2023/{name}"), "x");
        project.write(&format!("data/{name}"), "x");
    }
    let after = project.run(&["check"]);
    assert_eq!(
        (after.status, &after.stderr),
        (before.status, &before.stderr)
    );
}

#[test]
fn folders_that_are_not_named_like_a_year_are_named() {
    for (name, help) in [
        ("2023 ", "rename the folder to 2023"),
        (" 2024", "rename the folder to 2024"),
        ("99999", "name it like a year of four digits"),
        ("23", "name it like a year of four digits"),
        ("FY2024", "rename the folder to 2024"),
        ("2023 (1)", "name it like a year of four digits"),
        ("٢٠٢٣", "name it like a year of four digits"),
    ] {
        let project = Project::shipped();
        let figures = project.text("data/2023/AL.toml");
        project.write(&format!("data/{name}/AL.toml"), figures);
        says(
            &project,
            0,
            "warning[wrong-name]",
            &format!("data/{name}/"),
            help,
        );
    }
    // Other folders are nobody's business.
    let project = Project::shipped();
    project.write("data/sources/report.toml", "a = 1\n");
    let run = project.run(&["check"]);
    assert!(!run.stderr.contains("wrong-name"), "{run}");
}

/// Files of which some folders cannot be looked into.
struct Locked {
    files: Memory,
    folder: &'static str,
}

impl Files for Locked {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.files.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        match folder == self.folder {
            true => Err(FileError::Refused("Permission denied".to_owned())),
            false => self.files.list(folder),
        }
    }
}

#[test]
fn a_folder_that_cannot_be_looked_into_is_not_an_empty_one() {
    for folder in ["data", "data/2023"] {
        let mut files = Memory::default();
        for path in [
            "data/publication.toml",
            "data/jurisdictions.toml",
            "data/figures.toml",
        ] {
            let text = fs::read(common::shipped().join(path)).expect("a file");
            files = files.with(path, text);
        }
        files = files.with("data/2023/AL.toml", "year = 2023");
        files = files.with("layouts/letter.toml", "nothing = 1");
        let files = Locked { files, folder };
        let mut reader = Reader::new(&files);
        let made = plan(&mut reader, &Selection::default()).expect("a sound selection");
        assert!(made.is_none());
        let found = reader.report.sorted(&reader.sources);
        let [only] = found[..] else {
            panic!("{found:#?}")
        };
        let message = format!("cannot read {folder}: Permission denied");
        assert_eq!((only.code, &only.message), (Code::MachineFailed, &message));
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_called_what_it_is() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    let path = "data/2023/AL.toml";
    let message = |what: &str| format!("cannot read {path}: it is {what}");
    type Replace<'a> = &'a dyn Fn(&std::path::Path);
    let cases: [(&str, &str, Replace<'_>); 5] = [
        (
            "a named pipe, not a file",
            "put an ordinary file in its place",
            &|path| {
                let made = Command::new("mkfifo").arg(path).status();
                assert!(made.expect("mkfifo").success());
            },
        ),
        (
            "a socket, not a file",
            "put an ordinary file in its place",
            &|path| {
                drop(UnixListener::bind(path).expect("a socket"));
            },
        ),
        (
            "a device, not a file",
            "put an ordinary file in its place",
            &|path| {
                symlink("/dev/null", path).expect("a link");
            },
        ),
        ("a folder, not a file", "move the folder away", &|path| {
            fs::create_dir(path).expect("a folder");
        }),
        (
            "a link that leads nowhere",
            "copy the file into the project",
            &|path| {
                symlink("nowhere", path).expect("a link");
            },
        ),
    ];
    for (what, help, make) in cases {
        let project = Project::shipped();
        project.remove(path);
        make(&project.path(path));
        says(&project, 1, &message(what), path, help);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let project = Project::shipped();
    let figures = project.text("data/2023/AL.toml");
    let name = OsStr::from_bytes(b"A\xe9.toml");
    fs::write(project.path("data/2023").join(name), figures).expect("a file");
    says(
        &project,
        1,
        "its name is not UTF-8",
        "data/2023/A\u{fffd}.toml",
        "rename it",
    );
}
