//! The edge of letters.
//!
//! In many fonts the parts of a letter are contours that overlap, such as the bar of an "A" and its legs. Filled, they
//! are one shape; their outlines would cross it. So the parts of a contour that lie inside of another are left out.

use crate::geometry::{Contour, Point, Segment};

/// A place in points.
pub(super) type Place = (f64, f64);

/// A line or a curve as its control points.
type Bezier = Vec<Place>;

/// A whole contour, or a part of one.
pub(super) struct Edge {
    pub(super) path: Contour,
    pub(super) is_closed: bool,
}

/// The number of places of a segment that are looked at.
const SAMPLES: u32 = 16;

/// The number of bisections that find a crossing, and of lines that a curve is taken for.
const HALVINGS: u32 = 12;
const LINES: u32 = 12;

/// The distance from a contour, in points, where it is looked whether another covers it.
const BESIDE: f64 = 0.2;

/// The edges of letters. `inward` is 1 or -1, by the side of contours that is inside of letters, as in [`normal`]. Where
/// an edge ends at another contour, it goes on for the length `beyond`.
pub(super) fn edges(contours: &[Contour], inward: f64, beyond: f64) -> Vec<Edge> {
    let polygons: Vec<Vec<Place>> = contours.iter().map(polygon).collect();
    let is_edge = |bezier: &[Place], t: f64| {
        let (x, y) = at(bezier, t);
        normal(at(bezier, t - 0.01), at(bezier, t + 0.01)).is_none_or(|(dx, dy)| {
            let beside = (x - dx * inward * BESIDE, y - dy * inward * BESIDE);
            winding(&polygons, beside) == 0
        })
    };
    let of_contour = |contour| parts(contour, &is_edge, beyond);
    contours.iter().flat_map(of_contour).collect()
}

/// The parts of a contour at the edge.
fn parts(contour: &Contour, is_edge: &dyn Fn(&[Place], f64) -> bool, beyond: f64) -> Vec<Edge> {
    let beziers = beziers(contour);
    let spans = beziers.iter().map(|bezier| spans(bezier, is_edge, beyond));
    let spans: Vec<Vec<(f64, f64)>> = spans.collect();
    if spans.iter().all(|spans| *spans == [(0.0, 1.0)]) {
        let path = contour.clone();
        let is_closed = true;
        return vec![Edge { path, is_closed }];
    }
    let mut runs: Vec<Vec<Bezier>> = Vec::new();
    let mut continues = false;
    for (bezier, spans) in beziers.iter().zip(&spans) {
        for &(from, to) in spans {
            let part = part(bezier, from, to);
            match runs.last_mut() {
                Some(run) if continues && from <= 0.0 => run.push(part),
                _ => runs.push(vec![part]),
            }
            continues = to >= 1.0;
        }
        continues &= !spans.is_empty();
    }
    let begins = spans.first().and_then(|spans| spans.first());
    if continues && runs.len() > 1 && begins.is_some_and(|(from, _)| *from <= 0.0) {
        let first = runs.remove(0);
        if let Some(last) = runs.last_mut() {
            last.extend(first);
        }
    }
    runs.iter().filter_map(|run| open(run)).collect()
}

/// The spans of a line or curve at the edge, from 0 to 1.
fn spans(
    bezier: &[Place],
    is_edge: &dyn Fn(&[Place], f64) -> bool,
    beyond: f64,
) -> Vec<(f64, f64)> {
    let sample = |number: u32| (f64::from(number) + 0.5) / f64::from(SAMPLES);
    let longer = beyond / length(bezier).max(beyond);
    let crossing = |number: u32, was: bool| {
        let (mut from, mut to) = (sample(number - 1), sample(number));
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(from, to);
            match is_edge(bezier, middle) == was {
                true => from = middle,
                false => to = middle,
            }
        }
        to
    };
    let mut spans = Vec::new();
    let mut start = None;
    for number in 0..SAMPLES {
        match (start, is_edge(bezier, sample(number))) {
            (None, true) if number == 0 => start = Some(0.0),
            (None, true) => start = Some((crossing(number, false) - longer).max(0.0)),
            (Some(from), false) => {
                spans.push((from, (crossing(number, true) + longer).min(1.0)));
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| (from, 1.0)));
    spans
}

fn open(run: &[Bezier]) -> Option<Edge> {
    let start = point(*run.first()?.first()?);
    let segment = |bezier: &Bezier| match bezier[..] {
        [_, one, other, to] => Segment::Curve([point(one), point(other)], point(to)),
        _ => Segment::Line(bezier.last().map_or(start, |to| point(*to))),
    };
    let path = Contour {
        start,
        segments: run.iter().map(segment).collect(),
    };
    let is_closed = false;
    Some(Edge { path, is_closed })
}

