//! The mark of a sheet that is not final: a word across the whole page, behind the text.
//!
//! The mark is drawn as outlines. As text, it would be copied and read aloud in the middle of sentences. The header
//! says the same to readers of screen readers.

use super::frame::{Page, Shape};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::{Length, Point, Size};
use crate::project::Stylesheet;
use crate::project::stylesheet::{Color, FigureStyle};
use crate::text::{InFont, Shaper, Way};

/// The space between the word and the edges of the paper, where nothing is printed by most printers.
const MARGIN: Length = Length::pt(30);

/// The mark of the pages of a design.
#[derive(Clone, Debug)]
pub struct Mark {
    shape: Shape,
}

impl Mark {
    /// A mark with a word in a color and the strong style, from the lower left corner of the page to the upper right.
    ///
    /// # Errors
    ///
    /// Returns an error if the font lacks a letter of the word.
    pub fn new(
        word: &str,
        color: Color,
        stylesheet: &Stylesheet,
        shaper: &mut Shaper<'_>,
    ) -> Result<Self, Diagnostic> {
        let face = stylesheet.styles.text.looks.strong.face;
        let way = Way {
            face,
            figures: FigureStyle::Default,
            tracking: 0,
        };
        let shaped = shaper.word(way, word);
        let font = shaper.fonts().get(face);
        if !shaped.missing.is_empty() {
            let message = format!("this font cannot write {word} across drafts and samples");
            let missing: String = shaped.missing.iter().collect();
            return Err(Diagnostic::error(Code::MissingGlyph, font.span, message)
                .label(format!("it lacks {missing}"))
                .help("choose another font for callouts, `strong` in [styles.text]"));
        }
        let turned = Turned::new(
            (shaped.advance, font.metrics.cap_height),
            stylesheet.page.size,
        );
        let contours = font.outline(&shaped, &|point| turned.point(point));
        let contours = contours.into();
        Ok(Self {
            shape: Shape { contours, color },
        })
    }

    /// Adds the mark above the backgrounds of a page and below everything else.
    pub fn put_under(&self, page: &mut Page) {
        page.mark = Some(self.shape.clone());
    }
}

/// The transformation of a word from font units to the diagonal of a page. The result is the same on every machine,
/// because it uses only the four operations and the square root, which IEEE 754 defines exactly.
struct Turned {
    /// The middle of the word, in font units.
    middle: (f64, f64),
    /// The middle of the page, in points.
    center: (f64, f64),
    /// Points to a font unit, along the word and across.
    along: (f64, f64),
}

impl Turned {
    fn new((width, height): (i64, i64), page: Size) -> Self {
        let (page_width, page_height) = (page.width.to_pt(), page.height.to_pt());
        let diagonal = (page_width * page_width + page_height * page_height).sqrt();
        let (cosine, sine) = (page_width / diagonal, page_height / diagonal);
        let (width, height) = (units(width), units(height));
        let room = |side: f64| (side - 2.0 * MARGIN.to_pt()).max(side / 2.0);
        let to_fit_width = room(page_width) / (width * cosine + height * sine);
        let to_fit_height = room(page_height) / (width * sine + height * cosine);
        let scale = to_fit_width.min(to_fit_height);
        Self {
            middle: (width / 2.0, height / 2.0),
            center: (page_width / 2.0, page_height / 2.0),
            along: (scale * cosine, scale * sine),
        }
    }

    fn point(&self, (x, y): InFont) -> Point {
        let (x, y) = (x - self.middle.0, y - self.middle.1);
        let (cosine, sine) = self.along;
        Point::new(
            length(self.center.0 + x * cosine - y * sine),
            length(self.center.1 - x * sine - y * cosine),
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "font units are small")]
fn units(units: i64) -> f64 {
    units.max(1) as f64
}

/// In tenths of a point: a finer outline cannot be seen and takes more bytes.
#[expect(clippy::cast_possible_truncation, reason = "a page is small")]
fn length(points: f64) -> Length {
    Length::from_milli((points * 10.0).round() as i64 * 100)
}
