//! The outline of letters as a line of a thickness, filled.
//!
//! Each edge is copied, moved to the inside of the letter, and turned round. What is between the two is filled. A
//! curve is moved by its control points: each side of the polygon that they make is moved, and the control points are
//! where the moved sides meet (Tiller and Hanson, "Offsets of Two-Dimensional Profiles", 1984). For a thin line this
//! is exact enough, and the copy takes no more bytes than the edge.

use super::edge::{Edge, Place, edges, in_pt, normal, point};
use crate::geometry::{Contour, Length, Point, Segment};

/// The reciprocal of how much farther than the thickness a sharp corner may be moved, squared and halved: four times.
const SHARPEST: f64 = 1.0 / 8.0;

/// The edges of letters as lines of a thickness, inside of the letters.
pub(super) fn lines(contours: &[Contour], thickness: Length) -> Vec<Contour> {
    // The outer contours have the larger area; all contours have the inside of the letter on the same side.
    let area: f64 = contours.iter().map(area).sum();
    let inward = if area < 0.0 { 1.0 } else { -1.0 };
    let thickness = thickness.to_pt();
    let line = |edge: Edge| line(edge, thickness * inward);
    let edges = edges(contours, inward, thickness);
    edges.into_iter().flat_map(line).collect()
}

/// An edge with its copy: two contours of a closed one, and one around a part of a contour.
fn line(
    Edge {
        mut path,
        is_closed,
    }: Edge,
    by: f64,
) -> Vec<Contour> {
    let copy = moved(&path, by, is_closed).reversed();
    if is_closed {
        return vec![path, copy];
    }
    path.segments.push(Segment::Line(copy.start));
    path.segments.extend(copy.segments);
    vec![path]
}

/// The points of a contour in order, control points included.
fn points(contour: &Contour) -> Vec<Place> {
    let points = contour.segments.iter().flat_map(|segment| match *segment {
        Segment::Line(to) => vec![to],
        Segment::Curve([one, other], to) => vec![one, other, to],
    });
    let points = std::iter::once(contour.start).chain(points);
    points.map(in_pt).collect()
}

/// Twice the area of the polygon of a contour's points. Its sign is the contour's direction.
fn area(contour: &Contour) -> f64 {
    let points = points(contour);
    let mut from = *points.last().unwrap_or(&(0.0, 0.0));
    let mut area = 0.0;
    for to in points {
        area += from.0 * to.1 - to.0 * from.1;
        from = to;
    }
    area
}

/// The path with each side moved to one side: to the right of its direction, seen on the page, if `by` is negative.
fn moved(path: &Contour, by: f64, is_closed: bool) -> Contour {
    let polygon = points(path);
    let mut moved = (0..polygon.len()).map(|at| moved_point(&polygon, at, by, is_closed));
    let start = moved.next().unwrap_or(path.start);
    let mut next = || moved.next().unwrap_or(start);
    let segment = |segment: &Segment| match segment {
        Segment::Line(_) => Segment::Line(next()),
        Segment::Curve(..) => {
            let controls = [next(), next()];
            Segment::Curve(controls, next())
        }
    };
    Contour {
        start,
        segments: path.segments.iter().map(segment).collect(),
    }
}

/// The place where the moved sides before and after a point meet. Points that lie on this one are passed over.
fn moved_point(polygon: &[Place], at: usize, by: f64, is_closed: bool) -> Point {
    let (x, y) = polygon[at];
    let (to_here, from_here) = polygon.split_at(at);
    let around = |places: &[Place]| {
        if is_closed {
            places.to_vec()
        } else {
            Vec::new()
        }
    };
    let before = [around(&from_here[1..]), to_here.to_vec()].concat();
    let after = [from_here[1..].to_vec(), around(to_here)].concat();
    let before = before.iter().rev().find_map(|other| normal(*other, (x, y)));
    let after = after.iter().find_map(|other| normal((x, y), *other));
    let (Some(one), Some(other)) = (before.or(after), after.or(before)) else {
        return point((x, y));
    };
    let opening = (1.0 + one.0 * other.0 + one.1 * other.1).max(SHARPEST);
    let along = by / opening;
    point((x + (one.0 + other.0) * along, y + (one.1 + other.1) * along))
}
