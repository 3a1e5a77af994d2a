//! The values of one sheet.

use std::sync::Arc;

use icu_plurals::PluralCategory;

use super::answers::{
    Answers, Branches, DataSource, NoNumber, Passes, Printed, Setting, call, not_given, plain,
};
use super::breaks;
use super::compiled::{Condition, Counted, Operand, Print};
use super::data_text::{DataText, printable};
use super::loops::Rows;
use super::names::Name;
use super::order::in_order;
use super::picture_path::{EditionOfPath, PicturePath};
use super::place_pictures::PlacePictures;
use super::sources::sources;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::picture::Picture;
use crate::project::{
    Amount, Area, FigureId, Figures, Jurisdiction, Level, Number, Reference, Standing, When,
};
use crate::text::{FootnoteOrigin, superior_figures};

/// The maximum number of words in a counted phrase that stays on one line with its number.
const SHORT_PHRASE: usize = 3;

/// The values of one sheet.
#[derive(Clone, Copy)]
pub struct SheetValues<'a> {
    /// The values shared with other sheets.
    pub setting: Setting<'a>,
    /// The sheet's jurisdiction.
    pub jurisdiction: &'a Jurisdiction,
    /// The figures that the sheet can print.
    pub figures: Figures<'a>,
    /// The pictures that only the sheets of this place have.
    pub pictures: &'a PlacePictures,
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
            Name::Figure(figure) => Printed {
                footnote: self.footnote(figure, print),
                ..self.figure(figure, print)
            },
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
            Name::Unit(figure) => {
                let (text, source) = self.setting.unit(figure).unwrap_or(("", print.span));
                plain(text.to_owned(), source)
            }
            // Page numbers are known after layout; see `MarginPart`. `InRow` prints the number of a row.
            Name::Page | Name::Pages | Name::Index => plain(String::new(), print.span),
            Name::Footnote(index) => call(index, print.span),
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

    fn standing(&self, level: Level, figure: FigureId) -> Option<&Standing> {
        self.figures.standing(level, figure)
    }

    fn place_at(&self, level: Level) -> Option<Area<'_>> {
        let place = self
            .setting
            .project
            .place_of_level(self.jurisdiction, level);
        (place.level == level).then_some(Area::Jurisdiction(&place.code))
    }

    fn note(&self, figure: Reference) -> Option<(String, Span)> {
        self.figures
            .entry(figure)?
            .note
            .as_ref()
            .and_then(printable)
    }

    fn superior_figures(&self, number: usize) -> String {
        superior_figures(number)
    }

    fn sources(&self, figures: &[Reference]) -> Vec<DataSource> {
        sources(figures, self.figures, self.setting)
    }

    fn setting(&self) -> Setting<'_> {
        self.setting
    }

    fn picture(&self, path: &PicturePath, span: Span, report: &mut Report) -> Option<Arc<Picture>> {
        let Setting {
            project, language, ..
        } = self.setting;
        let year = self.figures.own().year;
        let path = path.of_place(EditionOfPath { year, language }, project, self.jurisdiction);
        let picture = self.pictures.get(&path, span);
        picture.map_err(|error| report.push(error)).ok()
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
            Operand::Year { when, span } => return self.year_to_compare(*when, *span),
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

    /// A year as a number, or the error that there is no earlier year.
    fn year_to_compare(&self, when: When, span: Span) -> Result<Amount, Box<Diagnostic>> {
        let year = self.year(when);
        let year = year.map(|year| Amount::Number(Number::whole(year.into())));
        year.ok_or_else(|| {
            let message = "there is no year to compare here";
            Box::new(
                Diagnostic::error(Code::NoNumber, span, message)
                    .label("there are no files of an earlier year")
                    .help("ask before it whether there is one: previous.year is available and …"),
            )
        })
    }

    /// Checks that two values are not numbers from before and after a break of a figure.
    fn check_break(&self, left: &Operand, right: &Operand) -> Result<(), Box<Diagnostic>> {
        let in_year = |operand: &Operand| match operand {
            Operand::Figure { figure, span } => {
                Some(((*figure, self.year(figure.file.when)?), *span))
            }
            Operand::Year { .. } | Operand::Number(_) => None,
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

    /// The note of a figure, if it has one and the placeholder calls it.
    fn footnote(&self, figure: Reference, print: &Print) -> Option<FootnoteOrigin> {
        let is_called = print.is_noted && self.note(figure).is_some();
        is_called.then_some(FootnoteOrigin::Figure(figure))
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
                footnote: None,
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
                // A short phrase stays together where it can. Of a long one, the number and the first word do.
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
            footnote: None,
            source: own_text
                .map(|text| text.span)
                .or(entry.map(|entry| entry.span))
                .unwrap_or(print.span),
            no_number: None,
        }
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
