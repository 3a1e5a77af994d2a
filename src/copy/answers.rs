//! The values of placeholders and guards.
//!
//! A template takes its values from an [`Answers`]: [`SheetValues`] for one sheet, and [`Everything`] for everything
//! that the sheets of an edition can print. With the latter, font subsets and checks also cover branches that no sheet
//! takes at present.

use std::collections::BTreeSet;
use std::sync::Arc;

use icu_plurals::PluralCategory;

use super::breaks;
use super::compiled::{Condition, Counted, Operand, Print};
use super::data_text::DataText;
use super::loops::Rows;
use super::names::{Name, StateName};
use super::order::in_order;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::project::{
    Amount, Figure, Figures, Jurisdiction, Level, Localized, Number, Numerals, Project,
    Publication, Reference, Values, When, Whose,
};
use crate::template::Guard;

/// The maximum number of words in a counted phrase that stays on one line with its number.
const SHORT_PHRASE: usize = 3;

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
    /// The values that all sheets of an edition share.
    fn setting(&self) -> Setting<'_>;
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

/// The values of one sheet.
#[derive(Clone, Copy)]
pub struct SheetValues<'a> {
    /// The values shared with other sheets.
    pub setting: Setting<'a>,
    /// The sheet's jurisdiction.
    pub jurisdiction: &'a Jurisdiction,
    /// The figures that the sheet can print.
    pub figures: Figures<'a>,
}

impl Answers for SheetValues<'_> {
    fn branches(&self, condition: &Condition, report: &mut Report) -> Branches {
        match self.holds(condition) {
            Ok(true) => Branches::Then,
            Ok(false) => Branches::Otherwise,
            Err(error) => {
                report.push(*error);
                Branches::Neither
            }
        }
    }

    fn print(&self, print: &Print) -> Printed {
        match print.name {
            Name::Figure(figure) => self.figure(figure, print),
            Name::Year(when) => match self.year(when) {
                Some(year) => plain(year.to_string(), print.span),
                None => self.absent(None, print.span),
            },
            Name::State(level, form) => {
                let place = self
                    .setting
                    .project
                    .place_of_level(self.jurisdiction, level);
                let (text, source) = self.setting.state_name(place, form);
                plain(text, source)
            }
            Name::Publication(field) => self.setting.publication(field, print.span),
            Name::Data(text) => self.data_text(text, print.span),
            // Page numbers are known after layout; see `MarginPart`. `InRow` prints the number of a row.
            Name::Page | Name::Pages | Name::Index => plain(String::new(), print.span),
        }
    }

    fn passes(&self, rows: &Rows) -> Passes {
        let rows = in_order(rows, self.figures, self.setting.language);
        Passes {
            takes_otherwise: rows.is_empty(),
            rows,
        }
    }

    fn year(&self, when: When) -> Option<u16> {
        self.figures.year(when)
    }

    fn setting(&self) -> Setting<'_> {
        self.setting
    }
}

impl<'a> SheetValues<'a> {
    /// Whether a condition holds. It is read from the left and no further than needed, so that `x is available` guards
    /// the comparisons after it.
    fn holds(&self, condition: &Condition) -> Result<bool, Box<Diagnostic>> {
        Ok(match condition {
            Condition::Available(name) => self.is_available(*name),
            Condition::Compare {
                left,
                comparison,
                right,
            } => {
                let order = self.operand(left)?.cmp(&self.operand(right)?);
                self.check_break(left, right)?;
                comparison.holds(order)
            }
            Condition::Not(inner) => !self.holds(inner)?,
            Condition::And(left, right) => self.holds(left)? && self.holds(right)?,
            Condition::Or(left, right) => self.holds(left)? || self.holds(right)?,
        })
    }

    fn is_available(&self, name: Name) -> bool {
        match name {
            Name::Figure(figure) => self.amount(figure).is_available(),
            Name::Data(text) => text.find(self.figures, self.setting.numerals).is_ok(),
            Name::Year(when) => self.year(when).is_some(),
            _ => true,
        }
    }

    /// The number of a figure, or the reason why it has none.
    fn amount(&self, figure: Reference) -> Amount {
        let entry = self.figures.entry(figure);
        entry.map_or(Amount::NotAvailable, |entry| entry.amount)
    }

    /// The number or date to compare, or the error that the figure has none.
    fn operand(&self, operand: &Operand) -> Result<Amount, Box<Diagnostic>> {
        let (figure, span) = match operand {
            Operand::Number(number) => return Ok(Amount::Number(*number)),
            Operand::Figure { figure, span } => (*figure, *span),
        };
        let amount = self.amount(figure);
        let available = Some(amount).filter(|amount| amount.is_available());
        available.ok_or_else(|| {
            let id = &self.setting.project.dictionary.get(figure.id).id;
            let name = match figure.row {
                Some(_) => "…".to_owned(),
                None => format!("{}{id}", figure.file),
            };
            let message = "there is no number to compare here";
            let error = Diagnostic::error(Code::NoNumber, span, message).help(format!(
                "ask before it whether there is one: {name} is available and …"
            ));
            Box::new(match self.figures.entry(figure) {
                Some(entry) => error.also(entry.span, format!("the figure is {amount}")),
                None => error.label(not_given(Some(figure))),
            })
        })
    }

