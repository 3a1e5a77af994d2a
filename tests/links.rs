//! Where links lead, and what is said of them.

mod common;

use common::Project;
use common::reading::tree;
use lopdf::{Document, Object};

/// The address and the words of every link on all pages, in their order.
fn links(document: &Document) -> Vec<(String, String)> {
    let pages = document.page_iter();
    let links = pages.flat_map(|page| document.get_page_annotations(page).expect("annotations"));
    let read = |link: &lopdf::Dictionary| {
        let action = link.get(b"A").and_then(Object::as_dict).expect("an action");
        let address = action
            .get(b"URI")
            .and_then(Object::as_str)
            .expect("an address");
        let words = link.get(b"Contents").expect("words");
        let words = lopdf::decode_text_string(words).expect("a text");
        (String::from_utf8(address.to_vec()).expect("ASCII"), words)
    };
    links.into_iter().map(read).collect()
}

fn rendered(project: &Project, options: &[&str], file: &str) -> Document {
    let run = project.run(&[&["render"], options].concat());
    assert_eq!(run.status, 0, "{run}");
    Document::load(project.path("out").join(file)).expect("a PDF")
}

#[test]
fn addresses_in_any_letters_are_ascii_in_the_file() {
    let project = Project::shipped();
    let words = "Read [more](https://b\u{fc}cher.example/\u{fc}ber?q=ni\u{f1}o), \
                 <https://example.org/caf\u{e9}>, [encoded](https://example.org/caf%C3%A9), \
                 <desk@example.org>, [the desk](mailto:jos\u{e9}@b\u{fc}cher.example) and [call](tel:+1-800-555-0100).";
    project
        .write("layouts/copy/en.md", format!("+++\ntitle = \"Links\"\nstatus = \"final\"\n+++\n# Links\n\n{words}\n\n```qr\nhttps://example.org/a\u{f1}o\n```\n"))
        .replace("layouts/letter.toml", "[styles.qr]\nshown = false", "[styles.qr]");
    let document = rendered(&project, &[], "2023-AL.pdf");
    let expected = [
        (
            "https://xn--bcher-kva.example/%C3%BCber?q=ni%C3%B1o",
            "more: https://xn--bcher-kva.example/%C3%BCber?q=ni%C3%B1o",
        ),
        (
            "https://example.org/caf%C3%A9",
            "https://example.org/caf\u{e9}",
        ),
        (
            "https://example.org/caf%C3%A9",
            "encoded: https://example.org/caf%C3%A9",
        ),
        ("mailto:desk@example.org", "desk@example.org"),
        (
            "mailto:jos%C3%A9@xn--bcher-kva.example",
            "the desk: jos%C3%A9@xn--bcher-kva.example",
        ),
        ("tel:+1-800-555-0100", "call: +1-800-555-0100"),
        ("https://example.org/a%C3%B1o", "example.org/a\u{f1}o"),
    ];
    let found = links(&document);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(a, w)| (a.as_str(), w.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_the_publication_says_of_itself_is_linked_where_it_is_read() {
    let project = Project::shipped();
    let document = rendered(
        &project,
        &["--layout", "large-print"],
        "2023-AL-large-print.pdf",
    );
    let site = (
        "https://missingkids.org/ourwork/impact",
        "missingkids.org/ourwork/impact",
    );
    let hotline = ("tel:+18008435678", "1-800-THE-LOST (1-800-843-5678)");
    let expected = [site, hotline].map(|(address, words)| (address.to_owned(), words.to_owned()));
    assert_eq!(links(&document), expected);
    // In a footer that says nothing new there is none; in one that does, there is.
    let card = rendered(
        &project,
        &["--layout", "share-card"],
        "2023-AL-share-card.pdf",
    );
    assert_eq!(links(&card).len(), 1);
    // What is no address stays as it is.
    let quiet = Project::shipped();
    quiet
        .replace(
            "data/publication.toml",
            "missingkids.org/ourwork/impact",
            "our pages",
        )
        .replace(
            "layouts/copy/en.md",
            "https://{{ publication.website }}",
            "https://example.org",
        );
    let document = rendered(
        &quiet,
        &["--layout", "large-print"],
        "2023-AL-large-print.pdf",
    );
    assert_eq!(links(&document).len(), 1);
}

#[test]
fn the_contents_of_a_book_say_that_numbers_are_those_of_pages() {
    let project = Project::example("library");
    let run = project.run(&["book"]);
    assert_eq!(run.status, 0, "{run}");
    let book = Document::load(project.path("out/2024-book.pdf")).expect("a book");
    let heard = tree(&book);
    assert!(heard.contains("Span says \"page 1\""), "{heard}");
    let page = book.page_iter().next().expect("a page");
    let links = book.get_page_annotations(page).expect("annotations");
    let words = links[0].get(b"Contents").map(lopdf::decode_text_string);
    let words = words.expect("words").expect("a text");
    assert!(words.ends_with(", page 1"), "{words}");
}

const NARROW: &str = r#"
[page]
size   = { width = "3.2in", height = "5in" }
margin = { top = "0.3in", right = "0.3in", bottom = "0.3in", left = "0.3in" }
[fit]
text = { min = "10pt", max = "10pt" }
[fonts]
regular = "fonts/SourceSans3-Regular.ttf"
[styles.text]
font = "regular"
[styles.h1]
size = "1.2em"
"#;

/// Addresses that are longer than a line of a narrow page, in text, in a link and beside a code. A line ends after a
/// sign, without a hyphen, and the first part of an address is copied as the whole of it.
#[test]
fn long_addresses_are_broken_and_copied_whole() {
    let statistics =
        "https://example.org/statistics/of-the-libraries-of-the-county/2024?place=NORTH";
    let data = "libraries.example.org/b%20c/%E2%82%AC/open-data-for-all_who-ask,";
    let code = "example.org/cards/of-the-readers-of-the-county/2024";
    let project = Project::example("drawn");
    project.write("layouts/narrow.toml", NARROW).write(
        "layouts/copy/en.md",
        format!(
            "+++\ntitle = \"Addresses\"\nstatus = \"final\"\n+++\n# Addresses\n\nFigures are at <{statistics}> \
             and (if you ask) in the reading room.\n\nSee {data} or www.example.org.\n\n```qr\nhttps://{code}\n```\n"
        ),
    );
    let document = rendered(
        &project,
        &["NORTH", "--layout", "narrow"],
        "2024-NORTH-narrow.pdf",
    );
    let whole = tree(&document);
    for address in [statistics, data, code] {
        assert_eq!(
            whole.matches(&format!("says {address:?}")).count(),
            1,
            "{address}: {whole}"
        );
    }
    let pages = document.page_iter();
    let content = pages
        .map(|page| document.get_page_content(page))
        .collect::<Vec<_>>();
    let content = String::from_utf8_lossy(&content.concat()).into_owned();
    for address in [statistics, data, code] {
        assert!(
            content.contains(&format!("/ActualText({address})")),
            "{address}: {content}"
        );
    }
    let further = whole.matches("says \"\"").count();
    assert_eq!(
        content.matches("/ActualText()").count(),
        further,
        "{content}"
    );
    let expected = [
        (statistics.to_owned(), statistics.to_owned()),
        (format!("https://{code}"), code.to_owned()),
    ];
    let mut links = links(&document);
    links.dedup();
    assert_eq!(links, expected);
}

/// A code without its address is a link itself, and says the address. In print it must be somewhere else.
#[test]
fn a_code_can_stand_without_its_address() {
    let project = Project::example("drawn");
    let words = |text: &str| {
        format!(
            "+++\ntitle = \"Code\"\nstatus = \"final\"\n+++\n# Code\n\n{text}\n\n\
             ```qr\nhttps://{{{{ publication.website }}}}/cards\n```\n"
        )
    };
    let design = format!("{NARROW}[styles.qr]\naddress = false\n");
    project.write("layouts/narrow.toml", design).write(
        "layouts/copy/en.md",
        words("See {{ publication.website }}/cards or the code."),
    );
    let options = ["NORTH", "--layout", "narrow"];
    let document = rendered(&project, &options, "2024-NORTH-narrow.pdf");
    insta::assert_snapshot!("code_alone", tree(&document));
    let code = "https://library.example.org/cards".to_owned();
    let expected = (code.clone(), format!("QR code: {code}"));
    assert_eq!(links(&document).last(), Some(&expected));
    let run = project.run(&[&["check"], &options[..]].concat());
    assert!(!run.stderr.contains("left-out"), "{run}");
    project.write(
        "layouts/copy/en.md",
        words("See {{ publication.website }} or the code."),
    );
    let run = project.run(&[&["check"], &options[..]].concat());
    let warnings = run.stderr.split("\n\n");
    let left_out: Vec<&str> = warnings
        .filter(|text| text.starts_with("warning[left-out]"))
        .collect();
    insta::assert_snapshot!("code_without_an_address", left_out.join("\n\n"));
}
