//! Pictures of which each place has its own.

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::folders::ok;
use common::{Project, Run};
use lopdf::{Document, Object};

const WORDS: &str = "layouts/copy/county/en.md";

/// The counties of the project, each with the color of its drawing, and those of the states around them.
const COUNTIES: [(&str, &str); 5] = [
    ("01001", "#a01001"),
    ("01003", "#a01003"),
    ("01129", "#a01129"),
    ("13001", "#a13001"),
    ("13303", "#a13303"),
];

const STATES: [(&str, u8); 2] = [("AL", 60), ("GA", 120)];

/// The project of counties, with a drawing of each county and a photograph of each state.
fn project() -> Project {
    let project = Project::example("county");
    // The drawings take more room than there is on one page.
    project.replace("layouts/state.toml", "pages = 1", "pages = 2");
    project.replace(
        WORDS,
        "## About the figures",
        "![The outline of {{ county.name }}](layouts/pictures/{{ year }}/{{ county.code }}.svg)\n\n\
         ![A view of {{ within.name }}](layouts/pictures/{{ within.code }}-{{ language }}.png)\n\n\
         ## About the figures",
    );
    for (code, color) in COUNTIES {
        project.write(&format!("layouts/pictures/2024/{code}.svg"), drawing(color));
    }
    for (code, gray) in STATES {
        project.write(&format!("layouts/pictures/{code}-en.png"), photograph(gray));
    }
    project
}

fn drawing(color: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>\
         <rect width='40' height='20' fill='{color}'/></svg>"
    )
}

/// A PNG file of 8 points by 4 in one gray.
fn photograph(gray: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 8, 4);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&[gray; 32]).expect("points");
    drop(writer);
    file
}

fn document(project: &Project, path: &str) -> Document {
    Document::load(project.path(path)).expect("a PDF")
}

/// The pictures of a file: the first operators of drawings, and the first point of photographs.
fn pictures(document: &Document) -> Vec<String> {
    let streams = document.objects.values().filter_map(|o| o.as_stream().ok());
    let mut found: Vec<String> = streams
        .filter_map(|stream| {
            let content = || stream.decompressed_content().expect("deflated data");
            match stream.dict.get(b"Subtype").and_then(Object::as_name) {
                Ok(b"Form") => {
                    let text = String::from_utf8(content()).expect("operators");
                    Some(text.lines().next().expect("a line").to_owned())
                }
                Ok(b"Image") => Some(format!("gray {}", content()[0])),
                _ => None,
            }
        })
        .collect();
    found.sort();
    found
}

/// The operator that sets a color.
fn operator(color: &str) -> String {
    let part = |at: usize| i64::from_str_radix(&color[at..at + 2], 16).expect("a color");
    let share = |part: i64| format!("{}", ((part * 1000 + 127) / 255) as f64 / 1000.0);
    format!(
        "{} {} {} rg",
        share(part(1)),
        share(part(3)),
        share(part(5))
    )
}

fn render(project: &Project, options: &[&str]) -> Run {
    project.run(&[&["render"], options].concat())
}

#[test]
fn each_sheet_has_its_own() {
    let project = project();
    ok(render(&project, &[]));
    for (code, color) in COUNTIES {
        let gray = if code.starts_with("01") { 60 } else { 120 };
        let found = pictures(&document(&project, &format!("out/2024-{code}.pdf")));
        assert_eq!(found, [operator(color), format!("gray {gray}")], "{code}");
    }
    assert_eq!(pictures(&document(&project, "out/2024-AL.pdf")), [""; 0]);
    // A sheet does not depend on the others.
    let whole = fs::read(project.path("out/2024-13303.pdf")).expect("a sheet");
    ok(render(&project, &["13303", "--out", "alone"]));
    let alone = fs::read(project.path("alone/2024-13303.pdf")).expect("a sheet");
    assert!(whole == alone);
}

#[test]
fn a_book_has_each_once() {
    let project = project();
    ok(project.run(&["book", "--layout", "county"]));
    let names = project.names("out");
    let book = names
        .iter()
        .find(|name| name.contains("book") && name.ends_with(".pdf"));
    let book = document(&project, &format!("out/{}", book.expect("a book")));
    let found = pictures(&book);
    let colors = COUNTIES.iter().map(|(_, color)| operator(color));
    let grays = STATES.iter().map(|(_, gray)| format!("gray {gray}"));
    let mut expected: Vec<String> = colors.chain(grays).collect();
    expected.sort();
    assert_eq!(found, expected);
    // Each page finds its own.
    let resources: BTreeSet<_> = book
        .page_iter()
        .filter_map(|page| {
            let page = book.get_dictionary(page).expect("a page");
            let resources = page
                .get(b"Resources")
                .and_then(Object::as_reference)
                .expect("resources");
            let resources = book.get_dictionary(resources).expect("resources");
            let own = resources.get(b"XObject").and_then(Object::as_dict).ok()?;
            assert_eq!(own.len(), 2);
            Some(format!("{own:?}"))
        })
        .collect();
    assert_eq!(resources.len(), COUNTIES.len());
}

#[test]
fn a_missing_one_is_an_error_with_its_path() {
    let project = project();
    for (code, _) in COUNTIES {
        project.remove(&format!("layouts/pictures/2024/{code}.svg"));
    }
    project.write("layouts/pictures/GA-en.png", "no picture");
    project.remove("layouts/pictures/AL-en.png");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1, "{run}");
    insta::assert_snapshot!("missing", run.stderr);
    let run = render(&project, &[]);
    assert_eq!((run.status, project.made()), (1, Vec::new()), "{run}");
}

/// A picture that no sheet prints need not be there.
#[test]
fn one_that_is_not_printed_is_not_read() {
    let project = project();
    let words = project.text(WORDS);
    let start = words.find("![The outline").expect("a picture");
    let end = words.find("## About").expect("a heading");
    let guarded = format!(
        "{{% if broadband.share is available %}}\n\n{}{{% endif %}}\n\n",
        &words[start..end]
    );
    project.write(
        WORDS,
        format!("{}{guarded}{}", &words[..start], &words[end..]),
    );
    let is_withheld = |code: &&str| {
        let figures = project.text(&format!("data/2024/{code}.toml"));
        figures.contains("suppressed")
    };
    let codes = COUNTIES.map(|(code, _)| code);
    let withheld = codes.iter().copied().find(is_withheld).expect("a county");
    project.remove(&format!("layouts/pictures/2024/{withheld}.svg"));
    ok(render(&project, &[]));
    let path = format!("out/2024-{withheld}.pdf");
    assert_eq!(pictures(&document(&project, &path)), [""; 0]);
}

/// Parts of a batch belong together only if they were made with the same pictures of all places.
#[test]
fn parts_know_the_pictures_of_the_others() {
    let project = project();
    let part = |number: usize| {
        let (shard, out) = (format!("{number}/2"), format!("parts/{number}"));
        ok(render(
            &project,
            &["--quiet", "--shard", &shard, "--out", &out],
        ));
    };
    let merge = || project.run(&["merge", "--out", "merged", "parts/1", "parts/2"]);
    part(1);
    part(2);
    ok(merge());
    // The first part prints none of this.
    project.write("layouts/pictures/2024/13303.svg", drawing("#00ff00"));
    part(2);
    let run = merge();
    assert_eq!(run.status, 1, "{run}");
    assert!(run.stderr.contains("parts/2"), "{run}");
}
