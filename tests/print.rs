//! Sheets for a print shop: the paper around them, the marks, and what they do not claim.

mod common;

use std::fs;

use common::Project;
use common::reading::number;
use lopdf::content::Content;
use lopdf::{Document, Object};

/// The paper beyond the edges of a page, in points.
const PAPER: f64 = 30.0;

/// The color beyond them.
const BLEED: f64 = 9.0;

fn document(project: &Project, file: &str) -> Document {
    let pdf = fs::read(project.path("out").join(file)).expect("a sheet");
    Document::load_mem(&pdf).expect("a PDF")
}

/// The sides of a box of the first page: left, bottom, right, top.
fn sides(document: &Document, name: &[u8]) -> Option<Vec<f64>> {
    let page = document.page_iter().next().expect("a page");
    let page = document.get_dictionary(page).expect("a page");
    let sides = page.get(name).and_then(Object::as_array).ok()?;
    Some(sides.iter().map(number).collect())
}

fn xmp(document: &Document) -> String {
    let catalog = document.catalog().expect("a catalog");
    let stream = common::reading::stream(document, catalog, b"Metadata");
    String::from_utf8(stream.content.clone()).expect("XMP")
}

/// The rectangles that are drawn on the first page, as their lower left and upper right corners.
fn rectangles(document: &Document) -> Vec<[f64; 4]> {
    let page = document.page_iter().next().expect("a page");
    let content = document.get_page_content(page);
    let operations = Content::decode(&content).expect("content").operations;
    let mut rectangles = Vec::new();
    for operation in operations.iter().filter(|o| o.operator == "re") {
        let numbers: Vec<f64> = operation.operands.iter().map(number).collect();
        let [x, y, width, height] = numbers[..] else {
            panic!("{numbers:?}");
        };
        rectangles.push([x, y, x + width, y + height]);
    }
    rectangles
}

#[test]
fn a_sheet_for_print_has_paper_and_marks_around_it() {
    let project = Project::shipped();
    let run = project.run(&["render", "--print-marks", "--layout", "share-card"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(project.made(), ["2023-AL-share-card.print.pdf"]);
    let document = document(&project, "2023-AL-share-card.print.pdf");
    let (width, height) = (720.0, 378.0);
    let around = |by: f64| Some(vec![-by, -by, width + by, height + by]);
    assert_eq!(sides(&document, b"MediaBox"), around(PAPER));
    assert_eq!(sides(&document, b"BleedBox"), around(BLEED));
    assert_eq!(sides(&document, b"TrimBox"), around(0.0));

    let rectangles = rectangles(&document);
    let is_bleed = |r: &&[f64; 4]| r[..] == around(BLEED).expect("sides")[..];
    assert_eq!(rectangles.iter().filter(is_bleed).count(), 1, "the color");
    let is_outside = |r: &&[f64; 4]| {
        let [left, bottom, right, top] = **r;
        right <= -BLEED || left >= width + BLEED || top <= -BLEED || bottom >= height + BLEED
    };
    let marks: Vec<_> = rectangles.iter().filter(is_outside).collect();
    assert_eq!(marks.len(), 8, "two at each corner: {marks:?}");
    for [left, bottom, right, top] in marks {
        assert!(*left >= -PAPER && *bottom >= -PAPER && *right <= width + PAPER);
        assert!(*top <= height + PAPER);
        let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
        let is_at = |place: f64, edges: [f64; 2]| edges.iter().any(|e| (e - place).abs() < 0.01);
        // Each points at an edge of the page.
        assert!(is_at(x, [0.0, width]) != is_at(y, [0.0, height]), "{x} {y}");
    }
}

#[test]
fn a_sheet_for_print_claims_neither_access_nor_age() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render"]).status, 0);
    let run = project.run(&["render", "--print-marks"]);
    assert_eq!(run.status, 0, "{run}");
    // That for readers stays beside it.
    assert_eq!(project.made(), ["2023-AL.pdf", "2023-AL.print.pdf"]);
    let plain = document(&project, "2023-AL.pdf");
    let print = document(&project, "2023-AL.print.pdf");
    assert!(xmp(&plain).contains("pdfuaid:part") && xmp(&plain).contains("pdfaid:part"));
    assert!(!xmp(&print).contains("pdfuaid:part") && !xmp(&print).contains("pdfaid:part"));
    assert_eq!(sides(&plain, b"TrimBox"), None);
    // What is on the page is the same.
    let text = |document: &Document| {
        let shown = common::reading::shown(document).into_iter();
        shown.map(|shown| shown.text).collect::<String>()
    };
    assert_eq!(text(&plain), text(&print));
    let manifest = project.text("out/manifest.json");
    assert!(
        manifest.contains("\"edition\":\"letter-en-print\""),
        "{manifest}"
    );
}

#[test]
fn a_book_for_both_sides_begins_its_first_sheet_on_a_right_hand_page() {
    let project = Project::shipped();
    let design =
        "extends = \"large-print\"\n[page]\ntwo_sided = true\nmargin = { left = \"1.5in\" }\n";
    project.write("layouts/bound.toml", design);
    let run = project.run(&["book", "--print-marks", "--layout", "bound"]);
    assert_eq!(run.status, 0, "{run}");
    let book = document(&project, "2023-book-bound.print.pdf");
    let pages: Vec<_> = book.page_iter().collect();
    let texts = |page: usize| -> Vec<_> {
        let shown = common::reading::shown(&book).into_iter();
        shown.filter(|shown| shown.page == page).collect()
    };
    assert!(texts(1).is_empty(), "the page after the contents is empty");
    // The inner margin changes sides, and with it the texts of the footer.
    let first = |page: usize| texts(page)[0].x;
    assert!((first(2) - 108.0).abs() < 0.01, "{}", first(2));
    assert!((first(3) - 72.0).abs() < 0.01, "{}", first(3));
    assert!(pages.len() >= 6, "{}", pages.len());
}

#[test]
fn a_sheet_for_print_does_not_outlive_its_figures() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render", "--print-marks"]).status, 0);
    assert_eq!(project.run(&["render"]).status, 0);
    assert_eq!(project.made(), ["2023-AL.pdf", "2023-AL.print.pdf"]);
    project.replace("data/2023/AL.toml", "reports = 8_249", "reports = 8_250");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    let said = "removed, with other figures than these; make them again with --print-marks: 1 \
                (2023-AL.print.pdf)";
    assert!(run.stdout.contains(said), "{run}");
    assert_eq!(project.made(), ["2023-AL.pdf"]);
}

#[test]
fn a_sheet_for_print_is_traced() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render", "--print-marks"]).status, 0);
    let run = project.run(&["trace", "AL", "out/2023-AL.print.pdf", "--print-marks"]);
    assert_eq!(run.status, 0, "{run}");
}

#[test]
fn no_design_takes_the_names_of_other_editions() {
    for (name, said) in [
        ("wide.print", "would be called like those for a print shop"),
        ("es", "would be called like those in a language"),
        ("wide-es", "would be called like those in a language"),
    ] {
        let project = Project::shipped();
        project.write(&format!("layouts/{name}.toml"), "extends = \"letter\"\n");
        let run = project.run(&["render", "--layout", name]);
        assert_eq!(run.status, 2, "{run}");
        assert!(run.stderr.contains(said), "{run}");
    }
}
