//! Pages as pixels. The only place that knows the rasterizer.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderSettings, render};

use super::scale::height;
use crate::geometry::{Length, Size};

/// A page that has been drawn.
pub(super) struct Pixels {
    /// The size of the page.
    pub page: Size,
    /// The width in pixels.
    pub width: u16,
    /// The height in pixels.
    pub height: u16,
    /// The pixels themselves.
    pixmap: Pixmap,
}

/// Does something with each page of a PDF, one after another; none when it comes to nothing with one of them.
pub(super) fn pages<T>(pdf: &[u8], each: impl FnMut(&Page<'_>) -> Option<T>) -> Option<Vec<T>> {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).ok()?;
    pdf.pages().iter().map(each).collect()
}

/// Draws a page on white paper.
pub(super) fn pixels(page: &Page<'_>, width: u16) -> Option<Pixels> {
    let (across, down) = page.render_dimensions();
    let size = Size {
        width: length(across),
        height: length(down),
    };
    let height = height(width, size)?;
    let settings = RenderSettings {
        // The paper fills the picture to its edges, however its height has been rounded.
        x_scale: f32::from(width) / across,
        y_scale: f32::from(height) / down,
        width: Some(width),
        height: Some(height),
        bg_color: WHITE,
    };
    Some(Pixels {
        page: size,
        width,
        height,
        pixmap: render(page, &InterpreterSettings::default(), &settings),
    })
}

/// A length in points, as the rasterizer has it, in the whole thousandths that the page was made with.
#[expect(clippy::cast_possible_truncation, reason = "a page is small")]
fn length(points: f32) -> Length {
    Length::from_milli((f64::from(points) * 1000.0).round() as i64)
}

impl Pixels {
    /// Red, green and blue of each pixel, row by row.
    pub fn rows(&self) -> impl Iterator<Item = Vec<u8>> {
        let rows = self.pixmap.data().chunks(usize::from(self.width));
        rows.map(|row| {
            row.iter()
                .flat_map(|pixel| [pixel.r, pixel.g, pixel.b])
                .collect()
        })
    }
}
