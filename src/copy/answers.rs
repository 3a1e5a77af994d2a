//! The values of placeholders and guards.
//!
//! A template takes its values from an [`Answers`]: [`SheetValues`](super::SheetValues) for one sheet, and [`Everything`](super::Everything) for everything
//! that the sheets of an edition can print. With the latter, font subsets and checks also cover branches that no sheet
//! takes at present.

use std::sync::Arc;

use super::compiled::{Condition, Print};
use super::loops::Rows;
use super::names::StateName;
use super::picture_path::PicturePath;
use crate::diagnostic::{Report, Span, counted};
use crate::language::Language;
use crate::picture::Picture;
use crate::project::{
    Amount, Area, FigureId, Jurisdiction, Level, Localized, Number, Numerals, Project, Publication,
    Reference, Standing, When,
};
use crate::template::Guard;
use crate::text::FootnoteOrigin;

/// The output of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The text.
    pub text: String,
    /// The figure, if the placeholder names one.
    pub figure: Option<Reference>,
    /// The number of bytes that stay on one line with the next word.
    pub bound: usize,
    /// The number of bytes of the number itself, or of the word in its place.
    pub number: usize,
    /// The printed number, if there is one.
    pub value: Option<Number>,
    /// The link target of the publication's address or telephone number.
    pub link: Option<Arc<str>>,
    /// The footnote that is called after the text.
    pub footnote: Option<FootnoteOrigin>,
    /// The source location of the value.
    pub source: Span,
    /// The reason why there is no number to print.
    pub no_number: Option<NoNumber>,
}

/// The reason why there is no number or no text of a data file, and the text of a table cell for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNumber {
    /// The text of a table cell.
    pub in_cell: Option<String>,
    /// The value as written: `"suppressed"`.
    pub amount: Amount,
    /// The source location of the value; of an absent text, the place to which it can be added.
    pub source: Option<Span>,
}

/// A source in data files, and the figures that come from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSource {
    /// The source.
    pub text: String,
    /// The source location of its first mention.
    pub span: Span,
    /// The labels of the figures, each with its source location.
    pub figures: Vec<(String, Span)>,
}

/// The branches taken at a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branches {
    /// The first branch.
    Then,
    /// The branch after `else`.
    Otherwise,
    /// Both branches, to collect everything that can be printed.
    Both,
    /// Neither branch: the condition has no answer on this sheet, which has been reported.
    Neither,
}

impl Branches {
    /// The branches taken, in order.
    pub fn of<C, T>(self, guard: &Guard<C, T>) -> impl Iterator<Item = &[T]> {
        let takes_first = matches!(self, Self::Then | Self::Both);
        let takes_second = matches!(self, Self::Otherwise | Self::Both);
        let first = takes_first.then_some(guard.then.as_slice());
        let second = takes_second.then_some(guard.otherwise.as_slice());
        first.into_iter().chain(second)
    }
}

/// The values that fill in a template.
pub trait Answers {
    /// The branches to take at a guard. A comparison with a figure that has no number goes into the report.
    fn branches(&self, condition: &Condition, report: &mut Report) -> Branches;
    /// The output of a placeholder.
    fn print(&self, print: &Print) -> Printed;
    /// The year of an earlier file, or of the sheet. `None` if there is no earlier year or no single sheet.
    fn year(&self, when: When) -> Option<u16>;
    /// The rows that a loop goes over.
    fn passes(&self, rows: &Rows) -> Passes;
    /// The numbers of a figure of all places of a level. `None` if they are not known: there is no single sheet.
    fn standing(&self, level: Level, figure: FigureId) -> Option<&Standing>;
    /// The area of a level that the sheet's area is or is within. `None` if there is no single sheet, or no such area.
    fn place_at(&self, level: Level) -> Option<Area<'_>>;
    /// The note of a figure with its source location, or `None` without one.
    fn note(&self, figure: Reference) -> Option<(String, Span)>;
    /// The superior figures of a footnote's number.
    fn superior_figures(&self, number: usize) -> String;
    /// The sources of figures.
    fn sources(&self, figures: &[Reference]) -> Vec<DataSource>;
    /// The values that all sheets of an edition share.
    fn setting(&self) -> Setting<'_>;
    /// The picture of the sheet's place at a path, which stands in the text at `span`. `None` if there is no single
    /// sheet, or for a file that is no picture, which goes into the report.
    fn picture(&self, path: &PicturePath, span: Span, report: &mut Report) -> Option<Arc<Picture>>;
}

