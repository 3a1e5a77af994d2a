//! The figures that one sheet can print and its rules can name.

use std::sync::Arc;

use super::dictionary::{Dictionary, Formula, Operation};
use super::level::Level;
use super::point::{Area, DataPoint, FigureId, FileReference, Reference, When, Whose};
use super::standings::{Standing, Standings};
use super::values::{Entry, Values};

/// Files of figures, looked up by [`DataPoint`]. References are relative to the first file.
///
/// A sheet can print only the figures in these files. They are its only inputs besides the files that all sheets share.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    own: &'a Values,
    others: &'a [Arc<Values>],
    years: &'a [u16],
    standings: Option<&'a Standings>,
}

impl<'a> Figures<'a> {
    /// The figures of a sheet's own file and of the other files that it can refer to. `years` are all years with files,
    /// oldest first.
    #[must_use]
    pub const fn new(own: &'a Values, others: &'a [Arc<Values>], years: &'a [u16]) -> Self {
        Self {
            own,
            others,
            years,
            standings: None,
        }
    }

    /// The same with the numbers of all places.
    #[must_use]
    pub const fn with_standings(self, standings: &'a Standings) -> Self {
        Self {
            standings: Some(standings),
            ..self
        }
    }

    /// The numbers of a figure of all places of a level, in the year of the sheet. `None` if they have not been read.
    #[must_use]
    pub fn standing(self, level: Level, figure: FigureId) -> Option<&'a Standing> {
        self.standings?.get(level, self.own.year, figure)
    }

    /// The file that references are relative to.
    #[must_use]
    pub const fn own(self) -> &'a Values {
        self.own
    }

    /// All files, the sheet's own one first.
    pub fn files(self) -> impl Iterator<Item = &'a Values> {
        let others = self.others.iter().map(Arc::as_ref);
        std::iter::once(self.own).chain(others)
    }

    /// The file of an area and a year, or `None` if it is not among these files.
    #[must_use]
    pub fn file(self, area: Area<'_>, year: u16) -> Option<&'a Values> {
        let mut files = self.files();
        files.find(|file| file.year == year && file.area() == area)
    }

    /// The file that a reference resolves to, or `None` if it is not among these files.
    #[must_use]
    pub fn file_of(self, file: FileReference) -> Option<&'a Values> {
        if file.is_own() {
            return Some(self.own);
        }
        self.file(self.area(file.whose), self.year(file.when)?)
    }

    /// The entry that a reference in the text or in a rule resolves to, or `None` if no file has one.
    #[must_use]
    pub fn entry(self, reference: Reference) -> Option<&'a Entry> {
        let file = self.file_of(reference.file)?;
        match reference.row {
            Some(row) => file.in_row(reference.id, row),
            None => file.get(reference.id),
        }
    }

    /// The data point that a reference resolves to. `None` for the previous year if there is none.
    #[must_use]
    pub fn point(self, reference: Reference) -> Option<DataPoint<'a>> {
        Some(DataPoint {
            area: self.area(reference.file.whose),
            year: self.year(reference.file.when)?,
            figure: reference.id,
            row: reference.row,
        })
    }

    /// The year that a reference resolves to. `None` for the previous year if there is none.
    #[must_use]
    pub fn year(self, when: When) -> Option<u16> {
        when.year(self.own.year, self.years)
    }

    /// The figures from which a computed figure is computed. A median has none of its own: it is that of all places.
    pub fn inputs<'f>(
        self,
        computed: Reference,
        formula: &'f Formula,
    ) -> impl Iterator<Item = Input<'a>> + use<'a, 'f> {
        let base = self.file_of(computed.file);
        let inputs = match formula.operation {
            Operation::Median => &[],
            _ => formula.inputs.as_slice(),
        };
        inputs.iter().filter_map(move |input| {
            let base = Self { own: base?, ..self };
            let point = base.point(*input)?;
            let is_own = point.area == self.own.area() && point.year == self.own.year;
            let file = match is_own {
                true => Some(self.own),
                false => base.file(point.area, point.year),
            };
            let entry = file.and_then(|file| file.get(input.id));
            Some(Input { point, entry })
        })
    }

    /// The files and entries that a figure comes from: its own, or those of the figures that it is computed from.
    #[must_use]
    pub fn origins(
        self,
        reference: Reference,
        dictionary: &Dictionary,
    ) -> Vec<(&'a Values, Option<&'a Entry>)> {
        let mut origins = Vec::new();
        if let Some(point) = self.point(reference) {
            self.add_origins(point, dictionary, &mut origins);
        }
        origins
    }

    fn add_origins(
        self,
        point: DataPoint<'a>,
        dictionary: &Dictionary,
        origins: &mut Vec<(&'a Values, Option<&'a Entry>)>,
    ) {
        let is_own = point.area == self.own.area() && point.year == self.own.year;
        let file = match is_own {
            true => Some(self.own),
            false => self.file(point.area, point.year),
        };
        let Some(file) = file else { return };
        match &dictionary.get(point.figure).computed {
            None => origins.push((
                file,
                match point.row {
                    Some(row) => file.in_row(point.figure, row),
                    None => file.get(point.figure),
                },
            )),
            Some(formula) => {
                let base = Self { own: file, ..self };
                let inputs = formula.inputs.iter();
                for input in inputs.filter_map(|input| base.point(*input)) {
                    self.add_origins(input, dictionary, origins);
                }
            }
        }
    }

    fn area(self, whose: Whose) -> Area<'a> {
        match whose {
            Whose::Own => self.own.area(),
            Whose::Within => Area::of_code(self.own.within()),
            Whose::Nation => Area::Nation,
        }
    }
}

/// A figure from which another one is computed.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its address.
    pub point: DataPoint<'a>,
    /// Its entry, or `None` if no file has one.
    pub entry: Option<&'a Entry>,
}
