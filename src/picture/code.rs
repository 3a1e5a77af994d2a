//! QR codes, as drawings.

use qrcode::{Color as Square, EcLevel, QrCode};

use super::content::{Content, Picture};
use super::svg::{Drawing, Shape};
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::project::stylesheet::Color;

/// The quiet zone around a code, in modules (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

impl Picture {
    /// The code of a text, in black, with what must be free around it; none when the text is longer than codes
    /// are.
    #[must_use]
    pub fn code(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let side = edge(code.width() + QUIET);
        let size = Size::new(side, side);
        let shape = Shape {
            contours: squares(&code.to_colors(), code.width()),
            color: Color::BLACK,
            is_even_odd: false,
        };
        let shapes = vec![shape];
        Some(Self {
            number: None,
            size,
            content: Content::Drawing(Drawing { size, shapes }),
        })
    }
}

/// The start of a module; of the one after the last, the end of the last. A module is a point wide.
fn edge(index: usize) -> Length {
    Length::pt(i64::try_from(index + QUIET).unwrap_or(0))
}

/// The dark squares as rectangles, those side by side in a row as one. All are one shape, so that no light shows
/// between them.
fn squares(squares: &[Square], width: usize) -> Vec<Contour> {
    let mut contours = Vec::new();
    for (row, squares) in squares.chunks(width.max(1)).enumerate() {
        let mut column = 0;
        for run in squares.chunk_by(|one, other| one == other) {
            if run[0] == Square::Dark {
                let (left, right) = (edge(column), edge(column + run.len()));
                contours.push(rectangle(left, edge(row), right, edge(row + 1)));
            }
            column += run.len();
        }
    }
    contours
}

fn rectangle(left: Length, top: Length, right: Length, bottom: Length) -> Contour {
    let corners = [(right, top), (right, bottom), (left, bottom)];
    Contour {
        start: Point::new(left, top),
        segments: corners
            .map(|(x, y)| Segment::Line(Point::new(x, y)))
            .to_vec(),
    }
}
