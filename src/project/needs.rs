//! The files and computed figures that sheets need.
//!
//! The text of a sheet can name figures of earlier years and of the areas around its own, and a computed figure leads to
//! further ones. They are followed once for a batch, so that exactly these files are read.

use std::collections::BTreeSet;

use super::computed::standing_of;
use super::dictionary::{Bound, Dictionary};
use super::figures::year_of;
use super::level::Level;
use super::point::{FigureId, Reference, Whose};

/// The needed figures, by the level of the area and the year.
#[derive(Debug)]
pub struct Needs {
    years: Vec<u16>,
    points: BTreeSet<(Level, u16, FigureId)>,
}

impl Needs {
    /// No needs yet. `years` are all years with files, oldest first.
    #[must_use]
    pub fn new(years: &[u16]) -> Self {
        Self {
            years: years.to_vec(),
            points: BTreeSet::new(),
        }
    }

    /// Adds the figures of an area's own file that are computed or that its rules name.
    pub fn add_file(&mut self, dictionary: &Dictionary, level: Level, year: u16) {
        for (id, figure) in dictionary.iter().filter(|(_, f)| f.levels.contains(&level)) {
            if figure.computed.is_some() {
                self.add(dictionary, level, year, Reference::own(id));
            }
            let bounds = [figure.at_least, figure.at_most].into_iter().flatten();
            let bounds = bounds.filter_map(|bound| match bound {
                Bound::Figure(figure) => Some(figure),
                Bound::Number(_) => None,
            });
            for reference in bounds.chain(figure.part_of) {
                self.add(dictionary, level, year, reference);
            }
        }
    }

    /// Adds a figure that a sheet or formula names, and everything that it is computed from. `level` and `year` are those
    /// of the file that the reference is relative to.
    pub fn add(&mut self, dictionary: &Dictionary, level: Level, year: u16, reference: Reference) {
        let target = reference.file.whose.level(level);
        let year = year_of(reference.file.when, year, &self.years);
        let Some((level, year)) = target.zip(year) else {
            return;
        };
        if !self.points.insert((level, year, reference.id)) {
            return;
        }
        if let Some(formula) = &dictionary.get(reference.id).computed {
            for input in &formula.inputs {
                self.add(dictionary, level, year, *input);
            }
        }
    }

    /// Whether a figure is needed.
    #[must_use]
    pub fn has(&self, level: Level, year: u16, figure: FigureId) -> bool {
        self.points.contains(&(level, year, figure))
    }

    /// The years of the files of a level that are needed, oldest first.
    #[must_use]
    pub fn years_of(&self, level: Level) -> BTreeSet<u16> {
        let of_level = self.points.iter().filter(|(known, ..)| *known == level);
        of_level.map(|(_, year, _)| *year).collect()
    }

    /// The years of all files that are needed.
    #[must_use]
    pub fn all_years(&self) -> BTreeSet<u16> {
        self.points.iter().map(|(_, year, _)| *year).collect()
    }

    /// The figures of a level and year by which places are ranked or of which there is a median.
    #[must_use]
    pub fn standings(
        &self,
        dictionary: &Dictionary,
        level: Level,
        year: u16,
    ) -> BTreeSet<FigureId> {
        let computed = dictionary.computed();
        let computed = computed.filter(|(id, ..)| self.has(level, year, *id));
        let standings = computed.filter_map(|(_, _, formula)| standing_of(formula));
        standings.collect()
    }

    /// Whether any figure of an area around one of this level is needed.
    #[must_use]
    pub fn has_within(&self, level: Level) -> bool {
        let Some(above) = Whose::Within.level(level) else {
            return false;
        };
        self.points.iter().any(|(known, ..)| *known == above)
    }

    /// All needed figures: their level, year and id.
    pub fn iter(&self) -> impl Iterator<Item = (Level, u16, FigureId)> {
        self.points.iter().copied()
    }
}
