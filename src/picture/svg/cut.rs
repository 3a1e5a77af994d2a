//! Rectangular clip paths.
//!
//! Drawing programs clip a drawing at its own edge, and a `symbol` is clipped at the edge of its view box. A
//! rectangular clip path can be dropped if all clipped content lies within it, or extends beyond it only outside of the
//! drawing. Any other rectangle is kept with the shapes that it clips.

use usvg::tiny_skia_path::{Path, PathSegment, Rect};
use usvg::{ClipPath, Group, Node, Size};

/// The tolerance for rounding, as a fraction of the larger side of the rectangle.
const SLACK: f32 = 0.001;

/// Whether the visible part of a group, in a drawing of this size, lies within its clip path. False for clip paths that
/// are not an axis-parallel rectangle.
pub(super) fn cuts_nothing(clip: &ClipPath, group: &Group, size: Size) -> bool {
    let Some(edge) = edge(clip, group) else {
        return false;
    };
    let slack = SLACK * edge.width().max(edge.height());
    let held = group.abs_stroke_bounding_box();
    held.left().max(0.0) >= edge.left() - slack
        && held.top().max(0.0) >= edge.top() - slack
        && held.right().min(size.width()) <= edge.right() + slack
        && held.bottom().min(size.height()) <= edge.bottom() + slack
}

/// The rectangle that a clip path leaves of a group, or `None` if it is not an axis-parallel one.
pub(super) fn edge(clip: &ClipPath, group: &Group) -> Option<Rect> {
    let [Node::Path(path)] = clip.root().children() else {
        return None;
    };
    let transform = group.abs_transform().pre_concat(clip.transform());
    let transform = transform.pre_concat(path.abs_transform());
    let own = rectangle(path.data())?.transform(transform)?;
    let own = Some(own).filter(|_| !transform.has_skew())?;
    match clip.clip_path() {
        None => Some(own),
        Some(inner) => edge(inner, group)?.intersect(&own),
    }
}

/// The rectangle that a path outlines, or `None` for any other shape.
fn rectangle(path: &Path) -> Option<Rect> {
    let bounds = path.bounds();
    let is_corner = |x: f32, y: f32| {
        (x == bounds.left() || x == bounds.right()) && (y == bounds.top() || y == bounds.bottom())
    };
    let mut lines = 0;
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(at) | PathSegment::LineTo(at) if is_corner(at.x, at.y) => {
                lines += 1;
            }
            PathSegment::Close => {}
            _ => return None,
        }
    }
    let mut corners: Vec<(u32, u32)> = path
        .points()
        .iter()
        .map(|at| (at.x.to_bits(), at.y.to_bits()))
        .collect();
    corners.sort_unstable();
    corners.dedup();
    let has_area = bounds.width() > 0.0 && bounds.height() > 0.0;
    (corners.len() == 4 && (4..=5).contains(&lines) && has_area).then_some(bounds)
}
