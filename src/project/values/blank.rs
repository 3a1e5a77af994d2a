//! Values of a year's file that are still to be filled in, marked with `"?"`.

use super::BLANK;
use crate::diagnostic::{Code, Diagnostic, Span, listed};
use crate::project::FigureId;
use crate::project::dictionary::ListId;

/// A value still to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The figure, or `None` for a value in the head of the file.
    pub figure: Option<FigureId>,
    /// The number of the row from 0, for a field of a list.
    pub row: Option<u16>,
    /// The part of the figure.
    pub part: BlankPart,
    /// The value in words: `` `missing.total` `` or ``the note of `missing.total` ``.
    pub what: String,
    /// The source location.
    pub span: Span,
}

/// The part of a figure that is still to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlankPart {
    /// The number, or a value of the head.
    Value,
    /// The printed text, in one language by its short form, or in all.
    Text(Option<String>),
    /// The note.
    Note,
    /// The source.
    Source,
    /// All rows of a list.
    Rows(ListId),
}

/// The error that lists all values still to be filled in, or `None` if all are filled in.
pub(super) fn to_fill_in(blanks: &[Blank]) -> Option<Diagnostic> {
    let (first, others) = blanks.split_first()?;
    let names: Vec<&str> = blanks.iter().map(|blank| blank.what.as_str()).collect();
    let are = if others.is_empty() { "is" } else { "are" };
    let message = format!("{} {are} still to be filled in", listed(&names));
    let help = format!(
        "replace \"{BLANK}\"; where there is no number, write \
         \"suppressed\" or \"not-available\""
    );
    let error = Diagnostic::error(Code::ToFillIn, first.span, message).help(help);
    Some(
        others
            .iter()
            .fold(error, |error, blank| error.also(blank.span, "")),
    )
}
