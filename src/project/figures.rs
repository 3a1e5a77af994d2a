//! The figures that one sheet can print and its rules can name.

use super::point::{Area, DataPoint, Reference, Whose};
use super::values::{Entry, Values};

/// Files of figures, looked up by [`DataPoint`]. References are relative to the first file.
///
/// A sheet can print only the figures in these files. They are its only inputs besides the files that all sheets share.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    own: &'a Values,
    others: &'a [Values],
}

impl<'a> Figures<'a> {
    /// The figures of a sheet's own file and of the other files that it can refer to.
    #[must_use]
    pub const fn new(own: &'a Values, others: &'a [Values]) -> Self {
        Self { own, others }
    }

    /// The file that references are relative to.
    #[must_use]
    pub const fn own(self) -> &'a Values {
        self.own
    }

    /// All files, the sheet's own one first.
    pub fn files(self) -> impl Iterator<Item = &'a Values> {
        std::iter::once(self.own).chain(self.others)
    }

    /// The file of an area and a year, or `None` if it is not among these files.
    #[must_use]
    pub fn file(self, area: Area<'_>, year: u16) -> Option<&'a Values> {
        let mut files = self.files();
        files.find(|file| file.area() == area && file.year == year)
    }

    /// The file that a reference to an area resolves to, in the year of the sheet's own file. `None` if it is not among
    /// these files.
    #[must_use]
    pub fn file_of(self, whose: Whose) -> Option<&'a Values> {
        self.file(self.area(whose), self.own.year)
    }

    /// The entry at a data point, or `None` if no file has one.
    #[must_use]
    pub fn get(self, point: DataPoint<'_>) -> Option<&'a Entry> {
        self.file(point.area, point.year)?.get(point.figure)
    }

    /// The entry that a reference in the text or in a rule resolves to, or `None` if no file has one.
    #[must_use]
    pub fn entry(self, reference: Reference) -> Option<&'a Entry> {
        self.get(self.point(reference))
    }

    /// The data point that a reference resolves to, in the year of the sheet's own file.
    #[must_use]
    pub fn point(self, reference: Reference) -> DataPoint<'a> {
        DataPoint {
            area: self.area(reference.whose),
            year: self.own.year,
            figure: reference.id,
        }
    }

    fn area(self, whose: Whose) -> Area<'a> {
        match whose {
            Whose::Own => self.own.area(),
            Whose::Nation => Area::Nation,
        }
    }
}
