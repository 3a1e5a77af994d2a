//! Mistakes with footnotes and sources.

use super::{DESIGN, Edit, SENTENCE, Text, WORDS, all_fail, changes, edits, sentences};

#[rustfmt::skip]
const CALLS: &[Text] = &[
    ["unknown", "Walks[^1] are free."],
    ["misspelled", "Walks[^winer] are free,[^winter] too.\n\n[^winter]: From May."],
    ["after-a-space", "Walks [^1] are free.[^1]\n\n[^1]: From May."],
    ["at-the-start", "[^1]Walks are free.[^1]\n\n[^1]: From May."],
    ["name-with-a-space", "Walks[^from May] are free."],
    ["never-ended", "Walks[^1 are free."],
    ["inline", "Walks^[from May] are free."],
    ["in-a-link", "[Walks[^1]](https://parks.example) are free.\n\n[^1]: From May."],
    ["in-an-address", "[Walks](https://parks.example/[^1]) are free.\n\n[^1]: From May."],
    ["in-a-footnote", "Walks[^1] are free.\n\n[^1]: From May.[^1]"],
];

#[rustfmt::skip]
const DEFINITIONS: &[Text] = &[
    ["never-called", "Walks are free.\n\n[^1]: From May.\n\nToo."],
    ["twice", "Walks[^1] are free.\n\n[^1]: From May.\n[^1]: From June.\n\nToo."],
    ["in-a-list", "Walks[^1] are free.\n\n- In summer.\n  [^1]: From May.\n\n[^1]: From June.\n\nToo."],
    ["in-a-guard", "Walks[^1] are free.\n\n{% if visits.total is available %}\n\n[^1]: From May.\n\n{% endif %}\n\nToo."],
    ["a-list", "Walks[^1] are free.\n\n[^1]: - From May.\n- From June.\n\nToo."],
    ["without-text", "Walks[^1] are free.\n\n[^1]:\n\nToo."],
    ["guarded-away", "Walks[^1] are free.\n\n[^1]: {% if visits.total is not available %}From May.{% endif %}\n\nToo."],
];

#[rustfmt::skip]
const FIGURES: &[Text] = &[
    ["of-a-name", "Walks in {{ state.name | noted }} are free."],
    ["with-words", "There were {{ events.walks | noted(\"walks\") }}."],
    ["twice", "There were {{ events.walks | noted | noted }}."],
    ["counted-twice", "There were {{ events.walks | counted(\"a\", \"b\") | noted | counted(\"a\", \"b\") }}."],
    ["misspelled", "There were {{ events.walks | note }}."],
    ["sources-in-a-sentence", "From {{ sources }}."],
    ["sources-in-a-list", "Too.\n\n- {{ sources }}\n\nToo."],
];

const ELSEWHERE: &[Edit] = &[
    [
        "in-the-title",
        "Parks: {{ state.name }}",
        "Parks[^1]: {{ state.name }}",
    ],
    [
        "in-a-chart",
        "events.talks\nevents.camps",
        "events.talks[^1]\nevents.camps",
    ],
    [
        "noted-in-a-footer",
        "Data for {{ year }}",
        "{{ visits.total | noted }} visits",
    ],
];

const DESIGNS: &[Edit] = &[
    [
        "place",
        "[styles.table]",
        "[notes]\nplace = \"margin\"\n\n[styles.table]",
    ],
    [
        "size",
        "[styles.table]",
        "[styles.footnote]\nsize = \"0pt\"\n\n[styles.table]",
    ],
    [
        "column",
        "[styles.table]",
        "[styles.footnote]\nplace = \"foot\"\n\n[styles.table]",
    ],
    [
        "rule",
        "[styles.table]",
        "[styles.footnote]\nrule = \"none\"\n\n[styles.table]",
    ],
];

#[test]
fn in_calls() {
    all_fail("footnote-call", sentences(CALLS));
}

#[test]
fn in_definitions() {
    all_fail("footnote", sentences(DEFINITIONS));
}

#[test]
fn with_notes_and_sources() {
    all_fail("noted", sentences(FIGURES));
}

#[test]
fn elsewhere() {
    all_fail("footnote-elsewhere", edits(WORDS, ELSEWHERE));
}

#[test]
fn in_designs() {
    all_fail("footnote-style", edits(DESIGN, DESIGNS));
}

#[test]
fn that_are_too_much() {
    let cases = changes(&[
        ("long", |p| {
            let footnote = "From May to June. ".repeat(900);
            p.replace(
                WORDS,
                SENTENCE,
                &format!("Walks[^1] are free.\n\n[^1]: {footnote}"),
            );
        }),
        ("long-word", |p| {
            let word = "x".repeat(300);
            p.replace(
                WORDS,
                SENTENCE,
                &format!("Walks[^1] are free.\n\n[^1]: {word}"),
            );
        }),
    ]);
    all_fail("footnote-too-much", cases);
}
