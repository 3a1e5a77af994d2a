//! What whoever cannot see a sheet hears: the tree of its elements, read back from the PDF.

mod common;

use common::Project;
use common::reading::{tree, unheard};
use lopdf::{Document, Object};

fn golden(name: &str, document: &Document) {
    insta::with_settings!({ snapshot_path => "snapshots/tags", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, tree(document));
    });
}

fn rendered(project: &Project, file: &str) -> Document {
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    Document::load(project.path("out").join(file)).expect("a PDF")
}

/// The words of a tree, without its tags.
fn words(tree: &str) -> String {
    let texts = tree
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('"'));
    let texts = texts.map(|text| text.trim_matches('"'));
    texts.collect::<Vec<_>>().join("")
}

#[test]
fn the_shipped_sheet() {
    let document = rendered(&Project::shipped(), "2023-AL.pdf");
    golden("shipped", &document);
    // What is not read aloud is said elsewhere, or counts pages.
    let heard = words(&tree(&document));
    for artifact in unheard(&document) {
        let is_said = heard.contains(artifact.trim());
        assert!(is_said || artifact.starts_with("Page "), "{artifact}");
    }
}

/// Wherever callouts and columns stand, they are heard in the order of the words.
#[test]
fn the_shipped_sheet_at_a_glance() {
    let project = Project::shipped();
    let run = project.run(&["render", "--layout", "letter,at-a-glance"]);
    assert_eq!(run.status, 0, "{run}");
    let load = |file: &str| Document::load(project.path("out").join(file)).expect("a PDF");
    let glance = load("2023-AL-at-a-glance.pdf");
    golden("at-a-glance", &glance);
    let (glance, letter) = (tree(&glance), tree(&load("2023-AL.pdf")));
    // Between a paragraph and the callout that ended it there is no space.
    let said = |tree: &str| words(tree).split_whitespace().collect::<String>();
    let (glance, letter) = (said(&glance), said(&letter));
    // What is lifted out of the middle of a paragraph is heard after it; in these words all callouts end theirs.
    let (text, _) = letter
        .split_once("ChildrenReportedMissing")
        .expect("a table");
    assert!(glance.starts_with(text), "{glance}\n{text}");
    let (_, rest) = letter
        .split_once("NCMEC’sWorktoCombatChildSexTrafficking")
        .expect("a section");
    let (rest, _) = rest.split_once("Datafor2023").expect("an end");
    assert!(glance.contains(rest), "{glance}\n{rest}");
}

#[test]
fn all_kinds_of_blocks_over_pages() {
    let project = Project::shipped();
    let rows: String = (1..40)
        .map(|row| format!("| Row {row} | {row} |\n"))
        .collect();
    let long = "A sentence that is long enough to fill a line of its own. ".repeat(60);
    let words = format!(
        "+++\ntitle = \"Tags\"\nstatus = \"draft\"\nheader = [\"Only the header says this\"]\n\
         footer = [\"Only the footer says this\", \"A telling end, page {{{{ page }}}}\"]\n\
         foreign = {{ es = [\"Equipo Esperanza\"] }}\n+++\n\
         # Title\n\nA **callout** and *a name*, **Equipo Esperanza**, and [a **link** to a page whose \
         name is so long that it goes on over the end of the line and still is one link, all of \
         it](https://example.org).\n\n\
         ## Lists\n\n1. one\n2. two\n   - inside\n\n     a second paragraph\n\n\
         > A note.\n>\n> - in it\n\n---\n\n{long}\n\n\
         ## Table\n\n| Name | Number |\n|:--|--:|\n{rows}\n\nThe end.\n"
    );
    project
        .write("layouts/copy/en.md", words)
        .replace("layouts/letter.toml", "pages = 1\n", "");
    let document = rendered(&project, "2023-AL.pdf");
    assert!(document.page_iter().count() > 1);
    golden("all-kinds", &document);
    let unheard: Vec<String> = unheard(&document);
    // That it is a draft is said once, however often it can be seen.
    assert_eq!(tree(&document).matches("DRAFT").count(), 1);
    // On later pages header, footer and the table's header row are not said again.
    assert!(
        unheard
            .iter()
            .any(|text| text.starts_with("Only the header"))
    );
    assert!(unheard.iter().any(|text| text == "Number"));
    assert!(!unheard.iter().any(|text| text.starts_with("Row ")));
}

/// What a header says that nothing else does is heard before the text, not amid it.
/// A total row is a row like others: its first cell is its header. The lines of a cell are one text.
#[test]
fn a_table_with_a_total_and_lines_in_cells() {
    let project = Project::shipped();
    project.write(
        "layouts/copy/en.md",
        "+++\ntitle = \"Tags\"\nstatus = \"final\"\n+++\n# Title\n\n| Kind | Reports<br>in {{ year }} |\n|:--|--:|\n\
         | First<br>kind | 1 |\n| Other | 2 |\n| All {.total} | 3 |\n{.kinds}\n",
    );
    let document = rendered(&project, "2023-AL.pdf");
    golden("table", &document);
}

