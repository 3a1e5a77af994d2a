//! QR codes, as drawings.

use qrcode::{Color as Square, EcLevel, QrCode};

use super::content::{Content, Picture};
use super::svg::{Drawing, Shape};
use crate::geometry::{Contour, Length, Point, Segment, Size};
use crate::project::stylesheet::Color;

/// The quiet zone around a code, in modules (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

impl Picture {
    /// The QR code of a text, in black, with its quiet zone. `None` if the text is too long for a QR code.
    #[must_use]
    pub fn code(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let side = edge(code.width() + QUIET);
        let size = Size::new(side, side);
        let shape = Shape {
            contours: squares(&code.to_colors(), code.width()),
            color: Color::BLACK,
            is_even_odd: false,
            clip: None,
        };
        let shapes = vec![shape];
        Some(Self {
            number: None,
            digest: None,
            size,
            content: Content::Drawing(Drawing { size, shapes }),
        })
    }
}

/// The position of a module's left or upper edge, which is also the end of the module before it. A module is one point
/// wide.
fn edge(index: usize) -> Length {
    Length::pt(i64::try_from(index + QUIET).unwrap_or(0))
}

/// The dark modules as rectangles; adjacent modules of a row are joined. All rectangles belong to one shape, so that no
/// light gaps show between them.
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
