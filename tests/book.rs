//! All sheets in one file, read back and held against the single ones.

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::Project;
use common::reading::{attached, dictionary, shown, tree};
use lopdf::{Dictionary, Document, Object, ObjectId};

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/book", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

fn ok(project: &Project, arguments: &[&str]) {
    let run = project.run(arguments);
    assert_eq!(run.status, 0, "{run}");
}

/// The shipped project with samples of two places beside its own sheet, all of them made, and bound.
fn three() -> Project {
    let project = Project::shipped();
    ok(&project, &["sample", "samples"]);
    for code in ["AK", "DC"] {
        let text = project.text(&format!("samples/2023/{code}.toml"));
        project.write(&format!("data/2023/{code}.toml"), text);
    }
    ok(&project, &["render"]);
    ok(&project, &["book"]);
    project
}

fn load(project: &Project, file: &str) -> Document {
    Document::load(project.path("out").join(file)).expect("a PDF")
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().expect("a catalog")
}

fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).expect("a text")
}

/// The parts of a book's tree, each as the tree of a document of its own, and what is before them.
fn parts(tree: &str) -> (String, Vec<String>) {
    let mut parts: Vec<String> = Vec::new();
    let mut front = String::new();
    for line in tree.lines() {
        if line.trim() == "Part" {
            parts.push("Document\n".to_owned());
        } else if let Some(part) = parts.last_mut() {
            let inner = line.strip_prefix("  ").expect("a line inside of a part");
            *part += &format!("{inner}\n");
        } else {
            front += &format!("{line}\n");
        }
    }
    (front, parts)
}

#[test]
fn each_sheet_is_tagged_as_it_is_by_itself() {
    let project = three();
    let book = tree(&load(&project, "2023-book.pdf"));
    let (front, parts) = parts(&book);
    golden("front", front);
    // In the order of the jurisdictions' file, not of codes.
    let codes = ["AL", "AK", "DC"];
    assert_eq!(parts.len(), codes.len());
    for (code, part) in codes.iter().zip(parts) {
        let single = tree(&load(&project, &format!("2023-{code}.pdf")));
        assert_eq!(part, single, "{code}");
    }
}

#[test]
fn each_sheet_has_its_data() {
    let project = three();
    let files = attached(&load(&project, "2023-book.pdf"));
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["2023-AK.json", "2023-AL.json", "2023-DC.json"]);
    for (code, file) in ["AK", "AL", "DC"].iter().zip(&files) {
        let single = &attached(&load(&project, &format!("2023-{code}.pdf")))[0];
        assert_eq!(file.content, single.content, "{code}");
        assert_eq!(file.description, single.description, "{code}");
    }
}

#[test]
fn pages_say_the_same_and_are_counted_together() {
    let project = three();
    let book = shown(&load(&project, "2023-book.pdf"));
    for (number, code) in (1..).zip(["AL", "AK", "DC"]) {
        let single = shown(&load(&project, &format!("2023-{code}.pdf")));
        let own: Vec<&str> = book
            .iter()
            .filter(|shown| shown.page == number)
            .map(|shown| shown.text.as_str())
            .collect();
        let single: Vec<&str> = single.iter().map(|shown| shown.text.as_str()).collect();
        let expected = single
            .concat()
            .replace("Page 1 of 1", &format!("Page {number} of 3"));
        assert_eq!(own.concat(), expected, "{code}");
    }
}

/// The outline, an entry a line, with the number of the page it leads to and whether it is open.
fn outline(document: &Document) -> String {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let root = dictionary(
        document,
        catalog(document).get(b"Outlines").expect("an outline"),
    );
    let mut lines = String::new();
    entries(document, &root, &pages, 0, &mut lines);
    lines
}