/// A call is a link in a reference to its footnote, and the number of the footnote is a link back.
#[test]
fn footnotes_and_their_calls() {
    let project = Project::example("county");
    let run = project.run(&["render", "01001"]);
    assert_eq!(run.status, 0, "{run}");
    let document = Document::load(project.path("out/2024-01001.pdf")).expect("a PDF");
    golden("footnotes", &document);
    let elements = || document.objects.values().filter_map(|o| o.as_dict().ok());
    let is = |element: &lopdf::Dictionary, kind: &[u8]| {
        element
            .get(b"S")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == kind)
    };
    let notes: Vec<_> = elements().filter(|element| is(element, b"Note")).collect();
    let id =
        |note: &lopdf::Dictionary| note.get(b"ID").and_then(Object::as_str).map(<[u8]>::to_vec);
    let ids: std::collections::BTreeSet<_> =
        notes.iter().map(|note| id(note).expect("an ID")).collect();
    assert_eq!((notes.len(), ids.len()), (2, 2));
    assert_eq!(
        elements()
            .filter(|element| is(element, b"Reference"))
            .count(),
        2
    );
    // There and back, for each of the two.
    let leads_inside = |element: &&lopdf::Dictionary| {
        element
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Link")
            && (element.has(b"Dest")
                || element
                    .get(b"A")
                    .and_then(Object::as_dict)
                    .is_ok_and(|action| action.has(b"D")))
    };
    assert_eq!(elements().filter(leads_inside).count(), 4);
}

#[test]
fn headers_of_later_pages_are_heard_before_the_text() {
    let project = Project::example("catalog");
    let run = project.run(&["render", "MILL"]);
    assert_eq!(run.status, 0, "{run}");
    let document = Document::load(project.path("out/2025-MILL.pdf")).expect("a PDF");
    let heard = tree(&document);
    let text = heard.find("  H1").expect("a heading");
    let header = heard.find("Catalogue of tools 2025").expect("the header");
    assert!(header < text, "{heard}");
    assert_eq!(heard.matches("Catalogue of tools 2025").count(), 1);
}

/// A footer's address is read, though it is a part of another one.
#[test]
fn a_footer_is_heard_whose_address_is_a_part_of_another() {
    let project = Project::shipped();
    project
        .replace(
            "data/publication.toml",
            "missingkids.org/ourwork/impact",
            "library.example",
        )
        .replace(
            "layouts/copy/en.md",
            "{{ publication.website }}.",
            "desk@library.example.",
        )
        .replace(
            "layouts/copy/en.md",
            "\"Data for {{ year }}\"",
            "\"{{ publication.website }}\"",
        );
    let document = rendered(&project, "2023-AL.pdf");
    let heard = tree(&document);
    assert!(heard.contains("\"library.example\""), "{heard}");
}

/// Voices follow the language, not the country: "8,249" is no number in Spanish.
#[test]
fn grouped_numbers_are_said_in_digits() {
    let project = Project::shipped();
    let run = project.run(&[
        "render",
        "--lang",
        "en,es",
        "--layout",
        "letter,at-a-glance",
    ]);
    assert_eq!(run.status, 0, "{run}");
    for design in ["", "-at-a-glance"] {
        let load = |file: String| Document::load(project.path("out").join(file)).expect("a PDF");
        let spanish = load(format!("2023-AL{design}-es.pdf"));
        let heard = tree(&spanish);
        for (printed, said) in [("8,249", "8249"), ("28,886", "28886"), ("18,400", "18400")] {
            let lines: Vec<&str> = heard.lines().map(str::trim).collect();
            let at = lines
                .iter()
                .position(|line| *line == format!("{printed:?}"));
            let at = at.unwrap_or_else(|| panic!("{printed} is not by itself: {heard}"));
            assert_eq!(lines[at - 1], format!("Span says {said:?}"));
            // Programs that copy text find it beside the glyphs.
            let page = spanish.page_iter().next().expect("a page");
            let content = spanish.get_page_content(page);
            let content = String::from_utf8_lossy(&content).into_owned();
            assert!(content.contains(&format!("/ActualText({said})")), "{said}");
        }
        let english = load(format!("2023-AL{design}.pdf"));
        assert!(!tree(&english).contains("Span says"));
    }
}

/// What a chart says has its numbers as they are said.
#[test]
fn alternative_texts_have_numbers_in_digits() {
    let project = Project::shipped();
    project
        .replace("data/2023/AL.toml", "= 43\n", "= 1_043\n")
        .replace("data/2023/AL.toml", "= 211\n", "= 1_211\n");
    let run = project.run(&["render", "--lang", "es", "--layout", "at-a-glance"]);
    assert_eq!(run.status, 0, "{run}");
    let document = Document::load(project.path("out/2023-AL-at-a-glance-es.pdf")).expect("a PDF");
    let heard = tree(&document);
    assert!(heard.contains(": 1043;"), "{heard}");
}
