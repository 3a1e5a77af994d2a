//! Checks that all ink is on the page and that no text is printed over another.
//!
//! Elements leave room for their ink, so the check finds nothing on the pages of a sound design. It runs last,
//! because a design can ask for what cannot be printed, such as text up to the edges of the paper in a font whose
//! letters extend beyond their lines.

use super::frame::{Content, Frame, Page, Text};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::geometry::{Length, Point, Size};
use crate::text::{Fonts, Ink};

/// The smallest visible overlap. Lengths are rounded, and letters may touch.
const TOLERANCE: Length = Length::from_milli(100);

/// A rectangle on a page.
#[derive(Clone, Copy)]
struct Area {
    from: Point,
    to: Point,
}

impl Area {
    fn of(at: Point, size: Size) -> Self {
        Self {
            from: at,
            to: at + Point::new(size.width, size.height),
        }
    }

    /// The width and the height of the overlap; negative if there is none.
    fn common(self, other: Self) -> Size {
        Size::new(
            self.to.x.min(other.to.x) - self.from.x.max(other.from.x),
            self.to.y.min(other.to.y) - self.from.y.max(other.from.y),
        )
    }

    /// The page edge that the area crosses, and the distance.
    fn beyond(self, page: Size) -> Option<(&'static str, Length)> {
        let edges = [
            ("left", Length::ZERO - self.from.x),
            ("upper", Length::ZERO - self.from.y),
            ("right", self.to.x - page.width),
            ("lower", self.to.y - page.height),
        ];
        edges.into_iter().find(|(_, by)| *by > TOLERANCE)
    }
}

/// A text on a page.
struct Printed<'p> {
    text: &'p Text,
    baseline: Length,
    area: Area,
}

impl Printed<'_> {
    /// Returns `true` if the ink of two texts overlaps. Letters of one line may extend over their neighbors, as
    /// italics do.
    fn is_over(&self, other: &Self) -> bool {
        let common = self.area.common(other.area);
        let allowed = match self.baseline == other.baseline {
            true => self.text.size.max(other.text.size) / 4,
            false => TOLERANCE,
        };
        common.width > allowed && common.height > TOLERANCE
    }
}

/// Checks the ink of pages. `margins` is the place in the design that sets the margins. For each page, the first text
/// outside and the first text printed over another are reported.
pub(super) fn check(pages: &[Page], fonts: &Fonts, margins: Span, report: &mut Report) {
    for page in pages {
        let size = page.frame.size;
        let mut printed = printed(&page.frame, fonts);
        let outside = printed.iter().find_map(|one| {
            let beyond = one.area.beyond(size)?;
            Some((one.text.source, Some(one.text.string()), beyond))
        });
        let outside = outside.or_else(|| {
            let beyond = drawn_beyond(&page.frame, Point::default(), size)?;
            Some((margins, None, beyond))
        });
        report.extend(outside.map(|(span, text, beyond)| off_page(span, text, beyond)));
        printed.sort_by_key(|one| one.area.from.y);
        report.extend(overprint(&printed));
    }
}

/// All text of a page that leaves ink.
fn printed<'p>(frame: &'p Frame, fonts: &Fonts) -> Vec<Printed<'p>> {
    let mut printed = Vec::new();
    frame.for_each_text(&mut |at, text| {
        let Some(ink) = ink(text) else { return };
        let metrics = &fonts.get(text.face).metrics;
        let point = |x, y: i64| Point::new(metrics.at(x, text.size), metrics.at(-y, text.size));
        printed.push(Printed {
            text,
            baseline: at.y,
            area: Area {
                from: at + point(ink.left, ink.top),
                to: at + point(ink.right, ink.bottom),
            },
        });
    });
    printed
}

/// The box around the ink of a text, from the left end of its baseline.
fn ink(text: &Text) -> Option<Ink> {
    let mut pen = 0;
    let words = text.words.iter().filter_map(|word| {
        let ink = word.ink.map(|ink| ink.moved(pen));
        pen += word.advance;
        ink
    });
    words.reduce(Ink::union)
}

/// The first text that overprints another. `printed` is sorted from top to bottom.
fn overprint(printed: &[Printed<'_>]) -> Option<Diagnostic> {
    printed.iter().enumerate().find_map(|(index, upper)| {
        let below = printed[index + 1..].iter();
        let mut near = below.take_while(|lower| lower.area.from.y < upper.area.to.y);
        let lower = near.find(|lower| lower.is_over(upper))?;
        let (text, other) = (start(lower.text), start(upper.text));
        let message = format!("{text:?} would be printed over {other:?}");
        let error = Diagnostic::error(Code::NoRoom, lower.text.source, message);
        let error = error.also(upper.text.source, "this stands in the same place");
        Some(error.help("give one of them more `leading` or space in the design"))
    })
}

/// The edge of the page beyond which a rule, a background, a shape or a picture lies.
fn drawn_beyond(frame: &Frame, origin: Point, page: Size) -> Option<(&'static str, Length)> {
    frame.items.iter().find_map(|item| {
        let at = origin + item.at;
        match &item.content {
            Content::Frame(inner) => drawn_beyond(inner, at, page),
            Content::Fill { size, .. } | Content::Picture { size, .. } => {
                Area::of(at, *size).beyond(page)
            }
            Content::Shape(shape) => shape.contours.iter().find_map(|contour| {
                let (from, to) = contour.bounds();
                let area = Area {
                    from: at + from,
                    to: at + to,
                };
                area.beyond(page)
            }),
            Content::Text(_) => None,
        }
    })
}

fn off_page(span: Span, text: Option<String>, (edge, by): (&str, Length)) -> Diagnostic {
    let what = text.map_or("a rule, box or picture".to_owned(), |text| {
        format!("{:?}", shorten(&text))
    });
    let message = format!("{what} would be printed outside of the page");
    Diagnostic::error(Code::NoRoom, span, message)
        .label(format!("{by} beyond the {edge} edge"))
        .help("make the margins of the design larger, or the type smaller")
}

/// The first words of a text.
fn start(text: &Text) -> String {
    shorten(&text.string())
}

fn shorten(text: &str) -> String {
    text.trim().chars().take(40).collect()
}
