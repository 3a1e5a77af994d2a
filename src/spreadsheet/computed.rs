//! Computed figures in spreadsheets.
//!
//! A spreadsheet program calculates them again from the cells beside them, so a difference from the program's own result
//! means that a number or a formula was changed by mistake. Export needs the results for the cells, and import to
//! compare them.

use std::sync::Arc;

use crate::diagnostic::Report;
use crate::project::{Computation, Level, Needs, PlaceNumbers, Project, Reader, Standings, Values};

/// The computed figures of a year.
pub struct ComputedFigures<'p> {
    project: &'p Project,
    year: u16,
    years: Vec<u16>,
    needs: Needs,
    standings: Standings,
}

impl<'p> ComputedFigures<'p> {
    /// The computed figures of a year, or `None` if the project has none.
    pub fn new(reader: &mut Reader<'_>, project: &'p Project, year: u16) -> Option<Self> {
        project.dictionary.computed().next()?;
        let mut years = Project::years(reader);
        if !years.contains(&year) {
            years.push(year);
            years.sort_unstable();
        }
        let mut needs = Needs::new(&years);
        for level in project.publication.levels.iter() {
            needs.add_file(&project.dictionary, level, year);
        }
        Some(Self {
            project,
            year,
            years,
            needs,
            standings: Standings::default(),
        })
    }

    /// Takes the numbers of all places, by which ranks and medians are computed.
    pub fn rank(&mut self, places: &[&Values]) {
        for level in self.project.publication.levels.iter() {
            let dictionary = &self.project.dictionary;
            let numbers = PlaceNumbers::new(dictionary, &self.needs, level, self.year);
            let Some(mut numbers) = numbers else { continue };
            let of_level = places.iter().filter(|place| place.level() == level);
            of_level.for_each(|place| numbers.add(Some(*place)));
            numbers.finish(&mut self.standings);
        }
    }

    /// Adds the computed figures to those of an area. `others` are the [files](Self::others) that its formulas refer to.
    /// Ranks and medians are left out before [`rank`](Self::rank). What cannot be computed is reported by `check`.
    pub fn complete(&self, own: &mut Values, others: &[Arc<Values>]) {
        let computation = Computation {
            project: self.project,
            needs: &self.needs,
            standings: &self.standings,
            years: &self.years,
        };
        computation.complete(own, others, &mut Report::default());
    }

    /// The other files that the formulas of an area's figures refer to, with their computed figures. `nation` has the
    /// nation's figures of the year.
    pub fn others(
        &self,
        reader: &Reader<'_>,
        own: &Values,
        nation: Option<&Arc<Values>>,
    ) -> Vec<Arc<Values>> {
        let mut others: Vec<Arc<Values>> = Vec::new();
        for (level, year) in self.files(own) {
            let known = nation.filter(|_| level == Level::NATIONAL && year == self.year);
            let other = match known {
                Some(nation) => Some(Values::clone(nation)),
                None => self.read(reader, own, level, year),
            };
            if let Some(mut other) = other {
                self.complete(&mut other, &others);
                others.push(Arc::new(other));
            }
        }
        others
    }

    /// The other files that the formulas of an area's figures refer to, oldest first, and the nation's before others.
    fn files(&self, own: &Values) -> Vec<(Level, u16)> {
        let levels = self.project.publication.levels.iter();
        let levels: Vec<Level> = levels.filter(|level| *level <= own.level()).collect();
        let mut files: Vec<(Level, u16)> = levels
            .into_iter()
            .flat_map(|level| {
                let years = self.needs.years_of(level).into_iter();
                years.map(move |year| (level, year))
            })
            .filter(|file| *file != (own.level(), own.year))
            .collect();
        files.sort_unstable_by_key(|(level, year)| (*year, *level));
        files
    }

    /// The file of a level around an area, or of the area itself in another year.
    fn read(&self, reader: &Reader<'_>, own: &Values, level: Level, year: u16) -> Option<Values> {
        let mut code = own.area().code();
        let mut own_level = own.level();
        while own_level > level {
            let place = code.and_then(|code| self.project.jurisdictions.get(code));
            code = place.and_then(|place| place.within.as_deref());
            own_level = match code.and_then(|code| self.project.jurisdictions.get(code)) {
                Some(place) => place.level,
                None => Level::NATIONAL,
            };
        }
        let mut branch = reader.branch();
        Values::as_they_are(&mut branch, self.project, year, code)
    }
}
