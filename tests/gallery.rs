//! Golden frames: what layout makes of small sheets, one for each kind of block.
//!
//! A golden file under `tests/snapshots/gallery/` is the frames of all pages as text: what each
//! thing is, where it stands from the top left corner of the frame it is in, and what it says.

mod common;

use std::fs;
use std::path::Path;

use common::planned;
use factsheet::diagnostic::Span;
use factsheet::diagnostic::render::{Format, render};
use factsheet::layout::{Entry, FrontMatter, Page, front_matter};
use factsheet::project::{Memory, Reader};

const PUBLICATION: &str = r#"
name = "Gallery"
publisher = "Publisher"
hotline = "1-800-555-0100"
languages = ["en-US", "es-US"]
layout = "small"
[no_number]
suppressed = "withheld"
not-available = "not available"
"#;

const JURISDICTIONS: &str = r#"
[[jurisdiction]]
code = "DC"
name = { en = "District of Columbia", es = "Distrito de Columbia" }
in_text = { en = "the District of Columbia", es = "el Distrito de Columbia" }
of = { es = "del Distrito de Columbia" }
tile = [1, 0]
"#;

/// No sheet prints all of them.
fn figures() -> String {
    FIGURES.replace("[[figure]]", "[[figure]]\nprinted = []")
}

const FIGURES: &str = r#"
[[figure]]
id = "cases.all"
label = "Cases"
kind = "count"
in = ["state", "national"]
[[figure]]
id = "cases.one"
label = "One case"
kind = "count"
in = ["state"]
[[figure]]
id = "cases.none"
label = "No case"
kind = "count"
in = ["state"]
[[figure]]
id = "cases.hidden"
label = "Hidden cases"
kind = "count"
in = ["state"]
[[figure]]
id = "cases.left_out"
label = "Cases left out"
kind = "count"
in = ["state"]
optional = true
[[figure]]
id = "cases.share"
label = "Share"
kind = "percent"
in = ["state"]
[[figure]]
id = "cases.length"
label = "Length"
kind = "number"
decimals = 1
unit = { en = "days", es = "días" }
in = ["state"]
"#;

const NATIONAL: &str = r#"
year = 2024
status = "final"
source = "A test"
[cases]
all = { value = 36_210_822, text = { en = "36.2 million", es = "36.2 millones" } }
"#;

const STATE: &str = r#"
year = 2024
jurisdiction = "DC"
status = "final"
source = "A test"
[cases]
all = { value = 8_249, note = "Of all ages." }
one = { value = 1, source = "A report" }
none = 0
hidden = "suppressed"
share = 19.5
length = 6.4
"#;

const LAYOUT: &str = r##"
[page]
size = { width = "300pt", height = "220pt" }
margin = { top = "20pt", right = "20pt", bottom = "30pt", left = "20pt" }
side = { width = "60pt", gap = "10pt" }
[fit]
text = { min = "10pt", max = "10pt" }
[fonts]
regular = "fonts/SourceSans3-Regular.ttf"
bold = "fonts/SourceSans3-Bold.ttf"
italic = "fonts/SourceSans3-Italic.ttf"
[styles.text]
font = "regular"
leading = "12pt"
space_below = "6pt"
strong = { font = "bold", color = "#112233" }
emphasis = { font = "italic" }
link = { color = "#0000aa" }
[styles.h1]
place = "full"
size = "2em"
leading = "24pt"
space_below = "6pt"
rule_below = { width = "1pt", gap = "2pt" }
[styles.h2]
place = "side"
font = "bold"
leading = "14pt"
space_above = "8pt"
rule_above = { width = "0.5pt", color = "#cccccc", gap = "4pt" }
[styles.list]
space = "6pt"
item_space = "2pt"
[styles.note]
indent = "12pt"
space_below = "6pt"
bar = { width = "2pt", color = "#112233" }
[styles.break]
space = "8pt"
[styles.table]
space_below = "6pt"
padding_x = "4pt"
padding_y = "2pt"
rule = { width = "0.5pt", color = "#cccccc" }
head_rule = { width = "1pt" }
edge_rule = { width = "1pt" }
[styles.table.head]
font = "bold"
background = "#eeeeee"
[styles.table.cell]
figures = "tabular"
[styles.footer]
size = "8pt"
leading = "10pt"
offset = "8pt"
rule = { width = "0.5pt", gap = "2pt" }
"##;

