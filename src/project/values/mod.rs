//! `data/YEAR/national.toml` and `data/YEAR/CODE.toml`: the figures of a year.

mod blank;
mod edit;
mod entry;
mod file;
mod head;
mod read;

pub use blank::{Blank, BlankPart};
pub use edit::{Edit, Key, edit};
pub use entry::check_text;
pub use file::{FigureFile, begin, file_name, has_file, head_of_new, path, year_said};
pub use head::check_source;

use std::fmt;

use chrono::NaiveDate;

use super::Project;
use super::localized::{Localized, Text};
use super::number::Number;
use super::point::Area;
use super::point::FigureId;
use super::publication::Status;
use super::reader::Reader;
use super::scope::Scope;
use crate::diagnostic::{Code, Span};

/// The file name of the national figures, without its ending.
pub const NATIONAL: &str = "national";

/// What samples give as their source. Figures of this source are never final.
pub const SAMPLE_SOURCE: &str = "Sample figures, not real";

/// What stands in a file for what is still to be filled in.
pub const BLANK: &str = "?";

/// A number, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// There is a number.
    Number(Number),
    /// There is one, and it is not to be told.
    Suppressed,
    /// Nobody has it.
    NotAvailable,
}

impl Amount {
    /// The words for there being no number.
    pub const ABSENCES: [(&'static str, Self); 2] = [
        ("suppressed", Self::Suppressed),
        ("not-available", Self::NotAvailable),
    ];

    /// The word for there being no number, when there is none.
    #[must_use]
    pub fn absence(self) -> Option<&'static str> {
        let mut words = Self::ABSENCES.iter();
        let found = words.find(|(_, absence)| *absence == self);
        found.map(|(word, _)| *word)
    }

    /// The number, when there is one.
    #[must_use]
    pub const fn number(self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::Suppressed | Self::NotAvailable => None,
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            absence => write!(f, "\"{}\"", absence.absence().unwrap_or_default()),
        }
    }
}

/// What a file says of one figure.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The number or its absence.
    pub amount: Amount,
    /// How it is printed, when not by the rules of the language.
    pub text: Option<Localized>,
    /// A remark.
    pub note: Option<Text>,
    /// Its source, when not that of the file.
    pub source: Option<Text>,
    /// Where it is said that the number is that of the year before, and rightly so.
    pub unchanged: Option<Span>,
    /// Where the number is written.
    pub span: Span,
}

/// The figures of one file.
#[derive(Debug)]
pub struct Values {
    /// The jurisdiction's code; `None` for the nation.
    code: Option<String>,
    /// The year they are of.
    pub year: u16,
    /// How far they have come.
    pub status: Status,
    /// Where that is written.
    pub status_span: Span,
    /// Where they come from.
    pub source: Option<Text>,
    /// The day they were taken.
    pub as_of: Option<NaiveDate>,
    /// Where the file begins, for mistakes that have no place of their own.
    pub span: Span,
    entries: Vec<Option<Entry>>,
    blanks: Vec<Blank>,
    is_sound: bool,
}

impl Values {
    /// Figures of which there is no file yet: none, at a place that stands for it.
    #[must_use]
    pub fn new(area: Area<'_>, year: u16, span: Span) -> Self {
        Self {
            code: match area {
                Area::Nation => None,
                Area::Jurisdiction(code) => Some(code.to_owned()),
            },
            year,
            status: Status::Draft,
            status_span: span,
            source: None,
            as_of: None,
            span,
            entries: Vec::new(),
            blanks: Vec::new(),
            is_sound: true,
        }
    }

    /// The area they are of.
    #[must_use]
    pub fn area(&self) -> Area<'_> {
        Area::of_code(self.code.as_deref())
    }

    /// Says something else of a figure, or nothing.
    pub fn set(&mut self, figure: FigureId, entry: Option<Entry>) {
        if self.entries.len() <= figure.0 {
            self.entries.resize(figure.0 + 1, None);
        }
        self.entries[figure.0] = entry;
    }

    /// What the file says of a figure; none when it may be left out and is.
    #[must_use]
    pub fn get(&self, figure: FigureId) -> Option<&Entry> {
        self.entries.get(figure.0)?.as_ref()
    }

    /// What is still to be filled in, in the order of the file.
    #[must_use]
    pub fn blanks(&self) -> &[Blank] {
        &self.blanks
    }

    /// Whether a figure, or something that is said of it, is still to be filled in.
    #[must_use]
    pub fn is_blank(&self, figure: FigureId) -> bool {
        let mut blanks = self.blanks.iter();
        blanks.any(|blank| blank.figure == Some(figure))
    }

    /// The texts that figures bring for print.
    pub fn texts(&self) -> impl Iterator<Item = &Localized> {
        let entries = self.entries.iter().flatten();
        entries.filter_map(|entry| entry.text.as_ref())
    }

    /// What the file says for people about itself and its figures, and does not print.
    pub fn remarks(&self) -> impl Iterator<Item = &Text> {
        let entries = self.entries.iter().flatten();
        let of_figures = entries.flat_map(|entry| entry.note.iter().chain(&entry.source));
        self.source.iter().chain(of_figures)
    }

    /// Whether the file was read without an error. One that was not can still be held against the
    /// rules, but nothing is to be printed from it.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Reads the national figures of a year. Where the dictionary has none, there need not be a
    /// file.
    pub fn read_national(reader: &mut Reader<'_>, project: &Project, year: u16) -> Option<Self> {
        let none_declared = project.dictionary.ids(Scope::National).next().is_none();
        if none_declared && !has_file(reader, year, None) {
            return Some(Self {
                status: Status::Final,
                ..Self::new(Area::Nation, year, Span::DETACHED)
            });
        }
        read::read(reader, project, year, None)
    }

    /// Reads the figures of a year: one jurisdiction's, or the nation's.
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

    /// Reads a year's figures as they are, also when some are missing or still to be filled in. None when
    /// there is no file, or none that can be read, which is an error.
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
        reader.join(branch.sources, report);
        values
    }

    /// Reads one jurisdiction's figures of a year.
    pub fn read_state(
        reader: &mut Reader<'_>,
        project: &Project,
        year: u16,
        code: &str,
    ) -> Option<Self> {
        read::read(reader, project, year, Some(code))
    }
}
