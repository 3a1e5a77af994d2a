//! Checks the contrast of text and charts with their backgrounds (WCAG 2.2, success criteria 1.4.3 and 1.4.11).

use std::ops::RangeInclusive;

use super::grounds::{Background, Grounds};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::geometry::Length;
use crate::project::stylesheet::{Color, TextStyle};
use crate::text::Fonts;

/// The minimum contrast of text and of large text, in hundredths.
const LEAST: u32 = 450;
const LEAST_OF_LARGE: u32 = 300;

/// The minimum contrast of graphics, in hundredths (WCAG 2.2, 1.4.11).
const LEAST_OF_DRAWN: u32 = 300;

/// The sizes from which plain and bold text is large.
const LARGE: Length = Length::pt(18);
const LARGE_BOLD: Length = Length::pt(14);

/// The font weight from which text is bold.
const BOLD: f32 = 700.0;

/// The surface that text is printed on.
#[derive(Clone, Copy)]
enum Ground {
    Paper,
    /// The mark of a sheet that is not final.
    Mark(Color),
    /// A background, and the source location of its color.
    Own(Color, Span),
}

impl Ground {
    fn of(background: Option<Background>) -> Self {
        background.map_or(Self::Paper, |(color, span)| Self::Own(color, span))
    }

    fn color(self) -> Color {
        match self {
            Self::Paper => Color::WHITE,
            Self::Mark(color) | Self::Own(color, _) => color,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Paper => "white paper",
            Self::Mark(_) => "the mark of drafts and samples",
            Self::Own(..) => "its background",
        }
    }

    fn span(self) -> Option<Span> {
        match self {
            Self::Own(_, span) => Some(span),
            Self::Paper | Self::Mark(_) => None,
        }
    }
}

/// Checks all text and graphics of a design, at the smallest text size.
pub fn check(grounds: &Grounds, smallest: Length, fonts: &Fonts, report: &mut Report) {
    report.extend(problems(grounds, smallest, fonts, &Ground::of));
}

/// The errors of all text and graphics that have too little contrast when `ground` changes their backgrounds.
fn problems<'g>(
    grounds: &'g Grounds,
    smallest: Length,
    fonts: &'g Fonts,
    ground: &'g dyn Fn(Option<Background>) -> Ground,
) -> impl Iterator<Item = Diagnostic> {
    let words = grounds.standings.iter().flat_map(move |standing| {
        let ground = ground(standing.ground);
        too_pale(&standing.styles, ground, smallest, fonts)
    });
    let drawn = grounds.fillings.iter().filter_map(move |filling| {
        let ground = ground(filling.ground);
        problem(
            (filling.color, filling.span),
            ground,
            LEAST_OF_DRAWN,
            "a chart",
        )
    });
    words.chain(drawn)
}

/// The gray of a mark behind the text of a design, of 255: the first of `grays` that leaves all text enough contrast. It
/// is visible through backgrounds.
///
/// # Errors
///
/// Returns an error if some text has too little contrast with the palest gray.
pub fn gray_behind(
    grays: RangeInclusive<u8>,
    grounds: &Grounds,
    smallest: Length,
    fonts: &Fonts,
) -> Result<Color, Diagnostic> {
    let attempt = |gray: u8| {
        let gray = Color {
            red: gray,
            green: gray,
            blue: gray,
        };
        let mark = |ground: Option<Background>| {
            Ground::Mark(gray.over(ground.map_or(Color::WHITE, |(color, _)| color)))
        };
        let first = problems(grounds, smallest, fonts, &mark).next();
        first.map_or(Ok(gray), Err)
    };
    let palest = *grays.end();
    let mut attempts = grays.map(attempt);
    let palest = || attempt(palest);
    attempts.find(Result::is_ok).unwrap_or_else(palest)
}

/// The errors of a text style that has too little contrast with its background.
fn too_pale(
    styles: &[TextStyle],
    ground: Ground,
    smallest: Length,
    fonts: &Fonts,
) -> impl Iterator<Item = Diagnostic> {
    styles.iter().filter_map(move |style| {
        let size = style.size.at(smallest);
        let is_bold = fonts.get(style.face).metrics.weight >= BOLD;
        let is_large = size >= if is_bold { LARGE_BOLD } else { LARGE };
        let least = if is_large { LEAST_OF_LARGE } else { LEAST };
        let what = format!("text of {size}");
        problem((style.color, style.color_span), ground, least, &what)
    })
}

fn problem(
    (color, color_span): (Color, Option<Span>),
    ground: Ground,
    least: u32,
    what: &str,
) -> Option<Diagnostic> {
    let name = ground.name();
    let contrast = hundredths(color, ground.color());
    if contrast >= least {
        return None;
    }
    let shown = |hundredths: u32| {
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        format!("{whole}.{rest:02}")
    };
    let message = format!("not enough contrast with {name}");
    // A style without a color is black, so the background is too dark.
    let place = color_span.or(ground.span())?;
    let mut error = Diagnostic::error(Code::Contrast, place, message)
        .label(format!(
            "{}:1, and {what} needs {}:1",
            shown(contrast),
            shown(least)
        ))
        .help("use a darker color on a light background, or a lighter one on a dark background");
    if let (Some(span), Some(_)) = (ground.span(), color_span) {
        error = error.also(span, "the background");
    }
    Some(error)
}

/// The contrast of two colors in hundredths, rounded down: 100 to 2100 (WCAG 2.2, "contrast ratio").
fn hundredths(one: Color, other: Color) -> u32 {
    let (one, other) = (one.luminance(), other.luminance());
    let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 100 and 2100"
    )]
    let hundredths = (ratio * 100.0 + 1e-9).floor() as u32;
    hundredths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_contrasts() {
        let on_white =
            |color: &str| hundredths(Color::parse(color).expect("a color"), Color::WHITE);
        assert_eq!(on_white("#000000"), 2100);
        assert_eq!(on_white("#ffffff"), 100);
        // The lightest gray that passes, and the next one, which fails.
        assert_eq!(on_white("#767676"), 454);
        assert_eq!(on_white("#777777"), 447);
    }
}
