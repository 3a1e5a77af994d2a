//! What a sheet that is not final looks like to whoever opens it, prints it, copies from it, or lets a
//! machine read its data.

mod common;

use common::Project;
use common::reading::{attached, dictionary, shown};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object};

const AL: &str = "data/2023/AL.toml";

fn with_status(status: &str) -> Project {
    let project = Project::shipped();
    project.replace(AL, "\"final\"", &format!("\"{status}\""));
    // On its side, in two pages: a long and a broad one.
    project.add_wide();
    project
}

fn sheet(project: &Project, layout: &str) -> Document {
    let run = project.run(&["render", "--layout", layout]);
    assert_eq!(run.status, 0, "{run}");
    let suffix = if layout == "letter" { "" } else { "-wide" };
    Document::load(project.path(&format!("out/2023-AL{suffix}.pdf"))).expect("a PDF")
}

fn text(document: &Document) -> String {
    let shown = shown(document).into_iter().map(|shown| shown.text);
    shown.collect()
}

/// The operations of each page.
fn pages(document: &Document) -> Vec<Vec<Operation>> {
    let content = |page| {
        let content = document.get_page_content(page);
        Content::decode(&content).expect("content").operations
    };
    document.page_iter().map(content).collect()
}

fn numbers(operation: &Operation) -> Vec<f64> {
    let operands = operation.operands.iter();
    let numbers = operands.map(|operand| f64::from(operand.as_float().expect("a number")));
    numbers.collect()
}

/// The operations that draw the mark of a page, which is below all text.
fn mark_operations(page: &[Operation]) -> &[Operation] {
    let is_mark = |operation: &Operation| {
        let properties = operation.operands.get(1).and_then(|p| p.as_dict().ok());
        let is_named = |key: &[u8], wanted: &[u8]| {
            let name = properties.and_then(|properties| properties.get(key).ok());
            name.and_then(|name| name.as_name().ok()) == Some(wanted)
        };
        operation.operator == "BDC"
            && operation.operands[0].as_name().expect("a name") == b"Artifact"
            && is_named(b"Type", b"Pagination")
            && is_named(b"Subtype", b"Watermark")
    };
    let start = page.iter().position(is_mark).expect("a mark");
    let text = page.iter().position(|o| o.operator == "BT").expect("text");
    assert!(start < text, "the mark lies over text");
    let page = &page[start..];
    let end = page.iter().position(|o| o.operator == "EMC");
    &page[1..end.expect("an end")]
}

/// The points of the mark of a page.
fn mark_points(page: &[Operation]) -> Vec<[f64; 2]> {
    let paths = mark_operations(page).iter();
    let paths = paths.filter(|operation| ["m", "l", "c"].contains(&operation.operator.as_str()));
    let points = paths.flat_map(|operation| {
        let numbers = numbers(operation);
        let points = numbers.chunks(2).map(|point| [point[0], point[1]]);
        points.collect::<Vec<_>>()
    });
    points.collect()
}

/// The mark of a page: its gray, and the box around it as left, bottom, right, top.
fn mark(page: &[Operation]) -> (f64, [f64; 4]) {
    let mut gray = None;
    for operation in mark_operations(page) {
        match operation.operator.as_str() {
            "rg" => gray = Some(numbers(operation)),
            // What it lies on is seen through it, and after it all is as before.
            "gs" => assert_eq!(operation.operands[0].as_name().expect("a name"), b"M"),
            "q" | "Q" | "h" | "f" | "m" | "l" | "c" => {}
            other => panic!("{other} is not needed to fill a shape"),
        }
    }
    let gray = gray.expect("a color");
    assert!(
        gray.iter().all(|part| (part - gray[0]).abs() < 1e-6),
        "{gray:?}"
    );
    let around = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    let bounds = mark_points(page).iter().fold(around, |around, [x, y]| {
        let [left, bottom, right, top] = around;
        [left.min(*x), bottom.min(*y), right.max(*x), top.max(*y)]
    });
    (gray[0], bounds)
}

#[test]
fn a_word_lies_across_every_page_under_the_text() {
    for (layout, count) in [("letter", 1), ("wide", 2)] {
        for status in ["draft", "sample"] {
            let document = sheet(&with_status(status), layout);
            let pages = pages(&document);
            assert_eq!(pages.len(), count);
            for page in pages {
                let (gray, [left, bottom, right, top]) = mark(&page);
                // Dark enough to be seen on paper, and pale enough for any type on it.
                assert!((0.88..0.96).contains(&gray), "{gray}");
                let (width, height) = if layout == "letter" {
                    (612.0, 792.0)
                } else {
                    (792.0, 612.0)
                };
                assert!(left > 29.0 && bottom > 29.0, "{left} {bottom}");
                assert!(right < width - 29.0 && top < height - 29.0, "{right} {top}");
                // No crop of the text summaries it out.
                assert!(right - left > width * 0.6 && top - bottom > height * 0.6);
            }
        }
    }
}

