//! Mistakes in the figures of the nation.

use super::{Edit, FIGURES, NATION, Project, SENTENCE, WORDS, add_block, all_fail, changes, edits};

#[rustfmt::skip]
const EDITS: &[Edit] = &[
    ["misspelt-value", "value = 18_400", "valu = 18_400"],
    ["unknown-key-of-a-figure", "value = 18_400, note", "value = 18_400, notes"],
    ["text-shows-nothing", "18_400, note", "18_400, text = \"0 million\", note"],
    ["text-with-leading-zeros", "18_400, note", "18_400, text = \"0018,400\", note"],
    ["escaped-control-character", "gives no year", "gives no\\u202E year"],
    ["text-does-not-show-the-number", "en = \"36.2 million\"", "en = \"36.3 million\""],
    ["text-with-other-words", "en = \"105 million\"", "en = \"more than 105 million\""],
    ["unknown-language", "es = \"36.2 millones\"", "sp = \"36.2 millones\""],
    ["percentage-above-100", "= 19", "= 190"],
    ["percentage-below-0", "= 19", "= -19"],
    ["no-day", "year   = 2023", "year   = 2023\nas_of = \"May 2024\""],
];

/// Gives the national share of events another kind and value. The kind has no jump.
fn of_kind(project: &Project, kind: &str, value: &str) {
    let share = "\"percent\"\nin    = [\"national\"]\njump  = 5";
    let other = format!("\"{kind}\"\nin    = [\"national\"]");
    project.replace(FIGURES, share, &other);
    project.replace(NATION, "= 19", &format!("= {value}"));
}

#[test]
fn in_the_figures_of_the_nation() {
    let absent = changes(&[
        ("missing-file", |p| {
            p.remove(NATION);
        }),
        ("more-decimals-than-declared", |p| {
            p.replace(FIGURES, "\"percent\"", "\"percent\"\ndecimals = 1");
            p.replace(NATION, "= 19", "= 19.25");
        }),
        ("decimals-where-none-are-declared", |p| {
            p.replace(FIGURES, "\"percent\"", "\"number\"");
            p.replace(NATION, "= 19", "= 19.5");
        }),
        ("decimals-of-a-scaled-figure", |p| {
            let scaled = "\"number\"\nscale = \"million\"\ndecimals = 1";
            p.replace(FIGURES, "\"percent\"", scaled);
            p.replace(NATION, "= 19", "= 19.5");
        }),
        ("year-of-two-digits", |p| {
            p.replace(FIGURES, "\"percent\"", "\"year\"");
        }),
        ("date-in-words", |p| {
            of_kind(p, "date", "\"May 1, 2024\"");
        }),
        ("number-for-a-date", |p| of_kind(p, "date", "20240501")),
        ("number-for-a-text", |p| of_kind(p, "text", "19")),
        ("placeholder-in-a-text", |p| {
            of_kind(p, "text", "\"Old {{ state.name }}\"");
        }),
        ("text-in-one-language", |p| {
            of_kind(p, "text", "{ es = \"Ejido viejo\" }");
        }),
        ("text-beside-a-date", |p| {
            of_kind(p, "date", "{ value = 2024-05-01, text = \"May Day\" }");
        }),
        ("chart-of-a-text", |p| {
            of_kind(p, "text", "\"Old Common\"");
            add_block(p, "~~~bars\nnational.events.outdoors\n~~~");
        }),
        ("comparison-of-a-date", |p| {
            of_kind(p, "date", "2024-05-01");
            let guard = "{% if national.events.outdoors > 5 %}Walks.{% endif %}";
            p.replace(WORDS, SENTENCE, guard);
        }),
        ("another-dollar-sign", |p| {
            of_kind(p, "money\"\ncurrency = \"USD", "19_000");
            p.replace(
                WORDS,
                SENTENCE,
                "${{ national.events.outdoors }} were raised.",
            );
        }),
        ("sum-beyond-its-tolerance", |p| {
            p.replace(FIGURES, "sum_of  = [", "tolerance = 2\nsum_of  = [");
            p.replace("data/2023/ELM.toml", "walks = 123", "walks = 126");
        }),
        ("text-without-the-currency", |p| {
            p.replace(FIGURES, "\"percent\"", "\"money\"\ncurrency = \"USD\"");
            p.replace(
                NATION,
                "= 19",
                "= { value = 1_900_000, text = \"1.9 million\" }",
            );
        }),
    ]);
    all_fail("nation", edits(NATION, EDITS).into_iter().chain(absent));
}
