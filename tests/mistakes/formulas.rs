//! Mistakes in computed figures: in their formulas, in their kinds, and in the files that give them.

use super::{Edit, FIGURES, PLACE, Project, all_fail};

/// Computed figures as the dictionary declares them.
const DECLARED: &str = r#"
[[figure]]
id       = "walks.share"
label    = { en = "Share of walks", es = "Proporción de paseos" }
kind     = "percent"
decimals = 1
in       = ["state"]
printed  = []
computed = "share(events.walks, events.total)"

[[figure]]
id       = "walks.rate"
label    = { en = "Walks per visit", es = "Paseos por visita" }
kind     = "number"
decimals = 2
in       = ["state"]
printed  = []
computed = "per(events.walks, visits.total, 100)"

[[figure]]
id       = "walks.other"
label    = { en = "Other events", es = "Otros actos" }
kind     = "count"
in       = ["state"]
printed  = []
computed = "difference(events.total, events.walks)"

[[figure]]
id       = "walks.motto"
label    = { en = "Motto of the walks", es = "Lema de los paseos" }
kind     = "text"
in       = ["state"]
printed  = []
optional = true

[[figure]]
id       = "walks.rank"
label    = { en = "Rank by walks", es = "Puesto por paseos" }
kind     = "count"
in       = ["state"]
printed  = []
computed = "rank(walks.share, highest)"
"#;

/// Adds the computed figures to the project.
fn add_computed(project: &Project) {
    let dictionary = project.text(FIGURES);
    project.write(FIGURES, dictionary + DECLARED);
}

#[rustfmt::skip]
const OF_FORMULAS: &[Edit] = &[
    ["unreadable", "share(events.walks, events.total)", "events.walks / events.total"],
    ["empty", "share(events.walks, events.total)", ""],
    ["without-a-function", "share(events.walks, events.total)", "events.walks"],
    ["never-closed", "share(events.walks, events.total)", "share(events.walks, events.total"],
    ["unknown-function", "share(events.walks, events.total)", "shrae(events.walks, events.total)"],
    ["unknown-figure", "share(events.walks, events.total)", "share(events.wakls, events.total)"],
    ["unknown-figure-of-another-year", "share(events.walks, events.total)", "share(previous.events.wakls, events.total)"],
    ["one-argument-of-two", "share(events.walks, events.total)", "share(events.walks)"],
    ["three-arguments-of-two", "share(events.walks, events.total)", "share(events.walks, events.talks, events.total)"],
    ["argument-with-a-name", "share(events.walks, events.total)", "share(events.walks, of = events.total)"],
    ["argument-that-is-a-computation", "share(events.walks, events.total)", "share(sum(events.walks, events.talks), events.total)"],
    ["argument-that-is-a-number", "share(events.walks, events.total)", "share(events.walks, 100)"],
    ["per-a-fraction", "visits.total, 100)", "visits.total, 0.5)"],
    ["per-none", "visits.total, 100)", "visits.total, 0)"],
    ["rank-in-an-unknown-order", "share, highest)", "share, biggest)"],
    ["rank-without-an-order", "share, highest)", "share)"],
    ["rank-of-the-nation", "rank(walks.share, highest)", "rank(national.events.total, highest)"],
    ["change-since-no-year", "difference(events.total, events.walks)", "change(events.total, last)"],
    ["change-of-an-earlier-year", "difference(events.total, events.walks)", "change(previous.events.total, previous)"],
];

#[rustfmt::skip]
const OF_FIGURES: &[Edit] = &[
    ["of-different-kinds", "difference(events.total, events.walks)", "difference(events.total, walks.share)"],
    ["of-a-text", "difference(events.total, events.walks)", "sum(events.walks, walks.motto)"],
    ["of-another-kind-than-the-result", "kind     = \"percent\"\ndecimals = 1", "kind     = \"count\""],
    ["without-decimals", "kind     = \"percent\"\ndecimals = 1", "kind     = \"percent\""],
    ["rank-of-a-rank", "difference(events.total, events.walks)", "rank(walks.rank, lowest)"],
    ["circle-of-one", "difference(events.total, events.walks)", "sum(walks.other, events.walks)"],
    ["circle-over-the-years", "difference(events.total, events.walks)", "sum(previous.walks.other, events.walks)"],
    ["circle-of-two", "difference(events.total, events.walks)\"\n", "difference(events.total, walks.more)\"\n\n[[figure]]\nid       = \"walks.more\"\nlabel    = { en = \"More events\", es = \"Más actos\" }\nkind     = \"count\"\nin       = [\"state\"]\nprinted  = []\ncomputed = \"difference(events.total, walks.other)\"\n"],
    ["below-0", "difference(events.total, events.walks)", "difference(events.walks, events.total)"],
    ["above-100-percent", "share(events.walks, events.total)", "share(events.total, events.walks)"],
];

#[rustfmt::skip]
const OF_FILES: &[Edit] = &[
    ["given", "[passes]", "[walks]\nshare = 58.3\n\n[passes]"],
    ["given-as-absent", "[passes]", "[walks]\nshare = \"not-available\"\n\n[passes]"],
];

fn with_computed(group: &str, file: &'static str, cases: &[Edit]) {
    let cases = super::edits(file, cases).into_iter();
    all_fail(group, cases.map(|case| case.with(add_computed)));
}

#[test]
fn in_formulas() {
    with_computed("formula", FIGURES, OF_FORMULAS);
}

#[test]
fn in_computed_figures() {
    with_computed("computed", FIGURES, OF_FIGURES);
}

#[test]
fn in_files_that_give_computed_figures() {
    with_computed("computed-in-a-file", PLACE, OF_FILES);
}
