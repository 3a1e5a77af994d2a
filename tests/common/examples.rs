//! The examples of a page of documentation.

use std::fs;

/// An example: what stands behind the opening fence, and what stands in it.
pub struct Example {
    pub what: String,
    pub text: String,
}

/// The examples of a page, in order.
pub fn examples(page: &str) -> Vec<Example> {
    let text = fs::read_to_string(super::shipped().join(page)).expect("a page");
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