/// A project whose sheets have a status and a form of the mark.
fn with_form(status: &str, form: &str) -> Project {
    let project = with_status(status);
    let page = format!("[page]\nmark = \"{form}\"\n");
    for layout in ["letter", "wide"] {
        project.replace(&format!("layouts/{layout}.toml"), "[page]\n", &page);
    }
    project
}

#[test]
fn an_outline_is_as_large_as_the_word_and_darker() {
    for layout in ["letter", "wide"] {
        let word = pages(&sheet(&with_status("draft"), layout));
        let outline = pages(&sheet(&with_form("draft", "outline"), layout));
        assert_eq!(word.len(), outline.len());
        for (word, outline) in word.iter().zip(&outline) {
            let ((pale, around_word), (dark, around_outline)) = (mark(word), mark(outline));
            assert!(dark < pale, "{dark} {pale}");
            assert_eq!(around_word, around_outline);
        }
    }
}

#[test]
fn only_drafts_bear_their_mark_in_the_margin_alone() {
    for layout in ["letter", "wide"] {
        let final_text = text(&sheet(&with_status("final"), layout));
        let drafts = sheet(&with_form("draft", "margin"), layout);
        assert_eq!(
            text(&drafts).replace("DRAFT – not yet approved", ""),
            final_text
        );
        for page in pages(&drafts) {
            let (gray, _) = mark(&page);
            assert!(gray < 0.7, "{gray}");
        }
        let samples = pages(&sheet(&with_form("sample", "margin"), layout));
        let outlines = pages(&sheet(&with_form("sample", "outline"), layout));
        for (sample, outline) in samples.iter().zip(&outlines) {
            assert_eq!(mark(sample), mark(outline));
        }
    }
}

#[test]
fn a_mark_in_the_margin_lies_beside_the_text() {
    let drafts = pages(&sheet(&with_form("draft", "margin"), "letter"));
    let (margin, width, height) = (0.65 * 72.0, 612.0, 792.0);
    let points = mark_points(&drafts[0]);
    let is_left = |x: f64| x < margin && x > margin / 8.0;
    let is_right = |x: f64| is_left(width - x);
    assert!(points.iter().all(|&[x, _]| is_left(x) || is_right(x)));
    for is_side in [&is_left as &dyn Fn(f64) -> bool, &is_right] {
        let heights = points.iter().filter(|&&[x, _]| is_side(x)).map(|&[_, y]| y);
        let (least, most) = heights.fold((height, 0.0), |(a, b), y| (y.min(a), y.max(b)));
        assert!(least < 40.0 && most > height - 40.0, "{least} {most}");
    }
}

#[test]
fn the_text_is_that_of_the_final_sheet() {
    for layout in ["letter", "wide"] {
        let last = text(&sheet(&with_status("final"), layout));
        for (status, said) in [
            ("draft", "DRAFT – not yet approved"),
            ("sample", "SAMPLE – not real figures"),
        ] {
            let marked = text(&sheet(&with_status(status), layout));
            assert!(marked.contains(said), "{marked}");
            assert_eq!(marked.replace(said, ""), last);
        }
    }
}

#[test]
fn title_and_data_say_it_too() {
    for (status, word, shown) in [
        ("draft", "DRAFT", "Figures of this sheet (draft)"),
        ("sample", "SAMPLE", "Figures of this sheet (sample)"),
    ] {
        let document = sheet(&with_status(status), "letter");
        let info = document.trailer.get(b"Info").expect("an Info");
        let info = dictionary(&document, info);
        let text = |object: &Object| lopdf::decode_text_string(object).expect("a text");
        let title = text(info.get(b"Title").expect("a title"));
        assert_eq!(
            title,
            format!("{word}: Missing and exploited children: Alabama, 2023")
        );
        let file = &attached(&document)[0];
        assert_eq!(file.description, shown);
        let json: serde_json::Value = serde_json::from_slice(&file.content).expect("JSON");
        assert_eq!(json["status"], status);
        assert_eq!(json["title"], title);
        let figures = json["figures"].as_array().expect("figures");
        let own = figures.iter().filter(|figure| figure["scope"] == "state");
        assert!(own.clone().count() == 11 && own.into_iter().all(|f| f["status"] == status));
    }
}

#[test]
fn type_that_no_gray_suits_is_an_error_where_there_is_a_mark() {
    let project = with_status("final");
    project.replace("layouts/letter.toml", "\"#57606a\"", "\"#707070\"");
    assert_eq!(project.run(&["render"]).status, 0);
    project.replace(AL, "\"final\"", "\"draft\"");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 1, "{run}");
    insta::with_settings!({ snapshot_path => "snapshots/commands", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("pale-type-on-a-mark", run.stderr);
    });
    // A little darker, and a paler gray does.
    project.replace("layouts/letter.toml", "\"#707070\"", "\"#6a6a6a\"");
    let (gray, _) = mark(&pages(&sheet(&project, "letter"))[0]);
    let (usual, _) = mark(&pages(&sheet(&with_status("draft"), "letter"))[0]);
    assert!(gray > usual, "{gray} {usual}");
}
