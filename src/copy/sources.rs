//! The sources of what a sheet prints.
//!
//! A source is that of the figure, or else that of its file. A computed figure has the sources of the figures that it is
//! computed from. Nothing here is a word of the program's own, so the list reads the same way in every language.

use super::answers::{DataSource, Setting};
use super::data_text::printable;
use super::names::StateName;
use crate::diagnostic::Span;
use crate::project::{Figures, Reference, Whose};

/// The sources of figures in the order in which the figures first need them. Each source and each label is there once.
pub(super) fn sources(
    printed: &[Reference],
    figures: Figures<'_>,
    setting: Setting<'_>,
) -> Vec<DataSource> {
    let mut all: Vec<DataSource> = Vec::new();
    for reference in printed {
        for (text, span) in sources_of(*reference, figures, setting) {
            let known = all.iter().position(|source| source.text == text);
            let index = known.unwrap_or_else(|| {
                all.push(DataSource {
                    text,
                    span,
                    figures: Vec::new(),
                });
                all.len() - 1
            });
            let label = label(*reference, figures, setting);
            let labels = &mut all[index].figures;
            if !labels.iter().any(|(known, _)| *known == label.0) {
                labels.push(label);
            }
        }
    }
    all
}

/// The sources of one figure.
fn sources_of(
    reference: Reference,
    figures: Figures<'_>,
    setting: Setting<'_>,
) -> Vec<(String, Span)> {
    let origins = figures.origins(reference, &setting.project.dictionary);
    let texts = origins.into_iter().filter_map(|(file, entry)| {
        let own = entry.and_then(|entry| entry.source.as_ref());
        own.or(file.source.as_ref())
    });
    texts.filter_map(printable).collect()
}

/// The label of a figure. Of another place or year, it is followed by the name of the place and the year.
fn label(reference: Reference, figures: Figures<'_>, setting: Setting<'_>) -> (String, Span) {
    let (label, span) = setting.label(reference);
    let file = reference.file;
    let place = match file.whose {
        Whose::Own => None,
        whose => whose.level(setting.level).and_then(|level| {
            let code = figures.file_of(file)?.area().code();
            let mut places = setting.project.places_of_level(level);
            let place = places.find(|place| code.is_none_or(|code| place.code == code))?;
            Some(setting.state_name(place, StateName::Name).0)
        }),
    };
    let year = figures.year(file.when);
    let year = year.filter(|year| *year != figures.own().year);
    let others = place.into_iter().chain(year.map(|year| year.to_string()));
    let others = others.collect::<Vec<_>>().join(", ");
    match others.is_empty() {
        true => (label.to_owned(), span),
        false => (format!("{label} ({others})"), span),
    }
}
