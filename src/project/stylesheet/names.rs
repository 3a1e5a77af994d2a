//! The words, fonts, colors and lengths that a design names.

use super::raw::{self, Word};
use super::units::{Color, Extent, Measure};
use super::{FaceId, FontFile, is_plain_name};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean, question};
use crate::geometry::Length;
use crate::project::slips::{self, six_digits};
use crate::project::written::{WordsName, Written};

/// The maximum number of characters in a folder's name.
const LONGEST_NAME: usize = 64;

/// The help for a length.
const LENGTH: &str = "write a number and a unit: \"0.6in\", \"18mm\", \"9pt\" or \"1.2em\"";

/// The limits of tracking, in thousandths of the type size. Programs that extract text take a gap of a tenth of the type
/// size for a space.
const LEAST_TRACKING: i64 = -30;
const MOST_TRACKING: i64 = 80;

/// The help for a column width.
const MEASURE: &str =
    "write \"auto\", a share such as \"40%\", or a number and a unit: \"1.5in\", \"30mm\", \"4em\"";

/// The fonts and colors of a design, and its errors.
pub(super) struct Names<'a> {
    pub report: &'a mut Report,
    pub faces: Vec<FontFile>,
    colors: Vec<(String, Color)>,
}

impl<'a> Names<'a> {
    pub(super) fn new(raw: &raw::DesignToml, report: &'a mut Report) -> Self {
        let mut faces: Vec<FontFile> = raw
            .fonts
            .get_ref()
            .iter()
            .map(|(name, path)| FontFile {
                name: name.get_ref().clone(),
                path: path.get_ref().clone(),
                span: path.span().into(),
            })
            .collect();
        faces.sort_by_key(|face| face.span);
        if faces.is_empty() {
            let message = "a design needs at least one font";
            report.error(Code::MissingKey, raw.fonts.span(), message);
        }
        let mut colors = Vec::new();
        for (name, value) in &raw.colors {
            let color = Color::parse(value.get_ref());
            if color.is_none() {
                report.push(not_a_color(value));
            }
            // An invalid color still defines its name, so that uses of the name cause no further errors.
            colors.push((name.get_ref().clone(), color.unwrap_or(Color::BLACK)));
        }
        Self {
            report,
            faces,
            colors,
        }
    }
}

