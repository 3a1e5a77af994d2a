//! Outlines in the units of drawings.

use usvg::tiny_skia_path::{Path, PathSegment, Point as SvgPoint, Rect};

use super::drawing::Shape;
use crate::geometry::{Contour, Length, Point, Segment, Size};

impl Shape {
    /// Whether the shape may be visible in a drawing of this size. The bounding box includes the control points, which
    /// enclose a curve.
    pub(super) fn is_within(&self, size: Size) -> bool {
        let points = self.contours.iter().flat_map(|contour| {
            let ends = contour.segments.iter().flat_map(|segment| match *segment {
                Segment::Line(to) => vec![to],
                Segment::Curve([one, other], to) => vec![one, other, to],
            });
            ends.chain([contour.start])
        });
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for point in points {
            xs.push(point.x);
            ys.push(point.y);
        }
        let reaches = |places: &[Length], side: Length| {
            let least = places.iter().min().is_some_and(|least| *least < side);
            least && places.iter().max().is_some_and(|most| *most > Length::ZERO)
        };
        reaches(&xs, size.width) && reaches(&ys, size.height)
    }
}

/// The approximate length of a path: the total distance between its consecutive points.
pub(super) fn length_of(path: &Path) -> f32 {
    let pairs = path.points().windows(2);
    pairs.map(|pair| pair[0].distance(pair[1])).sum()
}

/// The outlines of a path in units of a drawing, multiplied by `scale`.
pub(super) fn contours(path: &Path, scale: f32) -> Vec<Contour> {
    let place = |point: SvgPoint| Point::new(length(point.x * scale), length(point.y * scale));
    let mut contours: Vec<Contour> = Vec::new();
    let mut from = SvgPoint::zero();
    // PDF has no quadratic curves, so their degree is elevated to cubic.
    let toward = |a: SvgPoint, b: SvgPoint| {
        let part = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        place(SvgPoint::from_xy(part(a.x, b.x), part(a.y, b.y)))
    };
    for segment in path.segments() {
        let (segment, to) = match segment {
            PathSegment::MoveTo(to) => {
                contours.push(Contour {
                    start: place(to),
                    segments: Vec::new(),
                });
                from = to;
                continue;
            }
            PathSegment::LineTo(to) => (Segment::Line(place(to)), to),
            PathSegment::QuadTo(control, to) => {
                let controls = [toward(from, control), toward(to, control)];
                (Segment::Curve(controls, place(to)), to)
            }
            PathSegment::CubicTo(one, other, to) => {
                (Segment::Curve([place(one), place(other)], place(to)), to)
            }
            PathSegment::Close => continue,
        };
        from = to;
        if let Some(contour) = contours.last_mut() {
            contour.segments.push(segment);
        }
    }
    contours
}

/// The upper left corner and the size of a rectangle in units of a drawing, multiplied by `scale`.
pub(super) fn edges(edge: Rect, scale: f32) -> (Point, Size) {
    let side = |side: f32| length(side * scale);
    let corner = Point::new(side(edge.left()), side(edge.top()));
    (corner, Size::new(side(edge.width()), side(edge.height())))
}

/// A length in units of a drawing.
#[expect(clippy::cast_possible_truncation, reason = "a drawing is small")]
pub(super) fn length(units: f32) -> Length {
    Length::from_milli((f64::from(units) * 1000.0).round() as i64)
}