/// The rows that a loop goes over, and whether its branch for a list without rows is taken.
#[derive(Clone, Debug)]
pub struct Passes {
    /// The numbers of the rows in their file, from 0, in the order of the loop.
    pub rows: Vec<u16>,
    /// Whether the branch after `else` is taken.
    pub takes_otherwise: bool,
}

/// The values that all sheets of an edition share.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The publication, the dictionary and the jurisdictions.
    pub project: &'a Project,
    /// The level of the areas whose sheets are made.
    pub level: Level,
    /// The language of the text.
    pub language: &'a Language,
    /// The number format of the language.
    pub numerals: &'a Numerals,
}

impl<'a> Setting<'a> {
    /// The unit of a figure and its source location, or `None` if it has none.
    #[must_use]
    pub fn unit(&self, figure: FigureId) -> Option<(&'a str, Span)> {
        let unit = self.project.dictionary.get(figure).unit.as_ref()?;
        Some(self.text(unit))
    }

    /// The label of a figure and its source location.
    #[must_use]
    pub fn label(&self, figure: Reference) -> (&'a str, Span) {
        self.text(&self.project.dictionary.get(figure.id).label)
    }

    /// A form of a jurisdiction's name and its source location.
    #[must_use]
    pub fn state_name(&self, jurisdiction: &Jurisdiction, form: StateName) -> (String, Span) {
        let (text, source) = match form {
            StateName::Code => return (jurisdiction.code.clone(), jurisdiction.span),
            StateName::Name => self.text(&jurisdiction.name),
            StateName::InText => self.in_text(jurisdiction),
            StateName::Of => {
                let own = jurisdiction.of.as_ref();
                match own.filter(|of| of.get(self.language).is_some()) {
                    Some(of) => self.text(of),
                    None => {
                        let (name, source) = self.in_text(jurisdiction);
                        // The preparation of the edition has checked that the language has a word.
                        let of = self.language.of().unwrap_or_default();
                        return (format!("{of} {name}"), source);
                    }
                }
            }
        };
        (text.to_owned(), source)
    }

    fn in_text(&self, jurisdiction: &'a Jurisdiction) -> (&'a str, Span) {
        let own = jurisdiction.in_text.as_ref();
        let own = own.filter(|text| text.get(self.language).is_some());
        self.text(own.unwrap_or(&jurisdiction.name))
    }

    pub(super) fn publication(&self, field: &str, place: Span) -> Printed {
        match self.project.publication.field(field) {
            Some(text) => {
                let (text, source) = self.text(text);
                let link = Publication::address(field, text, self.language);
                Printed {
                    link: link.map(Arc::from),
                    ..plain(text.to_owned(), source)
                }
            }
            None => plain(String::new(), place),
        }
    }

    /// A text in the language of the edition, with its source location. The preparation of the edition has checked that
    /// the text exists.
    pub(super) fn text<'t>(&self, text: &'t Localized) -> (&'t str, Span) {
        match text.get(self.language) {
            Some(found) => (&found.text, found.span),
            None => ("", text.span()),
        }
    }

    pub(super) fn no_number(&self, amount: Amount) -> Option<String> {
        let publication = &self.project.publication;
        let text = match amount {
            Amount::Number(_) | Amount::Date(_) | Amount::Text => return None,
            Amount::Suppressed => publication.suppressed.as_ref()?,
            Amount::NotAvailable => publication.not_available.as_ref()?,
        };
        Some(text.get(self.language)?.text.clone())
    }
}

/// The reason why no file gives a figure, for messages.
pub(super) fn not_given(figure: Option<Reference>) -> String {
    match figure.map(|figure| figure.file.when) {
        None | Some(When::Own) => "the figure is optional and not given".to_owned(),
        Some(When::Previous) => "no file of an earlier year gives it".to_owned(),
        Some(When::Year(year)) => format!("no file of {year} gives it"),
        Some(When::Ago(years)) => format!(
            "no file of {} before gives it",
            counted(years.into(), "year")
        ),
    }
}

/// The output of a text that is no figure.
pub(super) fn plain(text: String, source: Span) -> Printed {
    Printed {
        text,
        figure: None,
        bound: 0,
        number: 0,
        value: None,
        link: None,
        footnote: None,
        source,
        no_number: None,
    }
}

/// The output of the call of a footnote that the text defines: nothing but the call.
pub(super) fn call(index: usize, source: Span) -> Printed {
    Printed {
        footnote: Some(FootnoteOrigin::Text(index)),
        ..plain(String::new(), source)
    }
}
