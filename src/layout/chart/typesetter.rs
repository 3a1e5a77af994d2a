//! The type and the room of a chart.

use std::borrow::Cow;

use super::LineSetter;
use super::parts::{Lines, Surface};
use crate::copy::chart::{Bar, Hue};
use crate::diagnostic::Report;
use crate::geometry::Length;
use crate::layout::element::Why;
use crate::layout::text_block::too_wide;
use crate::project::Number;
use crate::project::stylesheet::{ChartStyle, Color, TextStyles};
use crate::text::breaking::Goal;
use crate::text::{Fonts, Paragraph, Run, Shaper};

/// Shapes the texts of a chart.
pub(super) struct Typesetter<'w, 's, 'f> {
    pub style: &'w ChartStyle,
    pub shaper: &'s mut Shaper<'f>,
    pub report: &'s mut Report,
}

impl<'w> Typesetter<'w, '_, '_> {
    /// A text in a style, or `None` if it is empty.
    pub(super) fn text(&mut self, runs: &'w [Run], style: &TextStyles) -> Option<Paragraph<'w>> {
        (!runs.is_empty()).then(|| Paragraph::new(runs, style, self.shaper, self.report))
    }

    /// A label.
    pub(super) fn label(&mut self, run: &'w Run) -> Paragraph<'w> {
        let style = &self.style.label;
        Paragraph::new(std::slice::from_ref(run), style, self.shaper, self.report)
    }

    /// The label of a group, in strong type.
    pub(super) fn strong_label(&mut self, run: &Run) -> Paragraph<'w> {
        let strong = Run {
            strong: true,
            ..run.clone()
        };
        Paragraph::new(vec![strong], &self.style.label, self.shaper, self.report)
    }

    /// A label on a surface of a color, which it contrasts with.
    pub(super) fn label_on(&mut self, run: &'w Run, ground: Color) -> Paragraph<'w> {
        let mut style = self.style.label.clone();
        if contrast(style.plain.color, ground) < contrast(Color::WHITE, ground) {
            style.plain.color = Color::WHITE;
        }
        Paragraph::new(std::slice::from_ref(run), &style, self.shaper, self.report)
    }

    /// A number, or the text in its place.
    pub(super) fn value(&mut self, bar: &'w Bar) -> Paragraph<'w> {
        let style = match bar.number {
            Some(_) => &self.style.value,
            None => &self.style.label,
        };
        Paragraph::new(
            std::slice::from_ref(&bar.value),
            style,
            self.shaper,
            self.report,
        )
    }

    /// A label with a number after it, or with the text in its place.
    pub(super) fn labeled(
        &mut self,
        label: &Run,
        value: &Run,
        number: Option<Number>,
    ) -> Paragraph<'w> {
        let mut style = self.style.label.clone();
        style.strong = self.style.value.plain.clone();
        let mut runs = vec![label.clone(), value.clone()];
        runs[0].text.push(' ');
        runs[1].strong = number.is_some();
        Paragraph::new(Cow::Owned(runs), &style, self.shaper, self.report)
    }

    /// A bar whose texts have been shaped.
    pub(super) fn bar(&mut self, bar: &'w Bar) -> ShapedBar<'w> {
        ShapedBar {
            label: self.label(&bar.label),
            value: self.value(bar),
            number: bar.number,
            surface: surface(self.style, bar.hue, bar.is_pale),
        }
    }
}

/// A number with its label, whose texts have been shaped.
pub(super) struct ShapedBar<'w> {
    pub label: Paragraph<'w>,
    pub value: Paragraph<'w>,
    pub number: Option<Number>,
    pub surface: Surface,
}

/// The room of a drawing.
pub(super) struct Room<'p> {
    pub fonts: &'p Fonts,
    pub style: &'p ChartStyle,
    pub width: Length,
    pub text_size: Length,
}

impl<'p> Room<'p> {
    /// Lines of a text in a width.
    ///
    /// # Errors
    ///
    /// The reason why the text does not fit: its widest word.
    pub(super) fn text(
        &self,
        paragraph: &'p Paragraph<'p>,
        width: Length,
    ) -> Result<Lines<'p>, Why> {
        self.text_at(paragraph, width, self.text_size)
    }

