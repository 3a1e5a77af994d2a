//! Pages as they are seen, and pictures that they are held against.

use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderSettings, render};

/// The greatest difference of a color of an even area, of 255.
const TOLERANCE: u8 = 4;

/// The greatest difference at an edge, where other machines mix the two colors a little differently.
const EDGE_TOLERANCE: u8 = 48;

/// How many points of a million may differ by more at edges.
const STRAY: usize = 200;

/// A picture: width, height, and red, green, blue of each point.
#[derive(Clone)]
pub struct Seen {
    pub width: u32,
    pub height: u32,
    pub colors: Vec<u8>,
}

impl Seen {
    /// The pages of a PDF, in so many points of color to the point.
    pub fn pages(pdf: Vec<u8>, scale: f32) -> Vec<Self> {
        let pdf = Pdf::new(Arc::new(pdf)).expect("a PDF");
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: hayro::vello_cpu::color::palette::css::WHITE,
            ..RenderSettings::default()
        };
        let page = |page| {
            let pixels = render(page, &InterpreterSettings::default(), &settings);
            let points = pixels.data().iter();
            Self {
                width: pixels.width().into(),
                height: pixels.height().into(),
                colors: points.flat_map(|p| [p.r, p.g, p.b]).collect(),
            }
        };
        pdf.pages().iter().map(page).collect()
    }

    /// A picture in a file; none when there is no file.
    pub fn read(path: &Path) -> Option<Self> {
        let file = BufReader::new(fs::File::open(path).ok()?);
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

    fn is_of_same_size(&self, other: &Self) -> bool {
        (self.width, self.height) == (other.width, other.height)
    }

    /// The color of a point.
    fn color(&self, x: u32, y: u32) -> [u8; 3] {
        let start = usize::try_from(3 * (y * self.width + x)).expect("a place");
        [0, 1, 2].map(|channel| self.colors[start + channel])
    }

    /// Whether a point has a neighbor of another color.
    fn is_at_edge(&self, x: u32, y: u32) -> bool {
        let color = self.color(x, y);
        let rows = y.saturating_sub(1)..=(y + 1).min(self.height - 1);
        rows.flat_map(|y| (x.saturating_sub(1)..=(x + 1).min(self.width - 1)).map(move |x| (x, y)))
            .any(|(x, y)| distance(self.color(x, y), color) > TOLERANCE)
    }

    /// The difference of another picture of the same size.
    pub fn difference(&self, wanted: &Self) -> Difference {
        let mut found = Difference {
            picture: Self {
                width: self.width,
                height: self.height,
                colors: Vec::with_capacity(self.colors.len()),
            },
            even: 0,
            edge: 0,
        };
        for (y, x) in (0..self.height).flat_map(|y| (0..self.width).map(move |x| (y, x))) {
            let distance = distance(self.color(x, y), wanted.color(x, y));
            let is_far = distance > TOLERANCE
                && if wanted.is_at_edge(x, y) {
                    found.edge += usize::from(distance > EDGE_TOLERANCE);
                    distance > EDGE_TOLERANCE
                } else {
                    found.even += 1;
                    true
                };
            let color = if is_far { [255, 0, 0] } else { [255; 3] };
            found.picture.colors.extend(color);
        }
        found
    }
}

/// The greatest difference of two colors in red, green or blue.
fn distance(one: [u8; 3], other: [u8; 3]) -> u8 {
    let pairs = one.into_iter().zip(other);
    pairs.map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default()
}

/// The points at which two pictures differ.
pub struct Difference {
    /// Red where they differ, and white.
    picture: Seen,
    /// The number of points in even areas.
    even: usize,
    /// The number of points at edges.
    edge: usize,
}

impl Difference {
    /// Whether the pictures look the same.
    pub fn is_none(&self) -> bool {
        let points = self.picture.colors.len() / 3;
        self.even == 0 && self.edge * 1_000_000 <= STRAY * points
    }
}

/// Compares a picture with a golden one. A difference is written beside it, as `NAME.new.png` and
/// `NAME.difference.png`; with `PICTURES=renew` the golden picture is written instead.
pub fn hold_against(seen: &Seen, path: &Path) {
    let wanted = Seen::read(path);
    let is_renewed = std::env::var("PICTURES").as_deref() == Ok("renew");
    let Some(wanted) = wanted.filter(|wanted| seen.is_of_same_size(wanted)) else {
        assert!(is_renewed, "no picture of this size: {}", path.display());
        seen.write(path);
        return;
    };
    let difference = seen.difference(&wanted);
    if difference.is_none() {
        return;
    }
    if is_renewed {
        seen.write(path);
        return;
    }
    seen.write(&path.with_extension("new.png"));
    let picture = path.with_extension("difference.png");
    difference.picture.write(&picture);
    let (even, edge) = (difference.even, difference.edge);
    panic!(
        "{even} points of even areas and {edge} at edges differ: see {}",
        picture.display()
    );
}
