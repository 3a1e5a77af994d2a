//! Symbolic links that lead out of the project or to themselves.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use super::common::shipped;
use super::{PLACE, WORDS, all_fail, changes};

const FONT: &str = "fonts/SourceSans3-Bold.ttf";

#[test]
fn in_links() {
    let cases = changes(&[
        ("link-out-of-the-project", |p| {
            p.remove(FONT);
            symlink(shipped().join(FONT), p.path(FONT)).expect("a link");
        }),
        ("data-out-of-the-project", |p| {
            p.remove(PLACE);
            symlink(shipped().join("Cargo.toml"), p.path(PLACE)).expect("a link");
        }),
        ("link-to-itself", |p| {
            p.remove(WORDS);
            symlink("en.md", p.path(WORDS)).expect("a link");
        }),
    ]);
    all_fail("links", cases);
}
