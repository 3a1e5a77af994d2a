//! The files and computed figures that sheets need.
//!
//! The text of a sheet can name figures of earlier years and of the areas around its own, and a computed figure leads to
//! further ones. They are followed once for a batch, so that exactly these files are read.

use std::collections::BTreeSet;

use super::dictionary::{Bound, Dictionary};
use super::level::Level;
use super::point::{FigureId, FileReference, Reference};

/// The needed files and the needed figures in them.
#[derive(Debug)]
pub struct Needs {
    years: Vec<u16>,
    /// The files, by the level of the area and the year.
    files: BTreeSet<(Level, u16)>,
    figures: BTreeSet<(Level, u16, FigureId)>,
    /// The figures whose numbers of all places are charted.
    charted: BTreeSet<(Level, u16, FigureId)>,
}

impl Needs {
    /// No needs yet. `years` are all years with files, oldest first.
    #[must_use]
    pub fn new(years: &[u16]) -> Self {
        Self {
            years: years.to_vec(),
            files: BTreeSet::new(),
            figures: BTreeSet::new(),
            charted: BTreeSet::new(),
        }
    }

    /// Adds the figures of an area's own file that are computed or that its rules name.
    pub fn add_file(&mut self, dictionary: &Dictionary, level: Level, year: u16) {
        for (id, figure) in dictionary.iter().filter(|(_, f)| f.levels.contains(&level)) {
            let computed = figure.computed.as_ref().map(|_| Reference::own(id));
            let bounds = [figure.at_least, figure.at_most].into_iter().flatten();
            let bounds = bounds.filter_map(|bound| match bound {
                Bound::Figure(figure) => Some(figure),
                Bound::Number(_) => None,
            });
            for Reference { file, id, .. } in bounds.chain(figure.part_of).chain(computed) {
                self.add(dictionary, (level, year), file, Some(id));
            }
        }
    }

    /// Adds a file that a sheet or formula refers to, and a figure in it with everything that it is computed from. The
    /// reference is relative to a file of this level and year.
    pub fn add(
        &mut self,
        dictionary: &Dictionary,
        (level, year): (Level, u16),
        file: FileReference,
        figure: Option<FigureId>,
    ) {
        let target = file.whose.level(level);
        let Some((level, year)) = target.zip(file.when.year(year, &self.years)) else {
            return;
        };
        self.files.insert((level, year));
        let Some(figure) = figure.filter(|figure| self.figures.insert((level, year, *figure)))
        else {
            return;
        };
        if let Some(formula) = &dictionary.get(figure).computed {
            let level = formula.level_of_inputs(level);
            for input in &formula.inputs {
                self.add(dictionary, (level, year), input.file, Some(input.id));
            }
        }
    }

    /// Adds the numbers of a figure of all places of a level.
    pub fn add_all_places(
        &mut self,
        dictionary: &Dictionary,
        (level, year): (Level, u16),
        figure: FigureId,
    ) {
        self.add(
            dictionary,
            (level, year),
            FileReference::default(),
            Some(figure),
        );
        self.charted.insert((level, year, figure));
    }

    /// Whether a figure is needed.
    #[must_use]
    pub fn has(&self, level: Level, year: u16, figure: FigureId) -> bool {
        self.figures.contains(&(level, year, figure))
    }

    /// The years of the files of a level that are needed, oldest first.
    #[must_use]
    pub fn years_of(&self, level: Level) -> BTreeSet<u16> {
        let of_level = self.files.iter().filter(|(known, _)| *known == level);
        of_level.map(|(_, year)| *year).collect()
    }

    /// The years of all files that are needed.
    #[must_use]
    pub fn all_years(&self) -> BTreeSet<u16> {
        self.files.iter().map(|(_, year)| *year).collect()
    }

    /// The figures of a level and year whose numbers of all places are needed: by which places are ranked, of which there
    /// is a median over them, or which a chart shows of all places.
    #[must_use]
    pub fn standings(
        &self,
        dictionary: &Dictionary,
        level: Level,
        year: u16,
    ) -> BTreeSet<FigureId> {
        let computed = dictionary.computed();
        let levels = [level, Level::NATIONAL];
        let own = levels.into_iter().filter(|own| own.of_places() == level);
        let is_needed = |id| own.clone().any(|own| self.has(own, year, id));
        let computed = computed.filter(|(id, ..)| is_needed(*id));
        let standings = computed.filter_map(|(_, _, formula)| formula.standing());
        let charted = self.charted.iter();
        let charted = charted.filter(|(known, of_year, _)| (*known, *of_year) == (level, year));
        standings
            .chain(charted.map(|(_, _, figure)| *figure))
            .collect()
    }
}