/// Sections side by side, and what stands in them.
const SECTIONS: &str = r##"
[grid]
columns = 3
gap = "12pt"
[styles.card]
background = "#eeeeee"
padding = { x = "6pt", y = "5pt" }
gap = "4pt"
space = "5pt"
rule_above = { width = "2pt", gap = "1pt" }
figure = { font = "bold", size = "20pt", leading = "20pt" }
[styles.chart]
fill = "#112233"
bar = "8pt"
gap = "3pt"
size = "8pt"
leading = "9pt"
value = { font = "bold" }
[styles.picture]
height = "20pt"
align = "right"
[styles.qr]
side = "50pt"
"##;

/// The frames of a sheet in that design, with these sections besides.
fn golden_sections(name: &str, sections: &str, body: &str) {
    golden_design(name, &format!("{SECTIONS}{sections}"), body);
}

fn golden_design(name: &str, design: &str, body: &str) {
    let words =
        format!("+++\ntitle = \"Gallery\"\nstatus = \"final\"\nas_is = [\"1\"]\n+++\n{body}\n");
    let layout = format!("{LAYOUT}{design}");
    let layout = layout.replace("height = \"220pt\"", "height = \"420pt\"");
    golden_frames(name, &frames_in(&layout, &words, "en"));
}

/// The frames of a sheet with these words, in a language.
fn frames(words: &str, language: &str) -> String {
    frames_in(LAYOUT, words, language)
}

fn frames_in(layout: &str, words: &str, language: &str) -> String {
    let files = files(layout, words);
    let mut reader = Reader::new(&files);
    let plan = planned(&mut reader, &[language]);
    let code = plan.codes.first().expect("a sheet");
    let (state, _) = plan.figures(&mut reader, code).expect("figures");
    let inputs = plan.inputs(code, &state).expect("sound figures");
    let edition = &plan.editions[0];
    let rendered = edition.render(&inputs, &mut edition.tools(), &mut reader.report);
    let messages = render(&reader.report, &reader.sources, Format::Human, false);
    assert!(messages.is_empty(), "{messages}");
    shown(&rendered.expect("a sheet").sheet.pages)
}

fn shown(pages: &[Page]) -> String {
    pages.iter().map(ToString::to_string).collect()
}

/// The small project with this design and these words.
fn files(layout: &str, words: &str) -> Memory {
    let mut files = Memory::default()
        .with("data/publication.toml", PUBLICATION)
        .with("data/jurisdictions.toml", JURISDICTIONS)
        .with("data/figures.toml", figures())
        .with("data/2024/national.toml", NATIONAL)
        .with("data/2024/DC.toml", STATE)
        .with("layouts/pictures/logo.svg", LOGO)
        .with("layouts/small.toml", layout);
    for language in ["en", "es"] {
        files = files.with(&format!("layouts/copy/{language}.md"), words);
    }
    for face in ["Regular", "Bold", "Italic"] {
        let file = format!("fonts/SourceSans3-{face}.ttf");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let font = fs::read(folder.join(&file)).expect("a font");
        files = files.with(&file, font);
    }
    files
}

fn golden(name: &str, body: &str) {
    golden_in("en", name, body);
}

fn golden_in(language: &str, name: &str, body: &str) {
    let words =
        format!("+++\ntitle = \"Gallery\"\nstatus = \"final\"\nas_is = [\"1\"]\n+++\n{body}\n");
    golden_frames(name, &frames(&words, language));
}

fn golden_frames(name: &str, frames: &str) {
    insta::with_settings!({ snapshot_path => "snapshots/gallery", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, frames);
    });
}

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
<path fill="#102030" d="M0 0 H40 V20 Z"/></svg>"##;