    /// Checks that two values are not numbers from before and after a break of a figure.
    fn check_break(&self, left: &Operand, right: &Operand) -> Result<(), Box<Diagnostic>> {
        let in_year = |operand: &Operand| match operand {
            Operand::Figure { figure, span } => {
                Some(((*figure, self.year(figure.file.when)?), *span))
            }
            Operand::Number(_) => None,
        };
        let (Some((one, start)), Some((other, end))) = (in_year(left), in_year(right)) else {
            return Ok(());
        };
        let dictionary = &self.setting.project.dictionary;
        let error = breaks::crossed(dictionary, one, other, start.to(end));
        error.map_or(Ok(()), |error| Err(Box::new(error)))
    }

    fn data_text(&self, text: DataText, place: Span) -> Printed {
        match text.find(self.figures, self.setting.numerals) {
            Ok((text, source)) => plain(text, source),
            Err(source) => self.absent(source, place),
        }
    }

    /// The output of a text that is not given.
    fn absent(&self, source: Option<Span>, place: Span) -> Printed {
        Printed {
            no_number: Some(NoNumber {
                in_cell: self.setting.no_number(Amount::NotAvailable),
                amount: Amount::NotAvailable,
                source,
            }),
            ..plain(String::new(), place)
        }
    }

    fn figure(&self, figure: Reference, print: &Print) -> Printed {
        let entry = self.figures.entry(figure);
        let amount = self.amount(figure);
        let numerals = self.setting.numerals;
        let own_text = entry
            .and_then(|entry| entry.text.as_ref())
            .and_then(|text| text.get(self.setting.language));
        let kind = self.setting.project.dictionary.get(figure.id).kind;
        let value = match (amount, own_text) {
            (Amount::Suppressed | Amount::NotAvailable, _) => None,
            (_, Some(text)) => Some(text.text.clone()),
            (Amount::Number(number), None) => Some(kind.print(number, numerals)),
            (Amount::Date(date), None) => Some(numerals.date(date)),
            // The preparation of the sheet reports a language without a text.
            (Amount::Text, None) => Some(String::new()),
        };
        let Some(digits) = value else {
            return Printed {
                text: String::new(),
                figure: Some(figure),
                bound: 0,
                number: 0,
                value: None,
                link: None,
                source: entry.map_or(print.span, |entry| entry.span),
                no_number: Some(NoNumber {
                    in_cell: self.setting.no_number(amount),
                    amount,
                    source: entry.map(|entry| entry.span),
                }),
            };
        };
        let number = amount.number();
        let shown = own_text.map(|text| text.text.as_str());
        let (text, bound, length) = match &print.counted {
            Some(Counted {
                zero: Some(zero), ..
            }) if number.is_some_and(Number::is_zero) => {
                let first_word = zero.find(' ').unwrap_or(zero.len());
                (zero.clone(), 0, first_word)
            }
            Some(counted) => {
                let category = number.map(|number| numerals.category(number, shown));
                let word = counted.form(category.unwrap_or(PluralCategory::Other));
                let text = format!("{digits} {word}");
                // A short phrase stays together. Of a long one, the number and the first word do.
                let is_short = word.split(' ').count() <= SHORT_PHRASE;
                let last_word = text.rfind(' ').filter(|_| is_short);
                let bound = last_word.unwrap_or(digits.len());
                (text, bound, digits.len())
            }
            None => {
                let length = digits.len();
                (digits, length, length)
            }
        };
        Printed {
            text,
            figure: Some(figure),
            bound,
            number: length,
            value: number,
            link: None,
            source: own_text
                .map(|text| text.span)
                .or(entry.map(|entry| entry.span))
                .unwrap_or(print.span),
            no_number: None,
        }
    }
}

impl<'a> Setting<'a> {
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

    fn publication(&self, field: &str, place: Span) -> Printed {
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
    fn text<'t>(&self, text: &'t Localized) -> (&'t str, Span) {
        match text.get(self.language) {
            Some(found) => (&found.text, found.span),
            None => ("", text.span()),
        }
    }

    fn no_number(&self, amount: Amount) -> Option<String> {
        let publication = &self.project.publication;
        let text = match amount {
            Amount::Number(_) | Amount::Date(_) | Amount::Text => return None,
            Amount::Suppressed => publication.suppressed.as_ref()?,
            Amount::NotAvailable => publication.not_available.as_ref()?,
        };
        Some(text.get(self.language)?.text.clone())
    }
}

impl Counted {
    fn form(&self, category: PluralCategory) -> &str {
        let own = match category {
            PluralCategory::One => Some(&self.one),
            PluralCategory::Two => self.two.as_ref(),
            PluralCategory::Few => self.few.as_ref(),
            PluralCategory::Many => self.many.as_ref(),
            PluralCategory::Zero | PluralCategory::Other => None,
        };
        own.unwrap_or(&self.other)
    }
}

/// The reason why no file gives a figure, for messages.
pub(super) fn not_given(figure: Option<Reference>) -> String {
    match figure.map(|figure| figure.file.when) {
        None | Some(When::Own) => "the figure is optional and not given".to_owned(),
        Some(When::Previous) => "no file of an earlier year gives it".to_owned(),
        Some(When::Year(year)) => format!("no file of {year} gives it"),
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
        source,
        no_number: None,
    }
}

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
        };
        plain(text, print.span)
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

    fn setting(&self) -> Setting<'_> {
        self.setting
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
