//! Mistakes in placeholders and guards.

use super::{
    DESIGN, Edit, FIGURES, PLACE, Project, SENTENCE, Text, WORDS, add_block, all_fail, blocks,
    changes, contents, edits, remove_suppressed, sentences,
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
    ["absent-note", "Walks: {{ events.walks.note }}."],
    ["unknown-text-of-a-figure", "Walks: {{ events.walks.notes }}."],
    ["note-of-an-unknown-figure", "Walks: {{ evnts.walks.note }}."],
    ["unit-of-a-count", "Walks: {{ events.walks.unit }}."],
    ["unit-of-a-percentage", "Outdoors: {{ national.events.outdoors.unit }}."],
    ["unit-of-an-unknown-figure", "Walks: {{ evnts.walks.unit }}."],
    ["source-of-no-place", "Walks: {{ source }}."],
    ["year-without-files", "Walks: {{ y1850.events.walks }}."],
    ["year-without-files-in-a-guard", "Walks{% if y1850.events.walks is available %}: {{ y1850.events.walks }}{% endif %}."],
    ["unknown-figure-of-a-year", "Walks: {{ y2023.evnts.walks }}."],
    ["no-earlier-year", "Walks: {{ previous.events.walks }}."],
    ["previous-by-itself", "Walks: {{ previous }}."],
    ["prefixes-in-the-wrong-order", "Walks: {{ national.previous.events.walks }}."],
    ["second-percent-sign", "Walks: {{ national.events.outdoors }}%."],
];

#[rustfmt::skip]
const TAGS: &[Text] = &[
    ["formula", "Share: {{ share(events.walks, events.total) }}."],
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
    ["availability-of-a-name", "{% if state.name is available %}Walks{% endif %}"],
    ["note-compared", "{% if events.walks.note == 1 %}Walks{% endif %}"],
    ["misspelt-test", "{% if events.walks is availible %}Walks{% endif %}"],
    ["elif", "{% if events.walks is available %}Walks{% elif events.talks is available %}Talks{% endif %}"],
    ["open-tag", "{% if events.walks is available Walks{% endif %}"],
    ["open-in-a-paragraph", "{% if events.walks is available %}Walks"],
];

