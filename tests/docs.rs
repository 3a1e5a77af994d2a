//! The pages under `docs/`: all are in the table of contents, links lead somewhere, and words are used as the
//! glossary says.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::shipped;

/// Words that are not used in documentation, and what to write. Those that have a term in the glossary are there.
const WRONG: &[(&str, &str)] = &[
    ("whoever", "people who"),
    ("as ever", "like before"),
    ("held against", "compared with"),
    ("be it", "such as"),
    ("grey", "gray"),
    ("colour", "color"),
    ("licence", "license"),
    ("centre", "center"),
];

/// Pages that quote the program's messages, which are written elsewhere.
const QUOTING: [&str; 1] = ["docs/errors.md"];

/// All files below a folder with an ending.
fn add_files(folder: &Path, ending: &str, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_files(&path, ending, paths);
        } else if path.extension().is_some_and(|own| own == ending) {
            paths.push(path);
        }
    }
}

/// All Markdown files of documentation, by their paths in the project.
fn pages() -> BTreeMap<String, String> {
    let mut paths = vec![
        shipped().join("README.md"),
        shipped().join("CONTRIBUTING.md"),
    ];
    add_files(&shipped().join("docs"), "md", &mut paths);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(shipped()).expect("a page of the project");
        let text = fs::read_to_string(&path).expect("a page");
        (name.to_string_lossy().into_owned(), text)
    };
    paths.into_iter().map(read).collect()
}

/// The text of a page outside of its code blocks.
fn prose(text: &str) -> String {
    let mut fence = None;
    let mut lines = Vec::new();
    for line in text.lines() {
        let ticks = line.trim_start().chars().take_while(|c| *c == '`').count();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open => fence = None,
            None => lines.push(line),
            Some(_) => {}
        }
    }
    lines.join("\n")
}

/// The text without what stands between backticks.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("")
}

/// The targets of links and pictures that are files or headings.
fn targets(text: &str) -> Vec<String> {
    let prose = without_code(&prose(text));
    let after = prose.split("](").skip(1);
    let targets = after.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()));
    targets.filter(|target| !target.contains(':')).collect()
}

/// The anchors of a page's headings, as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let prose = prose(text);
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let title = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = title
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_leads_somewhere() {
    for (page, text) in pages() {
        let folder = shipped().join(&page);
        let folder = folder.parent().expect("a folder");
        for target in targets(&text) {
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let path = match file {
                "" => shipped().join(&page),
                file => folder.join(file),
            };
            assert!(
                path.exists(),
                "{page} links to {target}, which is not there"
            );
            if !anchor.is_empty() {
                let there = fs::read_to_string(&path).expect("a page");
                assert!(
                    anchors(&there).contains(anchor),
                    "{page}: no heading for {target}"
                );
            }
        }
    }
}

#[test]
fn every_page_is_in_the_table_of_contents_and_in_the_index() {
    let pages = pages();
    for contents in ["docs/SUMMARY.md", "docs/index.md"] {
        let listed: BTreeSet<String> = targets(&pages[contents]).into_iter().collect();
        for page in pages.keys().filter_map(|page| page.strip_prefix("docs/")) {
            let is_listed = listed.contains(page) || ["SUMMARY.md", "index.md"].contains(&page);
            assert!(is_listed, "{contents} does not list {page}");
        }
    }
}

/// The terms of the glossary, each with the words that are not used for it.
fn terms() -> Vec<(String, Vec<String>)> {
    let glossary = &pages()["docs/glossary.md"];
    let rows = glossary.lines().filter(|line| line.starts_with("| "));
    let cells = |row: &str| row.split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows = rows.skip(1).map(cells);
    let term = |cells: Vec<String>| {
        let wrong = cells[3].split(", ").filter(|word| !word.is_empty());
        (cells[1].clone(), wrong.map(str::to_owned).collect())
    };
    rows.map(term).collect()
}

/// Whether a text has a word or phrase, in any case and over line ends.
fn has(text: &str, phrase: &str) -> bool {
    let text = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[test]
fn words_are_used_as_the_glossary_says() {
    let terms = terms();
    assert!(terms.len() >= 30, "{} terms", terms.len());
    let mut pages = pages();
    let glossary = pages.remove("docs/glossary.md").expect("the glossary");
    let all: String = pages.values().map(|text| prose(text) + "\n").collect();
    let mut problems = Vec::new();
    for (term, _) in &terms {
        let forms = [
            term.clone(),
            format!("{term}s"),
            format!("{term}es"),
            term.replace('y', "ies"),
        ];
        if !forms.iter().any(|form| has(&all, form)) {
            problems.push(format!("{term:?} is in the glossary and nowhere else"));
        }
        if glossary.matches(&format!("\n| {term} |")).count() > 1 {
            problems.push(format!("{term:?} is in the glossary twice"));
        }
    }
    pages.retain(|page, _| !QUOTING.contains(&page.as_str()));
    let own = terms
        .iter()
        .flat_map(|(term, wrong)| wrong.iter().map(|word| (&**word, &**term)));
    let wrong: Vec<(&str, &str)> = own.chain(WRONG.iter().copied()).collect();
    for (page, text) in &pages {
        let text = without_code(&prose(text));
        let found = wrong.iter().filter(|(word, _)| has(&text, word));
        problems.extend(found.map(|(word, better)| format!("{page}: {better:?} for {word:?}")));
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn comments_have_no_wrong_words() {
    let mut paths = Vec::new();
    add_files(&shipped().join("src"), "rs", &mut paths);
    assert!(paths.len() > 100, "{} files", paths.len());
    let mut problems = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file");
        let comments = text.lines().enumerate().filter_map(|(index, line)| {
            let comment = line.trim_start().strip_prefix("//")?;
            Some((index + 1, comment))
        });
        for (line, comment) in comments {
            let found = WRONG.iter().filter(|(word, _)| has(comment, word));
            let place = format!("{}:{line}", path.display());
            problems
                .extend(found.map(|(word, better)| format!("{place}: {better:?} for {word:?}")));
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}