#[test]
fn callouts_on_cards_above_their_text() {
    golden_sections(
        "cards",
        r##"[sections.cards]
columns = [1, 1]
callouts = "card"
"##,
        "# Title {.cards}\n\nContext first. **In {{ year }}, {{ cases.all | counted(\"case\", \"cases\") }} \
         came.** More context.\n\nOther words, which say more. **A share of {{ cases.share }} was new, as \
         far as anyone knows today.**",
    );
}

#[test]
fn callouts_on_a_row_and_beside_in_a_grid() {
    golden_sections(
        "rows",
        r##"[sections.row]
callouts = "row"
span = 2
[sections.beside]
columns = [1, 1]
callouts = "beside"
gap = "8pt"
span = 1
"##,
        "# Title\n\n## In a row {.row}\n\n**{{ cases.all | counted(\"case\", \"cases\") }} came.** One. \
         **There {{ cases.none | counted(\"was one\", \"were some\", zero=\"were none\") }} left.** Two.\n\n\
         ## Beside {.beside}\n\n**In {{ year }}, {{ cases.one }}.** Words.",
    );
}

#[test]
fn a_callout_in_three_parts_is_the_hero() {
    golden_sections(
        "hero",
        r##"[styles.hero]
figure = { size = "5em", min_size = "2em" }
context = { color = "#445566" }
[sections.cards]
columns = [2, 1]
callouts = "card"
hero = true
"##,
        "# Title {.cards}\n\n**{{ cases.all | counted(\"case\", \"cases\") }} came.** *{{ national.cases.all }} in the \
         nation.* More words.\n\n**{{ cases.share }} are new**  \n*of all*",
    );
}

#[test]
fn an_opening_paragraph_with_short_lines_and_tracking() {
    golden_design(
        "lead",
        r##"[styles.lead]
size = "1.5em"
leading = "16pt"
max_width = "12em"
strong = { tracking = "0.05em" }
emphasis = { tracking = "-0.02em" }
"##,
        "Above the title.\n\n# Title\n\nThe **opening** paragraph is *larger*.\n\nThe next one is not.",
    );
}

#[test]
fn headings_that_begin_a_page_and_a_section_kept_whole() {
    golden_design(
        "pages",
        r##"[sections.kept]
keep = true
"##,
        "# Title\n\nWords.\n\n## Two {.kept}\n\nWords of two.\n\n- one\n- two\n- three\n- four\n- five\n- six\n- seven\n\n\
         ## Three {.new-page}\n\nWords of three.\n\n## Four\n\n## Five {.five .new-page}\n\nWords of five.",
    );
}

#[test]
fn the_numbers_of_a_row_shrink_alike() {
    golden_design(
        "shrunk",
        r##"[styles.card]
figure = { size = "4em", min_size = "2em" }
[sections.row]
callouts = "row"
gap = "8pt"
"##,
        "# Title {.row}\n\n**{{ cases.all | counted(\"case\", \"cases\") }}.** **{{ cases.one }} of us.** \
         **{{ cases.share }} more.**",
    );
}

#[test]
fn callouts_at_the_side_are_level_with_their_paragraphs() {
    golden_design(
        "aside",
        r##"[styles.card]
place = "side"
figure = { size = "2em" }
"##,
        "# Title\n\n## Two\n\nContext first, and more words than fit on one line. **In {{ year }}, {{ cases.all | \
         counted(\"case\", \"cases\") }} came.** *Of all.* More context.\n\n**A share of {{ cases.share }} was new.** \
         Other words.\n\n**And {{ cases.one }} alone.**\n\n> **{{ cases.one }}** in a note.",
    );
}