#[rustfmt::skip]
const COMPARISONS: &[Text] = &[
    ["kinds", "{% if events.walks > national.events.outdoors %}Walks{% endif %}"],
    ["decimals", "{% if events.walks >= 1.5 %}Walks{% endif %}"],
    ["out-of-range", "{% if 150 < national.events.outdoors %}Walks{% endif %}"],
    ["negative", "{% if events.walks > -1 %}Walks{% endif %}"],
    ["unreadable-number", "{% if events.walks > 1.2.3 %}Walks{% endif %}"],
    ["comma", "{% if events.walks > 1,000 %}Walks{% endif %}"],
    ["percent-sign", "{% if national.events.outdoors > 5% %}Walks{% endif %}"],
    ["two-numbers", "{% if 1 < 2 %}Walks{% endif %}"],
    ["itself", "{% if events.walks == events.walks %}Walks{% endif %}"],
    ["text-in-quotes", "{% if events.walks == \"many\" %}Walks{% endif %}"],
    ["name-of-a-place", "{% if state.code == \"ELM\" %}Walks{% endif %}"],
    ["unknown-left", "{% if evnts.walks > 1 %}Walks{% endif %}"],
    ["unknown-right", "{% if events.walks > national.evnts.total %}Walks{% endif %}"],
    ["chained", "{% if 1 < events.walks < 100 %}Walks{% endif %}"],
    ["condition", "{% if (events.walks is available) == events.talks %}Walks{% endif %}"],
    ["one-equals-sign", "{% if events.walks = 1 %}Walks{% endif %}"],
    ["date-and-number", "{% if events.day > 2023 %}Walks{% endif %}"],
    ["date-and-count", "{% if events.day > events.walks %}Walks{% endif %}"],
    ["text-of-a-place", "{% if events.warden == events.warden %}Walks{% endif %}"],
    ["currencies", "{% if events.fees > events.gifts %}Walks{% endif %}"],
    ["nothing-after", "{% if events.walks > %}Walks{% endif %}"],
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
        ("no-source", |p| {
            p.replace(PLACE, "source       = \"Elmwood Park Counts 2023\"\n", "");
            p.replace(PLACE, "\"final\"", "\"draft\"");
            p.replace(WORDS, SENTENCE, "Source: {{ state.source }}.");
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

/// Adds figures of the year before.
fn add_earlier_year(project: &Project) {
    project.replace(DESIGN, "[styles.chart]\nshown = false", "[styles.chart]");
    let path = "data/2022/ELM.toml";
    let figures = project.text(PLACE).replace("2023", "2022");
    project.write(path, figures.replace("walks = 123", "walks = 124"));
    project.write(
        "data/2022/national.toml",
        project
            .text("data/2023/national.toml")
            .replace("2023", "2022"),
    );
}

/// Adds optional figures of other kinds.
fn add_figures(project: &Project) {
    let figure = |id: &str, kind: &str| {
        format!(
            "[[figure]]\nid = \"events.{id}\"\nlabel = \"{id}\"\nkind = {kind}\nin = [\"state\"]\noptional = true\n"
        )
    };
    let figures = [
        figure("day", "\"date\""),
        figure("warden", "\"text\""),
        figure("fees", "\"money\"\ncurrency = \"USD\""),
        figure("gifts", "\"money\"\ncurrency = \"EUR\""),
    ];
    let dictionary = format!("{}\n{}", project.text(FIGURES), figures.concat());
    project.write(FIGURES, dictionary);
}

#[test]
fn in_comparisons() {
    let several = changes(&[
        ("withheld", |p| {
            p.replace(PLACE, "= 43", "= \"suppressed\"");
            let guard = "{% if events.walks > 1 and events.talks > 1 %}Walks{% endif %}.";
            p.replace(WORDS, SENTENCE, guard);
        }),
        ("not-given", |p| {
            p.replace(PLACE, "talks = 43\n", "");
            p.replace(
                FIGURES,
                "id    = \"events.talks\"",
                "id = \"events.talks\"\noptional = true",
            );
            let guard = "{% if 1 < events.talks %}Walks{% else %}Talks{% endif %}.";
            p.replace(WORDS, SENTENCE, guard);
        }),
        ("withheld-around-blocks", |p| {
            p.replace(PLACE, "= 43", "= \"suppressed\"");
            add_block(p, "{% if events.talks > 1 %}\n\nWalks\n\n{% endif %}");
        }),
    ]);
    let years = changes(&[
        ("across-a-break", |p| {
            add_earlier_year(p);
            p.replace(
                FIGURES,
                "label = { en = \"Walks\"",
                "breaks = [2023]\nlabel = { en = \"Walks\"",
            );
            let guard = "{% if events.walks > y2022.events.walks %}Walks{% endif %}.";
            p.replace(WORDS, SENTENCE, guard);
        }),
        ("across-a-break-in-a-chart", |p| {
            add_earlier_year(p);
            p.replace(
                FIGURES,
                "label = { en = \"Walks\"",
                "breaks = [2023]\nlabel = { en = \"Walks\"",
            );
            add_block(p, "~~~bars\nprevious.events.walks\nevents.walks\n~~~");
        }),
        ("across-a-break-in-a-formula", |p| {
            add_earlier_year(p);
            p.replace(
                FIGURES,
                "label = { en = \"Walks\"",
                "breaks = [2023]\nlabel = { en = \"Walks\"",
            );
            let growth = "[[figure]]\nid = \"events.growth\"\nlabel = \"Growth\"\nkind = \"percent\"\n\
                          decimals = 1\nsigned = true\nin = [\"state\"]\n\
                          computed = \"change_percent(events.walks, previous)\"\n";
            p.write(FIGURES, format!("{}\n{growth}", p.text(FIGURES)));
            p.replace(WORDS, SENTENCE, "Walks: {{ events.growth }}.");
        }),
        ("years-in-a-share", |p| {
            add_earlier_year(p);
            add_block(p, "~~~share\nprevious.events.walks\nevents.walks\n~~~");
        }),
        ("earlier-year-without-a-file", |p| {
            let guard = "{% if events.walks > y2019.events.walks %}Walks{% endif %}.";
            p.replace(WORDS, SENTENCE, guard);
        }),
        ("no-earlier-year", |p| {
            p.replace(WORDS, SENTENCE, "Fewer than in {{ previous.year }}.");
        }),
    ]);
    let kinds = |p: &Project| add_figures(p);
    let cases = sentences(COMPARISONS)
        .into_iter()
        .map(|case| case.with(kinds));
    all_fail("comparison", cases.chain(several).chain(years));
}

#[test]
fn in_files_of_words() {
    let absent = changes(&[("missing", |p| {
        p.remove(WORDS);
    })]);
    all_fail("words", contents(WORDS, FILES).into_iter().chain(absent));
}
