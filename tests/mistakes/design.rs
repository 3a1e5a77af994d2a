//! Mistakes in the design and its fonts.

use crate::common::Project;

use super::{DESIGN, Edit, WORDS, all_fail, changes, contents, edits};

const BOLD: &str = "fonts/SourceSans3-Bold.ttf";

#[rustfmt::skip]
const PAGES: &[Edit] = &[
    ["number-for-a-length", "top = \"0.5in\"", "top = 18"],
    ["no-unit", "top = \"0.5in\"", "top = \"0.5\""],
    ["no-margin-for-the-status", "top = \"0.5in\"", "top = \"0\""],
    ["no-room", "left = \"0.65in\"", "left = \"7in\""],
    ["footer-too-high", "bottom = \"0.7in\"", "bottom = \"0.4in\""],
    ["half-a-page", "pages = 1", "pages = 1.5"],
    ["unknown-paper", "\"letter\"", "\"leter\""],
    ["giant-page", "\"letter\"", "{ width = \"99999in\", height = \"11in\" }"],
    ["dark-page", "[page]\n", "[page]\nbackground = \"accent\"\n"],
    ["unknown-mark", "[page]\n", "[page]\nmark = \"margins\"\n"],
    ["mark-in-a-narrow-margin", "left = \"0.65in\"", "left = \"0.3in\" }\nmark = \"margin\"\n#"],
    ["words-that-are-not-there", "[page]\n", "words = \"in-brief\"\n\n[page]\n"],
    ["words-in-another-folder", "[page]\n", "words = \"../copy\"\n\n[page]\n"],
    ["extends-nothing", "[page]\n", "extends = \"leter\"\n\n[page]\n"],
    ["extends-in-a-circle", "[page]\n", "extends = \"letter\"\n\n[page]\n"],
];

#[rustfmt::skip]
const STYLES: &[Edit] = &[
    ["unknown-key", "place = \"side\"", "plaec = \"side\""],
    ["unknown-style", "[styles.table.head]", "[styles.tabel_head]"],
    ["unknown-part-of-a-table", "[styles.table.head]", "[styles.table.haed]"],
    ["two-names-for-the-head-of-tables", "[styles.table.head]", "[styles.table_head]\ncolor = \"ink\"\n\n[styles.table.head]"],
    ["unknown-key-of-a-table", "padding_y = ", "paddingy = "],
    ["table-with-a-wrong-name", "[styles.table.head]", "[styles.table.By_Age]\npadding_x = \"1em\"\n\n[styles.table.head]"],
    ["unknown-width-of-a-table", "[styles.table]", "[styles.table]\nwidth = \"wide\""],
    ["pale-total", "[styles.table.head]", "[styles.table.total]\ncolor = \"hairline\"\n\n[styles.table.head]"],
    ["unknown-font", "\"italic\" }", "\"italics\" }"],
    ["unknown-color", "\"ink\"", "\"inc\""],
    ["wrong-color", "\"#0b4a7c\"", "\"#0b4a7\""],
    ["pale-color", "\"#57606a\"", "\"#97a0aa\""],
    ["dark-background", "\"tint\"", "\"#335577\""],
    ["pale-bars", "[styles.chart]\nshown = false", "[styles.chart]\nfill = \"hairline\""],
    ["underline-in-the-next-line", "\"italic\" }", "\"italic\", underline = { width = \"20pt\", gap = \"0\" } }"],
    ["tracking-too-wide", "\"italic\" }", "\"italic\", tracking = \"0.2em\" }"],
    ["tracking-of-points", "\"italic\" }", "\"italic\", tracking = \"1pt\" }"],
    ["underline-of-em", "\"italic\" }", "\"italic\", underline = { width = \"0.1em\" } }"],
];

#[rustfmt::skip]
const COLUMNS: &[Edit] = &[
    ["set-twice", "[styles.table]", "[styles.table]\ncolumns = [[\"auto\", \"1in\"], [\"40%\", \"auto\"]]"],
    ["no-width", "[styles.table]", "[styles.table]\ncolumns = [[\"wide\", \"120%\"]]"],
    ["too-narrow", "[styles.table]", "[styles.table]\ncolumns = [[{ max = \"0.3in\" }, \"auto\"]]"],
    ["too-wide", "[styles.table]", "[styles.table]\ncolumns = [[\"80%\", \"2in\"]]"],
];

