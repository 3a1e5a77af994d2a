//! Looks up the names of levels that the dictionary uses.

use crate::diagnostic::{Code, Diagnostic, Report, did_you_mean, hint};
use crate::project::level::{Level, Levels};
use crate::project::spanned::Spanned;
use crate::project::written::{LevelName, Written};

/// The levels of the areas that have a figure or list, which must be at least one. `what` names it in messages: "the
/// figure `missing.total`". `known` are the levels of the publication, or `None` if it could not be read.
pub(super) fn levels_in(
    raw: &Spanned<Vec<Written<LevelName>>>,
    what: &str,
    known: Option<&Levels>,
    report: &mut Report,
) -> Vec<Level> {
    if raw.get_ref().is_empty() {
        let message = format!("{what} belongs nowhere");
        report.push(
            Diagnostic::error(Code::WrongValue, raw.span(), message)
                .help("write in = [\"state\"], in = [\"national\"], or both"),
        );
    }
    find_levels(raw.get_ref(), known, report)
}

/// The levels with these names. A name that the publication does not have is reported.
pub(super) fn find_levels(
    names: &[Written<LevelName>],
    known: Option<&Levels>,
    report: &mut Report,
) -> Vec<Level> {
    let mut found = Vec::new();
    let Some(levels) = known else {
        return found;
    };
    for name in names {
        let text = name.get_ref().as_str();
        match levels.find(text) {
            Some(level) if found.contains(&level) => {
                let message = format!("the level `{text}` is listed twice");
                report.error(Code::Duplicate, name.span(), message);
            }
            Some(level) => found.push(level),
            None => {
                report.push(unknown(name, levels));
                // A misspelled level is taken for the one that was meant, so that nothing follows from it.
                let near = did_you_mean(text, levels.names());
                found.extend(near.and_then(|near| levels.find(near)));
            }
        }
    }
    found
}

fn unknown(name: &Written<LevelName>, levels: &Levels) -> Diagnostic {
    let text = name.get_ref().as_str();
    let known: Vec<&str> = levels.names().collect();
    let message = format!("there is no level `{text}`");
    let near = did_you_mean(text, known.iter().copied());
    let near = near.map(|near| format!("\"{near}\""));
    Diagnostic::error(Code::UnknownName, name.span(), message)
        .label("not a level of data/publication.toml")
        .help(hint(text, &known))
        .maybe_fix(name.span().into(), near)
}
