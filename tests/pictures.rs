//! Golden pictures: sheets as they are seen, rasterised from the PDF by a program that knows nothing of ours.
//!
//! The pictures are under `tests/pictures/`. When a design is meant to look otherwise, look at what is written
//! beside them, and run the test again with `PICTURES=renew`.

mod common;

use std::fs;
use std::path::Path;

use common::Project;
use common::seen::{Seen, hold_against};

/// Points of color to the point: 72 to the inch.
const SCALE: f32 = 1.0;

/// The first page of a sheet, in so many points of color to the point.
fn first_page(pdf: &Path, scale: f32) -> Seen {
    Seen::pages(fs::read(pdf).expect("a sheet"), scale).swap_remove(0)
}

/// Holds a sheet against its picture. What differs is written beside it.
fn golden(name: &str, pdf: &Path) {
    let path = common::shipped().join(format!("tests/pictures/{name}.png"));
    hold_against(&first_page(pdf, SCALE), &path);
}

/// What the QR codes of a page say to whoever scans it, from top to bottom.
fn scanned(pdf: &Path) -> Vec<String> {
    let seen = first_page(pdf, 3.0);
    let width = usize::try_from(seen.width).expect("a width");
    let height = usize::try_from(seen.height).expect("a height");
    let gray = |x: usize, y: usize| seen.colors[3 * (y * width + x) + 1];
    let mut page = rqrr::PreparedImage::prepare_from_greyscale(width, height, gray);
    let mut codes: Vec<(i32, String)> = page
        .detect_grids()
        .iter()
        .map(|code| (code.bounds[0].y, code.decode().expect("a code").1))
        .collect();
    codes.sort();
    codes.into_iter().map(|(_, text)| text).collect()
}

/// A picture of four columns: three of one color, and one of another.
fn columns(left: u8, right: u8) -> Seen {
    let row = [[left; 3], [left; 3], [left; 3], [right; 3]].concat();
    Seen {
        width: 4,
        height: 4,
        colors: row.repeat(4),
    }
}

#[test]
fn even_areas_are_compared_more_closely_than_edges() {
    let golden = columns(200, 40);
    assert!(columns(204, 40).difference(&golden).is_none());
    assert!(!columns(205, 40).difference(&golden).is_none());
    // A point at an edge may be mixed, and no more.
    assert!(columns(200, 88).difference(&golden).is_none());
    assert!(!columns(200, 89).difference(&golden).is_none());
}