/// The section of the last heading, which is the last of the design.
const LAST: &str = "[sections.contact]\nshown = false\n";

#[rustfmt::skip]
const SECTIONS: &[Edit] = &[
    ["impossible-values", LAST, "[grid]\ncolumns = 0\n\n[sections.Contact]\nspan = 30\ncolumns = [0, 2000]\ncallouts = \"cards\"\n"],
    ["values-of-another-kind", LAST, "[sections.contact]\nspan = 2\npadding = { x = \"1qm\" }\nradius = \"1em\"\n\
        background = \"tnt\"\nborder = { width = \"1em\" }\ngap = \"wide\"\nheading = { font = \"blod\" }\ntext = { size = \"0\" }\n"],
    ["pale-type-on-a-background", LAST, "[sections.events]\nbackground = \"accent\"\n"],
    ["higher-than-a-page", LAST, "[sections.events]\npadding = { y = \"6in\" }\n"],
    ["columns-too-narrow", LAST, "[sections.events]\ncolumns = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"],
    ["place-of-a-section", LAST, "[sections.events]\nplace = \"top\"\nkeep = \"yes\"\n"],
    ["hero-in-the-text", LAST, "[sections.events]\nhero = true\n"],
    ["two-heroes", LAST, "[sections.events]\nhero = true\ncallouts = \"card\"\n[sections.visits]\nhero = true\ncallouts = \"row\"\n"],
    ["hero-with-a-place", LAST, "[styles.hero]\nplace = \"side\"\nfigure = { size = \"2em\", min_size = \"3em\" }\n"],
    ["card-too-narrow-for-its-number", LAST, "[sections.visits]\ncallouts = \"card\"\n[styles.card]\nfigure = { size = \"3in\" }\n"],
];

#[rustfmt::skip]
const FONTS: &[Edit] = &[
    ["missing", BOLD, "fonts/SourceSans3-Blod.ttf"],
    ["folder", BOLD, "fonts"],
    ["in-another-folder", BOLD, "/usr/share/fonts/a.ttf"],
    ["outside-of-the-project", BOLD, "../fonts/SourceSans3-Bold.ttf"],
];

#[test]
fn in_pages() {
    let whole = contents(DESIGN, &[("empty-file", b"")]);
    let footer = changes(&[("footer-too-long-for-one-line", |p| {
        let long = format!("\"Data {}for", "words ".repeat(60));
        p.replace(WORDS, "\"Data for", &long);
    })]);
    let cases = [edits(DESIGN, PAGES), whole, footer];
    all_fail("page", cases.into_iter().flatten());
}

#[test]
fn in_styles() {
    all_fail("style", edits(DESIGN, STYLES));
}

#[test]
fn in_columns() {
    all_fail("column", edits(DESIGN, COLUMNS));
}

#[test]
fn in_sections() {
    all_fail("section", edits(DESIGN, SECTIONS));
}

/// The bold font with another name for one of its tables.
fn with_tag(project: &Project, old: [u8; 4], new: [u8; 4]) {
    let mut font = std::fs::read(project.path(BOLD)).expect("a font");
    let at = font.windows(4).position(|tag| tag == old);
    font[at.expect("a table")..][..4].copy_from_slice(&new);
    project.write(BOLD, font);
}

#[test]
fn in_fonts() {
    let whole = contents(
        BOLD,
        &[
            ("no-font", b"not a font"),
            ("collection", b"ttcf\0\x01\0\0\0\0\0\x02"),
            ("web", b"wOF2\0\x01\0\0"),
        ],
    );
    let damaged = changes(&[
        ("variable", |p| with_tag(p, *b"GDEF", *b"fvar")),
        ("without-outlines", |p| with_tag(p, *b"glyf", *b"EBDT")),
        ("cut-short", |p| {
            let font = std::fs::read(p.path(BOLD)).expect("a font");
            p.write(BOLD, &font[..100_000]);
        }),
        ("damaged-inside", |p| {
            let mut font = std::fs::read(p.path(BOLD)).expect("a font");
            font[60_000..70_000].fill(0);
            p.write(BOLD, font);
        }),
    ]);
    let cases = [edits(DESIGN, FONTS), whole, damaged];
    all_fail("font", cases.into_iter().flatten());
}
