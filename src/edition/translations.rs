//! Checks that every text an edition may print exists in the language of the edition.

use crate::copy::{Copy, Name, StateName};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::language::Language;
use crate::project::{Jurisdiction, Localized, Project};

/// Whether the text prints a place's name after the word for "of".
fn prints_of(copy: &Copy) -> bool {
    let of = |name: &Name| matches!(name, Name::State(_, StateName::Of));
    copy.printed().iter().any(of)
}

/// `state.of` needs its own text in languages where "of" changes with the name.
pub(super) fn check_of(project: &Project, language: &Language, copy: &Copy, report: &mut Report) {
    if language.of().is_some() || !prints_of(copy) {
        return;
    }
    let has = |j: &&Jurisdiction| j.of.as_ref().is_some_and(|of| of.get(language).is_some());
    report.extend(project.jurisdictions.iter().filter(|j| !has(j)).map(|j| {
        let short = &language.short;
        let message = format!("{} has no `of` in the language `{short}`", j.code);
        Diagnostic::error(Code::MissingTranslation, j.span, message).help(format!(
            "add of = {{ {short} = \"…\" }}, or do without state.of"
        ))
    }));
}

/// Every text that the sheets of a language may print must be there in it.
pub(super) fn check_translations(project: &Project, language: &Language, report: &mut Report) {
    let publication = &project.publication;
    let texts = [
        Some(&publication.name),
        Some(&publication.publisher),
        publication.hotline.as_ref(),
        publication.website.as_ref(),
        publication.contact.as_ref(),
        publication.suppressed.as_ref(),
        publication.not_available.as_ref(),
    ];
    let names = project
        .jurisdictions
        .iter()
        .map(|jurisdiction| &jurisdiction.name);
    let labels = project.dictionary.iter().map(|(_, figure)| &figure.label);
    let texts = texts.into_iter().flatten().chain(names).chain(labels);
    untranslated(texts, language, report);
}

/// Texts that are not there in a language.
pub(super) fn untranslated<'t>(
    texts: impl Iterator<Item = &'t Localized>,
    language: &Language,
    report: &mut Report,
) {
    let missing = texts.filter(|text| text.get(language).is_none());
    report.extend(missing.map(|text| {
        let short = &language.short;
        let message = format!("there is no text in the language `{short}`");
        Diagnostic::error(Code::MissingTranslation, text.span(), message)
            .help(format!("add {short} = \"…\" to the braces"))
    }));
}
