//! What reaches a terminal: no character that it would obey, and no more messages than anybody reads.

mod common;

use common::{Project, Run};

const FORMATS: [&str; 3] = ["human", "json", "github"];

/// What names and texts try: colors, titles, the cursor, and the direction of what follows.
const HOSTILE: [&str; 5] = [
    "\u{1b}[31m",
    "\u{1b}]0;x\u{7}",
    "\u{9b}2J",
    "\u{202e}gnp",
    "a\rb\u{7f}",
];

/// Fails when something of a run is not for a terminal.
fn is_plain(run: &Run, what: &str) {
    let is_obeyed = |c: char| match c {
        '\n' | '\t' => false,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(is_obeyed), "{what}: {text:?}");
    }
}

#[test]
fn no_argument_is_obeyed_by_the_terminal() {
    let project = Project::shipped();
    for hostile in HOSTILE {
        for format in FORMATS {
            let long = format!("--{hostile}");
            for arguments in [
                &["render", hostile][..],
                &[hostile],
                &["render", &long],
                &["render", "--year", hostile],
                &["render", "--layout", hostile],
                &["render", "--lang", hostile],
                &["check", "--project", hostile],
                &["check", "--data", hostile],
                &["import", hostile],
                &["diff", hostile, "2023"],
                &["trace", hostile],
                &["trace", "AL", hostile],
                &["merge", hostile, "--out", "x"],
            ] {
                let with_format = [arguments, &["--message-format", format]].concat();
                let run = project.run(&with_format);
                let what = format!("{with_format:?}");
                assert!(run.status >= 1, "{what}: {run}");
                is_plain(&run, &what);
                let is_shown = [r"\u", r"\r"].iter().any(|code| run.stderr.contains(code));
                assert!(is_shown, "{what}: {run}");
            }
        }
    }
}

#[test]
fn no_comment_is_obeyed_by_the_terminal() {
    for hostile in HOSTILE {
        let project = Project::shipped();
        let line = format!("year = oops # {hostile}\n");
        project.write("data/2023/AL.toml", line);
        let heading = format!("## Heading {{{{ nothing }}}} {hostile}\n");
        project.write("layouts/copy/en.md", heading);
        for format in FORMATS {
            let run = project.run(&["check", "--message-format", format]);
            assert_eq!(run.status, 1, "{run}");
            is_plain(&run, hostile);
        }
    }
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_is_obeyed_by_the_terminal() {
    for hostile in HOSTILE {
        let project = Project::shipped();
        let figures = project.text("data/2023/AL.toml");
        project.write(&format!("data/2023/{hostile}.toml"), &figures);
        project.write(&format!("{hostile}/2023/AL.toml"), &figures);
        project.write(&format!("out/{hostile}.pdf"), "");
        project.write(&format!("{hostile}.csv"), "code,nothing\nAL,1\n");
        let (table, out) = (format!("{hostile}.csv"), format!("out/{hostile}"));
        for format in FORMATS {
            for arguments in [
                &["check"][..],
                &["check", "--data", hostile],
                &["render", "AL", "--data", hostile, "--out", &out],
                &["import", &table],
                &["diff", "2023", hostile],
                &["export", "--year", "2023", &table],
                &["sample", "--out", &out],
            ] {
                let arguments = [arguments, &["--message-format", format]].concat();
                is_plain(&project.run(&arguments), &format!("{arguments:?}"));
            }
        }
    }
}

#[test]
fn annotations_cannot_be_forged() {
    let project = Project::shipped();
    let run = project.run(&[
        "render",
        "100%\r\n::error::x:y,z",
        "--message-format",
        "github",
    ]);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines.len(), 1, "{run}");
    assert!(lines[0].contains(r"`100%25\r%0A::error::x:y,z`"), "{run}");
    let design = "layouts/b:c%.toml";
    project.write(design, "nonsense = 1\n");
    let arguments = ["check", "--layout", "b:c%", "--message-format", "github"];
    let run = project.run(&arguments);
    let property = "file=layouts/b%3Ac%25.toml,line=1";
    assert!(run.stderr.contains(property), "{run}");
}

#[test]
fn after_a_hundred_of_a_kind_the_others_are_counted() {
    let project = Project::shipped();
    let wrong: String = (0..1_012).map(|n| format!("wrong_{n} = 1\n")).collect();
    let figures = project.text("data/2023/AL.toml");
    project.write("data/2023/AL.toml", wrong + &figures);
    let run = |jobs: &str, format: &str| {
        project.run(&["check", "--jobs", jobs, "--message-format", format])
    };
    for (format, kind) in [
        ("human", "error[unknown-key]: "),
        ("json", r#"{"severity":"error","code":"unknown-key""#),
        ("github", "title=unknown-key::"),
    ] {
        let first = run("1", format);
        assert_eq!(first.status, 1);
        assert_eq!(first.stderr.matches(kind).count(), 101, "{first}");
        assert!(first.stderr.contains("there is no figure `wrong_0`"));
        assert!(first.stderr.contains("and 912 more of this kind"));
        assert_eq!(run("3", format).stderr, first.stderr);
    }
    let run = run("2", "human");
    assert!(run.stderr.contains("error: 1012 errors found"), "{run}");
}
