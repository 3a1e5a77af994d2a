//! `factsheet trace`: every printed figure, where it stands, and where its number comes from.

mod common;

use std::fs;

use common::reading::{attached, shown};
use common::{Project, Run};
use lopdf::Document;
use serde_json::Value;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/trace", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

fn traced(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run}"))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn says_where_each_figure_comes_from() {
    let project = Project::shipped();
    golden("text", project.run(&["trace", "AL"]));
    golden("json", project.run(&["trace", "AL", "--format", "json"]));
}

/// Draws up the traces of a project's sheets, and finds each traced figure on the page of the PDF and in the line
/// of the data file that the trace names. All figures in the data of the sheet are traced.
fn holds(project: &Project, codes: &[&str], options: &[&str]) -> usize {
    let rendered = [&["render", "--out", "held"], options, codes].concat();
    let run = project.run(&rendered);
    assert_eq!(run.status, 0, "{run}");
    let mut count = 0;
    for code in codes {
        let files = project.names("held").into_iter();
        let mut file =
            files.filter(|name| name.ends_with(".pdf") && name.contains(&format!("-{code}")));
        let file = project.path(&format!("held/{}", file.next_back().expect("a sheet")));
        let path = file.to_str().expect("a path");
        let words = [&["trace", code, path, "--format", "json"], options].concat();
        let run = project.run(&words);
        assert_eq!(run.status, 0, "{run}");
        let trace = traced(&run);
        assert_eq!(trace["compared"]["same"], true, "{run}");
        let document = Document::load(&file).expect("a PDF");
        let drawn = shown(&document);
        let data: Value = serde_json::from_slice(&attached(&document)[0].content).expect("JSON");
        let figures = trace["figures"].as_array().expect("figures");
        for figure in figures {
            is_on_the_page(&document, &drawn, figure);
            is_in_its_file(project, figure);
        }
        for printed in data["figures"].as_array().expect("figures") {
            let prefix = if printed["scope"] == "national" {
                "national."
            } else {
                ""
            };
            let id = format!("{prefix}{}", text(&printed["id"]));
            let of_it = figures.iter().filter(|figure| figure["id"] == id.as_str());
            let mut texts: Vec<&Value> = of_it.map(|figure| &figure["printed"]).collect();
            texts.dedup();
            for text in printed["printed"].as_array().expect("texts") {
                assert!(
                    texts.contains(&text),
                    "{id}: {text} is not traced: {texts:?}"
                );
            }
        }
        count += figures.len();
    }
    count
}

fn is_on_the_page(document: &Document, drawn: &[common::reading::Shown], figure: &Value) {
    let page = figure["page"].as_u64().expect("a page");
    let number = u32::try_from(page).expect("a page");
    let page_id = document.get_pages()[&number];
    let sheet = document.get_dictionary(page_id).expect("a page");
    let sides = sheet.get(b"MediaBox").and_then(lopdf::Object::as_array);
    let height = common::reading::number(&sides.expect("a box")[3]);
    let (x, y) = (
        figure["x"].as_f64().expect("x"),
        figure["y"].as_f64().expect("y"),
    );
    let near = |one: f64, other: f64| (one - other).abs() < 0.02;
    let first = text(&figure["printed"])
        .split_whitespace()
        .next()
        .expect("a word");
    let mut there = drawn.iter().filter(|shown| {
        shown.page + 1 == usize::try_from(page).expect("a page")
            && near(shown.x, x)
            && near(shown.y, height - y)
    });
    assert!(
        there.any(|shown| shown.text.starts_with(first)),
        "{figure:#}"
    );
}

