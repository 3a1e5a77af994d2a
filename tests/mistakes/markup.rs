//! Mistakes in the markup of the words.

use super::{
    DESIGN, Edit, LAST_HEADING, SENTENCE, Text, WORDS, all_fail, blocks, changes, edits, sentences,
};

#[rustfmt::skip]
const SENTENCES: &[Text] = &[
    ["open-emphasis", "*Walks are free."],
    ["open-bold", "Walks** are free."],
    ["open-bold-before-a-word", "**Walks are free."],
    ["struck-out", "Walks ~~were~~ are free."],
    ["html", "<b>Walks</b> are free."],
    ["line-break-of-html", "Walks<br>are free."],
    ["half-a-placeholder", "Walks in { year } are free."],
    ["missing-glyph", "Walks 漢 are free."],
    ["hidden-character", "Walks\u{202e} are free."],
    ["zero-width-space", "Walks\u{200b}are free."],
    ["control-character", "Walks\u{7} are free."],
    ["entity-for-a-private-character", "Walks &#xF0000; are free."],
    ["accents-that-cannot-be-copied", "Walks \u{1eb9}\u{301} are free."],
];

#[rustfmt::skip]
const LINKS: &[Text] = &[
    ["broken", "Walks [are](https://example.org free."],
    ["to-nowhere", "Walks are [free](impact.html)."],
    ["with-a-title", "[Walks](https://example.org \"Walks\") are free."],
    ["with-a-direction-mark", "[Walks](https://example.org/a&#x202E;b) are free."],
    ["space", "[Walks](<https://example.org/a b>) are free."],
    ["backslash", "[Walks](<https://example.org/a\\\\b>) are free."],
    ["password", "[Walks](https://user:password@example.org) are free."],
    ["look-alike", "[Walks](https://ex\u{430}mple.org) are free."],
    ["dots", "[Walks](https://example..org) are free."],
    ["telephone", "[Walks](tel:1-800-THE-PARK) are free."],
    ["mail", "[Walks](mailto:desk) are free."],
    ["brackets", "[Walks](https://example.org/a[1]) are free."],
    ["percent", "[Walks](https://example.org/100%) are free."],
];

#[rustfmt::skip]
const BLOCKS: &[Text] = &[
    ["heading-without-space", "##Walks"],
    ["heading-without-style", "### Walks"],
    ["indented-code", "    some code"],
    ["link-definition", "[a]: https://example.org"],
    ["list-that-begins-an-item", "- - one"],
];

#[rustfmt::skip]
const TABLES: &[Edit] = &[
    ["without-second-row", "|:--|--:|\n", ""],
    ["with-wrong-second-row", "|:--|--:|\n", "|:--|\n"],
    ["second-row-twice", "|:--|--:|\n", "|:--|--:|\n|:--|--:|\n"],
    ["ragged-row", "| {{ events.talks }} |", "| {{ events.talks }} | 3 |"],
];

#[rustfmt::skip]
const ATTRIBUTES: &[Edit] = &[
    ["without-a-dot", "{.people}", "{people}"],
    ["empty", "{.people}", "{}"],
    ["with-a-value", "{.people}", "{.people columns=2}"],
    ["two-names", "{.people}", "{.people .helpers}"],
    ["capital-letters", "{.people}", "{.new-page .People}"],
    ["in-a-sentence", "Visits are counted", "Visits {.visits} are counted"],
    ["row-by-another-word", "| Camps |", "| Camps {.sum} |"],
    ["total-in-the-header-row", "| Event |", "| Event {.total} |"],
    ["total-in-the-second-cell", "{{ events.camps }} |\n", "{{ events.camps }} {.total} |\n"],
    ["total-below-a-table", "{{ events.camps }} |\n", "{{ events.camps }} |\n{.total}\n"],
    ["two-names-of-a-table", "{{ events.camps }} |\n", "{{ events.camps }} |\n{.events .kinds}\n"],
    ["name-that-is-a-key-of-designs", "{{ events.camps }} |\n", "{{ events.camps }} |\n{.head}\n"],
    ["name-apart-from-its-table", "{{ events.camps }} |\n", "{{ events.camps }} |\n\n{.kinds}\n"],
];

#[test]
fn in_attributes() {
    let several = changes(&[("name-that-no-table-has", |p| {
        p.replace(
            WORDS,
            "{{ events.camps }} |\n",
            "{{ events.camps }} {.total} |\n{.kinds}\n",
        );
        p.replace(
            DESIGN,
            "[styles.table.head]",
            "[styles.table.kind]\nrule = { width = \"0\" }\n\n[styles.table.head]",
        );
    })]);
    all_fail(
        "attribute",
        edits(WORDS, ATTRIBUTES).into_iter().chain(several),
    );
}

#[test]
fn in_sentences() {
    all_fail("sentence", sentences(SENTENCES));
}

#[test]
fn in_links() {
    all_fail("link", sentences(LINKS));
}

#[test]
fn in_blocks() {
    let several = changes(&[("heading-that-skips-a-level", |p| {
        p.replace(DESIGN, "[styles.table]", "[styles.h4]\n\n[styles.table]");
        p.replace(WORDS, "## People", "#### People");
    })]);
    all_fail("block", blocks(BLOCKS).into_iter().chain(several));
}

#[test]
fn in_tables() {
    all_fail("table", edits(WORDS, TABLES));
}

#[test]
fn that_is_too_much() {
    let cases = changes(&[
        ("words", |p| {
            p.replace(WORDS, SENTENCE, &"One more sentence. ".repeat(300));
        }),
        ("a-book-of-words", |p| {
            p.replace(WORDS, SENTENCE, &"Some words. ".repeat(30_000));
        }),
        ("word-of-ten-thousand-letters", |p| {
            p.replace(WORDS, SENTENCE, &"x".repeat(10_000));
        }),
        ("a-megabyte-of-title", |p| {
            p.replace(WORDS, "\"Parks: ", &format!("\"{}", "x".repeat(1_000_000)));
        }),
        ("notes-in-notes", |p| {
            let deep = format!("{}Deep\n\n{LAST_HEADING}", "> ".repeat(3_000));
            p.replace(WORDS, LAST_HEADING, &deep);
        }),
        ("headings", |p| {
            let chain = format!("{}{LAST_HEADING}", "## Head\n\n".repeat(200));
            p.replace(WORDS, LAST_HEADING, &chain);
        }),
        ("columns", |p| {
            let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(40));
            let table = ["Heading", "--", "cell"].map(row).concat();
            p.replace(WORDS, LAST_HEADING, &format!("{table}\n{LAST_HEADING}"));
        }),
    ]);
    all_fail("too-much", cases);
}