fn entries(
    document: &Document,
    parent: &Dictionary,
    pages: &[ObjectId],
    depth: usize,
    lines: &mut String,
) {
    let mut next = parent.get(b"First").ok().cloned();
    while let Some(entry) = next {
        let entry = dictionary(document, &entry);
        let title = text(entry.get(b"Title").expect("a title"));
        let page = page_of(entry.get(b"Dest").expect("a place"), pages);
        let closed = entry.get(b"Count").and_then(Object::as_i64);
        let closed = if closed.is_ok_and(|count| count < 0) {
            ", closed"
        } else {
            ""
        };
        *lines += &format!("{:1$}{title} → {page}{closed}\n", "", 2 * depth);
        entries(document, &entry, pages, depth + 1, lines);
        next = entry.get(b"Next").ok().cloned();
    }
}

/// The number of the page, from 1, that a place is on.
fn page_of(place: &Object, pages: &[ObjectId]) -> usize {
    let place = place.as_array().expect("a place");
    let page = place[0].as_reference().expect("a page");
    1 + pages
        .iter()
        .position(|known| *known == page)
        .expect("a page of the book")
}

#[test]
fn the_outline_opens_with_the_names_of_places() {
    let document = load(&three(), "2023-book.pdf");
    golden("outline", outline(&document));
    let mode = catalog(&document)
        .get(b"PageMode")
        .and_then(Object::as_name);
    assert_eq!(mode.ok(), Some(&b"UseOutlines"[..]));
}

#[test]
fn pages_are_called_by_the_numbers_printed_on_them() {
    let document = load(&three(), "2023-book.pdf");
    let labels = dictionary(
        &document,
        catalog(&document).get(b"PageLabels").expect("labels"),
    );
    let labels = labels
        .get(b"Nums")
        .and_then(Object::as_array)
        .expect("numbers");
    let labels: Vec<(i64, Vec<u8>)> = labels
        .chunks(2)
        .map(|pair| {
            let style = dictionary(&document, &pair[1]);
            let style = style.get(b"S").and_then(Object::as_name).expect("a style");
            (pair[0].as_i64().expect("a page"), style.to_vec())
        })
        .collect();
    assert_eq!(labels, [(0, b"r".to_vec()), (1, b"D".to_vec())]);
}

#[test]
fn the_contents_lead_to_the_sheets() {
    let document = load(&three(), "2023-book.pdf");
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let first = document.get_dictionary(pages[0]).expect("a page");
    let annotations = first
        .get(b"Annots")
        .and_then(Object::as_array)
        .expect("links");
    let links: Vec<(String, usize)> = annotations
        .iter()
        .map(|link| {
            let link = dictionary(&document, link);
            let words = text(link.get(b"Contents").expect("words"));
            let place = link.get(b"Dest").expect("a place");
            // To the top of a letter page.
            let top = place.as_array().expect("a place")[3].as_float();
            assert_eq!(top.ok(), Some(792.0));
            (words, page_of(place, &pages))
        })
        .collect();
    let expected = [
        ("Alabama, page 1", 2),
        ("Alaska, page 2", 3),
        ("District of Columbia, page 3", 4),
    ];
    let expected = expected.map(|(words, page)| (words.to_owned(), page));
    assert_eq!(links, expected);
}

#[test]
fn fonts_and_marks_are_in_it_once() {
    let project = three();
    let programs = |document: &Document| {
        let objects = document.objects.values().filter_map(|o| o.as_dict().ok());
        objects.filter(|dict| dict.has(b"FontFile2")).count()
    };
    let book = load(&project, "2023-book.pdf");
    assert_eq!(programs(&book), programs(&load(&project, "2023-AL.pdf")));
    // Samples share their mark, which lies between their backgrounds and their words; the final sheet has
    // none, and the contents have no backgrounds.
    let behind: Vec<usize> = book
        .page_iter()
        .map(|page| book.get_dictionary(page).expect("a page"))
        .map(|page| {
            page.get(b"Contents")
                .and_then(Object::as_array)
                .map_or(1, Vec::len)
        })
        .collect();
    assert_eq!(behind, [3, 1, 3, 3]);
}