impl Names<'_> {
    pub(super) fn face(&mut self, name: Option<&Word>) -> Option<FaceId> {
        let name = name?;
        let wanted = name.get_ref();
        let found = self.faces.iter().position(|face| face.name == *wanted);
        // If the design has no font at all, that alone is the error.
        if found.is_none() && !self.faces.is_empty() {
            let known: Vec<&str> = self.faces.iter().map(|f| f.name.as_str()).collect();
            let error = unknown(name, "font", "[fonts]", &known);
            self.report.push(error);
        }
        found.map(FaceId)
    }

    /// The folder of the design's own text, or `None` if the design has none.
    pub(super) fn words(&mut self, raw: Option<&Written<WordsName>>) -> Option<(String, Span)> {
        let name = raw?;
        let folder = name.get_ref();
        if !is_plain_name(folder) || folder.len() > LONGEST_NAME {
            let message = format!("{folder:?} cannot be the name of a folder with words");
            self.report.push(
                Diagnostic::error(Code::WrongValue, name.span(), message)
                    .help("use small letters, digits and hyphens, as in words = \"in-brief\""),
            );
        }
        Some((folder.clone(), name.span().into()))
    }

    /// A color and its source location.
    pub(super) fn ink(&mut self, value: Option<&Word>) -> Option<(Color, Span)> {
        let color = self.color(value)?;
        Some((color, value?.span().into()))
    }

    pub(super) fn color(&mut self, value: Option<&Word>) -> Option<Color> {
        let value = value?;
        let name = value.get_ref();
        if name.starts_with('#') {
            let color = Color::parse(name);
            if color.is_none() {
                self.report.push(not_a_color(value));
            }
            return color;
        }
        let found = self.colors.iter().find(|(known, _)| known == name);
        if found.is_none() {
            let known: Vec<&str> = self.colors.iter().map(|(n, _)| n.as_str()).collect();
            let is_color = name.len() == 6 && name.bytes().all(|b| b.is_ascii_hexdigit());
            let error = match is_color {
                true => not_a_color(value),
                false => unknown(value, "color", "[colors]", &known),
            };
            self.report.push(error);
        }
        found.map(|(_, color)| *color)
    }

    /// A size of type, leading or graphics, which cannot be zero.
    pub(super) fn size(&mut self, value: Option<&Word>) -> Option<Extent> {
        let size = self.length(value)?;
        if matches!(size, Extent::Em(0) | Extent::Fixed(Length::ZERO)) {
            let span = value.map_or(Span::DETACHED, |v| v.span().into());
            let message = "this cannot be of no size";
            self.report.error(Code::WrongValue, span, message);
        }
        Some(size)
    }

    pub(super) fn length(&mut self, value: Option<&Word>) -> Option<Extent> {
        let value = value?;
        let length = Extent::parse(value.get_ref());
        length
            .map_err(|problem| self.not_a_length(value, problem, LENGTH))
            .ok()
    }

    /// A length or a share of the available width.
    pub(super) fn measure(&mut self, value: &Word) -> Option<Measure> {
        let measure = Measure::parse(value.get_ref());
        measure
            .map_err(|problem| self.not_a_length(value, problem, MEASURE))
            .ok()
    }

    fn not_a_length(&mut self, value: &Word, problem: &str, help_of: &str) {
        let message = format!("expected a length, found \"{}\"", value.get_ref());
        let span = Span::from(value.span());
        let error = Diagnostic::error(Code::WrongValue, span, message).label(problem);
        let meant = slips::length(value.get_ref()).filter(|length| Measure::parse(length).is_ok());
        let meant = meant.map(|length| format!("\"{length}\""));
        let help = meant
            .as_ref()
            .map(|length| format!("did you mean {length}?"));
        self.report.push(
            error
                .help(help.unwrap_or(help_of.to_owned()))
                .maybe_fix(span, meant),
        );
    }

    /// The space that is added after each letter, in thousandths of the type size.
    pub(super) fn tracking(&mut self, value: Option<&Word>) -> Option<i64> {
        let value = value?;
        let (sign, length) = match value.get_ref().strip_prefix('-') {
            Some(length) => (-1, length),
            None => (1, value.get_ref().as_str()),
        };
        let tracking = match Extent::parse(length) {
            Ok(Extent::Em(milli)) => Some(sign * milli),
            Ok(Extent::ZERO) => Some(0),
            _ => None,
        };
        let tracking = tracking.filter(|milli| (LEAST_TRACKING..=MOST_TRACKING).contains(milli));
        if tracking.is_none() {
            let message = format!(
                "expected a space between letters, found \"{}\"",
                value.get_ref()
            );
            self.report.push(
                Diagnostic::error(Code::WrongValue, value.span(), message)
                    .label("from \"-0.03em\" to \"0.08em\": with more, copied words fall apart into letters")
                    .help("write a part of the type size, such as \"0.05em\""),
            );
        }
        tracking
    }

    pub(super) fn or_zero(&mut self, value: Option<&Word>) -> Extent {
        self.length(value).unwrap_or(Extent::ZERO)
    }

    /// A length that cannot depend on the text size, because the text size depends on it.
    pub(super) fn fixed(&mut self, value: &Word) -> Length {
        match self.length(Some(value)) {
            Some(Extent::Fixed(length)) => length,
            Some(Extent::Em(_)) => {
                let message = "this length cannot depend on the text size";
                self.report.push(
                    Diagnostic::error(Code::WrongValue, value.span(), message)
                        .help("write it in in, mm, cm or pt"),
                );
                Length::ZERO
            }
            None => Length::ZERO,
        }
    }
}

/// The digits of a color in three digits, as CSS allows, or `None`.
fn three_digits(color: &str) -> Option<&str> {
    let digits = color.strip_prefix('#')?;
    let is_short = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_short.then_some(digits)
}

fn not_a_color(value: &Word) -> Diagnostic {
    let message = format!("expected a color, found \"{}\"", value.get_ref());
    let span = Span::from(value.span());
    let error = Diagnostic::error(Code::WrongValue, span, message);
    let meant = match three_digits(value.get_ref()) {
        Some(digits) => Some(six_digits(digits)),
        None => Color::parse(&format!("#{}", value.get_ref())).map(|color| color.to_string()),
    };
    match meant {
        Some(color) => {
            let color = format!("\"{color}\"");
            let help = format!("write all six digits after a #: {color}");
            error.help(help).fix(span, color)
        }
        None => error.help("write it as \"#rrggbb\", such as \"#0f4c81\""),
    }
}

fn unknown(name: &Word, what: &str, table: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no {what} `{}`", name.get_ref());
    let near = did_you_mean(name.get_ref(), known.iter().copied());
    let help = match near {
        Some(near) => question(name.get_ref(), near, &format!("`{near}`")),
        None if known.is_empty() => format!("add it to {table}"),
        None => format!("{table} has {}", known.join(", ")),
    };
    let span = Span::from(name.span());
    let error = Diagnostic::error(Code::UnknownName, span, message).help(help);
    error.maybe_fix(span, near.map(|near| format!("\"{near}\"")))
}
