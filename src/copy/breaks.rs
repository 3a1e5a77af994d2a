//! Comparisons of two years of a figure that was counted differently in between.
//!
//! Such a comparison is an error, wherever it is made: the difference of the numbers says nothing. The years are known
//! when a sheet is filled in, since `previous` is another year on the sheets of another year.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::{Dictionary, Reference};

/// A figure with the year of its number on a sheet.
pub(super) type InYear = (Reference, u16);

/// The error of comparing two figures across a break of one of them, or `None`.
pub(super) fn crossed(
    dictionary: &Dictionary,
    one: InYear,
    other: InYear,
    place: Span,
) -> Option<Diagnostic> {
    let (years, figures) = ([one.1, other.1], [one.0, other.0]);
    let mut figures = figures.into_iter().map(|figure| dictionary.get(figure.id));
    let (figure, year) = figures.find_map(|figure| {
        let year = figure.break_between(years[0], years[1])?;
        Some((figure, year))
    })?;
    let message = format!(
        "numbers of {} and {} cannot be compared",
        years[0].min(years[1]),
        years[0].max(years[1])
    );
    let counted = format!("`{}` is counted differently from {year} on", figure.id);
    Some(
        Diagnostic::error(Code::SeriesBreak, place, message)
            .also(figure.span, counted)
            .help("compare years on one side of the break only"),
    )
}
