//! Reads the user's files into typed values, each with the span it was read from.
//!
//! A project is read through [`Files`], so that it may be in a folder or in memory. [`Reader`] turns each file into a
//! typed table and collects the errors. This module reads files and checks each of them alone and against the others.
//! It does not fill in templates, lay out text or draw.

mod absence_words;
pub(crate) mod address;
mod characters;
mod computed;
mod figures;
mod files;
mod jurisdictions;
mod kind;
mod level;
mod level_names;
mod localized;
mod needs;
mod number;
mod numerals;
pub(crate) mod phrases;
mod place_levels;
mod place_names;
mod point;
mod publication;
mod reader;
mod row_rules;
pub mod rules;
mod slips;
pub(crate) mod spanned;
mod speech;
mod standings;
mod status;
mod telephone;
mod tile;
pub(crate) mod toml_text;
pub(crate) mod written;

mod dates;
pub mod dictionary;
pub mod stylesheet;
pub mod values;

use std::collections::BTreeSet;

pub use absence_words::AbsenceWords;
pub(crate) use characters::{is_refused, too_long, wrong_character};
pub use computed::Computation;
pub use dictionary::{Dictionary, Figure};
pub use figures::{Figures, Input};
pub use files::{FileError, Files, LARGEST_FILE, Memory};
pub use jurisdictions::{BOOK, Jurisdiction, Jurisdictions};
pub use kind::{Kind, Likely, Parameters, Scale, ValueType};
pub use level::{Level, Levels};
pub(crate) use localized::{LOCALIZED, unfit, unknown_language};
pub use localized::{Localized, Text};
pub use needs::Needs;
pub use number::Number;
pub use numerals::Numerals;
pub use place_names::Mention;
pub use point::{Area, DataPoint, FigureId, FileReference, Reference, When, Whose};
pub use publication::Publication;
pub use reader::{Loaded, Reader, is_inside};
pub use speech::Speech;
pub use standings::{PlaceNumbers, Standing, Standings};
pub use status::Status;
pub use stylesheet::Stylesheet;
pub use tile::Tile;
pub use values::{Amount, Entry, Values};

use crate::language::Language;

/// The folder of the data files.
pub const DATA: &str = "data";
/// The folder of the designs.
pub const LAYOUTS: &str = "layouts";

/// The files that all sheets of a project share: `publication.toml`, `jurisdictions.toml` and `figures.toml`.
#[derive(Debug)]
pub struct Project {
    /// Name, publisher, languages.
    pub publication: Publication,
    /// All jurisdictions.
    pub jurisdictions: Jurisdictions,
    /// All figures.
    pub dictionary: Dictionary,
    /// The number formats of the publication's languages, in their order.
    pub numerals: Vec<Numerals>,
}

impl Project {
    /// Reads the three files. Returns `None` if one of them cannot be used. Errors go to the reader's report.
    pub fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let publication = Publication::read(reader);
        let languages = publication.as_ref().map(|p| p.languages.as_slice());
        let levels = publication.as_ref().map(|p| &p.levels);
        let jurisdictions = Jurisdictions::read(reader, languages, levels);
        let dictionary = Dictionary::read(reader, languages, levels);
        let publication = publication?;
        let numerals = publication.languages.iter().map(Numerals::new);
        Some(Self {
            numerals: numerals.collect::<Option<_>>()?,
            publication,
            jurisdictions: jurisdictions?,
            dictionary: dictionary?,
        })
    }

    /// The owner of a file's figures, for messages: a jurisdiction or the nation.
    #[must_use]
    pub fn whose(&self, code: Option<&str>) -> &str {
        let place = code.and_then(|code| self.jurisdictions.get(code));
        let language = self.publication.default_language();
        place.map_or("the nation", |place| place.name.words(language))
    }

    /// The level of an area. A code that is not a jurisdiction's is taken for one directly below the nation.
    #[must_use]
    pub fn level(&self, area: Area<'_>) -> Level {
        let place = |code| self.jurisdictions.get(code);
        match area.code().map(place) {
            None => Level::NATIONAL,
            Some(place) => place.map_or(Level::TOP_PLACES, |place| place.level),
        }
    }

    /// The level of the area with a sheet of this code.
    #[must_use]
    pub fn level_of_sheet(&self, code: &str) -> Level {
        self.level(self.jurisdictions.area(code))
    }

    /// The code of the place that an area is within, or `None` if it is directly below the nation.
    #[must_use]
    pub fn within(&self, area: Area<'_>) -> Option<&str> {
        let place = self.jurisdictions.get(area.code()?)?;
        place.within.as_deref()
    }

    /// The place of a level on the way from a place up to the nation, itself included. The place itself if there is
    /// none.
    #[must_use]
    pub fn place_of_level<'p>(&'p self, place: &'p Jurisdiction, level: Level) -> &'p Jurisdiction {
        let above = |place: &&'p Jurisdiction| match &place.within {
            Some(code) => self.jurisdictions.get(code),
            None => self
                .jurisdictions
                .nation()
                .filter(|_| place.level != Level::NATIONAL),
        };
        let mut way = std::iter::successors(Some(place), above);
        way.find(|place| place.level == level).unwrap_or(place)
    }

    /// The places of a level. At the level of the nation, the nation itself if it has a sheet.
    pub fn places_of_level(&self, level: Level) -> impl Iterator<Item = &Jurisdiction> {
        let places = self.jurisdictions.nation().into_iter();
        let places = places.chain(self.jurisdictions.iter());
        places.filter(move |place| place.level == level)
    }

    /// The languages with their number formats.
    pub fn languages(&self) -> impl Iterator<Item = (&Language, &Numerals)> {
        self.publication.languages.iter().zip(&self.numerals)
    }

    /// The years with a folder under `data/` that has files or cannot be read, oldest first.
    #[must_use]
    pub fn years(reader: &mut Reader<'_>) -> Vec<u16> {
        let names = reader.list(DATA);
        let mut years: Vec<u16> = names.iter().filter_map(|n| year_of(n)).collect();
        years.retain(|year| {
            let folder = format!("{DATA}/{year}");
            !reader.list(&folder).is_empty() || reader.is_refused(&folder)
        });
        years.sort_unstable();
        years
    }

    /// The newest year with figures before another year, or `None` if there is none.
    #[must_use]
    pub fn year_before(reader: &mut Reader<'_>, year: u16) -> Option<u16> {
        let mut years = Self::years(reader).into_iter().rev();
        years.find(|known| *known < year)
    }

    /// The names of the jurisdictions' data files of a year, without the extension.
    #[must_use]
    pub fn codes_with_data(reader: &mut Reader<'_>, year: u16) -> BTreeSet<String> {
        let names = reader.list(&format!("{DATA}/{year}"));
        names
            .iter()
            .filter_map(|name| name.strip_suffix(".toml"))
            .filter(|stem| *stem != values::NATIONAL)
            .map(str::to_owned)
            .collect()
    }
}

/// The year of a path to a year's folder or to anything in it. `None` for other paths.
pub(crate) fn year_of_path(path: &str) -> Option<u16> {
    let rest = path.strip_prefix(DATA)?.strip_prefix('/')?;
    year_of(rest.split('/').next()?)
}

/// The year in a folder's name, or `None` if the name is not four digits.
pub(crate) fn year_of(name: &str) -> Option<u16> {
    let is_digits = name.bytes().all(|b| b.is_ascii_digit()) && !name.starts_with('0');
    let four_digits = name.len() == 4 && is_digits;
    four_digits.then(|| name.parse().ok()).flatten()
}
