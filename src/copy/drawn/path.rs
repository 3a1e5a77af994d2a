//! Compiles the path of a picture.

use super::markup;
use crate::copy::names::Context;
use crate::copy::picture_path::{PathPart, PicturePath};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::{is_refused, wrong_character};
use crate::template::{ExprKind, Segment, parse};

/// The character that takes the place of a placeholder while Markdown is parsed. Files that have it are refused.
const STAND_IN: char = '\u{e000}';

/// Compiles the path in the parentheses of a picture. `span` is its source location. `None` if it has an error, which
/// goes to the report.
pub(super) fn compile(
    written: &str,
    span: Span,
    context: Context<'_>,
    report: &mut Report,
) -> Option<PicturePath> {
    let mark = report.mark();
    let parsed = parse(written, span.start, report);
    let mut without_tags = String::new();
    let mut placeholders = Vec::new();
    for segment in &parsed.segments {
        match segment {
            Segment::Text { text, .. } => without_tags.push_str(text),
            Segment::Print { value, span } => {
                let part = match &value.kind {
                    ExprKind::Path(name) => PathPart::of_name(name, value.span, context),
                    ExprKind::Invalid => continue,
                    _ => Err(not_a_name(*span)),
                };
                without_tags.push(STAND_IN);
                placeholders.extend(part.map_err(|error| report.push(error)));
            }
            Segment::Guard(guard) => report.push(guard_in_path(guard.span)),
            Segment::Loop(repeated) => report.push(guard_in_path(repeated.span)),
        }
    }
    if !parsed.is_sound || report.errors_since(mark) > 0 {
        return None;
    }
    let path = markup::path(&without_tags)?;
    let own = path.chars().filter(|c| *c == STAND_IN).count() == placeholders.len();
    let refused = path
        .chars()
        .find(|c| is_refused(*c) && (*c != STAND_IN || !own));
    if let Some(c) = refused {
        report.push(wrong_character(c, span));
        return None;
    }
    let path = PicturePath::new(parts(&path, placeholders), span);
    path.map_err(|error| report.push(error)).ok()
}

/// The text of a path with the placeholders in their places.
fn parts(path: &str, placeholders: Vec<PathPart>) -> Vec<PathPart> {
    let mut placeholders = placeholders.into_iter();
    let texts = path.split(STAND_IN);
    let parts = texts.flat_map(|text| {
        let text = Some(text).filter(|text| !text.is_empty());
        let text = text.map(|text| PathPart::Text(text.to_owned()));
        text.into_iter().chain(placeholders.next())
    });
    parts.collect()
}

fn not_a_name(span: Span) -> Diagnostic {
    let message = "a placeholder in the path of a picture is a name and nothing else";
    Diagnostic::error(Code::Unsupported, span, message)
        .help("write a name without filters, such as {{ state.code }}")
}

fn guard_in_path(span: Span) -> Diagnostic {
    let message = "the path of a picture cannot have a guard or a loop";
    Diagnostic::error(Code::Unsupported, span, message)
        .help("write a picture in each branch, on lines of its own")
}
