//! `data/YEAR/national.toml` and `data/YEAR/CODE.toml`: the figures of a year.

mod blank;
mod edit;
mod edit_file;
mod edit_rows;
mod entry;
mod file;
mod head;
mod read;
mod read_rows;
mod rows;

pub use blank::{Blank, BlankPart};
pub use edit::{Edit, Key};
pub use edit_file::edit;
pub use edit_rows::{ListEdit, RowEdit};
pub use entry::check_text;
pub use file::{FigureFile, begin, file_name, has_file, head_of_new, path, year_said};
pub use head::check_source;
pub use read_rows::MOST_ROWS;
pub use rows::Row;

use std::fmt;

use chrono::NaiveDate;

use super::Project;
use super::dictionary::{List, ListId};
use super::kind::Kind;
use super::level::Level;
use super::localized::{Localized, Text};
use super::number::Number;
use super::point::Area;
use super::point::FigureId;
use super::reader::Reader;
use super::status::Status;
use crate::diagnostic::{Code, Span};
use crate::language::Language;
use rows::Lists;

/// The stem of the national file's name.
pub const NATIONAL: &str = "national";

/// The source of sample figures. Figures with this source are never final.
pub const SAMPLE_SOURCE: &str = "Sample figures, not real";

/// The mark of a value still to be filled in.
pub const BLANK: &str = "?";

/// A number, date or text, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// The number.
    Number(Number),
    /// The date.
    Date(NaiveDate),
    /// The text, which is that of the entry.
    Text,
    /// A number exists and is withheld.
    Suppressed,
    /// No number exists.
    NotAvailable,
}

impl Amount {
    /// The words in files for an absent number.
    pub const ABSENCES: [(&'static str, Self); 2] = [
        ("suppressed", Self::Suppressed),
        ("not-available", Self::NotAvailable),
    ];

    /// The word for an absent number, or `None` if there is a number.
    #[must_use]
    pub fn absence(self) -> Option<&'static str> {
        let mut words = Self::ABSENCES.iter();
        let found = words.find(|(_, absence)| *absence == self);
        found.map(|(word, _)| *word)
    }

    /// The absence that a word in a file stands for, or `None` for another word.
    #[must_use]
    pub fn of_absence(word: &str) -> Option<Self> {
        let mut known = Self::ABSENCES.into_iter();
        let found = known.find(|(known, _)| *known == word);
        found.map(|(_, absence)| absence)
    }

    /// Whether there is a number, date or text.
    #[must_use]
    pub fn is_available(self) -> bool {
        self.absence().is_none()
    }

    /// The value as written in data files, for a figure of a kind: years have no groups of digits.
    #[must_use]
    pub fn written(self, kind: Kind) -> String {
        match self {
            Self::Number(number) if !kind.has_groups() => number.ungrouped(),
            other => other.to_string(),
        }
    }

    /// The number, or `None` if it is absent, or if the figure is a date or text.
    #[must_use]
    pub const fn number(self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Date(_) | Self::Text | Self::Suppressed | Self::NotAvailable => None,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Text => f.write_str("a text"),
            absence => write!(f, "\"{}\"", absence.absence().unwrap_or_default()),
        }
    }
}

/// The entry of a figure in a file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The number, or the reason why there is none.
    pub amount: Amount,
    /// The printed text, which replaces the number formatted by the rules of the language; or the value of a figure
    /// that is a text.
    pub text: Option<Localized>,
    /// The note.
    pub note: Option<Text>,
    /// The source, if not that of the file.
    pub source: Option<Text>,
    /// The source location of `unchanged = true`.
    pub unchanged: Option<Span>,
    /// The source location of the number.
    pub span: Span,
}

impl Entry {
    /// The value for output that has no language: the number as in data files, the date, the texts of all languages, or
    /// the word for its absence in quotes.
    #[must_use]
    pub fn to_plain(&self, kind: Kind) -> String {
        match (self.amount, &self.text) {
            (Amount::Text, Some(text)) => {
                let texts = text.all().map(|text| text.text.as_str());
                texts.collect::<Vec<_>>().join(" / ")
            }
            (amount, _) => amount.written(kind),
        }
    }

    /// The value in JSON: a number, a date as 2024-05-01, or a text in a language. `None` if there is none.
    #[must_use]
    pub fn to_json(&self, language: &Language) -> Option<serde_json::Value> {
        match self.amount {
            Amount::Number(number) => number.json().map(Into::into),
            Amount::Date(date) => Some(date.to_string().into()),
            Amount::Text => Some(self.text.as_ref()?.words(language).into()),
            Amount::Suppressed | Amount::NotAvailable => None,
        }
    }
}

/// The figures of one file: of one area and one year.
#[derive(Clone, Debug)]
pub struct Values {
    /// The jurisdiction's code, or `None` for the nation.
    code: Option<String>,
    level: Level,
    /// The code of the place that the jurisdiction is within, or `None` if it is directly below the nation.
    within: Option<String>,
    /// The year.
    pub year: u16,
    /// The status.
    pub status: Status,
    /// The source location.
    pub status_span: Span,
    /// The source.
    pub source: Option<Text>,
    /// The date on which the figures were taken.
    pub as_of: Option<NaiveDate>,
    /// The source location of the date, if there is one.
    pub as_of_span: Span,
    entries: Vec<Option<Entry>>,
    lists: Lists,
    blanks: Vec<Blank>,
    is_sound: bool,
}

