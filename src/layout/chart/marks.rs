//! Outlines of lines and discs, as filled shapes.
//!
//! The same on every machine: only the four operations and the square root are used, which IEEE 754 defines exactly.

use crate::geometry::{Contour, Length, Point, Segment, Size};

/// A disc.
pub(super) fn disc(center: Point, radius: Length) -> Contour {
    let corner = Point::new(center.x - radius, center.y - radius);
    Contour::rounded(corner, Size::new(radius * 2, radius * 2), radius)
}

/// A line of a thickness through points, with round ends and joints. All contours have the same direction, so that they
/// overlap without holes.
pub(super) fn polyline(points: &[Point], thickness: Length) -> Vec<Contour> {
    let joints = points.iter().map(|point| disc(*point, thickness / 2));
    let segments = points
        .windows(2)
        .filter_map(|ends| segment(ends[0], ends[1], thickness));
    segments.chain(joints).collect()
}

/// A straight line with square ends. `None` between equal points.
pub(super) fn segment(from: Point, to: Point, thickness: Length) -> Option<Contour> {
    let (dx, dy) = ((to.x - from.x).to_pt(), (to.y - from.y).to_pt());
    let length = (dx * dx + dy * dy).sqrt();
    if length <= 0.0 {
        return None;
    }
    let half = thickness.to_pt() / 2.0 / length;
    let across = Point::new(points(dy * half), points(-dx * half));
    let back = Point::new(Length::ZERO - across.x, Length::ZERO - across.y);
    Some(Contour {
        start: from + across,
        segments: [to + across, to + back, from + back]
            .map(Segment::Line)
            .to_vec(),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a page is small")]
fn points(points: f64) -> Length {
    Length::from_milli((points * 1000.0).round() as i64)
}