#[test]
fn a_band_with_its_heading_beside() {
    golden_sections(
        "band",
        r##"[sections.letterhead]
columns = [1, 2]
[sections.band]
background = "#112233"
border = { width = "1pt", color = "#445566" }
padding = "8pt"
radius = "4pt"
columns = [1, 2]
text = { color = "#ffffff", strong = { color = "#ffffff" } }
heading = { place = "beside", color = "#ffffff" }
space_below = "6pt"
"##,
        "![A triangle](layouts/pictures/logo.svg)\n\nA letterhead.\n\n# Title {.band}\n\nWords on a dark ground, \
         with **some in bold**.\n\n- an item",
    );
}

#[test]
fn charts_name_every_number_and_what_has_none() {
    let chart = |kind: &str| {
        let ids = "cases.all\ncases.one\ncases.none\ncases.hidden\ncases.left_out";
        golden_sections(
            kind,
            "",
            &format!(
                "# Title\n\nBefore.\n\n```{kind}\n{ids}\n```\n\nAfter.\n\n~~~{kind}\ncases.one\n\
                      national.cases.all\n~~~"
            ),
        );
    };
    chart("bars");
    chart("share");
}

#[test]
fn each_kind_of_chart() {
    let figures = "national.cases.all\ncases.all: Cases {{ state.of }}\n";
    for (kind, chart) in [
        (
            "chart-groups",
            "bars\ncompare = [\"national\"]\ncases.all".to_owned(),
        ),
        (
            "chart-line",
            format!("line\nyears = 2\nnote = \"A note.\"\n{figures}"),
        ),
        (
            "chart-dots",
            "dots\ntitle = \"All places\"\ncases.share".to_owned(),
        ),
        ("chart-tiles", "tiles\ntitle = \"A map\"".to_owned()),
        ("chart-classes", "tiles\nclasses = 2\ncases.all".to_owned()),
        (
            "chart-units",
            "units\nunit = \"cases\"\ncases.one\ncases.all".to_owned(),
        ),
        (
            "chart-part",
            "part\ncases.all\nnational.cases.all".to_owned(),
        ),
    ] {
        golden_sections(kind, "", &format!("Before.\n\n~~~{chart}\n~~~\n\nAfter."));
    }
}

/// With one column, what stands beside the text stands above it, and nothing is lost.
#[test]
fn gaps_wider_than_the_page_are_no_room_to_go_over_it() {
    let sections = "[sections.all]\nbackground = \"#eeeeee\"\n";
    let layout =
        format!("{LAYOUT}{SECTIONS}{sections}").replace("gap = \"12pt\"", "gap = \"200pt\"");
    let words = format!(
        "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n+++\n# All {{.all}}\n\n{}\n",
        "Words that stay on the page. ".repeat(8)
    );
    let frames = frames_in(&layout, &words, "en");
    assert!(frames.contains("size 260pt × "), "{frames}");
    assert!(!frames.contains("size 400pt"), "{frames}");
}

#[test]
fn one_column_has_all() {
    golden_sections(
        "one-column",
        r##"[sections.one]
callouts = "beside"
heading = { place = "beside" }
"##,
        "# Title {.one}\n\nFirst words. **In {{ year }}, {{ cases.all | counted(\"case\", \"cases\") }} came.**\n\n\
         | A | B |\n|:--|--:|\n| c | 1 |",
    );
}

#[test]
fn a_code_has_its_address_beside_it() {
    golden_sections(
        "qr",
        r##"[sections.beside]
columns = [1, 1]
callouts = "beside"
gap = "8pt"
span = 1
"##,
        "# Title\n\n```qr\nhttps://example.org/{{ year }}\n```\n\n## Beside {.beside}\n\n\
         ```qr\nhttps://example.org/long\n```",
    );
}

#[test]
fn numbers_of_one_unit_stand_on_their_digits() {
    golden(
        "digits",
        "# Title\n\n| Share | Number |\n|:--|--:|\n| Decimals | {{ cases.share }} |\n| Whole | 7% |\n\
         | Less | −6.25% |\n| None | {{ cases.hidden }} |",
    );
}

