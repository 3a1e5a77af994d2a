//! Lengths, points and sizes.
//!
//! All layout is done in whole thousandths of a point (1 pt = 1/72 inch), so that sums are exact
//! and the same on every machine. The origin of a page or frame is its top left corner; x grows to
//! the right and y grows downwards. Only [`crate::pdf`] turns this into PDF's upward y.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in thousandths of a point. May be negative as an offset.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// The length 0.
    pub const ZERO: Self = Self(0);

    /// A length of `milli` thousandths of a point.
    #[must_use]
    pub const fn from_milli(milli: i64) -> Self {
        Self(milli)
    }

    /// A length in whole points.
    #[must_use]
    pub const fn pt(points: i64) -> Self {
        Self(points * 1000)
    }

    /// The length in thousandths of a point.
    #[must_use]
    pub const fn milli(self) -> i64 {
        self.0
    }

    /// The length in points, for output.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a page is far below 2^52 thousandths"
    )]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The length multiplied by `numerator / denominator`, rounded to the nearest thousandth,
    /// halves away from zero.
    ///
    /// # Panics
    ///
    /// When `denominator` is not positive.
    #[must_use]
    pub const fn scaled(self, numerator: i64, denominator: i64) -> Self {
        assert!(denominator > 0);
        // Nearly always 64 bits are enough, and dividing 128 is slow.
        if let Some(product) = self.0.checked_mul(numerator)
            && let Some(rounded) = product.checked_add(away_from_zero(product, denominator / 2))
        {
            return Self(rounded / denominator);
        }
        let product = self.0 as i128 * numerator as i128;
        let half = denominator as i128 / 2;
        let away = if product < 0 { -half } else { half };
        Self(((product + away) / denominator as i128) as i64)
    }

    /// The larger of two lengths.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }

    /// The smaller of two lengths.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }
}

/// Half a unit with the sign of a number.
const fn away_from_zero(number: i64, half: i64) -> i64 {
    if number < 0 { -half } else { half }
}

/// Points with up to three decimals, as in `12.5pt`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, milli) = (self.0.abs() / 1000, self.0.abs() % 1000);
        let digits = format!("{milli:03}");
        let decimals = digits.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}pt")
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// A position on a page or in a frame, from the top left corner.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Point {
    /// Distance from the left edge.
    pub x: Length,
    /// Distance from the top edge.
    pub y: Length,
}

impl Point {
    /// The point `x` from the left and `y` from the top.
    #[must_use]
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

/// Width and height.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Size {
    /// From left to right.
    pub width: Length,
    /// From top to bottom.
    pub height: Length,
}

impl Size {
    /// The size of `width` by `height`.
    #[must_use]
    pub const fn new(width: Length, height: Length) -> Self {
        Self { width, height }
    }
}

/// A closed outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contour {
    /// The start, which is also the end.
    pub start: Point,
    /// The segments from the start and back to it.
    pub segments: Vec<Segment>,
}

impl Contour {
    /// The outline with every length scaled.
    #[must_use]
    pub fn scaled(&self, scale: &dyn Fn(Length) -> Length) -> Self {
        let place = |point: Point| Point::new(scale(point.x), scale(point.y));
        let segment = |segment: &Segment| match *segment {
            Segment::Line(to) => Segment::Line(place(to)),
            Segment::Curve([one, other], to) => {
                Segment::Curve([place(one), place(other)], place(to))
            }
        };
        Self {
            start: place(self.start),
            segments: self.segments.iter().map(segment).collect(),
        }
    }

    /// The upper left and the lower right corner of a box around all points, including the control points of curves.
    #[must_use]
    pub fn bounds(&self) -> (Point, Point) {
        let least = |a: Point, b: Point| Point::new(a.x.min(b.x), a.y.min(b.y));
        let most = |a: Point, b: Point| Point::new(a.x.max(b.x), a.y.max(b.y));
        let points = self.segments.iter().flat_map(|segment| match *segment {
            Segment::Line(to) => [to; 3],
            Segment::Curve([one, other], to) => [one, other, to],
        });
        points.fold((self.start, self.start), |(from, to), point| {
            (least(from, point), most(to, point))
        })
    }

    /// The outline in the opposite direction.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut start = self.start;
        let mut segments = Vec::with_capacity(self.segments.len());
        for segment in &self.segments {
            let end = match *segment {
                Segment::Line(end) => {
                    segments.push(Segment::Line(start));
                    end
                }
                Segment::Curve([one, other], end) => {
                    segments.push(Segment::Curve([other, one], start));
                    end
                }
            };
            start = end;
        }
        segments.reverse();
        Self { start, segments }
    }

    /// The outline of a rectangle with rounded corners, with its top left corner at `at`.
    #[must_use]
    pub fn rounded(at: Point, size: Size, radius: Length) -> Self {
        /// The distance of the control points of a quarter circle from its ends, in millionths of the radius.
        const ARC: i64 = 552_285;
        let radius = radius
            .min(size.width / 2)
            .min(size.height / 2)
            .max(Length::ZERO);
        let control = radius - radius.scaled(ARC, 1_000_000);
        let (left, top) = (at.x, at.y);
        let (right, bottom) = (left + size.width, top + size.height);
        let mut segments = Vec::with_capacity(8);
        let start = Point::new(left + radius, top);
        let mut side = |to: (Length, Length), one, other, end: (Length, Length)| {
            segments.push(Segment::Line(Point::new(to.0, to.1)));
            if radius > Length::ZERO {
                segments.push(Segment::Curve([one, other], Point::new(end.0, end.1)));
            }
        };
        side(
            (right - radius, top),
            Point::new(right - control, top),
            Point::new(right, top + control),
            (right, top + radius),
        );
        side(
            (right, bottom - radius),
            Point::new(right, bottom - control),
            Point::new(right - control, bottom),
            (right - radius, bottom),
        );
        side(
            (left + radius, bottom),
            Point::new(left + control, bottom),
            Point::new(left, bottom - control),
            (left, bottom - radius),
        );
        side(
            (left, top + radius),
            Point::new(left, top + control),
            Point::new(left + control, top),
            (left + radius, top),
        );
        Self { start, segments }
    }
}

/// A segment of an outline, from the end of the segment before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Segment {
    /// A straight line to a point.
    Line(Point),
    /// A cubic Bézier curve: its two control points and its end.
    Curve([Point; 2], Point),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_points_without_needless_decimals() {
        let shown = |milli| Length::from_milli(milli).to_string();
        assert_eq!(shown(12_000), "12pt");
        assert_eq!(shown(12_500), "12.5pt");
        assert_eq!(shown(-1_005), "-1.005pt");
    }

    #[test]
    fn scales_to_the_nearest_thousandth() {
        let length = Length::from_milli(10);
        assert_eq!(length.scaled(1, 4).milli(), 3);
        assert_eq!((-length).scaled(1, 4).milli(), -3);
        let large = Length::from_milli(i64::MAX / 2);
        assert_eq!(large.scaled(4, 8).milli(), i64::MAX / 4 + 1);
    }
}
