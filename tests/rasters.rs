//! Pages as pictures, `render --format png`: what they are called and show, what they say of themselves, and what
//! becomes of those that were there.

#![cfg(feature = "png")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::folders::{assert_vouched, files, five_shipped, ok, out};
use common::{Project, shipped};
use factsheet::batch::release::{MANIFEST, Manifest};
use factsheet::digest::Digest;
use factsheet::output::{Picture, Sheet};
use serde_json::Value;

fn golden(name: &str, text: impl std::fmt::Display) {
    insta::with_settings!({ snapshot_path => "snapshots/rasters", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text.to_string());
    });
}

/// A picture that was read back.
struct Seen {
    width: usize,
    height: usize,
    /// Red, green and blue of each pixel.
    colors: Vec<u8>,
    /// What it says of itself, by keywords.
    words: BTreeMap<String, String>,
    /// Pixels to the meter, across and down.
    to_the_meter: (u32, u32),
    has_time: bool,
}

impl Seen {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).expect("a picture");
        let has_time = bytes.windows(4).any(|four| four == b"tIME");
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let mut reader = decoder.read_info().expect("a PNG");
        let mut colors = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut colors).expect("a picture");
        assert_eq!(frame.color_type, png::ColorType::Rgb);
        let info = reader.info();
        let dimensions = info.pixel_dims.expect("a size on paper");
        assert!(matches!(dimensions.unit, png::Unit::Meter));
        let mut words = BTreeMap::new();
        for text in &info.uncompressed_latin1_text {
            words.insert(text.keyword.clone(), text.text.clone());
        }
        for text in &info.utf8_text {
            assert_eq!(text.language_tag, "en-US");
            words.insert(text.keyword.clone(), text.get_text().expect("a text"));
        }
        Self {
            width: usize::try_from(frame.width).expect("a width"),
            height: usize::try_from(frame.height).expect("a height"),
            colors,
            words,
            to_the_meter: (dimensions.xppu, dimensions.yppu),
            has_time,
        }
    }

    /// The darkest value in a rectangle, given in parts of the width and the height.
    fn darkest(&self, [left, top, right, bottom]: [f64; 4]) -> u8 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss
        )]
        let at = |part: f64, whole: usize| (part * whole as f64).round() as usize;
        let rows = at(top, self.height)..at(bottom, self.height);
        let columns = at(left, self.width)..at(right, self.width);
        let values = rows.flat_map(|y| columns.clone().map(move |x| y * self.width + x));
        let green = values.map(|index| self.colors[3 * index + 1]);
        green.min().expect("a pixel")
    }
}

