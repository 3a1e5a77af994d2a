//! Mistakes in the files that all sheets share.

use super::{
    DESIGN, Edit, FIGURES, JURISDICTIONS, PLACE, PUBLICATION, all_fail, changes, contents, edits,
};

#[rustfmt::skip]
const OF_PUBLICATION: &[Edit] = &[
    ["language-that-is-not-listed", "\"en-US\", \"es-US\"", "\"en-US\""],
    ["language-tag", "\"en-US\"", "\"en_US\""],
    ["blank-text", "\"Park sheets\"", "\"\""],
    ["wrong-type", "\"Park sheets\"", "3"],
    ["misspelt-key", "publisher =", "publsher ="],
    ["unknown-design", "\"letter\"", "\"leter\""],
];

/// The line after which `[spreadsheet]` is put.
const NO_NUMBER: &str = "[no_number]\n";

#[rustfmt::skip]
const OF_SPREADSHEETS: &[Edit] = &[
    ["word-that-is-a-number", NO_NUMBER, "[spreadsheet]\nsuppressed = [\"(D)\", \"(5)\"]\n[no_number]\n"],
    ["word-of-two-meanings", NO_NUMBER, "[spreadsheet]\nsuppressed = [\"(D)\", \"N/A\"]\nnot_available = [\"n/a\"]\n[no_number]\n"],
    ["word-that-has-a-meaning", NO_NUMBER, "[spreadsheet]\nsuppressed = [\"Not available\"]\n[no_number]\n"],
    ["empty-word", NO_NUMBER, "[spreadsheet]\nnot_available = [\"\"]\n[no_number]\n"],
    ["word-that-is-no-list", NO_NUMBER, "[spreadsheet]\nnot_available = \"N/A\"\n[no_number]\n"],
    ["misspelt-meaning", NO_NUMBER, "[spreadsheet]\nnot-available = [\"N/A\"]\n[no_number]\n"],
];

#[rustfmt::skip]
const OF_JURISDICTIONS: &[Edit] = &[
    ["one-name-for-two-places", "\"Ashford\"", "\"Elmwood\""],
    ["text-with-a-line-end", "\"Wyeford\"", "\"Wye\\nford\""],
    ["code-of-the-book", "\"ASH\"", "\"BOOK\""],
    ["duplicate-code", "\"ASH\"", "\"ELM\""],
    ["tile-of-two-places", "\"Elmwood\"", "\"Elmwood\"\ntile = [5, 2]\n[[jurisdiction]]\ncode = \"E\"\nname = \"East\"\ntile = [5, 2]"],
    ["tile-left-of-the-map", "\"Elmwood\"", "\"Elmwood\"\ntile = [-1, 2]"],
    ["tile-below-the-map", "\"Elmwood\"", "\"Elmwood\"\ntile = [5, 41]"],
    ["tile-of-one-number", "\"Elmwood\"", "\"Elmwood\"\ntile = [5]"],
    ["tile-of-a-fraction", "\"Elmwood\"", "\"Elmwood\"\ntile = [5, 2.5]"],
    ["tile-that-is-no-list", "\"Elmwood\"", "\"Elmwood\"\ntile = \"5, 2\""],
];

#[rustfmt::skip]
const OF_FIGURES: &[Edit] = &[
    ["printed-where-it-is-not", "may_be_unchanged = true", "printed = [\"national\"]"],
    ["unchanged-of-a-word", "may_be_unchanged = true", "may_be_unchanged = \"yes\""],
    ["duplicate-figure", "\"events.talks\"\n", "\"events.camps\"\n"],
    ["placeholder-in-a-label", "\"Talks\"", "\"Talks in {{ year }}\""],
    ["unknown-kind", "\"percent\"", "\"percentage\""],
    ["money-without-a-currency", "\"percent\"", "\"money\""],
    ["unknown-currency", "\"percent\"", "\"money\"\ncurrency = \"usd\""],
    ["currency-of-a-percentage", "\"percent\"", "\"percent\"\ncurrency = \"USD\""],
    ["decimals-beyond-the-most", "\"percent\"", "\"percent\"\ndecimals = 12"],
    ["decimals-in-quotes", "\"percent\"", "\"percent\"\ndecimals = \"1\""],
    ["decimals-of-a-count", "\"Mapas abiertos\" }", "\"Mapas abiertos\" }\ndecimals = 1"],
    ["unknown-scale", "\"percent\"", "\"number\"\nscale = \"millions\""],
    ["unit-of-a-percentage", "\"percent\"", "\"percent\"\nunit = \"points\""],
    ["placeholder-in-a-unit", "\"percent\"", "\"number\"\nunit = \"events in {{ year }}\""],
    ["jump-of-a-word", "jump  = 5", "jump  = \"5 points\""],
    ["jump-of-less-than-nothing", "{ percent = 25, least = 25 }", "{ percent = -25, least = 25 }"],
    ["jump-without-percent", "{ percent = 25, least = 25 }", "{ least = 25 }"],
    ["break-of-no-year", "jump  = 5", "breaks = [21]"],
    ["breaks-out-of-order", "jump  = 5", "breaks = [2021, 2015, 2021]"],
    ["jump-misspelt", "{ percent = 25, least = 25 }", "{ percent = 25, last = 25 }"],
];

#[rustfmt::skip]
const OF_RULES: &[Edit] = &[
    ["bound-of-another-kind", "at_most = \"permits.requests\"", "at_most = \"national.events.outdoors\""],
    ["tolerance-without-a-sum", "jump  = 5", "tolerance = 0.1"],
    ["tolerance-below-0", "sum_of  = [", "tolerance = -1\nsum_of  = ["],
    ["jump-of-a-date", "\"percent\"", "\"date\""],
    ["empty-sum", "[\"events.walks\", \"events.talks\", \"events.camps\"]", "[]"],
    ["sum-that-is-never-checked", "\"events.camps\"]", "\"events.camps\", \"maps.views\"]"],
    ["sum-of-itself", "\"events.camps\"]", "\"events.camps\", \"events.total\"]"],
    ["sum-with-a-part-twice", "\"events.camps\"]", "\"events.camps\", \"events.camps\"]"],
    ["part-of-itself", "\"national.passes.sold\"", "\"passes.new\""],
    ["unknown-figure", "\"national.passes.sold\"", "\"national.passes.sld\""],
    ["without-national-figure", "\"national.passes.sold\"", "\"passes.sold\""],
];

#[test]
fn in_the_publication() {
    let empty = contents(PUBLICATION, &[("empty", b"")]);
    let cases = edits(PUBLICATION, OF_PUBLICATION);
    all_fail("publication", cases.into_iter().chain(empty));
    all_fail("spreadsheet", edits(PUBLICATION, OF_SPREADSHEETS));
}

#[test]
fn in_the_jurisdictions() {
    all_fail("jurisdictions", edits(JURISDICTIONS, OF_JURISDICTIONS));
}

#[test]
fn in_the_dictionary() {
    all_fail("dictionary", edits(FIGURES, OF_FIGURES));
}

#[test]
fn in_the_rules() {
    all_fail("rule", edits(FIGURES, OF_RULES));
}

#[test]
fn in_several_files() {
    let cases = changes(&[
        ("several-files-at-once", |p| {
            p.replace(FIGURES, "# optional ", "optional ");
            p.replace(DESIGN, "top = \"0.5in\"", "top = \"half an inch\"");
            p.replace(PLACE, "= 88", "=");
        }),
        ("no-figures-of-any-year", |p| {
            std::fs::remove_dir_all(p.path("data/2023")).expect("a removed folder");
        }),
    ]);
    all_fail("shared", cases);
}
