//! Every input that the fuzzer's corpus keeps, once more: none may panic.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::path::Path;

fn replay(kind: &str, feed: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(kind);
    let seeds = fs::read_dir(&folder).expect("a folder of seeds");
    let paths = seeds.map(|entry| entry.expect("an entry").path());
    for path in paths {
        let seed = fs::read(&path).expect("a seed");
        let fed = std::panic::catch_unwind(|| feed(&seed));
        assert!(fed.is_ok(), "{}", path.display());
    }
}

#[test]
fn publication() {
    replay("publication", fuzz::publication);
}

#[test]
fn jurisdictions() {
    replay("jurisdictions", fuzz::jurisdictions);
}

#[test]
fn figures() {
    replay("figures", fuzz::figures);
}

#[test]
fn values() {
    replay("values", fuzz::values);
}

#[test]
fn design() {
    replay("design", fuzz::design);
}

#[test]
fn words() {
    replay("words", fuzz::words);
}

#[test]
fn font() {
    replay("font", fuzz::font);
}

#[test]
fn spreadsheet() {
    replay("spreadsheet", fuzz::spreadsheet);
}

#[test]
fn layout() {
    replay("layout", fuzz::layout);
}

#[test]
fn manifest() {
    replay("manifest", fuzz::manifest);
}
