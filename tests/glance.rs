//! The design that shows the numbers: how large it is, and that it is told apart by whoever sees colors
//! otherwise.

mod common;

use common::{Project, planned_in};
use factsheet::batch::Folder;
use factsheet::layout::Grounds;
use factsheet::project::Reader;
use factsheet::project::stylesheet::Color;

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
