//! Whether type can be told from its background: WCAG 2.1, success criterion 1.4.3.

use super::font::Fonts;
use crate::diagnostic::{Diagnostic, Report, Span};
use crate::geometry::Length;
use crate::project::Stylesheet;
use crate::project::stylesheet::{Color, Looks, TextStyle};

/// The least contrast of type, in hundredths, and that of large type.
const LEAST: u32 = 450;
const LEAST_OF_LARGE: u32 = 300;

/// From these sizes on type is large, plain and bold.
const LARGE: Length = Length::pt(18);
const LARGE_BOLD: Length = Length::pt(14);

/// The weight from which type is bold.
const BOLD: f32 = 700.0;

const WHITE: Color = Color {
    red: 255,
    green: 255,
    blue: 255,
};

/// Looks at every style of a design, at the smallest text size.
pub fn check(stylesheet: &Stylesheet, fonts: &Fonts, report: &mut Report) {
    let table = &stylesheet.table;
    let head = table.head_background;
    let headings = stylesheet.headings.iter().flatten();
    let on_paper = [
        &stylesheet.text.looks,
        &table.cell,
        &stylesheet.note.block.looks,
        &stylesheet.header.looks,
        &stylesheet.footer.looks,
    ];
    let on_paper = on_paper.into_iter().chain(headings.map(|h| &h.looks));
    let all = on_paper
        .map(|looks| (looks, None))
        .chain([(&table.head, head)]);
    let mut found = Report::default();
    for (looks, background) in all {
        for style in styles(looks) {
            let size = style.size.at(stylesheet.fit.min);
            let is_bold = fonts.get(style.face).metrics.weight >= BOLD;
            let is_large = size >= if is_bold { LARGE_BOLD } else { LARGE };
            let least = if is_large { LEAST_OF_LARGE } else { LEAST };
            found.extend(too_pale(&style, background, least, size));
        }
    }
    report.append(found);
}

/// What text of a block can look like.
fn styles(looks: &Looks) -> Vec<TextStyle> {
    let flags = [false, true];
    let strong = flags
        .iter()
        .flat_map(|strong| flags.map(|emphasis| (*strong, emphasis)));
    let all =
        strong.flat_map(|(strong, emphasis)| flags.map(|link| looks.of(strong, emphasis, link)));
    all.collect()
}

fn too_pale(
    style: &TextStyle,
    background: Option<(Color, Span)>,
    least: u32,
    size: Length,
) -> Option<Diagnostic> {
    let (ground, name) = match background {
        Some((color, _)) => (color, "its background"),
        None => (WHITE, "white paper"),
    };
    let contrast = hundredths(style.color, ground);
    if contrast >= least {
        return None;
    }
    let shown = |hundredths: u32| {
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        format!("{whole}.{rest:02}")
    };
    let message = format!("this color cannot be told well enough from {name}");
    // A style without a color of its own is black, so it is the background that is too dark.
    let place = style.color_span.or(background.map(|(_, span)| span))?;
    let mut error = Diagnostic::error("contrast", place, message)
        .label(format!(
            "a contrast of {}:1, of {}:1 that type of {size} needs",
            shown(contrast),
            shown(least)
        ))
        .help("make the one darker or the other lighter");
    if let (Some((_, span)), Some(_)) = (background, style.color_span) {
        error = error.also(span, "the background");
    }
    Some(error)
}

/// The contrast of two colors in hundredths, rounded down: 100 to 2100 (WCAG 2.1, "contrast ratio").
fn hundredths(one: Color, other: Color) -> u32 {
    let (one, other) = (luminance(one), luminance(other));
    let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 100 and 2100"
    )]
    let hundredths = (ratio * 100.0 + 1e-9).floor() as u32;
    hundredths
}

/// WCAG 2.1, "relative luminance".
fn luminance(color: Color) -> f64 {
    let part = |value: u8| {
        let part = f64::from(value) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_contrasts() {
        let on_white = |color: &str| hundredths(Color::parse(color).expect("a color"), WHITE);
        assert_eq!(on_white("#000000"), 2100);
        assert_eq!(on_white("#ffffff"), 100);
        // The gray that just passes, and the one that just does not.
        assert_eq!(on_white("#767676"), 454);
        assert_eq!(on_white("#777777"), 447);
    }
}
