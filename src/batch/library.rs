//! The files of figures that the sheets of a batch share.
//!
//! They are read once: the nation's, those of places that other places are within, and those of earlier years that the
//! sheets refer to. The files of the places themselves are read one by one as their sheets are made. If figures rank
//! places, the numbers of all places are read before and nothing else of them is kept, so that memory does not grow with
//! the number of sheets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::project::{
    Area, Computation, Level, Needs, PlaceNumbers, Project, Reader, Standings, Values,
};

/// The places of a batch, by their codes, in order.
#[derive(Clone, Copy)]
pub(super) struct Places<'c> {
    /// The places with sheets to make.
    pub with_sheets: &'c [String],
    /// The places whose sheets are laid out: these, or all of the project if they share a text size.
    pub laid_out: &'c [String],
}

/// The shared files of a batch, and the numbers by which places are ranked.
#[derive(Debug)]
pub(super) struct Library {
    needs: Needs,
    /// All years with files, oldest first.
    pub years: Vec<u16>,
    /// The year of the sheets.
    year: u16,
    /// By the code of the place, `None` for the nation, and the year.
    files: BTreeMap<(Option<String>, u16), Arc<Values>>,
    /// The numbers of all places, for ranks, medians and charts.
    pub standings: Standings,
}

impl Library {
    /// Reads the shared files. Errors go to the reader's report, but not
    /// those in the files of the places with sheets, which are reported with their sheets. `national` are the national figures of
    /// the year of the sheets, as they were read.
    pub fn read(
        reader: &mut Reader<'_>,
        project: &Project,
        needs: Needs,
        years: Vec<u16>,
        (year, national): (u16, Option<Values>),
        places: Places<'_>,
    ) -> Self {
        let mut national = national;
        let mut library = Self {
            needs,
            years,
            year,
            files: BTreeMap::new(),
            standings: Standings::default(),
        };
        for level in project.publication.levels.iter() {
            let shared = library.shared_places(project, level, places.laid_out);
            let mut years = library.needs.years_of(level);
            if level == Level::NATIONAL {
                years.insert(year);
            }
            for year in &years {
                library.read_standings(reader, project, (level, *year), places.with_sheets);
            }
            if level == Level::TOP_PLACES {
                library.complete_nation(reader, project);
            }
            for year in years {
                for code in &shared {
                    let is_read = code.is_none() && year == library.year;
                    let read = if is_read { national.take() } else { None };
                    library.add_file(reader, project, (code.as_deref(), year), read);
                }
            }
        }
        library
    }

    /// The nation's figures of the year of the sheets. `None` if they cannot be read.
    pub fn national(&self) -> Option<&Arc<Values>> {
        self.files.get(&(None, self.year))
    }

    /// The files that the sheet of a place can refer to, besides its own file and those of the place in earlier years.
    pub fn around(&self, project: &Project, area: Area<'_>) -> Vec<Arc<Values>> {
        let within = project.within(area);
        let is_around = |code: Option<&str>| match area {
            Area::Nation => false,
            Area::Jurisdiction(_) => code.is_none() || code == within,
        };
        let files = self.files.iter();
        let files = files.filter(|((code, _), _)| is_around(code.as_deref()));
        files.map(|(_, file)| Arc::clone(file)).collect()
    }

    /// Reads the figures of a place for the year of its sheets, and those of earlier years that it needs. The files that
    /// it can refer to come with it.
    pub fn place(
        &self,
        reader: &mut Reader<'_>,
        project: &Project,
        area: Area<'_>,
    ) -> Option<(Values, Vec<Arc<Values>>)> {
        if area == Area::Nation {
            return self.nation();
        }
        let mut others = self.around(project, area);
        let earlier = self.needs.years_of(project.level(area));
        for year in earlier.into_iter().filter(|year| *year != self.year) {
            if let Some(file) = self.complete(reader, project, area, year, &others) {
                others.push(Arc::new(file));
            }
        }
        let mut own = Values::read(reader, project, self.year, area.code())?;
        let computation = self.computation(project);
        computation.complete(&mut own, &others, &mut reader.report);
        Some((own, others))
    }

    /// The nation's figures, and those of the other years that its sheet needs.
    fn nation(&self) -> Option<(Values, Vec<Arc<Values>>)> {
        let own = self.national()?;
        let files = self.files.iter();
        let others = files.filter(|((code, year), _)| code.is_none() && *year != self.year);
        let others = others.map(|(_, file)| Arc::clone(file));
        Some((Values::clone(own), others.collect()))
    }

    /// The years of all files that the sheets can depend on.
    pub fn years_used(&self) -> BTreeSet<u16> {
        let mut years = self.needs.all_years();
        years.insert(self.year);
        years
    }

    fn computation<'a>(&'a self, project: &'a Project) -> Computation<'a> {
        Computation {
            project,
            needs: &self.needs,
            standings: &self.standings,
            years: &self.years,
        }
    }

