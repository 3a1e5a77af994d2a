//! Reads and checks the names of the levels in `data/publication.toml`.

use super::dictionary::RESERVED;
use super::level::Levels;
use super::localized::Text;
use super::spanned::Spanned;
use super::written::{NewLevel, Written};
use crate::diagnostic::{Code, Diagnostic, Report, Span};

/// The help for a list of levels that cannot be used.
const EXAMPLE: &str =
    "write the levels from the top, as in levels = [\"national\", \"state\", \"county\"]";

/// Reads the levels. Returns `None` if they have errors, which go to the report.
pub(super) fn read(raw: Spanned<Vec<Written<NewLevel>>>, report: &mut Report) -> Option<Levels> {
    let mark = report.mark();
    let place = Span::from(raw.span());
    let names = raw.into_inner().into_iter();
    let names: Vec<Text> = names.map(|name| name.into_text().into()).collect();
    if let Some(problem) = wrong_list(&names) {
        let error = Diagnostic::error(Code::WrongValue, place, problem);
        report.push(error.help(EXAMPLE));
    }
    for (index, name) in names.iter().enumerate().skip(1) {
        let first = names[..index].iter().find(|known| known.text == name.text);
        if let Some(first) = first {
            let message = format!("the level `{}` is listed twice", name.text);
            let error = Diagnostic::error(Code::Duplicate, name.span, message);
            report.push(error.also(first.span, "first listed here"));
        } else if let Some(problem) = wrong_name(&name.text) {
            let message = format!("`{}` cannot be the name of a level", name.text);
            let error = Diagnostic::error(Code::WrongValue, name.span, message);
            report.push(error.label(problem).help(EXAMPLE));
        }
    }
    (report.errors_since(mark) == 0).then(|| Levels::new(names))
}

/// The problem of the list as a whole, or `None`.
fn wrong_list(names: &[Text]) -> Option<String> {
    if names
        .first()
        .is_none_or(|first| first.text != Levels::NATIONAL)
    {
        return Some(format!(
            "the first level is always \"{}\"",
            Levels::NATIONAL
        ));
    }
    if names.len() < 2 {
        return Some("there is no level of places".to_owned());
    }
    (names.len() > Levels::MOST).then(|| format!("there are more than {} levels", Levels::MOST))
}

/// The problem of a level's name, which the text uses as in `{{ county.name }}`. `None` for a name that can be used.
fn wrong_name(name: &str) -> Option<&'static str> {
    let is_plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    match name {
        _ if !is_plain => Some(
            "a name begins with a lowercase letter and has only lowercase letters, digits and _",
        ),
        "state" => None,
        _ if RESERVED.contains(&name) => Some("this word has another meaning in the text"),
        _ => None,
    }
}
