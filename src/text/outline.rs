//! The outlines of words, for what is drawn and not set.

use harfrust::GlyphId;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathElement};

use super::font::Font;
use super::shape::Word;

/// A closed outline, in font units: x to the right of the pen's start, y upwards from the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Where it begins and ends.
    pub start: (f64, f64),
    /// From there on and back.
    pub segments: Vec<OutlineSegment>,
}

/// A part of an outline, from where the part before it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutlineSegment {
    /// A straight line to a point.
    Line((f64, f64)),
    /// A quadratic Bézier curve: its control point and its end.
    Curve((f64, f64), (f64, f64)),
}

impl Font {
    /// The outlines of a word's glyphs. Glyphs whose outlines are damaged have none.
    #[must_use]
    pub fn outline(&self, word: &Word) -> Vec<Outline> {
        let glyphs = self.shaping.outline_glyphs();
        let mut outlines = Vec::new();
        let mut pen = 0;
        for glyph in &word.glyphs {
            let origin = (f64::from(pen + glyph.x_offset), f64::from(glyph.y_offset));
            let mut path: Vec<PathElement> = Vec::new();
            if let Some(outline) = glyphs.get(GlyphId::from(glyph.id))
                && outline
                    .draw(&DrawOptions::new(), DrawMemory::Scratch, &mut path)
                    .is_ok()
            {
                add(&path, origin, &mut outlines);
            }
            pen += glyph.advance;
        }
        outlines
    }
}

fn add(path: &[PathElement], origin: (f64, f64), outlines: &mut Vec<Outline>) {
    let at = |x: f32, y: f32| (origin.0 + f64::from(x), origin.1 + f64::from(y));
    for element in path {
        let segment = match *element {
            PathElement::MoveTo { x, y } => {
                outlines.push(Outline {
                    start: at(x, y),
                    segments: Vec::new(),
                });
                continue;
            }
            PathElement::LineTo { x, y } => OutlineSegment::Line(at(x, y)),
            PathElement::QuadTo { cx0, cy0, x, y } => OutlineSegment::Curve(at(cx0, cy0), at(x, y)),
            // Fonts without TrueType outlines, which alone has only quadratic curves, are refused.
            PathElement::CurveTo { .. } | PathElement::Close => continue,
        };
        if let Some(outline) = outlines.last_mut() {
            outline.segments.push(segment);
        }
    }
}
