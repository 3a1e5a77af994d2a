//! What of a year's file is still to be filled in.

use super::BLANK;
use crate::diagnostic::{Code, Diagnostic, Span, listed};
use crate::project::FigureId;

/// A value that is still to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The figure; none in the head of the file.
    pub figure: Option<FigureId>,
    /// What of it.
    pub part: BlankPart,
    /// What is to be filled in, for people: `` `missing.total` `` or ``the note of `missing.total` ``.
    pub what: String,
    /// Where that is written.
    pub span: Span,
}

/// What of a figure is still to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlankPart {
    /// Its number, or a value of the head.
    Value,
    /// Its text for print, in a language by its short form, or in all.
    Text(Option<String>),
    /// Its note.
    Note,
    /// Its source.
    Source,
}

/// The error of a file with values that are still to be filled in. None when there are none.
pub(super) fn to_fill_in(blanks: &[Blank]) -> Option<Diagnostic> {
    let (first, others) = blanks.split_first()?;
    let names: Vec<&str> = blanks.iter().map(|blank| blank.what.as_str()).collect();
    let are = if others.is_empty() { "is" } else { "are" };
    let message = format!("{} {are} still to be filled in", listed(&names));
    let help = format!(
        "write what it is in the place of \"{BLANK}\"; where there is no number, write \
         \"suppressed\" or \"not-available\""
    );
    let error = Diagnostic::error(Code::ToFillIn, first.span, message).help(help);
    Some(
        others
            .iter()
            .fold(error, |error, blank| error.also(blank.span, "")),
    )
}
