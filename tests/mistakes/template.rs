//! Mistakes in placeholders and guards.

use super::{
    Edit, PLACE, SENTENCE, Text, WORDS, all_fail, blocks, changes, contents, edits,
    remove_suppressed, sentences,
};

#[rustfmt::skip]
const PLACEHOLDERS: &[Text] = &[
    ["unknown", "Walks in {{ permits.requsts }}."],
    ["unknown-in-bold", "**Walks in *{{ yaer }}***."],
    ["unknown-form-of-the-name", "Walks in {{ state.intext }}."],
    ["group-for-a-figure", "Walks: {{ events }}."],
    ["page-outside-of-margins", "Walks: {{ page }}."],
    ["open", "Walks: {{ events.walks }."],
    ["dashes", "Walks: {{- events.walks -}}."],
    ["unknown-filter", "Walks: {{ events.walks | count(\"walk\", \"walks\") }}."],
    ["one-word-to-count", "Walks: {{ events.walks | counted(\"walk\") }}."],
    ["open-quote", "Walks: {{ events.walks | counted(\"walk, \"walks\") }}."],
    ["counted-percentage", "Walks: {{ national.events.outdoors | counted(\"a\", \"b\") }}."],
    ["second-percent-sign", "Walks: {{ national.events.outdoors }}%."],
];

#[rustfmt::skip]
const TAGS: &[Text] = &[
    ["loop", "{% for x in events %}{{ x }}{% endfor %}"],
    ["set", "{% set x = 1 %}Walks are free."],
    ["include", "{% include \"a.md\" %}Walks are free."],
    ["comment", "Walks {# really? #} are free."],
    ["raw", "{% raw %}{{ x }}{% endraw %} walks are free."],
];

#[rustfmt::skip]
const GUARDS: &[Text] = &[
    ["unknown-name", "{% if evnts.walks is available %}Walks{% endif %}"],
    ["unknown-name-in-a-branch-not-taken", "{% if events.walks is available %}Walks{% else %}{{ evnts.talks }}{% endif %}"],
    ["misspelt-test", "{% if events.walks is availible %}Walks{% endif %}"],
    ["comparison", "{% if events.walks > 1 %}Walks{% endif %}"],
    ["elif", "{% if events.walks is available %}Walks{% elif events.talks is available %}Talks{% endif %}"],
    ["open-tag", "{% if events.walks is available Walks{% endif %}"],
    ["open-in-a-paragraph", "{% if events.walks is available %}Walks"],
];

#[rustfmt::skip]
const GUARDS_AROUND_BLOCKS: &[Text] = &[
    ["open-around-blocks", "{% if events.walks is available %}\n\nWalks"],
    ["misspelt-around-blocks", "{% fi events.walks is available %}\n\nWalks\n\n{% endif %}"],
    ["misspelt-end", "{% if events.walks is available %}\n\nWalks\n\n{% endfi %}"],
    ["else-with-a-condition", "{% if events.walks is available %}\n\nWalks\n\n{% else events.talks is available %}\n\nTalks\n\n{% endif %}"],
    ["torn-over-rows", "| a | b |\n|--|--|\n| c | d {% if events.walks is available %}|\n| e | f {% endif %}|"],
];

#[rustfmt::skip]
const FILES: &[(&str, &[u8])] = &[
    ("no-head", b"# Title\n"),
    ("open-head", b"+++\ntitle = \"a\"\n"),
    ("only-a-head", b"+++\ntitle = \"a\"\nstatus = \"final\"\n+++\n"),
    ("empty", b""),
    ("not-utf-8", b"+++\ntitle = \"a\"\nstatus = \"final\"\n+++\nNi\xf1os\n"),
    ("nothing-left", b"+++\ntitle = \"a\"\nstatus = \"final\"\n+++\n{% if not events.total is available %}\n\nText.\n\n{% endif %}\n"),
];

const IN_THE_HEAD: &[Edit] = &[["unknown-in-the-head", "Parks: {{ state.", "Parks: {{ stat."]];

#[test]
fn in_placeholders() {
    let several = changes(&[
        ("no-number-and-no-guard", |p| {
            p.replace(PLACE, "= 18", "= \"suppressed\"");
            p.replace(
                WORDS,
                SENTENCE,
                "Rangers visited {{ schools.visited }} schools.",
            );
        }),
        ("withheld-and-no-text-for-it", |p| {
            p.replace(PLACE, "= 43", "= \"suppressed\"");
            remove_suppressed(p);
        }),
        ("long-name", |p| {
            let name = format!("{{{{ events{} }}}}", ".a".repeat(200_000));
            p.replace(WORDS, SENTENCE, &name);
        }),
    ]);
    let cases = [sentences(PLACEHOLDERS), edits(WORDS, IN_THE_HEAD), several];
    all_fail("placeholder", cases.into_iter().flatten());
}

#[test]
fn in_tags() {
    all_fail("tag", sentences(TAGS));
}

#[test]
fn in_guards() {
    let several = changes(&[
        ("very-long", |p| {
            let long = "events.total is available and ".repeat(80);
            let guard = format!("{{% if {long}events.total is available %}}Walks{{% endif %}}");
            p.replace(WORDS, SENTENCE, &guard);
        }),
        ("deep", |p| {
            let open = "{% if events.total is available %}".repeat(3_000);
            let deep = format!("{open}x{}", "{% endif %}".repeat(3_000));
            p.replace(WORDS, SENTENCE, &deep);
        }),
    ]);
    let cases = [sentences(GUARDS), blocks(GUARDS_AROUND_BLOCKS), several];
    all_fail("guard", cases.into_iter().flatten());
}

#[test]
fn in_files_of_words() {
    let absent = changes(&[("missing", |p| {
        p.remove(WORDS);
    })]);
    all_fail("words", contents(WORDS, FILES).into_iter().chain(absent));
}
