//! The design that shows the numbers: every sample on one page, inside its margins, with all of its words; and
//! told apart by whoever sees colors otherwise.

mod common;

use std::collections::BTreeMap;

use common::{Project, planned_in};
use factsheet::batch::{Folder, Plan};
use factsheet::copy::Filled;
use factsheet::edition::Edition;
use factsheet::geometry::{Length, Point};
use factsheet::layout::{Content, Frame, Grounds, Sheet};
use factsheet::project::Reader;
use factsheet::project::stylesheet::Color;

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
                visit([at.x, at.y - text.size, at.x + text.width - blank, at.y]);
            }
            Content::Fill { size, .. } | Content::Picture { size, .. } => {
                visit([at.x, at.y, at.x + size.width, at.y + size.height]);
            }
            Content::Shape(shape) => {
                for contour in shape.contours.iter() {
                    let at = at + contour.start;
                    visit([at.x, at.y, at.x, at.y]);
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

fn check(code: &str, edition: &Edition, words: &Filled, sheet: &Sheet) {
    assert_eq!(sheet.pages.len(), 1, "{code}");
    let setup = &edition.stylesheet.page;
    let (right, bottom) = (setup.size.width - setup.right, setup.size.height);
    for_each_edge(&sheet.pages[0].frame, Point::default(), &mut |edges| {
        let [x, y, end, base] = edges;
        let is_inside = x >= setup.left && end <= right && y >= Length::ZERO && base <= bottom;
        assert!(is_inside, "{code}: {edges:?}");
    });
    let (mut wanted, mut printed) = (String::new(), String::new());
    words.for_each_run(1, &mut |run| wanted.push_str(&run.text));
    // Pages are counted when they are made.
    wanted.push_str("11");
    let frame = &sheet.pages[0].frame;
    frame.for_each_text(&mut |_, text| text.add_to(&mut printed));
    assert_eq!(letters(&printed), letters(&wanted), "{code}");
}

fn each_sample(plan: &Plan, reader: &mut Reader<'_>) {
    assert_eq!(plan.codes.len(), 56);
    let edition = &plan.editions[0];
    let mut tools = edition.tools();
    for code in &plan.codes {
        let (state, _) = plan.figures(reader, code).expect("figures");
        let inputs = plan.inputs(code, &state).expect("sound figures");
        let words = edition.fill(&inputs, &mut reader.report).expect("words");
        let rendered = edition.render(&inputs, &mut tools, &mut reader.report);
        let sheet = rendered
            .unwrap_or_else(|| panic!("{code} is not made"))
            .sheet;
        check(code, edition, &words, &sheet);
    }
}

#[test]
fn every_sample_is_whole_on_its_page() {
    for arguments in [
        vec!["sample", "samples"],
        vec!["sample", "--stress", "samples"],
    ] {
        let project = Project::shipped();
        let run = project.run(&arguments);
        assert_eq!(run.status, 0, "{run}");
        let folder = Folder::open(&project.path("")).expect("a project");
        let folder = folder
            .with_figures(&project.path("samples"))
            .expect("a folder of figures");
        let mut reader = Reader::new(&folder);
        let plan = planned_in(&mut reader, "at-a-glance");
        each_sample(&plan, &mut reader);
    }
}

#[test]
fn it_is_no_more_than_a_quarter_larger_than_the_plain_sheet() {
    let project = Project::shipped();
    let run = project.run(&["render", "--layout", "letter,at-a-glance"]);
    assert_eq!(run.status, 0, "{run}");
    let size = |file: &str| {
        std::fs::metadata(project.path("out").join(file))
            .expect("a file")
            .len()
    };
    let (plain, glance) = (size("2023-AL.pdf"), size("2023-AL-at-a-glance.pdf"));
    assert!(glance * 4 <= plain * 5, "{glance} against {plain} bytes");
}

/// A color as it is seen in gray, or by an eye without receptors for green (Machado, Oliveira and Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.0): its luminance.
fn luminance(color: Color, rows: [[f64; 3]; 3]) -> f64 {
    let linear = [color.red, color.green, color.blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    let seen = rows.map(|row| {
        let parts = row.iter().zip(linear).map(|(share, part)| share * part);
        parts.sum::<f64>().clamp(0.0, 1.0)
    });
    0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
}

#[test]
fn it_is_read_in_gray_and_without_receptors_for_green() {
    const GRAY: [[f64; 3]; 3] = [[0.2126, 0.7152, 0.0722]; 3];
    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    let project = Project::shipped();
    let folder = Folder::open(&project.path("")).expect("a project");
    let mut reader = Reader::new(&folder);
    let plan = planned_in(&mut reader, "at-a-glance");
    let edition = &plan.editions[0];
    let (state, _) = plan.figures(&mut reader, "AL").expect("figures");
    let inputs = plan.inputs("AL", &state).expect("sound figures");
    let words = edition.fill(&inputs, &mut reader.report).expect("words");
    let grounds = Grounds::of(&words, &edition.stylesheet);
    assert!(grounds.standings.len() > 20 && !grounds.fillings.is_empty());
    for rows in [GRAY, DEUTERANOPIA] {
        let contrast = |color: Color, ground: Option<(Color, _)>| {
            let ground = ground.map_or(Color::WHITE, |(color, _)| color);
            let (one, other) = (luminance(color, rows), luminance(ground, rows));
            (one.max(other) + 0.05) / (one.min(other) + 0.05)
        };
        for standing in &grounds.standings {
            for style in &standing.styles {
                let contrast = contrast(style.color, standing.ground);
                assert!(contrast >= 4.5, "{contrast} {style:?}");
            }
        }
        for filling in &grounds.fillings {
            let contrast = contrast(filling.color, filling.ground);
            assert!(contrast >= 3.0, "{contrast} {filling:?}");
        }
    }
    // The tints of three shares and of the paper, each against the next.
    let fill = edition.stylesheet.styles.chart.fill;
    let tints = [fill, fill.tint(560), fill.tint(120), Color::WHITE];
    for rows in [GRAY, DEUTERANOPIA] {
        for pair in tints.windows(2) {
            let (one, other) = (luminance(pair[0], rows), luminance(pair[1], rows));
            assert!(other - one > 0.08, "{pair:?}");
        }
    }
}
