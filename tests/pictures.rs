//! Golden pictures: sheets as they are seen, rasterised from the PDF by a program that knows nothing of ours.
//!
//! The pictures are under `tests/pictures/`. When a design is meant to look otherwise, look at what is written
//! beside them, and run the test again with `PICTURES=renew`.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::Project;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderSettings, render};
use std::sync::Arc;

/// Points of color to the point: 72 to the inch.
const SCALE: f32 = 1.0;

/// By how much a color may differ, of 255: edges are drawn a little otherwise by other machines.
const TOLERANCE: u8 = 48;

/// How many points of color of a million may differ by more.
const STRAY: usize = 200;

/// A picture: width, height, and red, green, blue of each point.
struct Seen {
    width: u32,
    height: u32,
    colors: Vec<u8>,
}

impl Seen {
    /// The first page of a PDF, in so many points of color to the point.
    fn of(pdf: &Path, scale: f32) -> Self {
        let pdf = Pdf::new(Arc::new(fs::read(pdf).expect("a sheet"))).expect("a PDF");
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: hayro::vello_cpu::color::palette::css::WHITE,
            ..RenderSettings::default()
        };
        let page = &pdf.pages()[0];
        let pixels = render(page, &InterpreterSettings::default(), &settings);
        let points = pixels.data().iter();
        Self {
            width: pixels.width().into(),
            height: pixels.height().into(),
            colors: points.flat_map(|p| [p.r, p.g, p.b]).collect(),
        }
    }

    fn read(path: &Path) -> Option<Self> {
        let file = std::io::BufReader::new(fs::File::open(path).ok()?);
        let mut reader = png::Decoder::new(file).read_info().expect("a PNG");
        let mut colors = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut colors).expect("a picture");
        Some(Self {
            width: info.width,
            height: info.height,
            colors,
        })
    }

    fn write(&self, path: &Path) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        let file = fs::File::create(path).expect("a file");
        let mut encoder = png::Encoder::new(file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&self.colors).expect("a picture");
    }

    /// Where two pictures differ, in red on white, and at how many points of a million.
    fn difference(&self, other: &Self) -> (Self, usize) {
        let mut count = 0;
        let pairs = self.colors.chunks(3).zip(other.colors.chunks(3));
        let colors = pairs.flat_map(|(one, other)| {
            let far = one
                .iter()
                .zip(other)
                .any(|(a, b)| a.abs_diff(*b) > TOLERANCE);
            count += usize::from(far);
            if far { [255, 0, 0] } else { [255, 255, 255] }
        });
        let colors: Vec<u8> = colors.collect();
        let seen = Self {
            width: self.width,
            height: self.height,
            colors,
        };
        (seen, count * 1_000_000 / (self.colors.len() / 3))
    }
}

fn picture(name: &str, ending: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    folder.join(format!("{name}{ending}.png"))
}

/// Holds a sheet against its picture. What differs is written beside it.
fn golden(name: &str, pdf: &Path) {
    let seen = Seen::of(pdf, SCALE);
    let path = picture(name, "");
    let wanted = Seen::read(&path);
    if std::env::var("PICTURES").as_deref() == Ok("renew") {
        seen.write(&path);
        return;
    }
    let wanted = wanted.unwrap_or_else(|| panic!("there is no {}", path.display()));
    assert_eq!(
        (seen.width, seen.height),
        (wanted.width, wanted.height),
        "{name}"
    );
    let (difference, count) = seen.difference(&wanted);
    if count > STRAY {
        seen.write(&picture(name, ".new"));
        difference.write(&picture(name, ".difference"));
        panic!("{name} looks otherwise at {count} points of a million: see tests/pictures/");
    }
}

/// What the QR codes of a page say to whoever scans it, from top to bottom.
fn scanned(pdf: &Path) -> Vec<String> {
    let seen = Seen::of(pdf, 3.0);
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