impl Values {
    /// The figures of a file that does not exist yet. `span` is used as its source location.
    #[must_use]
    pub fn new(project: &Project, area: Area<'_>, year: u16, span: Span) -> Self {
        Self {
            code: area.code().map(str::to_owned),
            level: project.level(area),
            within: project.within(area).map(str::to_owned),
            year,
            status: Status::Draft,
            status_span: span,
            source: None,
            as_of: None,
            as_of_span: span,
            entries: Vec::new(),
            lists: Lists::default(),
            blanks: Vec::new(),
            is_sound: true,
        }
    }

    /// The area of the figures.
    #[must_use]
    pub fn area(&self) -> Area<'_> {
        Area::of_code(self.code.as_deref())
    }

    /// The level of the area.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The code of the place that the area is within, or `None` if it is directly below the nation.
    #[must_use]
    pub fn within(&self) -> Option<&str> {
        self.within.as_deref()
    }

    /// Sets or removes the entry of a figure.
    pub fn set(&mut self, figure: FigureId, entry: Option<Entry>) {
        if self.entries.len() <= figure.0 {
            self.entries.resize(figure.0 + 1, None);
        }
        self.entries[figure.0] = entry;
    }

    /// The entry of a figure, or `None` if the file omits it.
    #[must_use]
    pub fn get(&self, figure: FigureId) -> Option<&Entry> {
        self.entries.get(figure.0)?.as_ref()
    }

    /// The entry of a field of a list in a row, by the number of the row from 0. `None` if there is no such row or it
    /// omits the field.
    #[must_use]
    pub fn in_row(&self, field: FigureId, row: u16) -> Option<&Entry> {
        self.lists.entry(field, row)
    }

    /// The rows of a list, or `None` if the file omits it.
    #[must_use]
    pub fn rows(&self, list: ListId) -> Option<&[Row]> {
        self.lists.get(list.0)
    }

    /// Sets or removes the rows of a list.
    pub fn set_rows(&mut self, list: ListId, rows: Option<Vec<Row>>) {
        self.lists.set(list.0, rows);
    }

    /// The fields of a row of a list as figures of their own, by which a row is edited like a file. The row is given by
    /// its number from 0, or is `None` for a new one.
    #[must_use]
    pub fn of_row(&self, list: &List, number: Option<u16>) -> Self {
        let blanks = self.blanks.iter();
        let blanks = blanks.filter(|blank| number.is_some() && blank.row == number);
        let blanks =
            blanks.filter(|blank| blank.figure.is_some_and(|id| list.fields.contains(&id)));
        let mut values = Self {
            code: self.code.clone(),
            within: self.within.clone(),
            source: self.source.clone(),
            entries: Vec::new(),
            lists: Lists::default(),
            blanks: blanks.cloned().collect(),
            ..*self
        };
        for field in &list.fields {
            let entry = number.and_then(|number| self.in_row(*field, number));
            values.set(*field, entry.cloned());
        }
        values
    }

    /// All entries: of figures, and of the rows of lists.
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten().chain(self.lists.entries())
    }

    /// All values still to be filled in, in the order of the file.
    #[must_use]
    pub fn blanks(&self) -> &[Blank] {
        &self.blanks
    }

    /// Whether any part of a figure is still to be filled in.
    #[must_use]
    pub fn is_blank(&self, figure: FigureId) -> bool {
        let mut blanks = self.blanks.iter();
        blanks.any(|blank| blank.figure == Some(figure))
    }

    /// The printed texts of all figures.
    pub fn texts(&self) -> impl Iterator<Item = &Localized> {
        self.entries().filter_map(|entry| entry.text.as_ref())
    }

    /// The sources and notes of the file, which a sheet prints only where the text names them.
    pub fn remarks(&self) -> impl Iterator<Item = &Text> {
        let of_figures = self
            .entries()
            .flat_map(|entry| entry.note.iter().chain(&entry.source));
        self.source.iter().chain(of_figures)
    }

    /// Whether the file was read without errors. Rules are checked even with errors, but a file with errors is not
    /// printed.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Reads the national figures of a year. The file may be absent when the dictionary has no national figures.
    pub fn read_national(reader: &mut Reader<'_>, project: &Project, year: u16) -> Option<Self> {
        let none_declared = project.dictionary.ids(Level::NATIONAL).next().is_none();
        if none_declared && !has_file(reader, year, None) {
            return Some(Self {
                status: Status::Final,
                ..Self::new(project, Area::Nation, year, Span::DETACHED)
            });
        }
        read::read(reader, project, year, None)
    }

    /// Reads the figures of a jurisdiction, or of the nation, for a year.
    pub fn read(
        reader: &mut Reader<'_>,
        project: &Project,
        year: u16,
        code: Option<&str>,
    ) -> Option<Self> {
        match code {
            Some(code) => Self::read_state(reader, project, year, code),
            None => Self::read_national(reader, project, year),
        }
    }

    /// Reads a file of figures that may be incomplete: missing figures and blanks are not errors. Returns `None` if the
    /// file does not exist, or if it cannot be read, which is reported.
    pub fn as_they_are(
        reader: &mut Reader<'_>,
        project: &Project,
        year: u16,
        code: Option<&str>,
    ) -> Option<Self> {
        if !has_file(reader, year, code) {
            return None;
        }
        let mut branch = reader.branch();
        let values = Self::read(&mut branch, project, year, code);
        let report = branch
            .report
            .without(Code::MissingFigure)
            .without(Code::ToFillIn);
        let is_sound = !report.has_errors();
        reader.join(branch.sources, report);
        values.map(|values| Self { is_sound, ..values })
    }

    /// Reads the figures of a jurisdiction for a year.
    pub fn read_state(
        reader: &mut Reader<'_>,
        project: &Project,
        year: u16,
        code: &str,
    ) -> Option<Self> {
        read::read(reader, project, year, Some(code))
    }
}