#[test]
fn numbers_of_several_units_end_below_their_head() {
    golden(
        "units",
        "# Title\n\n| Cases | Number |\n|:--|--:|\n| Share | {{ cases.share }} |\n\
         | Count | {{ cases.all }} |\n| None | {{ cases.hidden }} |\n\n\
         | Cases | Number |\n|:--|--:|\n| Count | {{ cases.all }} |\n| Days | {{ cases.length }} |",
    );
}

#[test]
fn heads_of_columns_stand_on_their_last_lines() {
    golden(
        "heads",
        "# Title\n\n| Cases | | Number | Length<br>({{ cases.length.unit }}) |\n|:--|:--|--:|:--|\n\
         | All of<br>them | | {{ cases.all }} | {{ cases.length }} |",
    );
}

#[test]
fn a_named_table_as_wide_as_its_content_with_totals() {
    let layout = LAYOUT.replace(
        "[styles.footer]",
        r##"[styles.table.kinds]
width = "content"
padding_x = "9pt"
rule = { width = "0" }
[styles.table.kinds.head]
background = "#ffffff"
color = "#112233"
[styles.table.kinds.total]
background = "#ddeeff"
rule = { width = "2pt" }
[styles.footer]"##,
    );
    let head = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n+++\n";
    let rows = "| Kind | In the<br>*District* |\n|:--|--:|\n| All {.total} | {{ cases.all }} |\n\
                | First<br/>kind | {{ cases.all }} |\n| Second | {{ cases.none }} |\n| Again {.total} | {{ cases.all }} |";
    let words = format!("{head}{rows}\n{{.kinds}}\n\nWords.\n\n{rows}\n{{.others}}\n");
    golden_frames("tables-by-name", &frames_in(&layout, &words, "en"));
}

#[test]
fn without_a_background_the_first_and_last_cells_are_flush() {
    let layout = LAYOUT.replace(
        "background = \"#eeeeee\"\n[styles.table.cell]",
        "[styles.table.cell]",
    );
    let head = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n+++\n";
    let words = format!(
        "{head}| A | B | C |\n|:--|--:|--:|\n| Cases | {{{{ cases.all }}}} | {{{{ cases.none }}}} |\n"
    );
    golden_frames("table-flush", &frames_in(&layout, &words, "en"));
}

const NOTED: &str = "\
# Cases[^all]

In {{ state.in_text }} there were {{ cases.all | noted }} cases.[^all] In the nation there were more.

| Category | Cases |
|:--|--:|
| First[^first] | {{ cases.all | noted }} |
| Second | {{ cases.one }} |

- An item with a call.[^item]
- And another[^first] one.

**{{ cases.one }}[^item] case was open in {{ state.in_text }}.**

{{ sources }}

