//! Mistakes with the levels of places, and with the years and places around a sheet, in a project of counties.

use super::{
    Edit, FIGURES, JURISDICTIONS, PUBLICATION, all_fail_in, changes, common::Project, edits,
};

/// The text of the sheets of counties.
const COUNTY: &str = "layouts/copy/county/en.md";

/// The text of the sheets of states.
const STATE: &str = "layouts/copy/en.md";

/// The design of the sheets of counties.
const COUNTY_DESIGN: &str = "layouts/county.toml";

#[rustfmt::skip]
const OF_PUBLICATION: &[Edit] = &[
    ["without-the-nation", "[\"national\", \"state\", \"county\"]", "[\"state\", \"county\"]"],
    ["nation-only", "[\"national\", \"state\", \"county\"]", "[\"national\"]"],
    ["no-levels", "[\"national\", \"state\", \"county\"]", "[]"],
    ["too-many-levels", "\"county\"]", "\"county\", \"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]"],
    ["level-twice", "\"county\"]", "\"county\", \"county\"]"],
    ["level-with-a-capital", "\"county\"]", "\"County\"]"],
    ["level-with-another-meaning", "\"county\"]", "\"county\", \"year\"]"],
    ["level-left-out", ", \"county\"]", "]"],
    ["design-of-an-unknown-level", "county   = \"county\"", "conty    = \"county\""],
    ["unknown-design-of-a-level", "county   = \"county\"", "county   = \"cuonty\""],
    ["default-design-of-another-level", "county   = \"county\"", "county   = \"nation\""],
    ["level-without-a-design", "county   = \"county\"\n", ""],
];

#[rustfmt::skip]
const OF_PLACES: &[Edit] = &[
    ["within-an-unknown-place", "name   = \"Appling County\"\nwithin = \"GA\"", "name   = \"Appling County\"\nwithin = \"GAA\""],
    ["within-itself", "name   = \"Appling County\"\nwithin = \"GA\"", "name   = \"Appling County\"\nwithin = \"13001\""],
    ["within-a-circle", "name = \"Georgia\"", "name = \"Georgia\"\nwithin = \"13001\""],
    ["within-a-county", "name   = \"Appling County\"\nwithin = \"GA\"", "name   = \"Appling County\"\nwithin = \"13303\""],
    ["within-by-number", "name   = \"Appling County\"\nwithin = \"GA\"", "name   = \"Appling County\"\nwithin = 13"],
    ["same-name-within-one-place", "\"Appling County\"", "\"Washington County\""],
    ["nation-with-the-code-of-a-state", "code = \"US\"", "code = \"AL\""],
    ["nation-within-a-place", "code = \"US\"", "code = \"US\"\nwithin = \"AL\""],
    ["nation-without-a-name", "name = \"United States\"\n", ""],
];

#[rustfmt::skip]
const OF_FIGURES: &[Edit] = &[
    ["in-an-unknown-level", "label = \"Households\"\nkind  = \"count\"\nin    = [\"county\"", "label = \"Households\"\nkind  = \"count\"\nin    = [\"conty\""],
    ["within-of-the-nation", "in       = [\"county\"]\ncomputed = \"difference(broadband.share, within.broadband.share)\"", "in       = [\"county\", \"national\"]\ncomputed = \"difference(broadband.share, within.broadband.share)\""],
    ["printed-in-an-unknown-level", "printed  = []", "printed  = [\"district\"]"],
];

/// A sentence of the text of states, before which mistakes are put.
const OF_STATE: &str = "Broadband is no more common in {{ state.in_text }}";

#[rustfmt::skip]
const IN_THE_TEXT_OF_STATES: &[Edit] = &[
    ["name-of-a-lower-level", OF_STATE, "{{ county.name }} Broadband"],
    ["source-of-a-lower-level", OF_STATE, "{{ county.source }} Broadband"],
    ["figure-of-a-lower-level", OF_STATE, "{{ broadband.rank }} Broadband"],
    ["figure-below-a-level", OF_STATE, "{{ state.households }} Broadband"],
    ["previous-by-itself", OF_STATE, "{{ previous }} Broadband"],
    ["previous-with-a-dot", OF_STATE, "{{ previous. }} Broadband"],
    ["year-by-itself", OF_STATE, "{{ y2023 }} Broadband"],
    ["unknown-figure-of-a-year", OF_STATE, "{{ y2023.broadbnd.share }} Broadband"],
    ["unknown-figure-of-the-previous-year", OF_STATE, "{{ previous.national.housholds }} Broadband"],
    ["year-without-files", OF_STATE, "{{ y2019.households }} Broadband"],
    ["place-before-the-year", OF_STATE, "{{ national.previous.households }} Broadband"],
    ["two-years", OF_STATE, "{{ previous.y2023.households }} Broadband"],
];

/// A sentence of the text of counties, before which mistakes are put.
const OF_COUNTY: &str = "Broadband is no more common in {{ county.in_text }}";

#[rustfmt::skip]
const IN_THE_TEXT_OF_COUNTIES: &[Edit] = &[
    ["figure-that-the-place-around-lacks", OF_COUNTY, "{{ within.broadband.rank }} Broadband"],
    ["within-by-itself", OF_COUNTY, "{{ within }} Broadband"],
    ["within-within", OF_COUNTY, "{{ within.within.households }} Broadband"],
    ["unknown-form-of-a-name", OF_COUNTY, "{{ within.nmae }} Broadband"],
    ["figure-of-the-state-by-its-level", OF_COUNTY, "{{ state.households }} Broadband"],
];

#[test]
fn in_levels() {
    let all = edits(PUBLICATION, OF_PUBLICATION)
        .into_iter()
        .chain(edits(JURISDICTIONS, OF_PLACES))
        .chain(edits(FIGURES, OF_FIGURES))
        .chain(edits(
            COUNTY_DESIGN,
            &[["design-for-an-unknown-level", "[\"county\"]", "[\"conty\"]"]],
        ));
    all_fail_in("county", "levels", all);
}

#[test]
fn in_the_text_of_levels() {
    let all = edits(STATE, IN_THE_TEXT_OF_STATES)
        .into_iter()
        .chain(edits(COUNTY, IN_THE_TEXT_OF_COUNTIES))
        .chain(changes(&[(
            "nation-without-a-name-in-print",
            |p: &Project| {
                p.replace(JURISDICTIONS, NATION_TABLE, "");
            },
        )]));
    all_fail_in("county", "levels-text", all);
}

/// The table of the nation in the list of places.
const NATION_TABLE: &str =
    "[national]\ncode = \"US\"\nname = \"United States\"\nin_text = \"the United States\"\n\n";
