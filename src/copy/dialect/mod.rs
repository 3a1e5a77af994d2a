//! Finds markup of other dialects than CommonMark, which would be printed as typed.
//!
//! Text often comes from another editor: a wiki, LaTeX, or a Markdown with extensions. Their markup is plain text to
//! CommonMark, so a footnote would be printed as `[^1]` without an error. Each block is therefore searched for such
//! markup. Unambiguous markup, and markup that the manual excludes by name, is an error; the rest is a warning. A
//! backslash marks a sign as intended.

mod marks;
mod words;

use crate::diagnostic::{Code, Diagnostic, Span};
use marks::{FOUND_ANYWHERE, FOUND_IN_PLAIN, Mark, PRINTS_AS_TYPED};
use words::Words;

/// The problems of a block of Markdown, whose first byte is at offset `base`.
pub(super) fn in_block(source: &str, base: usize) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if !source.contains(marks::SIGNS) {
        return problems;
    }
    for words in Words::of_block(source) {
        let found = FOUND_ANYWHERE.iter().filter_map(|mark| words.find(mark));
        for (mark, range) in without_overlaps(found.collect()) {
            let span = Span::new(base + range.start, base + range.end);
            problems.push(problem(mark, span));
        }
    }
    problems
}

/// The problems of a text that is not Markdown, such as a title. `as_is` lists texts that are typed on purpose.
pub(super) fn in_plain(text: &str, span: Span, as_is: &[String]) -> Vec<Diagnostic> {
    if !text.contains(marks::SIGNS) {
        return Vec::new();
    }
    let words = Words::of_plain(text);
    let found = FOUND_IN_PLAIN.iter().filter_map(|mark| words.find(mark));
    let found = without_overlaps(found.collect()).into_iter();
    let found = found.map(|(mark, range)| (mark, &text[range]));
    let found = found.filter(|(_, markup)| !as_is.iter().any(|meant| meant.contains(markup)));
    let problem = |(mark, markup): (&Mark, &str)| {
        let message = format!(
            "this looks like {}, and this text is not Markdown",
            mark.name
        );
        Diagnostic::error(Code::OtherMarkup, span, message)
            .warning()
            .pointing_at(markup)
            .label(PRINTS_AS_TYPED)
            .help(
                "take the signs out; or list them in as_is = [\"…\"] at the head of the text, if they \
                 are meant",
            )
    };
    found.map(problem).collect()
}

type Found<'m> = (&'m Mark, std::ops::Range<usize>);

/// Keeps the first of several overlapping marks. The rules are ordered from the specific to the general.
fn without_overlaps(found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut kept: Vec<Found<'_>> = Vec::new();
    for (mark, range) in found {
        let overlaps = |(_, other): &Found<'_>| other.start < range.end && range.start < other.end;
        if !kept.iter().any(overlaps) {
            kept.push((mark, range));
        }
    }
    kept
}

fn problem(mark: &Mark, span: Span) -> Diagnostic {
    if mark.is_refused {
        let message = format!("{} cannot be set on a sheet", mark.name);
        return Diagnostic::error(Code::Unsupported, span, message).help(mark.help);
    }
    let message = format!("this looks like {} in another dialect of markup", mark.name);
    Diagnostic::error(Code::OtherMarkup, span, message)
        .warning()
        .label(PRINTS_AS_TYPED)
        .help(format!(
            "{}; or put a backslash before each sign that is meant",
            mark.help
        ))
}

#[cfg(test)]
mod tests;
