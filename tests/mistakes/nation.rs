//! Mistakes in the figures of the nation.

use super::{Edit, FIGURES, NATION, all_fail, changes, edits};

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
