//! Pages as they are seen, and pictures that they are held against.

use std::fs;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderSettings, render};

/// By how much a color may differ, of 255: edges are drawn a little otherwise by other machines.
const TOLERANCE: u8 = 48;

/// How many points of color of a million may differ by more.
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

/// Holds what is seen against a picture. What differs is written beside it, as `NAME.new.png` and
/// `NAME.difference.png`; with `PICTURES=renew` the picture is written anew.
pub fn hold_against(seen: &Seen, path: &Path) {
    let wanted = Seen::read(path);
    if std::env::var("PICTURES").as_deref() == Ok("renew") {
        let is_same =
            |wanted: &Seen| seen.is_of_same_size(wanted) && seen.difference(wanted).1 <= STRAY;
        if !wanted.as_ref().is_some_and(is_same) {
            seen.write(path);
        }
        return;
    }
    let wanted = wanted.unwrap_or_else(|| panic!("there is no {}", path.display()));
    assert!(seen.is_of_same_size(&wanted), "{}", path.display());
    let (difference, count) = seen.difference(&wanted);
    if count > STRAY {
        seen.write(&path.with_extension("new.png"));
        difference.write(&path.with_extension("difference.png"));
        panic!(
            "{} looks otherwise at {count} points of a million",
            path.display()
        );
    }
}
