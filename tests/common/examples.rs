//! The examples of a page of documentation.

use std::fs;

/// The pages about the files of a project, whose examples make up one project.
pub const MANUAL: &[&str] = &[
    "docs/reference/numbers.md",
    "docs/reference/text.md",
    "docs/reference/designs.md",
];

/// The page about levels, whose examples make up a project of their own.
pub const LEVELS: &[&str] = &["docs/reference/levels.md"];

/// The pages that show the keys of a design in pictures.
pub const GUIDE: &[&str] = &[
    "docs/reference/design-pages.md",
    "docs/reference/design-sections.md",
];

/// An example: what stands behind the opening fence, and what stands in it.
pub struct Example {
    pub what: String,
    pub text: String,
}

/// The text of pages, one after the other.
pub fn text(pages: &[&str]) -> String {
    let read = |page: &&str| fs::read_to_string(super::shipped().join(page)).expect("a page");
    pages.iter().map(read).collect()
}

/// The examples of pages, in order.
pub fn examples(pages: &[&str]) -> Vec<Example> {
    let text = text(pages);
    let mut parts = text.split("\n```");
    parts.next();
    let fences: Vec<&str> = parts.collect();
    let example = |fence: &[&str]| {
        let (info, text) = fence[0].split_once('\n').expect("an opening fence");
        let (_, what) = info.split_once(' ').expect("a language and what it is");
        Example {
            what: what.to_owned(),
            text: format!("{text}\n"),
        }
    };
    fences.chunks(2).map(example).collect()
}