    /// Lines of a text in a width, at another size.
    ///
    /// # Errors
    ///
    /// As for [`Room::text`].
    pub(super) fn text_at(
        &self,
        paragraph: &'p Paragraph<'p>,
        width: Length,
        text_size: Length,
    ) -> Result<Lines<'p>, Why> {
        if let Some(why) = too_wide(self.fonts, paragraph, width, text_size) {
            return Err(why);
        }
        let setting = LineSetter::left(self.fonts, paragraph, text_size);
        let lines = paragraph.lines(self.fonts, text_size, width, Goal::Text);
        let height = setting.height_of(&lines);
        Ok(Lines {
            setting,
            lines,
            width,
            height,
        })
    }

    /// The width of a text on one line.
    pub(super) fn natural(&self, paragraph: &Paragraph<'_>) -> Length {
        paragraph.natural_width(self.fonts, self.text_size)
    }

    /// The width of the widest of some texts on one line.
    pub(super) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t Paragraph<'t>>) -> Length {
        let widths = texts.into_iter().map(|text| self.natural(text));
        widths.max().unwrap_or_default()
    }

    /// The width in which texts are set beside a drawing: that of the widest one on one line, or a limit if that is less.
    /// No word is wider.
    pub(super) fn wrapped<'t>(
        &self,
        texts: impl Iterator<Item = &'t Paragraph<'t>> + Clone,
        limit: Length,
    ) -> Length {
        let words = texts
            .clone()
            .filter_map(|text| text.widest_width(self.fonts, self.text_size));
        let word = words.max().unwrap_or_default();
        self.widest(texts).min(limit.max(word))
    }

    /// A part of the text size.
    pub(super) const fn em(&self, numerator: i64, denominator: i64) -> Length {
        self.text_size.scaled(numerator, denominator)
    }
}

/// The surface of a mark. The nation is drawn pale with an edge, so that it differs from the place in gray and for people
/// who do not see colors.
pub(super) fn surface(style: &ChartStyle, hue: Hue, is_pale: bool) -> Surface {
    let color = color(style, hue);
    let is_outlined = is_pale || hue == Hue::Nation && color != style.fill;
    Surface {
        color,
        inner: is_outlined.then(|| pale(color, style.fill)),
    }
}

/// The surface of the marks of a series. Every second further one is hollow, so that they differ in gray.
pub(super) fn series_surface(style: &ChartStyle, hue: Hue) -> Surface {
    let is_hollow = matches!(hue, Hue::Further(number) if number % 2 == 0);
    let own = surface(style, hue, false);
    Surface {
        inner: own.inner.or(is_hollow.then_some(Color::WHITE)),
        ..own
    }
}

/// The color of marks. Further series without a color of their own have that of labels.
fn color(style: &ChartStyle, hue: Hue) -> Color {
    match hue {
        Hue::Place => style.fill,
        Hue::Within => style.within,
        Hue::Nation => style.national,
        Hue::Further(number) => {
            let color = style.further.get(usize::from(number).saturating_sub(1));
            color.copied().unwrap_or(style.label.plain.color)
        }
    }
}

/// The tints of pale surfaces, in thousandths of a color.
const TINTS: [u32; 4] = [300, 220, 140, 70];

/// The minimum contrast between a pale surface and the place's color (WCAG 2.2, 1.4.11).
const LEAST_CONTRAST: f64 = 3.0;

/// The palest tint of a color that is still seen on white paper: for marks in the background.
pub(super) fn soft(color: Color) -> Color {
    let tints = (400..1000).step_by(50).map(|milli| color.tint(milli));
    let is_seen = |tint: &Color| contrast(*tint, Color::WHITE) >= LEAST_CONTRAST;
    tints.into_iter().find(is_seen).unwrap_or(color)
}

/// The strongest tint of a color that contrasts with another one, or white.
fn pale(color: Color, other: Color) -> Color {
    let tints = TINTS.map(|milli| color.tint(milli));
    let contrasts = |tint: &Color| contrast(*tint, other) >= LEAST_CONTRAST;
    tints.into_iter().find(contrasts).unwrap_or(Color::WHITE)
}

/// The contrast of two colors (WCAG 2.2, "contrast ratio").
fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Colors that designs can use: those that contrast with white paper.
    fn visible() -> impl Strategy<Value = Color> {
        let any = (any::<u8>(), any::<u8>(), any::<u8>());
        let colors = any.prop_map(|(red, green, blue)| Color { red, green, blue });
        colors.prop_filter("a color that is seen", |color| {
            contrast(*color, Color::WHITE) >= LEAST_CONTRAST
        })
    }

    proptest! {
        /// Contrast depends on luminance alone, so it is the same in gray.
        #[test]
        fn pale_marks_are_told_from_the_place_in_gray(place in visible(), other in visible()) {
            prop_assert!(contrast(pale(other, place), place) >= LEAST_CONTRAST);
        }

        #[test]
        fn marks_in_the_background_are_seen_on_paper(color in visible()) {
            let soft = soft(color);
            prop_assert!(contrast(soft, Color::WHITE) >= LEAST_CONTRAST);
            prop_assert!(soft.luminance() >= color.luminance());
        }
    }
}
