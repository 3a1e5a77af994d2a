//! The sources of what a sheet prints.
//!
//! A source is that of the figure, or else that of its file. A computed figure has the sources of the figures that it is
//! computed from. Nothing here is a word of the program's own, so the list reads the same way in every language.

use std::collections::BTreeSet;

use super::answers::{DataSource, Setting};
use super::data_text::printable;
use super::names::StateName;
use crate::diagnostic::Span;
use crate::project::{Figures, Reference, Whose};

/// A source and the labels of its figures.
struct Source<'a> {
    text: String,
    span: Span,
    labels: Vec<Label<'a>>,
}

/// The label of a figure of a place, in one or more years.
struct Label<'a> {
    text: &'a str,
    span: Span,
    /// The name of another place.
    place: Option<String>,
    years: BTreeSet<u16>,
}

/// The sources of figures in the order in which the figures first need them. Each source and each label is there once.
pub(super) fn sources(
    printed: &[Reference],
    figures: Figures<'_>,
    setting: Setting<'_>,
) -> Vec<DataSource> {
    let mut all: Vec<Source<'_>> = Vec::new();
    for reference in printed {
        for (text, span) in sources_of(*reference, figures, setting) {
            let known = all.iter().position(|source| source.text == text);
            let index = known.unwrap_or_else(|| {
                let labels = Vec::new();
                all.push(Source { text, span, labels });
                all.len() - 1
            });
            add(&mut all[index].labels, label(*reference, figures, setting));
        }
    }
    let own_year = figures.own().year;
    let listed = |source: Source<'_>| {
        let labels = source.labels.iter();
        DataSource {
            text: source.text,
            span: source.span,
            figures: labels
                .map(|label| (label.shown(own_year), label.span))
                .collect(),
        }
    };
    all.into_iter().map(listed).collect()
}

/// Adds a label, or its years to the same label that is there already.
fn add<'a>(labels: &mut Vec<Label<'a>>, label: Label<'a>) {
    let is_same = |known: &&mut Label<'_>| (known.text, &known.place) == (label.text, &label.place);
    match labels.iter_mut().find(is_same) {
        Some(known) => known.years.extend(label.years),
        None => labels.push(label),
    }
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

/// The label of a figure.
fn label<'a>(reference: Reference, figures: Figures<'_>, setting: Setting<'a>) -> Label<'a> {
    let (text, span) = setting.label(reference);
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
    Label {
        text,
        span,
        place,
        years: figures.year(file.when).into_iter().collect(),
    }
}

impl Label<'_> {
    /// The label as it is printed. Of another place or of other years than that of the sheet, these follow it:
    /// "Loans (Ohio, 2021–2024)".
    fn shown(&self, own_year: u16) -> String {
        let is_own = self.years.iter().all(|year| *year == own_year);
        let years = Some(spans(&self.years)).filter(|_| !is_own);
        let others: Vec<String> = self.place.iter().cloned().chain(years).collect();
        match others.is_empty() {
            true => self.text.to_owned(),
            false => format!("{} ({})", self.text, others.join(", ")),
        }
    }
}

/// Years, with those that follow each other as a span: "2017, 2019–2024".
fn spans(years: &BTreeSet<u16>) -> String {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match spans.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*year) => *last = *year,
            _ => spans.push((*year, *year)),
        }
    }
    let span = |(first, last): (u16, u16)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    let spans: Vec<String> = spans.into_iter().map(span).collect();
    spans.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_follow_each_other_are_a_span() {
        for (years, expected) in [
            (vec![2024], "2024"),
            (vec![2024, 2023], "2023–2024"),
            (vec![2019, 2024, 2020, 2021], "2019–2021, 2024"),
        ] {
            assert_eq!(spans(&years.into_iter().collect()), expected);
        }
    }

    #[test]
    fn a_label_has_its_years_unless_they_are_the_own_one() {
        let label = |years: &[u16]| Label {
            text: "Loans",
            span: Span::DETACHED,
            place: None,
            years: years.iter().copied().collect(),
        };
        assert_eq!(label(&[2024]).shown(2024), "Loans");
        assert_eq!(label(&[2023]).shown(2024), "Loans (2023)");
        let mut labels = Vec::new();
        add(&mut labels, label(&[2024]));
        add(&mut labels, label(&[2023]));
        let shown: Vec<String> = labels.iter().map(|label| label.shown(2024)).collect();
        assert_eq!(shown, ["Loans (2023–2024)"]);
    }
}
