//! Everything that the sheets of an edition can print.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::answers::{Answers, Branches, DataSource, Passes, Printed, Setting, call, plain};
use super::compiled::{Condition, Print};
use super::data_text::{DataText, printable};
use super::loops::Rows;
use super::names::{Name, StateName};
use super::picture_path::PicturePath;
use crate::diagnostic::{Report, Span};
use crate::picture::Picture;
use crate::project::{
    Amount, Area, Figure, FigureId, Level, Reference, Standing, Values, When, Whose,
};
use crate::text::{FootnoteOrigin, SUPERIOR_FIGURES};

/// Everything that the sheets of an edition can print: each branch, name and digit. Font subsets are made from it once,
/// so that a sheet's bytes do not depend on the other sheets.
pub struct Everything<'a> {
    /// The values shared by the sheets.
    pub setting: Setting<'a>,
    /// The national figures, whose printed texts are known in advance.
    pub national: &'a Values,
}

impl Answers for Everything<'_> {
    fn branches(&self, _: &Condition, _: &mut Report) -> Branches {
        Branches::Both
    }

    fn print(&self, print: &Print) -> Printed {
        let text = match print.name {
            Name::Figure(figure) => self.figure(figure, print),
            Name::Year(_) | Name::Page | Name::Pages | Name::Index => "0123456789".to_owned(),
            Name::State(level, form) => self.state_names(level, form),
            Name::Publication(field) => self.setting.publication(field, print.span).text,
            Name::Data(text) => self.data_text(text),
            Name::Unit(figure) => {
                let unit = self.setting.unit(figure);
                unit.map_or(String::new(), |(text, _)| text.to_owned())
            }
            Name::Footnote(index) => return call(index, print.span),
        };
        let noted = match print.name {
            Name::Figure(figure) if print.is_noted => Some(FootnoteOrigin::Figure(figure)),
            _ => None,
        };
        Printed {
            footnote: noted,
            ..plain(text, print.span)
        }
    }

    fn year(&self, _: When) -> Option<u16> {
        None
    }

    /// One row, which prints all digits, and the branch without rows.
    fn passes(&self, _: &Rows) -> Passes {
        Passes {
            rows: vec![0],
            takes_otherwise: true,
        }
    }

    fn standing(&self, _: Level, _: FigureId) -> Option<&Standing> {
        None
    }

    fn place_at(&self, _: Level) -> Option<Area<'_>> {
        None
    }

    /// The note of a national figure, which is known in advance.
    fn note(&self, figure: Reference) -> Option<(String, Span)> {
        let is_national = figure.file == Whose::Nation.into();
        let entry = self.national.get(figure.id).filter(|_| is_national);
        let note = entry.and_then(|entry| printable(entry.note.as_ref()?));
        Some(note.unwrap_or((String::new(), Span::DETACHED)))
    }

    fn superior_figures(&self, _: usize) -> String {
        SUPERIOR_FIGURES.into_iter().collect()
    }

    /// One source with the words of all: the labels of all figures and the names of places beside them.
    fn sources(&self, _: &[Reference]) -> Vec<DataSource> {
        let setting = self.setting;
        let dictionary = &setting.project.dictionary;
        let labels = dictionary
            .iter()
            .map(|(id, _)| setting.label(Reference::own(id)));
        let labels = labels.map(|(label, span)| (label.to_owned(), span));
        let national = self.national.remarks().filter_map(printable);
        let places = std::iter::successors(Some(setting.level), |level| level.above());
        let places = places.map(|level| self.state_names(level, StateName::Name));
        let others = places.chain(["(0123456789, )".to_owned()]);
        let others = others.map(|text| (text, Span::DETACHED));
        let figures = labels.chain(national).chain(others).collect();
        // The labels are printed only where there are several sources.
        [figures, Vec::new()]
            .map(|figures| DataSource {
                text: String::new(),
                span: Span::DETACHED,
                figures,
            })
            .into()
    }

    fn setting(&self) -> Setting<'_> {
        self.setting
    }

    fn picture(&self, _: &PicturePath, _: Span, _: &mut Report) -> Option<Arc<Picture>> {
        None
    }
}

impl Everything<'_> {
    /// The distinct words of all names. There may be thousands of names, and they share many words.
    fn state_names(&self, level: Level, form: StateName) -> String {
        let mut words = BTreeSet::new();
        for jurisdiction in self.setting.project.places_of_level(level) {
            let (name, _) = self.setting.state_name(jurisdiction, form);
            words.extend(name.split_whitespace().map(str::to_owned));
        }
        Vec::from_iter(words).join(" ")
    }

    /// The text of the nation, which is known in advance, and the text of a cell without one.
    fn data_text(&self, text: DataText) -> String {
        let is_national = text.file() == Whose::Nation.into();
        let numerals = self.setting.numerals;
        let known = is_national.then(|| text.find_in(self.national, numerals).ok());
        let mut texts: Vec<String> = known.flatten().into_iter().map(|(text, _)| text).collect();
        if matches!(text, DataText::AsOf(_)) {
            texts.extend(numerals.date_samples());
        }
        texts.extend(self.setting.no_number(Amount::NotAvailable));
        texts.join(" ")
    }

    fn figure(&self, figure: Reference, print: &Print) -> String {
        let declared: &Figure = self.setting.project.dictionary.get(figure.id);
        let mut texts = declared.kind.samples(self.setting.numerals);
        if figure.file == Whose::Nation.into()
            && let Some(entry) = self.national.get(figure.id)
            && let Some(text) = &entry.text
            && let Some(text) = text.get(self.setting.language)
        {
            texts.push(text.text.clone());
        }
        if let Some(counted) = &print.counted {
            texts.extend(counted.forms().map(str::to_owned));
        }
        for amount in [Amount::Suppressed, Amount::NotAvailable] {
            texts.extend(self.setting.no_number(amount));
        }
        texts.join(" ")
    }
}
