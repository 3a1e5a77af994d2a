//! The outline of letters as a line of a thickness, filled.
//!
//! Each contour is copied, moved to the inside of the letter, and turned round. What is between the two is filled. A
//! curve is moved by its control points: each side of the polygon that they make is moved, and the control points are
//! where the moved sides meet (Tiller and Hanson, "Offsets of Two-Dimensional Profiles", 1984). For a thin line this
//! is exact enough, and the copy takes no more bytes than the contour.

use crate::geometry::{Contour, Length, Point, Segment};

/// The reciprocal of how much farther than the thickness a sharp corner may be moved, squared and halved: four times.
const SHARPEST: f64 = 1.0 / 8.0;

/// The contours of letters, each with a copy inside of the letter that leaves a line of a thickness.
pub(super) fn ring(contours: Vec<Contour>, thickness: Length) -> Vec<Contour> {
    // The outer contours have the larger area; all contours have the inside of the letter on the same side.
    let area: f64 = contours.iter().map(area).sum();
    let toward_inside = thickness.to_pt() * if area < 0.0 { 1.0 } else { -1.0 };
    let copy = |contour: &Contour| moved(contour, toward_inside).reversed();
    let copies: Vec<Contour> = contours.iter().map(copy).collect();
    contours.into_iter().chain(copies).collect()
}

/// The points of a contour in order, control points included, without the start.
fn points(contour: &Contour) -> Vec<(f64, f64)> {
    let points = contour.segments.iter().flat_map(|segment| match *segment {
        Segment::Line(to) => vec![to],
        Segment::Curve([one, other], to) => vec![one, other, to],
    });
    let in_pt = |point: Point| (point.x.to_pt(), point.y.to_pt());
    points.map(in_pt).collect()
}

/// Twice the area of the polygon of a contour's points. Its sign is the contour's direction.
fn area(contour: &Contour) -> f64 {
    let start = (contour.start.x.to_pt(), contour.start.y.to_pt());
    let mut points = points(contour);
    points.push(start);
    let mut from = start;
    let mut area = 0.0;
    for to in points {
        area += from.0 * to.1 - to.0 * from.1;
        from = to;
    }
    area
}

/// The contour with each side moved to one side: to the right of its direction, seen on the page, if `by` is negative.
fn moved(contour: &Contour, by: f64) -> Contour {
    let mut polygon = points(contour);
    polygon.insert(0, (contour.start.x.to_pt(), contour.start.y.to_pt()));
    let mut moved = (0..polygon.len()).map(|at| moved_point(&polygon, at, by));
    let start = moved.next().unwrap_or(contour.start);
    let mut next = || moved.next().unwrap_or(start);
    let mut segment = |segment: &Segment| match segment {
        Segment::Line(_) => Segment::Line(next()),
        Segment::Curve(..) => {
            let controls = [next(), next()];
            Segment::Curve(controls, next())
        }
    };
    Contour {
        start,
        segments: contour.segments.iter().map(&mut segment).collect(),
    }
}

/// The place where the moved sides before and after a point meet. A point that lies on the one before it is passed over.
fn moved_point(polygon: &[(f64, f64)], at: usize, by: f64) -> Point {
    let (x, y) = polygon[at];
    let count = polygon.len();
    let mut before = (1..count).map(|back| polygon[(at + count - back) % count]);
    let mut after = (1..count).map(|on| polygon[(at + on) % count]);
    let before = before.find_map(|other| normal(other, (x, y)));
    let after = after.find_map(|other| normal((x, y), other));
    let (Some(one), Some(other)) = (before, after) else {
        return point(x, y);
    };
    let opening = (1.0 + one.0 * other.0 + one.1 * other.1).max(SHARPEST);
    let along = by / opening;
    point(x + (one.0 + other.0) * along, y + (one.1 + other.1) * along)
}

/// The unit vector across a side of a polygon, or `None` between equal points.
fn normal(from: (f64, f64), to: (f64, f64)) -> Option<(f64, f64)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    (length > 0.0).then(|| (dy / length, -dx / length))
}

fn point(x: f64, y: f64) -> Point {
    Point::new(super::length(x), super::length(y))
}