#[test]
fn its_bytes_do_not_depend_on_threads_and_it_is_a_part_of_the_release() {
    let project = three();
    let first = fs::read(project.path("out/2023-book.pdf")).expect("a book");
    ok(&project, &["book", "--jobs", "1", "--out", "out/again"]);
    assert!(first == fs::read(project.path("out/again/2023-book.pdf")).expect("a book"));
    let manifest: serde_json::Value =
        serde_json::from_str(&project.text("out/manifest.json")).expect("JSON");
    assert_eq!(manifest["sheets"].as_array().map(Vec::len), Some(3));
    assert_eq!(manifest["books"][0]["pages"], 4);
    assert_eq!(manifest["books"][0]["status"], "sample");
    assert!(project.text("out/SHA256SUMS").contains("  2023-book.pdf\n"));
    // It stays as long as its sheets are the same, whichever is made first.
    ok(&project, &["render"]);
    assert!(project.path("out/2023-book.pdf").exists());
    fs::remove_dir_all(project.path("out")).expect("a folder");
    ok(&project, &["book"]);
    ok(&project, &["render"]);
    assert!(project.path("out/2023-book.pdf").exists());
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    golden("outdated", run);
    assert!(!project.path("out/2023-book.pdf").exists());
}

#[test]
fn a_book_never_contradicts_the_sheets_beside_it() {
    let project = three();
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    let run = project.run(&["book"]);
    assert_eq!(run.status, 1, "{run}");
    golden("other-sheets", run);
    ok(&project, &["render", "AL"]);
    ok(&project, &["book"]);
    // Nor does it have other places than there are sheets of.
    project.remove("data/2023/AK.toml");
    assert_eq!(project.run(&["book"]).status, 1);
    ok(&project, &["render"]);
    ok(&project, &["book"]);
    // Another design becomes the usual one: its sheets take the names of the others.
    project.add_wide();
    project.replace("data/publication.toml", "\"letter\" ", "\"wide\" ");
    ok(&project, &["render"]);
    assert!(!project.path("out/2023-book.pdf").exists());
    ok(&project, &["book"]);
    // Other words.
    project.replace("layouts/copy/en.md", "{{ year }}.", "the year {{ year }}.");
    assert_eq!(project.run(&["book"]).status, 1);
}

#[test]
fn each_edition_has_a_book_of_its_own() {
    let project = Project::example("spanish");
    ok(&project, &["book", "--lang", "en,es"]);
    let books: Vec<String> = project.made();
    assert_eq!(books.len(), 2, "{books:?}");
    for book in books {
        let (_, parts) = parts(&tree(&load(&project, &book)));
        assert_eq!(parts.len(), 3);
    }
}

#[test]
fn a_book_of_all_places_is_small() {
    let project = Project::shipped();
    ok(&project, &["sample", "samples"]);
    let run = project.run(&["book", "--data", "samples"]);
    assert_eq!(run.status, 0, "{run}");
    golden("all", run);
    let bytes = fs::metadata(project.path("out/2023-book.pdf"))
        .expect("a book")
        .len();
    assert!(bytes < 400_000, "{bytes}");
}

#[test]
fn sheets_of_several_pages_and_other_editions() {
    let project = Project::example("catalog");
    ok(&project, &["render"]);
    ok(&project, &["book"]);
    let name = project
        .made()
        .into_iter()
        .find(|name| name.contains("book"));
    let book = load(&project, &name.expect("a book"));
    let singles: BTreeMap<String, Document> = project
        .made()
        .into_iter()
        .filter(|name| !name.contains("book"))
        .map(|name| (name.clone(), load(&project, &name)))
        .collect();
    let pages: usize = singles
        .values()
        .map(|single| single.page_iter().count())
        .sum();
    assert!(pages > singles.len());
    let (_, parts) = parts(&tree(&book));
    let mut trees: Vec<String> = singles.values().map(tree).collect();
    let mut parts = parts;
    trees.sort();
    parts.sort();
    assert_eq!(parts, trees);
    assert_eq!(book.page_iter().count(), pages + 1);
}

#[test]
fn errors_leave_nothing_behind() {
    let project = three();
    project.replace("data/2023/AL.toml", "= 211", "= 212");
    let before = fs::read(project.path("out/2023-book.pdf")).expect("a book");
    let run = project.run(&["book"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(run.stderr.ends_with("; nothing was written\n"), "{run}");
    assert!(before == fs::read(project.path("out/2023-book.pdf")).expect("a book"));
}
