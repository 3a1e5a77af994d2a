//! `docs/errors.md` lists every code of the program, with its cause, its way out and a message that it really
//! prints. The page is made from the list of codes and from the messages that other tests keep; with
//! `INSTA_UPDATE=always` it is written anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use factsheet::diagnostic::Code;

const HEAD: &str = "# Errors and warnings\n\n\
    Every message begins with its severity and a code, such as `error[unknown-name]`. Errors stop the release; warnings\n\
    do not, unless `--deny-warnings` is given; notes are for those who check. Each code has its cause, its way out\n\
    and, in most cases, an example.\n";

/// All kept messages below a folder, one file after the other, by name.
fn kept_messages(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut messages = Vec::new();
    for path in paths {
        if path.is_dir() {
            messages.extend(kept_messages(&path));
        } else if path.extension().is_some_and(|end| end == "snap") {
            let text = fs::read_to_string(&path).expect("a text file");
            messages.extend(text.split("\n\n").map(from_severity));
        }
    }
    messages
}

/// A paragraph from the line that begins with a severity.
fn from_severity(paragraph: &str) -> String {
    let lines = paragraph.lines().skip_while(|line| !has_code(line));
    let lines = lines.take_while(|line| !line.starts_with("Error: "));
    lines.collect::<Vec<_>>().join("\n")
}

fn has_code(line: &str) -> bool {
    ["error[", "warning[", "note["]
        .iter()
        .any(|severity| line.starts_with(severity))
}

/// The shortest kept message of a code, of those with a way out if there is one.
fn example(messages: &[String], code: Code) -> Option<&String> {
    let mark = format!("[{code}]: ");
    let first_line = |message: &str| message.lines().next().unwrap_or_default().to_owned();
    let own = messages
        .iter()
        .filter(|message| first_line(message).contains(&mark));
    let is_short = |message: &&String| message.lines().all(|line| line.chars().count() <= 180);
    own.filter(is_short).min_by_key(|message| {
        let has_help = message.contains("help: ");
        let is_in_spreadsheet = message.contains(".csv\n") || message.contains(".xlsx\n");
        (!has_help, is_in_spreadsheet, message.len(), *message)
    })
}

fn page(messages: &[String]) -> String {
    let mut page = HEAD.to_owned();
    for code in Code::ALL {
        let lines: Vec<&str> = code.explanation().lines().map(str::trim).collect();
        write!(page, "\n## {code}\n\n{}\n", lines.join("\n")).expect("a string takes all");
        if let Some(example) = example(messages, *code) {
            write!(page, "\n```text\n{example}\n```\n").expect("a string takes all");
        }
    }
    page
}

#[test]
fn the_page_of_errors_lists_every_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = page(&kept_messages(&root.join("tests/snapshots")));
    let path = root.join("docs/errors.md");
    if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        fs::write(&path, &made).expect("the page is written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        made == kept,
        "docs/errors.md is not up to date: run this test with INSTA_UPDATE=always"
    );
}

/// Codes whose messages no test keeps whole.
const WITHOUT_EXAMPLE: [Code; 7] = [
    Code::Changed,
    Code::Interrupted,
    Code::NoNumbers,
    Code::NotASchema,
    Code::NotDrawn,
    Code::TooLarge,
    Code::WrongFile,
];

#[test]
fn every_other_code_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let messages = kept_messages(&root.join("tests/snapshots"));
    let codes = Code::ALL.iter().copied();
    let without: Vec<Code> = codes
        .filter(|code| example(&messages, *code).is_none())
        .collect();
    assert_eq!(without, WITHOUT_EXAMPLE);
}