[^item]: The last one, with a [link](https://example.org).

[^all]: Without those that were closed within a day, and without those of other years.

[^first]: Since {{ year }}.
";

#[test]
fn footnotes_at_the_foot_of_their_pages() {
    golden("footnotes", NOTED);
}

#[test]
fn footnotes_at_the_end_of_the_sheet_and_calls_on_cards() {
    golden_sections(
        "footnotes-at-the-end",
        "[notes]\nplace = \"end\"\n[styles.footnote]\nplace = \"full\"\nrule_length = \"60pt\"\n\
         [sections.cases]\ncallouts = \"row\"\n",
        &NOTED.replace("# Cases[^all]", "# Cases[^all] {.cases}"),
    );
}

#[test]
fn paragraph() {
    golden(
        "paragraph",
        "Plain words with a **callout in bold**, *emphasis*, and ***both*** of them, which go on \
         over several lines -- with “quotes” and an office.",
    );
}

#[test]
fn line_break() {
    golden("line-break", "One line  \nand **another**\\\nand a third.");
}

#[test]
fn headings() {
    golden(
        "headings",
        "# A title\n\n## At the side\n\nText beside it.\n\n## Next\n\nMore text.",
    );
}

#[test]
fn table() {
    golden(
        "table",
        "| Category | Share | Cases |\n|:--|:-:|--:|\n| First | {{ cases.share }} | {{ cases.all }} |\n\
         | A second with a long name that wraps | – | {{ cases.hidden }} |\n\
         | Third | – | {{ cases.left_out }} |",
    );
}

#[test]
fn table_over_two_pages() {
    let rows: String = (1..16)
        .map(|row| format!("| Row {row} | {row} |\n"))
        .collect();
    golden(
        "table-over-two-pages",
        &format!("Before it.\n\n| Name | No. |\n|--|--:|\n{rows}\nAfter it."),
    );
}

#[test]
fn table_with_set_columns() {
    let layout = LAYOUT.replace(
        "[styles.table]",
        "[styles.table]\ncolumns = [[\"40%\", { max = \"5em\" }, \"4em\"], [\"auto\", \"60pt\"]]",
    );
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\nas_is = [\"1\"]\n+++\n\
                 | Of 40 % | At most five em | Four |\n|--|--|--:|\n| a | some words | 1 |\n\n\
                 | The rest | Sixty points |\n|--|--:|\n| b | 2 |\n";
    golden_frames("table-with-set-columns", &frames_in(&layout, words, "en"));
}

#[test]
fn table_with_a_row_higher_than_a_page() {
    let long = "words in a cell ".repeat(60);
    golden(
        "table-with-a-high-row",
        &format!(
            "# Title\n\n## Under a heading\n\n| Name | No. |\n|--|--:|\n| {long}end | 1 |\n| Second | 2 |"
        ),
    );
}

#[test]
fn paragraph_over_two_pages() {
    let long = "Words that fill the page line after line. ".repeat(20);
    golden(
        "paragraph-over-two-pages",
        &format!("# Title\n\n{long}\n\n## Side\n\n{long}"),
    );
}

#[test]
fn bulleted_list() {
    golden(
        "bulleted-list",
        "Before it:\n\n- one\n- a second item that goes on over to another line\n  - inside it\n- {{ cases.all }}\n\nAfter it.",
    );
}

#[test]
fn numbered_list() {
    golden(
        "numbered-list",
        "9. nine\n\n   and its second paragraph\n10. ten\n11. {% if cases.hidden is available %}left out{% endif %}",
    );
}

#[test]
fn note() {
    golden(
        "note",
        "Before it.\n\n> A note that goes on over to another line.\n>\n> - with a list\n\nAfter it.",
    );
}

#[test]
fn thematic_break() {
    golden("thematic-break", "One thought.\n\n---\n\nAnother.");
}

#[test]
fn link() {
    golden(
        "link",
        "See [our **own** site](https://example.org/{{ year }}) or <mailto:a@example.org>, and more.",
    );
}

#[test]
fn list_over_two_pages() {
    let items: String = (1..14)
        .map(|n| format!("- item {n} with words that go on over to a second line\n"))
        .collect();
    golden("list-over-two-pages", &items);
}

#[test]
fn figures_and_their_words() {
    golden(
        "figures",
        "{{ cases.all | counted(\"case\", \"cases\") }}, {{ cases.one | counted(\"case\", \"cases\") }}, \
         {{ cases.none | counted(\"case\", \"cases\") }}, \
         {{ cases.none | counted(\"case\", \"cases\", zero=\"no cases\") }}; \
         {{ national.cases.all }} in {{ year }}, {{ cases.share }} of them in {{ state.in_text }}, \
         {{ state.of }} ({{ state.code }}); call {{ publication.hotline }}.",
    );
}

#[test]
fn figures_in_spanish() {
    golden_in(
        "es",
        "figures-in-spanish",
        "{{ cases.all | counted(\"caso\", \"casos\") }} y {{ cases.one | counted(\"caso\", \"casos\") }}; \
         {{ national.cases.all }} en {{ year }}, {{ cases.share }}, {{ state.in_text }}, {{ state.of }}.",
    );
}

#[test]
fn guards() {
    golden(
        "guards",
        "# Title\n\nAlways.{% if cases.hidden is available %} Never.{% else %} Instead.{% endif %}\n\n\
         {% if cases.all is available and not cases.hidden is available %}\n\n\
         ## Shown\n\nWith {{ cases.all }}.\n\n{% else %}\n\nNot shown.\n\n{% endif %}\n\n\
         {% if cases.left_out is available or cases.hidden is available %}\n\nNot shown.\n\n{% endif %}\n\n\
         | A | B |\n|--|--|\n{% if cases.hidden is available %}\n| not | shown |\n{% endif %}\n| is | shown |",
    );
}

#[test]
fn header_and_footer() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n\
                 footer = [\"{{ publication.publisher }}\", \"\", \"Page {{ page }} of {{ pages }}\"]\n+++\n";
    let long = "Words that fill the page line after line. ".repeat(12);
    golden_frames(
        "header-and-footer",
        &frames(&format!("{words}{long}"), "en"),
    );
}

#[test]
fn a_footer_too_long_for_one_line_has_several() {
    let words = |footer: &str| {
        format!("+++\ntitle = \"Gallery\"\nstatus = \"final\"\nfooter = {footer}\n+++\nText.\n")
    };
    let long = "Words that take more than half of the line";
    let layout = LAYOUT.replace("bottom = \"30pt\"", "bottom = \"50pt\"");
    let frames = |footer: &str| frames_in(&layout, &words(footer), "en");
    let page = "\"Page {{ page }}\"";
    golden_frames(
        "footer-of-several-lines",
        &[
            frames(&format!("[\"{long}\", \"left\", {page}]")),
            frames(&format!("[\"{long}\", \"{long}\"]")),
            frames(&format!("[\"{long}\", \"{long}\", \"{long}\"]")),
        ]
        .join("\n"),
    );
}

#[test]
fn both_sides_of_the_paper() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n\
                 footer = [\"Publisher\", \"Page {{ page }}\"]\n+++\n";
    let long = "Words that fill the page line after line. ".repeat(17);
    let layout = LAYOUT.replace("[fit]", "two_sided = true\n[fit]");
    let layout = layout.replace("left = \"20pt\"", "left = \"40pt\"");
    let frames = frames_in(&layout, &format!("{words}{long}"), "en");
    golden_frames("both-sides", &frames);
}

#[test]
fn lines_under_words() {
    let layout = LAYOUT
        .replace(
            "strong = { font = \"bold\"",
            "strong = { underline = { width = \"1pt\", gap = \"2pt\" }, font = \"bold\"",
        )
        .replace(
            "size = \"2em\"\n",
            "size = \"2em\"\nstrong = { underline = { width = \"0pt\" } }\n",
        );
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n+++\n\
                 # A **heading with [a link](https://example.org)**\n\nWords and **words that are underlined, over two lines, with {{ cases.all }}** \
                 and [a **link**](https://example.org) and [one](https://example.org).\n";
    golden_frames("underlined", &frames_in(&layout, words, "en"));
}

#[test]
fn a_page_of_a_color() {
    let layout = LAYOUT.replace("[fit]", "background = \"#eef2f6\"\n[fit]");
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"draft\"\n+++\nText.\n";
    golden_frames("page-of-a-color", &frames_in(&layout, words, "en"));
}

#[test]
fn the_first_page_has_a_header_of_its_own() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\nfirst_header = []\n\
                 header = [\"{{ state.name }}\", \"Page {{ page }}\"]\n+++\n";
    let long = "Words that fill the page line after line. ".repeat(20);
    let frames = frames(&format!("{words}{long}"), "en");
    assert_eq!(frames.matches("District of ").count(), 1, "{frames}");
    assert_eq!(frames.matches("Page ").count(), 1, "{frames}");
}

#[test]
fn a_sheet_of_one_page_has_a_footer_of_its_own() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\nonly_footer = [\"{{ state.name }}\"]\n\
                 footer = [\"{{ state.name }}\", \"Page {{ page }} of {{ pages }}\"]\n+++\n";
    let short = frames(&format!("{words}Few words."), "en");
    assert_eq!(short.matches("District of ").count(), 1, "{short}");
    assert_eq!(short.matches("Page ").count(), 0, "{short}");
    let long = "Words that fill the page line after line. ".repeat(20);
    let long = frames(&format!("{words}{long}"), "en");
    assert_eq!(long.matches("Page ").count(), 2, "{long}");
}

#[test]
fn a_limited_number_of_pages_is_filled_evenly() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\nas_is = [\"1\"]\n+++\n";
    let long = "Words that fill the page line after line. ".repeat(17);
    let limited = LAYOUT.replace("[fit]", "[fit]\npages = 3");
    let lines = |layout: &str| -> Vec<usize> {
        let frames = frames_in(layout, &format!("{words}{long}"), "en");
        let pages = frames.split("frame at 0pt,0pt").skip(1);
        pages.map(|page| page.matches("text at").count()).collect()
    };
    assert_eq!(lines(LAYOUT), [13, 2]);
    assert_eq!(lines(&limited), [8, 7]);
}

#[test]
fn a_page_is_fuller_than_the_last_if_that_parts_no_block() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\nas_is = [\"1\"]\n+++\n";
    let block = |lines: usize| "Words that fill the page line after line. ".repeat(lines);
    let limited = LAYOUT.replace("[fit]", "[fit]\npages = 3");
    let lines = |blocks: &[usize]| -> Vec<usize> {
        let blocks: Vec<String> = blocks.iter().map(|lines| block(*lines)).collect();
        let frames = frames_in(&limited, &format!("{words}{}", blocks.join("\n\n")), "en");
        let pages = frames.split("frame at 0pt,0pt").skip(1);
        pages.map(|page| page.matches("text at").count()).collect()
    };
    // Even pages would part the first block.
    assert_eq!(lines(&[10, 6]), [9, 6]);
    // A last page of two lines is worse than a block that is parted.
    assert_eq!(lines(&[13, 2]), [7, 7]);
}

#[test]
fn a_draft_says_so_on_every_page() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"draft\"\n+++\n";
    let long = "Words that fill the page line after line. ".repeat(20);
    let frames = frames(&format!("{words}{long}"), "en");
    assert_eq!(
        frames.matches("DRAFT – not yet approved").count(),
        2,
        "{frames}"
    );
    assert_eq!(
        frames.matches("mark of 9 contours #e4e4e4\n").count(),
        2,
        "{frames}"
    );
}

#[test]
fn a_clause_left_out_leaves_one_space() {
    golden(
        "one-space",
        "Before. {% if cases.hidden is available %}**Hidden.**{% endif %} After {{ cases.all }}.",
    );
}

#[test]
fn what_a_value_holds_is_never_markup() {
    let words = "**{{ cases.all }}. {{ cases.share }}**z\n\n{{ cases.all }}. Not a list.";
    golden("values-are-text", words);
}

/// What stands before the sheets of a book: columns, names of two lines, and more than one page.
#[test]
fn contents() {
    let words = "+++\ntitle = \"Gallery\"\nstatus = \"final\"\n+++\nWords.\n";
    let files = files(LAYOUT, words);
    let mut reader = Reader::new(&files);
    let plan = planned(&mut reader, &["en"]);
    let edition = &plan.editions[0];
    for (name, length, count) in [("contents", 1, 5), ("contents-long", 12, 40)] {
        let entries = (1..=count).map(|page| Entry {
            name: format!("Place {}", "with a long name ".repeat(length / 3))
                .trim()
                .to_owned(),
            page,
            spoken: None,
            source: Span::DETACHED,
        });
        let matter = FrontMatter {
            title: "Gallery, 2024".to_owned(),
            below: "Publisher".to_owned(),
            mark: (length > 1).then(|| "DRAFT – not yet approved".to_owned()),
            entries: entries.collect(),
        };
        let shaper = &mut edition.tools().shaper;
        let pages = front_matter(&matter, &edition.stylesheet, shaper, &mut reader.report);
        golden_frames(name, &shown(&pages.expect("pages")));
    }
    assert!(reader.report.is_empty());
}