fn is_in_its_file(project: &Project, figure: &Value) {
    let place = &figure["number"];
    if place.is_null() {
        assert_eq!(figure["absence"], "not-available", "{figure:#}");
        return;
    }
    let file = project.text(text(&place["file"]));
    let index =
        |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("small") - 1;
    let line = file.lines().nth(index("line")).expect("a line");
    let rest: String = line.chars().skip(index("column")).collect();
    let written: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "_.-\"".contains(*c))
        .collect();
    let value = match figure["absence"].as_str() {
        Some(absence) => format!("\"{absence}\""),
        None => figure["value"].to_string(),
    };
    assert_eq!(written.replace('_', ""), value, "{figure:#}");
    let id = text(&figure["id"]);
    let name = id.rsplit('.').next().expect("a name");
    assert!(line.contains(name), "{line}: {id}");
}

#[test]
fn every_figure_stands_where_it_is_said_to() {
    assert_eq!(holds(&Project::shipped(), &["AL"], &[]), 20);
    let samples = Project::shipped();
    for kind in ["likely", "stress"] {
        let option = if kind == "stress" {
            vec!["--stress"]
        } else {
            vec![]
        };
        assert_eq!(
            samples
                .run(&[&["sample", kind], option.as_slice()].concat())
                .status,
            0
        );
        // The first have the largest numbers, or none; American Samoa has the longest words.
        holds(
            &samples,
            &["AK", "AL", "AR", "AS", "DC", "PR", "WY"],
            &["--data", kind],
        );
    }
    let library = Project::example("library");
    assert!(holds(&library, &["ALDER", "MERRIN"], &[]) > 3);
    let spanish = Project::example("spanish");
    assert!(holds(&spanish, &["PENAHONDA", "RIO"], &[]) > 3);
}

#[test]
fn says_whether_a_file_is_what_the_sources_give() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render"]).status, 0);
    let last = |run: &Run| {
        run.stdout
            .rsplit("\n\n")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let same = project.run(&["trace", "AL", "out/2023-AL.pdf"]);
    assert_eq!(
        (same.status, last(&same).as_str()),
        (0, "out/2023-AL.pdf is what these sources give\n")
    );
    // Another number, text, note and status.
    project
        .replace("data/2023/AL.toml", "= 43", "= 42")
        .replace("data/2023/AL.toml", "= 45\n\n[tra", "= 46\n\n[tra")
        .replace("data/2023/national.toml", "36.2 million\"", "36 million\"")
        .replace("data/2023/national.toml", "more than 18,400", "over 18,400")
        .replace("data/2023/AL.toml", "\"final\"", "\"draft\"");
    let other = project.run(&["trace", "AL", "out/2023-AL.pdf"]);
    assert_eq!(other.status, 1);
    golden("other-figures", last(&other));
    let json = traced(&project.run(&["trace", "AL", "out/2023-AL.pdf", "--format", "json"]));
    assert_eq!(json["compared"]["same"], false);
    assert_eq!(
        json["compared"]["differences"].as_array().map(Vec::len),
        Some(6),
        "{json:#}"
    );

    let words = Project::shipped();
    assert_eq!(words.run(&["render"]).status, 0);
    words.write(
        "layouts/copy/en.md",
        words
            .text("layouts/copy/en.md")
            .replace("Team HOPE supported", "Team HOPE helped"),
    );
    let run = words.run(&["trace", "AL", "out/2023-AL.pdf"]);
    assert_eq!(run.status, 1);
    golden("other-words", last(&run));
    words.write("out/none.pdf", "%PDF-1.7\nnothing");
    words.write("out/text.pdf", "nothing");
    for (file, what) in [("none", "it is no sheet"), ("text", "it is no PDF")] {
        let run = words.run(&["trace", "AL", &format!("out/{file}.pdf")]);
        assert_eq!(run.status, 1, "{run}");
        assert!(last(&run).contains(what), "{run}");
    }
    golden("no-file", words.run(&["trace", "AL", "out/2022-AL.pdf"]));
    golden("no-jurisdiction", words.run(&["trace", "alabama"]));
    golden("no-figures", words.run(&["trace", "DC"]));
}

