//! Lengths and counts as PDF writes them.

use lopdf::Object;
use printpdf::Pt;

use crate::geometry::Length;

/// A length in points. Three decimals are exact enough in 32 bits for pages of up to ten meters.
pub(super) fn pt(length: Length) -> Pt {
    #[expect(clippy::cast_possible_truncation, reason = "printpdf counts in f32")]
    let points = length.to_pt() as f32;
    Pt(points)
}

/// A length in points, as an object.
pub(super) fn real(length: Length) -> Object {
    Object::Real(pt(length).0)
}

/// A count or a number, as an object.
pub(super) fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
