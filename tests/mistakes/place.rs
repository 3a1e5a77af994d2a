//! Mistakes in the figures of a place.

use super::{Edit, NATION, PLACE, Project, WORDS, all_fail, changes, contents, edits};

#[rustfmt::skip]
const HEAD: &[Edit] = &[
    ["a-sample-that-is-final", "Elmwood Park Counts 2023", "Sample figures, not real"],
    ["misspelt-source", "source ", "sorce "],
    ["blank-source", "\"Elmwood Park Counts 2023\"", "\" \""],
    ["final-without-source", "source       = \"Elmwood Park Counts 2023\"\n", ""],
    ["misspelt-key", "status ", "statsu "],
    ["unknown-status", "\"final\"", "\"finl\""],
    ["wrong-year", "= 2023\n", "= 2022\n"],
    ["wrong-jurisdiction", "\"ELM\"", "\"ASH\""],
];

#[rustfmt::skip]
const NUMBERS: &[Edit] = &[
    ["unchanged-is-no-number", "= 43", "= { value = 43, unchanged = 43 }"],
    ["unchanged-without-quotes", "= 43", "= { value = 43, unchanged = yes }"],
    ["misspelt-unchanged", "= 43", "= { value = 43, unchangd = true }"],
    ["to-fill-in-without-quotes", "= 43", "= ?"],
    ["to-fill-in-with-a-blank", "= 43", "= \"? \""],
    ["grouped-with-commas", "= 8_249", "= 8,249"],
    ["text-for-a-number", "= 8_249", "= \"8,249\""],
    ["no-value", "= 88", "="],
    ["hexadecimal", "= 88", "= 0x58"],
    ["infinite", "= 88", "= inf"],
    ["too-many-digits", "= 88", "= 1234567890123456789"],
    ["a-date", "= 88", "= 2023-12-31"],
    ["word-for-a-number", "= 88", "= \"supressed\""],
    ["fraction", "= 88", "= 88.5"],
    ["negative", "= 88", "= -88"],
    ["sum-off-by-one", "= 211", "= 212"],
    ["below-its-least", "requests = 45", "requests = 0"],
    ["above-its-most", "requests = 45", "requests = 10_001"],
    ["above-another-figure", "repairs = 6", "repairs = 46"],
    ["more-than-the-nation", "= 51", "= 6_000"],
];

#[rustfmt::skip]
const KEYS: &[Edit] = &[
    ["table-twice", "[permits]", "[visits]"],
    ["figure-given-twice", "[visits]", "\"events.total\" = 212\n\n[visits]"],
    ["misspelt", "requests", "requsts"],
    ["misspelt-group", "[events]", "[evnts]"],
    ["missing-figure", "talks = 43\n", ""],
    ["missing-group", "[stations]\nopen = 1\n", ""],
    ["figure-of-the-nation", "requests = 45", "requests = 45\nissued = 3"],
    ["not-toml", "[events]", "[events"],
    ["duplicate", "open = 1", "open = 1\nopen = 2"],
];

#[test]
fn in_the_head() {
    all_fail("head", edits(PLACE, HEAD));
}

#[test]
fn in_numbers() {
    let several = changes(&[
        ("to-fill-in", |p| {
            p.replace(PLACE, "= 211", "= \"?\"");
            p.replace(PLACE, "= 43", "= { value = 43, note = \"?\" }");
        }),
        ("parts-exceed-the-sum", |p| {
            p.replace(PLACE, "= 123", "= 300");
            p.replace(PLACE, "= 43", "= \"suppressed\"");
        }),
    ]);
    all_fail("number", edits(PLACE, NUMBERS).into_iter().chain(several));
}

#[test]
fn not_in_numbers_at_their_bounds() {
    for [requests, repairs] in [["1", "1"], ["10_000", "6"]] {
        let project = Project::example("parks");
        project.replace(PLACE, "requests = 45", &format!("requests = {requests}"));
        project.replace(PLACE, "repairs = 6", &format!("repairs = {repairs}"));
        let run = project.run(&["check"]);
        assert_eq!(run.status, 0, "{run}");
    }
}

#[test]
fn in_keys() {
    all_fail("key", edits(PLACE, KEYS));
}

#[test]
fn in_files() {
    let whole = contents(
        PLACE,
        &[
            ("empty", b""),
            ("not-utf-8", b"year = 2023\nsource = \"Espa\xf1a\"\n"),
        ],
    );
    let others = changes(&[
        ("a-folder", |p| {
            p.remove(PLACE).write("data/2023/ELM.toml/a", "");
        }),
        ("a-megabyte", |p| {
            p.replace(PLACE, "Elmwood Park Counts", &"x".repeat(1_000_000));
        }),
        ("copied", |p| {
            p.write("data/2023/ELM - Copy.toml", p.text(PLACE));
        }),
        ("wrong-ending", |p| {
            p.write("data/2023/ASH.toml.txt", p.text(PLACE));
        }),
        ("unknown-jurisdiction", |p| {
            let text = p.text(PLACE).replace("\"ELM\"", "\"ELN\"");
            p.remove(PLACE).write("data/2023/ELN.toml", text);
        }),
        ("many-at-once", |p| {
            p.replace(PLACE, "requests", "requsts");
            p.replace(PLACE, "= 211", "= 212");
            p.replace(NATION, "= 19", "= 190");
            p.replace(
                WORDS,
                "{{ national.events.total |",
                "{{ national.events.totl |",
            );
        }),
    ]);
    all_fail("file", whole.into_iter().chain(others));
}
