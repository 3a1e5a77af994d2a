//! The outlines of words, for text that is drawn as a shape.

use harfrust::GlyphId;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathElement};

use super::font::Font;
use super::shape::Word;
use crate::geometry::{Contour, Point, Segment};

/// A point in font units: x to the right of the pen's start, y upwards from the baseline.
pub type InFont = (f64, f64);

impl Font {
    /// The outlines of a word's glyphs. `place` maps each point from font units to the page. A glyph with a damaged
    /// outline is left out.
    pub fn outline(&self, word: &Word, place: &dyn Fn(InFont) -> Point) -> Vec<Contour> {
        let glyphs = self.shaping.outline_glyphs();
        let mut contours = Vec::new();
        let mut pen = 0;
        for glyph in &word.glyphs {
            let origin = (f64::from(pen + glyph.x_offset), f64::from(glyph.y_offset));
            let mut path: Vec<PathElement> = Vec::new();
            if let Some(outline) = glyphs.get(GlyphId::from(glyph.id))
                && outline
                    .draw(&DrawOptions::new(), DrawMemory::Scratch, &mut path)
                    .is_ok()
            {
                add(&path, origin, place, &mut contours);
            }
            pen += glyph.advance;
        }
        contours
    }
}

/// Adds a path. TrueType has quadratic curves and PDF only cubic ones, so each is converted. Every contour is closed when
/// it is filled.
fn add(
    path: &[PathElement],
    origin: InFont,
    place: &dyn Fn(InFont) -> Point,
    contours: &mut Vec<Contour>,
) {
    let at = |x: f32, y: f32| (origin.0 + f64::from(x), origin.1 + f64::from(y));
    let toward = |a: InFont, b: InFont| {
        let part = |a: f64, b: f64| a + (b - a) * 2.0 / 3.0;
        place((part(a.0, b.0), part(a.1, b.1)))
    };
    let mut from = origin;
    for element in path {
        let (segment, to) = match *element {
            PathElement::MoveTo { x, y } => {
                from = at(x, y);
                contours.push(Contour {
                    start: place(from),
                    segments: Vec::new(),
                });
                continue;
            }
            PathElement::LineTo { x, y } => (Segment::Line(place(at(x, y))), at(x, y)),
            PathElement::QuadTo { cx0, cy0, x, y } => {
                let (control, to) = (at(cx0, cy0), at(x, y));
                let controls = [toward(from, control), toward(to, control)];
                (Segment::Curve(controls, place(to)), to)
            }
            PathElement::CurveTo {
                cx0,
                cy0,
                cx1,
                cy1,
                x,
                y,
            } => {
                let to = at(x, y);
                let controls = [place(at(cx0, cy0)), place(at(cx1, cy1))];
                (Segment::Curve(controls, place(to)), to)
            }
            PathElement::Close => continue,
        };
        from = to;
        if let Some(contour) = contours.last_mut() {
            contour.segments.push(segment);
        }
    }
}
