//! Every edition of every sample, the hardest too: on as many pages as the design promises, inside its margins, with
//! all of its words.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::Project;
use common::reading::tree;
use factsheet::batch::{Folder, Plan, Selection, plan};
use factsheet::copy::{Filled, MarginPart};
use factsheet::edition::Edition;
use factsheet::geometry::{Length, Point, Segment};
use factsheet::layout::{Content, Frame, Role, Sheet};
use factsheet::project::Reader;
use lopdf::Document;

/// The designs, and the most pages that their sheets have in English and in Spanish.
const DESIGNS: [(&str, usize, usize); 6] = [
    ("a4", 1, 1),
    ("at-a-glance", 1, 1),
    ("large-print", 4, 5),
    ("legal", 1, 1),
    ("letter", 1, 1),
    ("share-card", 1, 1),
];

/// Calls `visit` with the edges of all that is drawn: left, top, right, bottom.
fn for_each_edge(frame: &Frame, at: Point, visit: &mut dyn FnMut([Length; 4])) {
    for item in &frame.items {
        let at = at + item.at;
        match &item.content {
            Content::Frame(frame) => for_each_edge(frame, at, visit),
            Content::Text(text) => {
                // A space at the end of a line is not seen.
                let blank = text.string().ends_with(' ');
                let blank = if blank { text.size / 3 } else { Length::ZERO };
                // No letter is higher than four fifths of its size.
                let top = at.y - text.size * 4 / 5;
                visit([at.x, top, at.x + text.width - blank, at.y]);
            }
            Content::Fill { size, .. } | Content::Picture { size, .. } => {
                visit([at.x, at.y, at.x + size.width, at.y + size.height]);
            }
            Content::Shape(shape) => {
                for contour in shape.contours.iter() {
                    let ends = contour.segments.iter().map(|segment| match segment {
                        Segment::Line(to) | Segment::Curve(_, to) => *to,
                    });
                    for point in [contour.start].into_iter().chain(ends) {
                        let at = at + point;
                        visit([at.x, at.y, at.x, at.y]);
                    }
                }
            }
        }
    }
}

/// How often each letter stands in a text. Where words end, lines and blocks may, too, so spaces do not count.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut letters = BTreeMap::new();
    for letter in text.chars().filter(|c| !c.is_whitespace()) {
        *letters.entry(letter).or_insert(0) += 1;
    }
    letters
}

/// What headers and footers say on the page of a number.
fn add_margins(words: &Filled, (number, count): (usize, usize), said: &mut String) {
    for part in words.header.iter().chain(&words.footer).flatten() {
        match part {
            MarginPart::Text(run) => said.push_str(&run.text),
            MarginPart::Page(_) => said.push_str(&number.to_string()),
            MarginPart::Pages(_) => said.push_str(&count.to_string()),
        }
    }
}

/// Nothing of a sheet is outside of its margins, and each letter of its words is on it once.
fn check(whose: &str, edition: &Edition, words: &Filled, sheet: &Sheet) {
    let setup = &edition.stylesheet.page;
    let right = setup.size.width - setup.right;
    let (mut wanted, mut printed) = (String::new(), String::new());
    let mut text = words.clone();
    (text.header, text.footer) = Default::default();
    text.for_each_run(1, &mut |run| wanted.push_str(&run.text));
    let count = sheet.pages.len();
    for (number, page) in (1..).zip(&sheet.pages) {
        for item in &page.frame.items {
            let Content::Frame(part) = &item.content else {
                panic!("{whose}: nothing stands on a page by itself");
            };
            let (top, bottom) = match part.role {
                Some(Role::Header) => (Length::ZERO, setup.top),
                Some(Role::Footer) => (setup.size.height - setup.bottom, setup.size.height),
                _ => (setup.top, setup.size.height - setup.bottom),
            };
            for_each_edge(part, item.at, &mut |edges| {
                let [x, y, end, base] = edges;
                let is_inside = x >= setup.left && end <= right && y >= top && base <= bottom;
                assert!(is_inside, "{whose}: {edges:?} in {top} to {bottom}");
            });
        }
        add_margins(words, (number, count), &mut wanted);
        let frame = &page.frame;
        frame.for_each_text(&mut |_, text| text.add_to(&mut printed));
    }
    assert_eq!(letters(&printed), letters(&wanted), "{whose}");
}

/// The least text sizes of English sheets, in thousandths of a point. Spanish ones take more room.
const FLOORS: [(&str, i64); 4] = [
    ("a4-en", 9_500),
    ("at-a-glance-en", 8_500),
    ("legal-en", 9_500),
    ("letter-en", 9_500),
];

