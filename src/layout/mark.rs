//! The mark of a sheet that is not final: a word across the whole page behind the text, or along its margins.
//!
//! The mark is drawn as outlines. As text, it would be copied and read aloud in the middle of sentences. The header
//! says the same to readers of screen readers.
//!
//! All forms are the same on every machine, because only the four operations and the square root are used, which IEEE
//! 754 defines exactly.

mod across;
mod edge;
mod inset;
mod margin;

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::contrast;
use super::frame::{Page, Shape};
use super::grounds::Grounds;
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::{Contour, Length, Point};
use crate::project::Stylesheet;
use crate::project::stylesheet::{Color, FigureStyle, MarkForm};
use crate::text::{Font, InFont, Shaper, Way, Word};

/// The space between the word and the edges of the paper, where nothing is printed by most printers.
const MARGIN: Length = Length::pt(30);

/// The grays for a word behind the text, of 255. The first one that leaves all text enough contrast is used.
const GRAYS: RangeInclusive<u8> = 228..=242;

/// The grays for its outline. A thin line must be darker to be seen as well.
const GRAYS_OF_OUTLINE: RangeInclusive<u8> = 176..=242;

/// The gray for a word in the margin, on which no text stands.
const GRAY_IN_MARGIN: Color = Color {
    red: 148,
    green: 148,
    blue: 148,
};

/// The mark of the pages of a design.
#[derive(Clone, Debug)]
pub struct Mark {
    shape: Shape,
}

impl Mark {
    /// A mark with a word in the strong style. `grounds` are the colors that text stands on, which the mark darkens.
    ///
    /// # Errors
    ///
    /// Returns an error if the font lacks a letter of the word, or if some text has too little contrast with the mark.
    pub fn new(
        word: &str,
        form: MarkForm,
        grounds: &Grounds,
        stylesheet: &Stylesheet,
        shaper: &mut Shaper<'_>,
    ) -> Result<Self, Diagnostic> {
        let smallest = stylesheet.fit.min;
        let behind = |grays, fonts| contrast::gray_behind(grays, grounds, smallest, fonts);
        let color = match form {
            MarkForm::Filled => behind(GRAYS, shaper.fonts())?,
            MarkForm::Outline => behind(GRAYS_OF_OUTLINE, shaper.fonts())?,
            MarkForm::Margin => GRAY_IN_MARGIN,
        };
        let letters = Letters::new(word, stylesheet, shaper)?;
        let page = &stylesheet.page;
        let contours = match form {
            MarkForm::Filled => across::word(&letters, page.size),
            MarkForm::Outline => across::outline(&letters, page.size),
            MarkForm::Margin => margin::words(&letters, page),
        };
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

/// The letters of a mark.
struct Letters<'f> {
    font: &'f Font,
    shaped: Arc<Word>,
    /// The width of the word, in font units.
    width: f64,
    /// The height of its capitals, in font units.
    height: f64,
}

impl<'f> Letters<'f> {
    fn new(
        word: &str,
        stylesheet: &Stylesheet,
        shaper: &mut Shaper<'f>,
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
        Ok(Self {
            font,
            width: units(shaped.advance),
            height: units(font.metrics.cap_height),
            shaped,
        })
    }

    fn contours(&self, place: &dyn Fn(InFont) -> Point) -> Vec<Contour> {
        self.font.outline(&self.shaped, place)
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
