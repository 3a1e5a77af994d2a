//! Finds numbers that equal those of the year before. Last year's number on this year's sheet is the most common
//! mistake.

use crate::diagnostic::{Code, Diagnostic, Span, listed};
use crate::project::{Dictionary, Entry, Figure, Values};

/// Warnings about the figures of a year in view of the year `before`: numbers that are the same, unless the
/// dictionary or the file says that this is right; a source that is still the old one; and numbers that are
/// marked as unchanged and are not.
#[must_use]
pub fn unchanged(dictionary: &Dictionary, now: &Values, before: &Values) -> Vec<Diagnostic> {
    let year = before.year;
    let mut same: Vec<(&Figure, Span, Span)> = Vec::new();
    let mut asked = Vec::new();
    let mut numbers = 0;
    for (id, figure) in dictionary.given() {
        let Some(entry) = now.get(id) else { continue };
        asked.extend(
            before
                .get(id)
                .and_then(|old| same_note(figure, entry, old, year)),
        );
        let has_number = entry.amount.number().is_some();
        numbers += usize::from(has_number);
        let old = before.get(id).filter(|old| old.amount == entry.amount);
        match (old, entry.unchanged) {
            // What is wrong in the year before may be why.
            (None, Some(said)) if before.is_sound() => {
                asked.push(not_unchanged(figure, said, entry.span, year));
            }
            (Some(old), None) if has_number && !figure.may_be_unchanged => {
                same.push((figure, entry.span, old.span));
            }
            _ => {}
        }
    }
    asked.extend(same_numbers(&same, numbers, year));
    asked.extend(same_source(now, before));
    asked
}

fn same_numbers(same: &[(&Figure, Span, Span)], numbers: usize, year: u16) -> Option<Diagnostic> {
    let ((_, place, old), others) = same.split_first()?;
    let ids: Vec<String> = same
        .iter()
        .map(|(figure, ..)| format!("`{}`", figure.id))
        .collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let (subject, verb) = match ids.as_slice() {
        [id] => ((*id).to_owned(), "has the number"),
        all if all.len() == numbers => (format!("all {numbers} figures"), "have the numbers"),
        ids => (listed(ids), "have the numbers"),
    };
    let message = format!("{subject} {verb} of {year}");
    let warning = Diagnostic::error(Code::Unchanged, *place, message)
        .warning()
        .about(subject)
        .also(*old, format!("as in {year}"))
        .help(
            "correct what was left standing; where a number is the same again, write \
             { value = …, unchanged = true }",
        );
    let others = others.iter();
    Some(others.fold(warning, |warning, (_, place, _)| warning.also(*place, "")))
}

fn not_unchanged(figure: &Figure, said: Span, number: Span, year: u16) -> Diagnostic {
    let message = format!(
        "`{}` is said to be unchanged, and is not as in {year}",
        figure.id
    );
    Diagnostic::error(Code::NotUnchanged, said, message)
        .warning()
        .about(format!("`{}`", figure.id))
        .also(number, "what it is")
        .help("look at the number again, and leave `unchanged` out if it is right")
}

/// The warning about a note with a number in it that is still the same, though the figure has changed.
fn same_note(figure: &Figure, now: &Entry, before: &Entry, year: u16) -> Option<Diagnostic> {
    let (note, old) = (now.note.as_ref()?, before.note.as_ref()?);
    let has_number = note.text.contains(|c: char| c.is_ascii_digit());
    (now.amount != before.amount && note.text == old.text && has_number).then(|| {
        let message = format!("the note of `{}` is still that of {year}", figure.id);
        Diagnostic::error(Code::Unchanged, note.span, message)
            .warning()
            .about(format!("`{}`", figure.id))
            .also(now.span, "the number is another")
            .help("write what is to be remarked this year, or leave the note out")
    })
}

/// The warning about a source that names the year before and is still the same.
fn same_source(now: &Values, before: &Values) -> Option<Diagnostic> {
    let (source, old) = (now.source.as_ref()?, before.source.as_ref()?);
    let year = before.year.to_string();
    let is_same = source.text == old.text && source.text.contains(&year);
    is_same.then(|| {
        let message = format!("the source is still that of {year}");
        Diagnostic::error(Code::Unchanged, source.span, message)
            .warning()
            .about("")
            .pointing_at(year)
            .help("write where this year's figures come from")
    })
}