/// All sheets of a plan.
fn check_all(plan: &Plan, reader: &mut Reader<'_>) {
    assert_eq!(plan.codes.len(), 56);
    for edition in &plan.editions {
        let mut designs = DESIGNS.iter();
        let design = designs.find(|(name, ..)| *name == edition.layout);
        let (_, english, spanish) = *design.expect("a known design");
        let promised = match edition.language.short.as_str() {
            "en" => english,
            _ => spanish,
        };
        let mut tools = edition.tools();
        for code in &plan.codes {
            let whose = format!("{code} {}", edition.name());
            let (state, _) = plan.figures(reader, code).expect("figures");
            let inputs = plan.inputs(code, &state).expect("sound figures");
            let words = edition.fill(&inputs, &mut reader.report).expect("words");
            let rendered = edition.render(&inputs, &mut tools, &mut reader.report);
            let sheet = rendered.map(|rendered| rendered.sheet);
            let sheet = sheet.unwrap_or_else(|| panic!("{whose} is not made"));
            assert!(sheet.pages.len() <= promised, "{whose}");
            let floor = FLOORS.iter().find(|(name, _)| *name == edition.name());
            let floor = floor.map_or(Length::ZERO, |(_, floor)| Length::from_milli(*floor));
            assert!(sheet.text_size >= floor, "{whose}: {}", sheet.text_size);
            check(&whose, edition, &words, &sheet);
        }
    }
}

/// Makes all editions of samples.
fn make_all(sample: &[&str]) {
    let project = Project::shipped();
    let run = project.run(sample);
    assert_eq!(run.status, 0, "{run}");
    let folder = Folder::open(&project.path("")).expect("a project");
    let samples = project.path("samples");
    let folder = folder.with_figures(&samples).expect("figures");
    let mut reader = Reader::new(&folder);
    let selection = Selection {
        layouts: DESIGNS.map(|(name, ..)| name.to_owned()).to_vec(),
        languages: vec!["en".to_owned(), "es".to_owned()],
        ..Selection::default()
    };
    let plan = plan(&mut reader, &selection).expect("a sound selection");
    check_all(&plan.expect("a plan"), &mut reader);
}

#[test]
fn every_sample_is_whole_in_every_edition() {
    make_all(&["sample", "samples"]);
}

#[test]
fn the_hardest_samples_are_whole_in_every_edition() {
    make_all(&["sample", "--stress", "samples"]);
}

/// What is heard in a language of its own, from the tree of a sheet.
fn heard_in(language: &str, tree: &str) -> BTreeSet<String> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut heard = BTreeSet::new();
    let mut lines = tree.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.ends_with(&format!(" in {language}")) {
            continue;
        }
        let inner = depth(line);
        let mut text = String::new();
        while let Some(inside) = lines.next_if(|next| depth(next) > inner) {
            text.push_str(inside.trim().trim_matches('"'));
        }
        heard.insert(text.trim().to_owned());
    }
    heard
}

#[test]
fn english_names_in_spanish_sheets_are_heard_in_english() {
    let project = Project::shipped();
    let run = project.run(&["render", "--lang", "es", "--layout", "letter,large-print"]);
    assert_eq!(run.status, 0, "{run}");
    for sheet in ["2023-AL-es.pdf", "2023-AL-large-print-es.pdf"] {
        let pdf = fs::read(project.path("out").join(sheet)).expect("a sheet");
        let document = Document::load_mem(&pdf).expect("a PDF");
        let heard = heard_in("en", &tree(&document));
        for name in [
            "National Center for Missing and Exploited Children",
            "CyberTipline",
            "Child Victim Identification Program",
            "Team HOPE",
            "Family Advocacy Outreach Network",
            "Team Adam",
            "NCMEC CONNECT",
        ] {
            assert!(heard.contains(name), "{name} in {sheet}: {heard:?}");
        }
    }
}

#[test]
fn every_design_is_checked() {
    let project = Project::shipped();
    let designs = project.names("layouts").into_iter();
    let designs = designs.filter_map(|file| file.strip_suffix(".toml").map(str::to_owned));
    assert_eq!(designs.collect::<Vec<_>>(), DESIGNS.map(|(name, ..)| name));
}

#[test]
fn former_names_of_styles_are_read() {
    let project = Project::example("parks");
    let page = |folder: &str| {
        let run = project.run(&["render", "--out", folder]);
        assert_eq!(run.status, 0, "{run}");
        std::fs::read(project.path(&format!("{folder}/2023-ELM.pdf"))).expect("a sheet")
    };
    let present = page("present");
    project.replace(
        "layouts/letter.toml",
        "[styles.table.head]",
        "[styles.table_head]",
    );
    assert_eq!(present, page("former"));
}
