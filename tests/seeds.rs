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
    let paths: Vec<_> = seeds.map(|entry| entry.expect("an entry").path()).collect();
    assert!(!paths.is_empty(), "no seeds in {}", folder.display());
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
fn template() {
    replay("template", fuzz::template);
}

#[test]
fn chart() {
    replay("chart", fuzz::chart);
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
fn picture() {
    replay("picture", fuzz::picture);
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

/// What stands in the cells of spreadsheets, right and wrong.
const CELLS: [&str; 40] = [
    "",
    "",
    "code",
    "name",
    "year",
    "status",
    "as_of",
    "source",
    "a.sum",
    "a.one",
    "a.two",
    "share",
    "a.sum.note",
    "a.sum.text",
    "a.sum.text.en",
    "a.two.source",
    "check a.sum",
    "Sum",
    "Uno",
    "# x",
    "N",
    "S2",
    "north",
    "the North",
    "national",
    "The nation",
    "2024",
    "2023",
    "final",
    "draft",
    "1",
    "2",
    "3",
    "1 235",
    "suppressed",
    "not available",
    "19.5 %",
    "1,2O3",
    "2024-05-01",
    "\"é\nx\"",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, ..Default::default() })]

    /// Whatever stands in a table, reading it does no harm, and what is taken from it is what the files say
    /// afterwards.
    #[test]
    fn any_table(
        heads in proptest::collection::vec(2_usize..19, 1..9),
        rows in proptest::collection::vec(proptest::collection::vec(0_usize..40, 1..9), 0..6),
    ) {
        let line = |cells: &[usize]| {
            let cells: Vec<&str> = cells.iter().map(|cell| CELLS[*cell]).collect();
            cells.join(",")
        };
        let lines: Vec<String> = std::iter::once(line(&heads)).chain(rows.iter().map(|r| line(r))).collect();
        fuzz::spreadsheet(lines.join("\n").as_bytes());
    }

    /// The same with rows that are nearly right, so that something is taken from them.
    #[test]
    fn nearly_right_tables(
        rows in proptest::collection::vec(
            (proptest::sample::select(vec!["N", "S2", "national", "north"]), proptest::collection::vec(0_usize..40, 6)),
            1..4,
        ),
    ) {
        let mut text = "code,a.sum,a.one,a.two,share,a.sum.note,status\n".to_owned();
        for (code, cells) in &rows {
            let numbers = ["3", "1", "2", "", "A note", "draft"];
            // Most cells are right.
            let cells = numbers.iter().zip(cells).map(|(right, cell)| match *cell {
                0..30 => *right,
                wrong => CELLS[wrong],
            });
            text.push_str(&format!("{code},{}\n", cells.collect::<Vec<_>>().join(",")));
        }
        fuzz::spreadsheet(text.as_bytes());
    }
}