/// The segments of a contour, with the line that closes it.
fn beziers(contour: &Contour) -> Vec<Bezier> {
    let start = in_pt(contour.start);
    let mut from = start;
    let mut beziers = Vec::with_capacity(contour.segments.len() + 1);
    for segment in &contour.segments {
        let bezier = match *segment {
            Segment::Line(to) => vec![from, in_pt(to)],
            Segment::Curve([one, other], to) => vec![from, in_pt(one), in_pt(other), in_pt(to)],
        };
        from = *bezier.last().unwrap_or(&from);
        beziers.push(bezier);
    }
    if normal(from, start).is_some() {
        beziers.push(vec![from, start]);
    }
    beziers
}

fn polygon(contour: &Contour) -> Vec<Place> {
    let lines = |bezier: &Bezier| {
        let count = if bezier.len() == 2 { 1 } else { LINES };
        let places = (1..=count).map(|line| at(bezier, f64::from(line) / f64::from(count)));
        places.collect::<Vec<_>>()
    };
    beziers(contour).iter().flat_map(lines).collect()
}

/// The winding number of polygons around a place.
fn winding(polygons: &[Vec<Place>], (x, y): Place) -> i32 {
    let mut winding = 0;
    for polygon in polygons {
        let mut from = *polygon.last().unwrap_or(&(x, y));
        for &to in polygon {
            let side = (to.0 - from.0) * (y - from.1) - (x - from.0) * (to.1 - from.1);
            if from.1 <= y && to.1 > y && side > 0.0 {
                winding += 1;
            } else if from.1 > y && to.1 <= y && side < 0.0 {
                winding -= 1;
            }
            from = to;
        }
    }
    winding
}

/// The two parts of a curve before and after a place (de Casteljau's construction).
fn split(bezier: &[Place], t: f64) -> (Bezier, Bezier) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut row = bezier.to_vec();
    while let (Some(first), Some(last)) = (row.first(), row.last()) {
        before.push(*first);
        after.push(*last);
        let between = |pair: &[Place]| {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            (ax + (bx - ax) * t, ay + (by - ay) * t)
        };
        row = row.windows(2).map(between).collect();
    }
    after.reverse();
    (before, after)
}

fn at(bezier: &[Place], t: f64) -> Place {
    *split(bezier, t).1.first().unwrap_or(&(0.0, 0.0))
}

fn part(bezier: &[Place], from: f64, to: f64) -> Bezier {
    let (before, _) = split(bezier, to);
    split(&before, from / to).1
}

/// The length of the polygon of the control points.
fn length(bezier: &[Place]) -> f64 {
    let side = |pair: &[Place]| {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        (dx * dx + dy * dy).sqrt()
    };
    bezier.windows(2).map(side).sum()
}

/// The unit vector across a line, or `None` between equal places.
pub(super) fn normal(from: Place, to: Place) -> Option<Place> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    (length > 0.0).then(|| (dy / length, -dx / length))
}

pub(super) fn in_pt(point: Point) -> Place {
    (point.x.to_pt(), point.y.to_pt())
}

pub(super) fn point((x, y): Place) -> Point {
    Point::new(super::length(x), super::length(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Length, Size};

    fn bar(left: i64, top: i64, width: i64, height: i64) -> Contour {
        let size = Size::new(Length::pt(width), Length::pt(height));
        Contour::rounded(
            Point::new(Length::pt(left), Length::pt(top)),
            size,
            Length::ZERO,
        )
    }

    #[test]
    fn contours_apart_are_whole() {
        let edges = edges(&[bar(0, 0, 20, 20), bar(30, 0, 20, 20)], -1.0, 1.0);
        assert!(edges.len() == 2 && edges.iter().all(|edge| edge.is_closed));
    }

    #[test]
    fn a_cross_of_two_bars_has_one_edge() {
        let edges = edges(&[bar(0, 20, 60, 10), bar(25, 0, 10, 60)], -1.0, 0.0);
        assert!(edges.len() == 4 && edges.iter().all(|edge| !edge.is_closed));
        // Nothing of them is inside of the cross.
        let is_inside = |point: Point| {
            let (x, y) = in_pt(point);
            (25.5..34.5).contains(&x) && (20.5..29.5).contains(&y)
        };
        for Edge { path, .. } in &edges {
            let (from, to) = path.bounds();
            let middle = Point::new((from.x + to.x) / 2, (from.y + to.y) / 2);
            assert!(
                !is_inside(from) && !is_inside(to) && !is_inside(middle),
                "{path:?}"
            );
        }
    }
}