/// The shipped project with a design whose sheets take several pages of 10 in × 5.25 in.
fn with_cards(project: Project) -> Project {
    let design = "extends = \"letter\"\n[page]\nsize = { width = \"10in\", height = \"5.25in\" }\n\
                  [fit]\npages = 4\ntext = { min = \"11pt\", max = \"11pt\" }\n";
    project.write("layouts/card.toml", design);
    project
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> Manifest {
    Manifest::read(&files[MANIFEST]).expect("a manifest")
}

/// The names of the pictures in a folder.
fn pictures(project: &Project) -> Vec<String> {
    let mut names = project.names("out");
    names.retain(|name| name.ends_with(".png"));
    names
}

#[test]
fn every_page_is_a_picture_of_the_width_that_was_asked_for() {
    let project = with_cards(Project::shipped());
    let both = ["render", "--format", "pdf,png", "--layout", "letter,card"];
    golden("render", ok(project.run(&both)));
    let made = out(&project);
    assert_vouched(&made);
    let names = [
        "2023-AL-card.p2.png",
        "2023-AL-card.p3.png",
        "2023-AL-card.png",
        "2023-AL.png",
    ];
    assert_eq!(pictures(&project), names);
    let size = |name: &str| {
        let seen = Seen::read(&project.path(&format!("out/{name}")));
        (seen.width, seen.height)
    };
    assert_eq!(size("2023-AL.png"), (1200, 1553));
    assert_eq!(
        names[..3].iter().map(|name| size(name)).collect::<Vec<_>>(),
        [(1200, 630); 3]
    );
    let narrow = ["render", "--format", "png", "--width", "16"];
    golden("narrow", ok(project.run(&narrow)));
    assert_eq!(size("2023-AL.png"), (16, 21));
    // The same once more changes nothing.
    let made = out(&project);
    golden("again", ok(project.run(&narrow)));
    assert!(out(&project) == made);
}

#[test]
fn a_picture_says_what_it_is() {
    let project = with_cards(five_shipped());
    let narrow = [
        "render",
        "--format",
        "png",
        "--width",
        "100",
        "--layout",
        "card,letter",
        "AL",
        "GU",
    ];
    ok(project.run(&narrow));
    let said = |name: &str| {
        let seen = Seen::read(&project.path(&format!("out/{name}.png")));
        assert!(!seen.has_time);
        let words = |keyword: &str| seen.words[keyword].clone();
        assert_eq!(
            words("Author"),
            "National Center for Missing and Exploited Children"
        );
        assert_eq!(
            words("Software"),
            concat!("factsheet ", env!("CARGO_PKG_VERSION"))
        );
        (words("Title"), seen.to_the_meter)
    };
    let title = "Missing and exploited children: Alabama, 2023";
    // 100 pixels to 10 in, and to 8.5 in.
    assert_eq!(said("2023-AL-card"), (title.to_owned(), (394, 397)));
    assert_eq!(said("2023-AL-card.p2"), (title.to_owned(), (394, 397)));
    assert_eq!(said("2023-AL"), (title.to_owned(), (463, 462)));
    let (title, _) = said("2023-GU");
    assert!(title.contains("SAMPLE"), "{title}");
}

#[test]
fn a_picture_shows_what_the_page_does() {
    let project = Project::shipped();
    ok(project.run(&["render", "--format", "png", "--width", "600"]));
    let seen = Seen::read(&project.path("out/2023-AL.png"));
    let trace = ok(project.run(&["trace", "AL", "--format", "json"])).stdout;
    let trace: Value = serde_json::from_str(&trace).expect("JSON");
    let figures = trace["figures"].as_array().expect("figures");
    assert!(figures.len() > 10);
    for figure in figures {
        let number = |key: &str| figure[key].as_f64().expect("a number");
        let (left, base) = (number("x") / 612.0, number("y") / 792.0);
        let (right, top) = (
            left + number("width") / 612.0,
            base - number("size") * 0.7 / 792.0,
        );
        assert!(seen.darkest([left, top, right, base]) < 150, "{figure}");
    }
    // Nothing stands in the margins of a sheet that is final.
    for margin in [
        [0.0, 0.0, 1.0, 0.04],
        [0.0, 0.0, 0.06, 1.0],
        [0.94, 0.0, 1.0, 1.0],
        [0.0, 0.98, 1.0, 1.0],
    ] {
        assert_eq!(seen.darkest(margin), 255, "{margin:?}");
    }
    // The mark of a sample goes across what was white.
    project.replace("data/2023/AL.toml", "\"final\"", "\"sample\"");
    ok(project.run(&["render", "--format", "png", "--width", "600"]));
    let sample = Seen::read(&project.path("out/2023-AL.png"));
    let marked = |[left, top, right, bottom]: [f64; 4]| {
        let place = |whole: usize, part: f64| part * whole as f64;
        let pixels = (0..sample.width * sample.height).filter(|index| {
            let (x, y) = ((index % sample.width) as f64, (index / sample.width) as f64);
            let is_there = (place(sample.width, left)..place(sample.width, right)).contains(&x)
                && (place(sample.height, top)..place(sample.height, bottom)).contains(&y);
            is_there
                && seen.colors[3 * index + 1] == 255
                && (180..250).contains(&sample.colors[3 * index + 1])
        });
        pixels.count()
    };
    for quarter in [
        [0.0, 0.0, 0.5, 0.5],
        [0.5, 0.0, 1.0, 0.5],
        [0.0, 0.5, 0.5, 1.0],
        [0.5, 0.5, 1.0, 1.0],
    ] {
        let pixels = marked(quarter);
        assert!(pixels > 500, "{quarter:?}: {pixels}");
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads_and_in_any_company() {
    let project = with_cards(five_shipped());
    let render = |options: &[&str], out: &str| {
        let own = ["render", "--format", "png", "--width", "150", "--out", out];
        ok(project.run(&[&own[..], options].concat()));
        files(&project.path(out))
    };
    let one = render(&["--layout", "card,letter", "--jobs", "1"], "one");
    let eight = render(&["--layout", "card,letter", "--jobs", "8"], "eight");
    assert!(one == eight);
    assert!(one.len() > 20);
    let alone = render(&["GU", "--format", "pdf"], "alone");
    assert!(alone["2023-GU.png"] == one["2023-GU.png"]);
}

#[test]
fn the_manifest_lists_pictures_as_its_schema_says() {
    let project = with_cards(five_shipped());
    ok(project.run(&[
        "render",
        "--format",
        "png,pdf",
        "--width",
        "60",
        "--layout",
        "letter,card",
    ]));
    let made = out(&project);
    let manifest = manifest(&made);
    let pictures: Vec<&Picture> = manifest.entries_of().collect();
    let sheets: Vec<&Sheet> = manifest.entries_of().collect();
    let [first, second, ..] = &pictures[..] else {
        panic!("no pictures");
    };
    assert_eq!(
        (first.file.as_str(), second.file.as_str()),
        ("2023-AK-card.p2.png", "2023-AK-card.p3.png")
    );
    assert_eq!((first.page, first.width, first.height), (2, 60, 32));
    assert_eq!(
        (first.code.as_str(), first.edition.as_str()),
        ("AK", "card-en")
    );
    for picture in &pictures {
        let bytes = &made[&picture.file];
        assert_eq!(u64::try_from(bytes.len()), Ok(picture.bytes));
        assert_eq!(Digest::of(bytes), picture.sha256);
        let is_its = |sheet: &&&Sheet| sheet.sha256 == picture.pdf_sha256;
        let sheet = sheets.iter().find(is_its).expect("its sheet");
        assert_eq!(
            (&sheet.code, &sheet.edition, sheet.status),
            (&picture.code, &picture.edition, picture.status)
        );
    }
    for sheet in &sheets {
        let its = |picture: &&&Picture| picture.pdf_sha256 == sheet.sha256;
        let pages = pictures.iter().filter(its);
        assert_eq!(pages.count(), sheet.pages, "{}", sheet.file);
    }
    let schema = std::fs::read(shipped().join("docs/manifest.schema.json")).expect("a schema");
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let text: Value = serde_json::from_slice(&made[MANIFEST]).expect("JSON");
    let flags: Vec<String> = validator
        .iter_errors(&text)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(flags, [""; 0]);
    let mut wrong = text;
    wrong["pictures"][0]["file"] = "2023-AK.pdf".into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn pictures_alone_leave_the_sheets_as_they_are() {
    let project = five_shipped();
    ok(project.run(&["render", "--format", "png", "--width", "40", "GU"]));
    assert_eq!(project.made(), ["2023-GU.png"]);
    ok(project.run(&["render"]));
    let before = out(&project);
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    project.remove("data/2023/DC.toml");
    golden(
        "behind",
        ok(project.run(&["render", "--format", "png", "--width", "40"])),
    );
    let after = out(&project);
    assert_vouched(&after);
    for (name, bytes) in before.iter().filter(|(name, _)| name.ends_with(".pdf")) {
        assert!(after[name] == *bytes, "{name}");
    }
    // With the sheets made again all is well.
    golden("caught-up", ok(project.run(&["render"])));
    assert_eq!(
        pictures(&project),
        ["2023-AK.png", "2023-AL.png", "2023-GA.png", "2023-GU.png"]
    );
}

#[test]
fn stale_and_outdated_pictures_go() {
    let project = with_cards(five_shipped());
    let card = |options: &[&str]| {
        let own = [
            "render", "--layout", "card", "--width", "40", "--format", "png",
        ];
        ok(project.run(&[&own[..], options].concat()))
    };
    ok(project.run(&["render", "--format", "pdf,png", "--width", "40"]));
    card(&["--format", "pdf"]);
    let first = pictures(&project).len();
    assert_eq!(first, 5 + 15);
    // Pages that there are no more, of one place only.
    project.replace(
        "layouts/card.toml",
        "min = \"11pt\", max = \"11pt\"",
        "min = \"7pt\", max = \"7pt\"",
    );
    golden("pages-gone", card(&["AL"]));
    // A place that there is no more, in one edition and in the other.
    project.remove("data/2023/GA.toml");
    golden("place-gone", card(&[]));
    assert!(
        project
            .names("out")
            .contains(&"2023-GA-card.pdf".to_owned())
    );
    assert!(project.names("out").contains(&"2023-GA.png".to_owned()));
    golden("place-gone-from-sheets", ok(project.run(&["render"])));
    assert!(!project.names("out").contains(&"2023-GA.png".to_owned()));
    // A sheet that has become another, and those that have not.
    project.replace("data/2023/AL.toml", "= 8_249", "= 8_250");
    golden("outdated", ok(project.run(&["render"])));
    let left = pictures(&project);
    assert!(!left.contains(&"2023-AL.png".to_owned()));
    assert!(left.contains(&"2023-GU.png".to_owned()));
    assert!(left.contains(&"2023-AL-card.png".to_owned()));
    assert_vouched(&out(&project));
    // One that somebody has changed is nobody's to remove.
    project.write("out/2023-GU.png", "somebody's own");
    let text = project.text("data/2023/GU.toml");
    project.write("data/2023/GU.toml", format!("as_of = 2024-01-01\n{text}"));
    golden("disowned", ok(project.run(&["render"])));
    assert_eq!(project.text("out/2023-GU.png"), "somebody's own");
    let run = project.run(&["render", "--format", "png", "--width", "40"]);
    assert_eq!(run.status, 1, "{run}");
}

#[test]
fn when_another_design_takes_the_name_its_pictures_do_as_well() {
    let project = with_cards(Project::shipped());
    let both = [
        "render",
        "--format",
        "pdf,png",
        "--width",
        "40",
        "--layout",
        "letter,card",
    ];
    ok(project.run(&both));
    project.replace("data/publication.toml", "\"letter\" ", "\"card\" ");
    ok(project.run(&["render"]));
    assert_eq!(project.made(), ["2023-AL.pdf"]);
    ok(project.run(&["render", "--format", "png", "--width", "40"]));
    assert_eq!(
        pictures(&project),
        ["2023-AL.p2.png", "2023-AL.p3.png", "2023-AL.png"]
    );
}

#[test]
fn errors_publish_no_picture_of_their_sheet() {
    let project = five_shipped();
    ok(project.run(&["render", "--format", "png", "--width", "40"]));
    let before = out(&project);
    project.replace("data/2023/AL.toml", "= 211", "= 212");
    project.replace("data/2023/GA.toml", "status", "as_of = 2024-01-01\nstatus");
    let run = project.run(&["render", "--format", "png", "--width", "50"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(out(&project) == before);
    let run = project.run(&["render", "--format", "png", "--width", "50", "--keep-going"]);
    assert_eq!(run.status, 1, "{run}");
    golden("keep-going", run);
    let after = out(&project);
    assert!(after["2023-AL.png"] == before["2023-AL.png"]);
    assert!(after["2023-GA.png"] != before["2023-GA.png"]);
    let run = project.run(&["render", "--format", "png", "--final-only", "GU"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(out(&project) == after);
}

#[test]
fn parts_joined_are_the_whole() {
    let project = with_cards(five_shipped());
    let options = [
        "--format",
        "pdf,png",
        "--width",
        "40",
        "--layout",
        "letter,card",
    ];
    let render = |own: &[&str]| ok(project.run(&[&["render"], own, &options].concat()));
    render(&[]);
    let parts = ["parts/1", "parts/2", "parts/3"];
    for (number, part) in (1..).zip(parts) {
        render(&["--shard", &format!("{number}/3"), "--out", part]);
    }
    let merge = [&["merge", "--out", "merged"], &parts[..]].concat();
    golden("merge", ok(project.run(&merge)));
    assert!(files(&project.path("merged")) == out(&project));
    // Parts of another width do not belong to these, and neither does a picture that was changed on the way.
    let wider = [
        "render",
        "--shard",
        "2/3",
        "--out",
        "parts/2",
        "--format",
        "pdf,png",
        "--width",
        "41",
        "--layout",
        "letter,card",
    ];
    ok(project.run(&wider));
    let run = project.run(&merge);
    assert_eq!(run.status, 1, "{run}");
    assert!(
        run.stderr
            .contains("from other files or with other options"),
        "{run}"
    );
    render(&["--shard", "2/3", "--out", "parts/2"]);
    project.write("parts/3/2023-GU.png", "torn");
    let run = project.run(&merge);
    assert_eq!(run.status, 1, "{run}");
    assert!(
        run.stderr.contains("this is not the file that was made"),
        "{run}"
    );
}

#[test]
fn what_cannot_be_drawn_is_wrong_usage() {
    let project = Project::shipped();
    let usage = |name: &str, options: &[&str]| {
        let run = project.run(&[&["render"], options].concat());
        assert_eq!(run.status, 2, "{run}");
        golden(name, run);
    };
    usage("usage-width-of-nothing", &["--width", "600"]);
    usage("usage-format", &["--format", "jpg"]);
    usage("usage-too-narrow", &["--format", "png", "--width", "15"]);
    usage("usage-too-wide", &["--format", "png", "--width", "10001"]);
    usage("usage-too-large", &["--format", "png", "--width", "6216"]);
    project.write("layouts/card.p2.toml", "extends = \"letter\"\n");
    usage(
        "usage-name-of-a-page",
        &["--format", "png", "--layout", "card.p2"],
    );
    assert!(!project.path("out").exists());
}
