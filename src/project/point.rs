//! The address of a number.
//!
//! A [`DataPoint`] is absolute: a figure, an area and a year. The text and the rules use a [`Reference`], which is
//! relative to a sheet or a file; [`Figures`](super::Figures) resolves it to a point. There is no other way to address
//! a number.

use std::fmt;

use super::level::Level;

/// The index of a figure in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureId(pub usize);

/// An area that has figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area<'a> {
    /// The nation.
    Nation,
    /// A jurisdiction, by its code.
    Jurisdiction(&'a str),
}

impl<'a> Area<'a> {
    /// The area of a file: the jurisdiction with this code, or the nation if `None`.
    #[must_use]
    pub fn of_code(code: Option<&'a str>) -> Self {
        code.map_or(Self::Nation, Self::Jurisdiction)
    }

    /// The jurisdiction's code, or `None` for the nation.
    #[must_use]
    pub const fn code(self) -> Option<&'a str> {
        match self {
            Self::Nation => None,
            Self::Jurisdiction(code) => Some(code),
        }
    }
}

/// The absolute address of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataPoint<'a> {
    /// The area.
    pub area: Area<'a>,
    /// The year.
    pub year: u16,
    /// The figure.
    pub figure: FigureId,
    /// The row by its number from 0, for a field of a list.
    pub row: Option<u16>,
}

/// A relative reference to a number in the text or in a rule: `missing.total`, `previous.national.missing.total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The file, relative to the sheet or rule.
    pub file: FileReference,
    /// The figure.
    pub id: FigureId,
    /// The row by its number from 0, for a field of a list. In the text of a loop it is absent until the text is filled
    /// in for a row.
    pub row: Option<u16>,
}

/// A relative reference to a file of figures: `national`, `previous.within`, `y2019`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileReference {
    /// The area.
    pub whose: Whose,
    /// The year.
    pub when: When,
}

/// The area of a number, relative to the sheet or rule that names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whose {
    /// The area of the sheet, or of the figure to which the rule belongs.
    #[default]
    Own,
    /// The place that this area is within.
    Within,
    /// The nation.
    Nation,
}

/// The year of a number, relative to the sheet or rule that names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum When {
    /// The year of the sheet, or of the file to which the rule applies.
    #[default]
    Own,
    /// The newest earlier year with files.
    Previous,
    /// A given year.
    Year(u16),
    /// The year so many before that of the sheet, with files or not.
    Ago(u8),
}

impl Reference {
    /// A reference to a figure of the sheet's own file.
    #[must_use]
    pub fn own(id: FigureId) -> Self {
        Self::in_file(FileReference::default(), id)
    }

    /// A reference to a figure of an area in the sheet's own year.
    #[must_use]
    pub fn of(whose: Whose, id: FigureId) -> Self {
        Self::in_file(whose.into(), id)
    }

    /// A reference to a figure of a file.
    #[must_use]
    pub const fn in_file(file: FileReference, id: FigureId) -> Self {
        let row = None;
        Self { file, id, row }
    }
}

impl FileReference {
    /// Takes the prefix off a name: `previous.national.missing.total` is `missing.total` in the nation's file of the
    /// previous year.
    #[must_use]
    pub fn split(name: &str) -> (Self, &str) {
        let (when, rest) = When::split(name);
        let (whose, rest) = Whose::split(rest);
        (Self { whose, when }, rest)
    }

    /// Whether this is the file of the sheet itself.
    #[must_use]
    pub fn is_own(self) -> bool {
        self == Self::default()
    }
}

impl From<Whose> for FileReference {
    /// The file of an area in the sheet's own year.
    fn from(whose: Whose) -> Self {
        let when = When::Own;
        Self { whose, when }
    }
}

/// The prefix before the id of a figure: `previous.national.`. Empty for the sheet's own file.
impl fmt::Display for FileReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.when {
            When::Own => {}
            When::Previous => f.write_str("previous.")?,
            When::Year(year) => write!(f, "y{year}.")?,
            When::Ago(years) => write!(f, "ago{years}.")?,
        }
        f.write_str(self.whose.prefix())
    }
}

impl When {
    /// The prefix of the previous year, without its dot.
    pub const PREVIOUS: &'static str = "previous";

    fn split(name: &str) -> (Self, &str) {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        match Self::of_word(first) {
            Some(when) => (when, rest),
            None => (Self::Own, name),
        }
    }

    /// The year that this resolves to from a file of the year `own`. `years` are all years with files, oldest first.
    /// `None` for the previous year if there is none.
    #[must_use]
    pub fn year(self, own: u16, years: &[u16]) -> Option<u16> {
        match self {
            Self::Own => Some(own),
            Self::Previous => years.iter().rev().copied().find(|year| *year < own),
            Self::Year(year) => Some(year),
            Self::Ago(before) => own.checked_sub(before.into()),
        }
    }

    /// The year that a word names: `previous`, `y2019`, `ago3`. `None` for any other word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        if word == Self::PREVIOUS {
            return Some(Self::Previous);
        }
        if let Some(years) = word.strip_prefix("ago") {
            let years = years
                .parse()
                .ok()
                .filter(|years| (1..=99).contains(years))?;
            return (word == format!("ago{years}")).then_some(Self::Ago(years));
        }
        let year = super::year_of(word.strip_prefix('y')?)?;
        Some(Self::Year(year))
    }
}

impl Whose {
    /// All areas with a prefix.
    pub const OTHERS: [Self; 2] = [Self::Within, Self::Nation];

    fn split(name: &str) -> (Self, &str) {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        let mut others = Self::OTHERS.into_iter();
        match others.find(|other| other.word() == first) {
            Some(other) => (other, rest),
            None => (Self::Own, name),
        }
    }

    /// The word before a figure's id, such as `national`. Empty for the sheet's own area.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.prefix().trim_end_matches('.')
    }

    /// The prefix before a figure's id, such as `national.`. Empty for the sheet's own area.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Within => "within.",
            Self::Nation => "national.",
        }
    }

    /// The level of the referenced area, for a reference from an area of the level `own`. `None` if the nation refers
    /// to the place that it is within.
    #[must_use]
    pub const fn level(self, own: Level) -> Option<Level> {
        match self {
            Self::Own => Some(own),
            Self::Within => own.above(),
            Self::Nation => Some(Level::NATIONAL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_read_as_they_are_written() {
        for (name, whose, when, id) in [
            ("a.b", Whose::Own, When::Own, "a.b"),
            ("national.a", Whose::Nation, When::Own, "a"),
            ("previous.a.b", Whose::Own, When::Previous, "a.b"),
            ("y2019.within.a", Whose::Within, When::Year(2019), "a"),
            ("ago7.a", Whose::Own, When::Ago(7), "a"),
        ] {
            let file = FileReference { whose, when };
            assert_eq!(FileReference::split(name), (file, id));
            assert_eq!(format!("{file}{id}"), name);
        }
        for name in [
            "y20190.a", "yes.a", "year", "y0999.a", "ago0.a", "ago07.a", "ago100.a", "ago.a",
        ] {
            assert_eq!(FileReference::split(name).1, name);
        }
    }
}
