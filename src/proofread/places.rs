//! Finds names of jurisdictions where they do not belong: in the text, which all share, and in another one's
//! files.

use super::phrase::Phrase;
use crate::copy::Setting;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::project::{Jurisdiction, Jurisdictions, Project, Text, Values};

/// Warnings about jurisdictions that are named in the text.
pub(super) fn in_words(phrases: &[Phrase], setting: Setting<'_>) -> Vec<Diagnostic> {
    let places = &setting.project.jurisdictions;
    let mut found = Vec::new();
    for phrase in phrases {
        let mentions = places.mentions(&phrase.text, Some(setting.language));
        for mention in mentions.iter().filter(|m| phrase.is_slip(&m.range)) {
            let message = format!("the name {} is typed into the text", mention.name);
            let instead = "{{ state.name }} or {{ state.in_text }}";
            let warning = phrase.warning(Code::TypedName, &mention.range, message, instead);
            found.push(warning.label("it would stand on the sheets of all places"));
        }
    }
    found
}

/// Warnings about forms of a jurisdiction's name that name another one.
#[must_use]
pub fn of_jurisdictions(project: &Project) -> Vec<Diagnostic> {
    let places = &project.jurisdictions;
    let mut found = Vec::new();
    for (language, _) in project.languages() {
        for own in places.iter() {
            let forms = own.in_text.iter().chain(&own.of);
            let forms = forms.filter_map(|form| form.get(language));
            found.extend(forms.filter_map(|form| {
                let (name, warning) = another(places, own, form, Some(language))?;
                let own = own.name.words(language);
                Some(
                    warning
                        .label(format!("this is a form of the name of {name}"))
                        .help(format!("write one of {own}")),
                )
            }));
        }
    }
    found
}

/// Warnings about sources and notes of a file that name another jurisdiction. Such a file began as a copy.
#[must_use]
pub fn in_remarks(places: &Jurisdictions, own: &Jurisdiction, values: &Values) -> Vec<Diagnostic> {
    let found = values.remarks().filter_map(|text| {
        let (name, warning) = another(places, own, text, None)?;
        Some(
            warning
                .pointing_at(name)
                .help("correct it; a text that names this place as well is not asked about"),
        )
    });
    found.collect()
}

/// The name of another jurisdiction in a text and the warning about it, unless the text names its own as well.
fn another<'p>(
    places: &'p Jurisdictions,
    own: &Jurisdiction,
    text: &Text,
    language: Option<&Language>,
) -> Option<(&'p str, Diagnostic)> {
    let mentions = places.mentions(&text.text, language);
    let is_own = |name: &str| own.name.all().any(|own| own.text == name);
    if mentions.iter().any(|mention| is_own(mention.name)) {
        return None;
    }
    let name = mentions.first()?.name;
    let message = format!("this text of {} names {name}", own.code);
    let warning = Diagnostic::error(Code::OtherPlace, text.span, message)
        .about(own.code.as_str())
        .warning();
    Some((name, warning))
}