#[test]
fn codes_lead_where_they_say() {
    let project = Project::shipped();
    let run = project.run(&["render", "--layout", "at-a-glance"]);
    assert_eq!(run.status, 0, "{run}");
    let codes = scanned(&project.path("out/2023-AL-at-a-glance.pdf"));
    assert_eq!(codes, ["https://missingkids.org/ourwork/impact"]);
    // One that all sheets have, and one of its own.
    let drawn = Project::example("drawn");
    let run = drawn.run(&["render"]);
    assert_eq!(run.status, 0, "{run}");
    golden("drawn", &drawn.path("out/2024-NORTH.pdf"));
    let codes = scanned(&drawn.path("out/2024-NORTH.pdf"));
    let expected = [
        "https://library.example.org",
        "https://library.example.org/NORTH",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn the_shipped_sheets() {
    let project = Project::shipped();
    let run = project.run(&["render", "--layout", "letter,at-a-glance"]);
    assert_eq!(run.status, 0, "{run}");
    golden("letter", &project.path("out/2023-AL.pdf"));
    golden("at-a-glance", &project.path("out/2023-AL-at-a-glance.pdf"));
}

/// Superior figures in the text, in a list and in a table; three footnotes above the running footer.
#[test]
fn a_page_with_footnotes() {
    let project = Project::shipped();
    project.write(
        "layouts/copy/en.md",
        "+++\ntitle = \"Footnotes\"\nstatus = \"final\"\nfooter = [\"Data for {{ year }}\"]\n+++\n\
         # {{ state.name }}[^place]\n\nIn {{ year }}, {{ state.in_text }} had \
         **{{ missing.total | counted(\"missing child\", \"missing children\") }}**.[^cases]\n\n\
         - A list[^cases] calls the same one.\n- And this item another.[^last]\n\n\
         | Cases | {{ state.name }} |\n|:--|--:|\n| All[^cases] | {{ missing.total }} |\n\
         | With a call | {{ missing.total }}[^last] |\n\n## Sources\n\n{{ sources }}\n\n\
         [^place]: The place of the sheet.\n\n[^cases]: Cases that were reported in {{ year }}, with a long text \
         that goes on over the end of the line, so that it is seen to be set beside its number and not below it.\n\n\
         [^last]: See [our website](https://{{ publication.website }}).\n",
    );
    let run = project.run(&["render", "AL"]);
    assert_eq!(run.status, 0, "{run}");
    golden("footnotes", &project.path("out/2023-AL.pdf"));
}

#[test]
fn a_sample_bears_its_mark_over_backgrounds() {
    let project = Project::shipped();
    assert_eq!(project.run(&["sample", "samples"]).status, 0);
    let arguments = [
        "render",
        "--data",
        "samples",
        "--layout",
        "at-a-glance",
        "MP",
    ];
    let run = project.run(&arguments);
    assert_eq!(run.status, 0, "{run}");
    golden("sample", &project.path("out/2023-MP-at-a-glance.pdf"));
}

#[test]
fn marks_of_other_forms() {
    for (form, status) in [
        ("outline", "draft"),
        ("margin", "draft"),
        ("margin", "sample"),
    ] {
        let project = Project::shipped();
        project.replace(
            "layouts/letter.toml",
            "[page]\n",
            &format!("[page]\nmark = \"{form}\"\n"),
        );
        project.replace("data/2023/AL.toml", "\"final\"", &format!("\"{status}\""));
        let run = project.run(&["render", "--layout", "letter"]);
        assert_eq!(run.status, 0, "{run}");
        golden(
            &format!("mark-{form}-{status}"),
            &project.path("out/2023-AL.pdf"),
        );
    }
}

/// The pictures of the README: how wide they are, of which editions, and which pages.
#[cfg(feature = "png")]
const GALLERY: [(&str, [&str; 2], &[&str]); 5] = [
    ("850", ["letter", "en"], &["2023-AL"]),
    (
        "480",
        ["a4,at-a-glance,large-print,legal,letter", "es"],
        &[
            "2023-AL-a4-es",
            "2023-AL-at-a-glance-es",
            "2023-AL-es",
            "2023-AL-large-print-es",
            "2023-AL-legal-es",
        ],
    ),
    (
        "480",
        ["a4,at-a-glance,large-print,legal", "en"],
        &[
            "2023-AL-a4",
            "2023-AL-at-a-glance",
            "2023-AL-large-print",
            "2023-AL-large-print.p2",
            "2023-AL-legal",
        ],
    ),
    ("1200", ["share-card", "en"], &["2023-AL-share-card"]),
    ("480", ["share-card", "es"], &["2023-AL-share-card-es"]),
];

#[cfg(feature = "png")]
#[test]
fn the_gallery_is_made_by_the_program() {
    let project = Project::shipped();
    let gallery = common::shipped().join("docs/gallery");
    let mut wanted = Vec::new();
    for (width, [layouts, language], names) in GALLERY {
        let edition = ["--layout", layouts, "--lang", language];
        let format = ["--format", "png", "--width", width];
        let run = project.run(&[&["render"], &edition[..], &format[..]].concat());
        assert_eq!(run.status, 0, "{run}");
        for name in names {
            let name = format!("{name}.png");
            let made = Seen::read(&project.path("out").join(&name)).expect("a picture");
            hold_against(&made, &gallery.join(&name));
            wanted.push(name);
        }
    }
    let shown = fs::read_dir(&gallery).expect("the gallery");
    let shown = shown.map(|file| file.expect("a picture").file_name());
    let mut shown: Vec<_> = shown.filter_map(|name| name.into_string().ok()).collect();
    shown.sort();
    wanted.sort();
    assert_eq!(shown, wanted);
}