    /// The places of a level whose files are shared; `None` is the nation.
    fn shared_places(
        &self,
        project: &Project,
        level: Level,
        codes: &[String],
    ) -> BTreeSet<Option<String>> {
        if level == Level::NATIONAL {
            return BTreeSet::from([None]);
        }
        let below = level.below();
        let ranks_all = self.needs.years_of(below).into_iter().any(|year| {
            let standings = self.needs.standings(&project.dictionary, below, year);
            !standings.is_empty()
        });
        let places: Box<dyn Iterator<Item = &str>> = match ranks_all {
            true => Box::new(
                project
                    .places_of_level(below)
                    .map(|place| place.code.as_str()),
            ),
            false => Box::new(codes.iter().map(String::as_str)),
        };
        let around = places.flat_map(|code| {
            let above = |code: &&str| project.within(Area::Jurisdiction(code));
            std::iter::successors(Some(code), above).skip(1)
        });
        let of_level = around.filter(|code| project.level(Area::Jurisdiction(code)) == level);
        of_level.map(|code| Some(code.to_owned())).collect()
    }

    /// Keeps a shared file, and reads it if it is not `read` yet. A place without a file has no figures.
    fn add_file(
        &mut self,
        reader: &mut Reader<'_>,
        project: &Project,
        (code, year): (Option<&str>, u16),
        read: Option<Values>,
    ) {
        let area = Area::of_code(code);
        let is_national = code.is_none() && year == self.year;
        let read = match is_national {
            true => read,
            false => Values::as_they_are(reader, project, year, code),
        };
        let Some(mut values) = read else { return };
        let mut others = self.around(project, area);
        let of_area = self
            .files
            .iter()
            .filter(|((known, _), _)| known.as_deref() == code);
        others.extend(of_area.map(|(_, file)| Arc::clone(file)));
        let mut report = Report::default();
        self.computation(project)
            .complete(&mut values, &others, &mut report);
        if code.is_some() || !has_medians(project) {
            reader.report.append(report);
        }
        self.files
            .insert((code.map(str::to_owned), year), Arc::new(values));
    }

    /// Computes the nation's figures again if they have medians, when the numbers of all places are known.
    fn complete_nation(&mut self, reader: &mut Reader<'_>, project: &Project) {
        if !has_medians(project) {
            return;
        }
        let nation = std::mem::take(&mut self.files);
        let mut others: Vec<Arc<Values>> = Vec::new();
        for (key, file) in nation {
            let mut values = Values::clone(&file);
            self.computation(project)
                .complete(&mut values, &others, &mut reader.report);
            let file = Arc::new(values);
            others.push(Arc::clone(&file));
            self.files.insert(key, file);
        }
    }

    /// Reads a file that may lack figures, and computes its figures.
    fn complete(
        &self,
        reader: &mut Reader<'_>,
        project: &Project,
        area: Area<'_>,
        year: u16,
        others: &[Arc<Values>],
    ) -> Option<Values> {
        let mut values = Values::as_they_are(reader, project, year, area.code())?;
        let computation = self.computation(project);
        computation.complete(&mut values, others, &mut reader.report);
        Some(values)
    }

    /// Reads the numbers by which the places of a level are ranked in a year.
    fn read_standings(
        &mut self,
        reader: &mut Reader<'_>,
        project: &Project,
        (level, year): (Level, u16),
        codes: &[String],
    ) {
        let numbers = PlaceNumbers::new(&project.dictionary, &self.needs, level, year);
        let Some(mut numbers) = numbers else { return };
        for place in project.places_of_level(level) {
            let mut branch = reader.branch();
            let area = project.jurisdictions.area(&place.code);
            let values = self.at(&mut branch, project, area, year);
            // The codes are in order.
            let is_reported_later = codes.binary_search(&place.code).is_ok();
            if !is_reported_later && branch.report.has_errors() {
                reader.join(branch.sources, branch.report);
            }
            numbers.add(values.as_ref());
        }
        numbers.finish(&mut self.standings);
    }

    /// Reads the figures of a place for any year, with its computed figures.
    fn at(
        &self,
        reader: &mut Reader<'_>,
        project: &Project,
        area: Area<'_>,
        year: u16,
    ) -> Option<Values> {
        let mut others = self.around(project, area);
        let earlier = self.needs.years_of(project.level(area));
        for earlier in earlier.into_iter().filter(|earlier| *earlier < year) {
            let file = self.complete(reader, project, area, earlier, &others);
            others.extend(file.map(Arc::new));
        }
        self.complete(reader, project, area, year, &others)
    }
}

/// Whether the nation has a median of its places.
fn has_medians(project: &Project) -> bool {
    let mut computed = project.dictionary.computed();
    computed.any(|(_, figure, formula)| {
        formula.operation.is_standing() && figure.levels.contains(&Level::NATIONAL)
    })
}