#[test]
fn tells_the_sheets_of_other_places_and_books_apart() {
    let project = Project::shipped();
    let georgia = project
        .text("data/2023/AL.toml")
        .replace("\"AL\"", "\"GA\"");
    project.write(
        "data/2023/GA.toml",
        georgia
            .replace("Alabama", "Georgia")
            .replace("8_249", "9_249"),
    );
    assert_eq!(project.run(&["render"]).status, 0);
    let other = project.run(&["trace", "AL", "out/2023-GA.pdf"]);
    assert_eq!(other.status, 1);
    let said = "jurisdiction: \"GA\" in the file, \"AL\" here";
    assert!(other.stdout.contains(said), "{other}");
    assert_eq!(project.run(&["book"]).status, 0);
    let book = project.run(&["trace", "AL", "out/2023-book.pdf"]);
    assert_eq!(book.status, 1);
    assert!(
        book.stdout
            .ends_with(":\n  it is a book of several sheets\n"),
        "{book}"
    );
}

#[test]
fn what_others_write_into_a_file_is_not_trusted() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render"]).status, 0);
    let pdf = fs::read(project.path("out/2023-AL.pdf")).expect("a sheet");
    let document = Document::load_mem(&pdf).expect("a PDF");
    let own = String::from_utf8(attached(&document)[0].content.clone()).expect("JSON");
    let data = own.replacen("cybertipline.reports", "\\u001b]0;x\\u0007", 1);
    let data =
        data.replacen("\"final\"", "\"fi\u{202e}nal\"", 1)
            .replacen("36.2", &"9".repeat(5000), 1);
    let object = format!(
        "1 0 obj <</Type /EmbeddedFile /Length {}>>\nstream\n{data}\nendstream",
        data.len()
    );
    project.write("out/other.pdf", format!("%PDF-1.7\n{object}\nendobj\n"));
    // Streams that would fill all memory, were they read as they say.
    let bomb =
        "1 0 obj <</Type/XRef /W[0 0 0] /Size 4294967295 /Root 1 0 R>>\nstream\nx\nendstream";
    project.write(
        "out/bomb.pdf",
        format!("%PDF-1.7\n{bomb}\nstartxref\n9\n%%EOF"),
    );
    let run = project.run(&["trace", "AL", "out/other.pdf"]);
    assert_eq!(run.status, 1);
    let said = run
        .stdout
        .split("other.pdf is not")
        .nth(1)
        .expect("what is different");
    assert!(said.lines().count() < 8, "{said}");
    assert!(
        said.lines().all(|line| line.chars().count() < 600),
        "{said}"
    );
    assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{said}");
    let bomb = project.run(&["trace", "AL", "out/bomb.pdf"]);
    assert!(
        bomb.stdout
            .ends_with("it is no sheet: it has no figures as data\n"),
        "{bomb}"
    );
}

#[test]
fn nothing_is_traced_while_something_is_wrong() {
    let project = Project::shipped();
    project.replace("data/2023/AL.toml", "= 211", "= 212");
    let run = project.run(&["trace", "AL"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{run}");
    assert!(
        run.stderr
            .ends_with("error: 1 error found; nothing was traced\n"),
        "{run}"
    );
}

#[test]
fn damaged_files_are_told_from_others() {
    let project = Project::shipped();
    assert_eq!(project.run(&["render"]).status, 0);
    let pdf = fs::read(project.path("out/2023-AL.pdf")).expect("a sheet");
    for (name, damaged) in [
        ("cut", pdf[..pdf.len() / 2].to_vec()),
        ("end", [&pdf[..], b"\n%%EOF\n"].concat()),
        ("middle", [&pdf[..9_000], &[0; 500], &pdf[9_500..]].concat()),
    ] {
        let file = format!("out/{name}.pdf");
        project.write(&file, damaged);
        let run = project.run(&["trace", "AL", &file]);
        assert_eq!(run.status, 1, "{name}: {run}");
    }
}
