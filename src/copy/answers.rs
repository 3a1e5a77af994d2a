//! What placeholders print and which guards hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use icu_plurals::PluralCategory;

use super::compiled::{Condition, Counted, Print};
use super::names::{Name, StateName};
use crate::diagnostic::Span;
use crate::language::Language;
use crate::project::{
    Amount, Figure, Figures, Jurisdiction, Localized, Number, Numerals, Project, Publication,
    Reference, Values, Whose,
};
use crate::template::Guard;

/// The most words after a number that are not parted from it or each other.
const SHORT_PHRASE: usize = 3;

/// What a placeholder printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The text.
    pub text: String,
    /// The figure, when it is one.
    pub figure: Option<Reference>,
    /// How many bytes of the text belong to the next word.
    pub bound: usize,
    /// How many bytes of the text are the number itself, or the word in its place.
    pub number: usize,
    /// The number that is printed, when one is.
    pub value: Option<Number>,
    /// Where it leads: of an address or a telephone number of the publication.
    pub link: Option<Arc<str>>,
    /// Where the value is written.
    pub source: Span,
    /// Why there is no number to print.
    pub no_number: Option<NoNumber>,
}

/// Why there is no number, and what a table cell prints then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoNumber {
    /// What a table cell prints.
    pub in_cell: Option<String>,
    /// The value as written: `"suppressed"`.
    pub amount: Amount,
    /// Where it is written.
    pub source: Option<Span>,
}

/// Which branches of a guard are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branches {
    /// The first.
    Then,
    /// The other.
    Otherwise,
    /// Both, to see all there can be.
    Both,
}

impl Branches {
    /// The branches that are taken, in order.
    pub fn of<C, T>(self, guard: &Guard<C, T>) -> impl Iterator<Item = &[T]> {
        let first = (self != Self::Otherwise).then_some(guard.then.as_slice());
        let second = (self != Self::Then).then_some(guard.otherwise.as_slice());
        first.into_iter().chain(second)
    }
}

/// Answers a template's questions.
pub trait Answers {
    /// Which branch of a guard is taken.
    fn branches(&self, condition: &Condition) -> Branches;
    /// What a placeholder prints.
    fn print(&self, print: &Print) -> Printed;
    /// What all sheets of an edition have in common.
    fn setting(&self) -> Setting<'_>;
}

/// What all sheets of an edition have in common when they are filled in.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Publication and dictionary.
    pub project: &'a Project,
    /// The language of the words.
    pub language: &'a Language,
    /// Its rules for numbers.
    pub numerals: &'a Numerals,
}

/// One sheet's values.
#[derive(Clone, Copy)]
pub struct SheetValues<'a> {
    /// What it shares with the other sheets.
    pub setting: Setting<'a>,
    /// Whose sheet it is.
    pub jurisdiction: &'a Jurisdiction,
    /// The figures that it can print.
    pub figures: Figures<'a>,
}

impl Answers for SheetValues<'_> {
    fn branches(&self, condition: &Condition) -> Branches {
        if self.holds(condition) {
            Branches::Then
        } else {
            Branches::Otherwise
        }
    }

    fn print(&self, print: &Print) -> Printed {
        match print.name {
            Name::Figure(figure) => self.figure(figure, print),
            Name::Year => plain(self.figures.own().year.to_string(), print.span),
            Name::State(form) => {
                let (text, source) = self.setting.state_name(self.jurisdiction, form);
                plain(text, source)
            }
            Name::Publication(field) => self.setting.publication(field, print.span),
            // Pages are counted when they are made; see `MarginPart`.
            Name::Page | Name::Pages => plain(String::new(), print.span),
        }
    }

    fn setting(&self) -> Setting<'_> {
        self.setting
    }
}

impl<'a> SheetValues<'a> {
    fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Available(figure) => self
                .figures
                .entry(*figure)
                .is_some_and(|entry| entry.amount.number().is_some()),
            Condition::Not(inner) => !self.holds(inner),
            Condition::And(left, right) => self.holds(left) && self.holds(right),
            Condition::Or(left, right) => self.holds(left) || self.holds(right),
        }
    }

    fn figure(&self, figure: Reference, print: &Print) -> Printed {
        let entry = self.figures.entry(figure);
        let amount = entry.map_or(Amount::NotAvailable, |entry| entry.amount);
        let Some(number) = amount.number() else {
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
        let kind = self.setting.project.dictionary.get(figure.id).kind;
        let own_text = entry
            .and_then(|entry| entry.text.as_ref())
            .and_then(|text| text.get(self.setting.language));
        let digits = match own_text {
            Some(text) => text.text.clone(),
            None => kind.print(number, self.setting.numerals),
        };
        let shown = own_text.map(|text| text.text.as_str());
        let (text, bound, length) = match &print.counted {
            Some(Counted {
                zero: Some(zero), ..
            }) if number.is_zero() => {
                let first_word = zero.find(' ').unwrap_or(zero.len());
                (zero.clone(), 0, first_word)
            }
            Some(counted) => {
                let word = counted.form(self.setting.numerals.category(number, shown));
                let text = format!("{digits} {word}");
                // A short phrase stays together; of a long one the number and the first word.
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
            value: Some(number),
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
    /// What a figure is called, and where that is written.
    #[must_use]
    pub fn label(&self, figure: Reference) -> (&'a str, Span) {
        self.text(&self.project.dictionary.get(figure.id).label)
    }

    /// A form of a place's name, and where it is written.
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
                        // That there is a word was checked when the edition was made.
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

    /// A text in the setting's language. That there is one was checked when the edition was made.
    fn text<'t>(&self, text: &'t Localized) -> (&'t str, Span) {
        match text.get(self.language) {
            Some(found) => (&found.text, found.span),
            None => ("", text.span()),
        }
    }

    fn no_number(&self, amount: Amount) -> Option<String> {
        let publication = &self.project.publication;
        let text = match amount {
            Amount::Number(_) => return None,
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

fn plain(text: String, source: Span) -> Printed {
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

/// All that the sheets of an edition can print: every branch, every name, every digit. Font
/// subsets are taken from it once, so that a sheet's bytes do not depend on its company.
pub struct Everything<'a> {
    /// What the sheets share.
    pub setting: Setting<'a>,
    /// The national figures, whose texts are known beforehand.
    pub national: &'a Values,
}

impl Answers for Everything<'_> {
    fn branches(&self, _: &Condition) -> Branches {
        Branches::Both
    }

    fn print(&self, print: &Print) -> Printed {
        let text = match print.name {
            Name::Figure(figure) => self.figure(figure, print),
            Name::Year | Name::Page | Name::Pages => "0123456789".to_owned(),
            Name::State(form) => self.state_names(form),
            Name::Publication(field) => self.setting.publication(field, print.span).text,
        };
        plain(text, print.span)
    }

    fn setting(&self) -> Setting<'_> {
        self.setting
    }
}

impl Everything<'_> {
    /// Each word of the names once: there may be thousands of names.
    fn state_names(&self, form: StateName) -> String {
        let mut words = BTreeSet::new();
        for jurisdiction in self.setting.project.jurisdictions.iter() {
            let (name, _) = self.setting.state_name(jurisdiction, form);
            words.extend(name.split_whitespace().map(str::to_owned));
        }
        Vec::from_iter(words).join(" ")
    }

    fn figure(&self, figure: Reference, print: &Print) -> String {
        let declared: &Figure = self.setting.project.dictionary.get(figure.id);
        let ten_digits = crate::project::Number::whole(1_234_567_890);
        let mut texts = vec![declared.kind.print(ten_digits, self.setting.numerals)];
        if figure.whose == Whose::Nation
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
