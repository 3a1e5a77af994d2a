//! The areas of a year. The rows of each are read, checked and turned into the new text of its file before the next area.
//! Memory therefore holds the values of one area at a time, besides the changed files.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Changed;
use super::areas::AreaRows;
use super::computed::differences;
use super::figure_row::FigureRow;
use super::rows::{FigureTable, MOST_WRONG, too_many};
use super::update::FileUpdate;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::values;
use crate::project::{Figures, Level, Project, Reader, Values, rules};
use crate::spreadsheet::computed::ComputedFigures;

/// The rows of a year with its national figures, against which they are checked.
pub(super) struct YearOfRows<'r, 'w> {
    project: &'r Project,
    /// Whether a newer year has files.
    is_earlier: bool,
    tables: &'r [FigureTable<'w>],
    year: u16,
    nation: Option<FileUpdate>,
    /// The national figures: those of its row, or of its file if it has no row. At most one.
    national: Vec<Arc<Values>>,
    computed: Option<ComputedFigures<'r>>,
}

impl<'r, 'w> YearOfRows<'r, 'w> {
    /// Reads the nation's row, or the national file if the nation has no row. The year comes with the newest one of the
    /// import.
    pub fn new(
        reader: &mut Reader<'_>,
        project: &'r Project,
        (year, newest): (u16, Option<u16>),
        areas: &[AreaRows],
        tables: &'r [FigureTable<'w>],
    ) -> Self {
        let of_nation = areas.iter().find(|area| area.code.is_none());
        let row = of_nation.map(|area| FigureRow::new(area, tables));
        let newest_there = Project::years(reader).last().copied();
        let is_earlier = newest.max(newest_there).is_some_and(|newest| year < newest);
        let nation = row.and_then(|row| FileUpdate::read(reader, project, row, is_earlier));
        let national = match &nation {
            Some(row) => Some(row.values.clone()),
            None => Values::as_they_are(reader, project, year, None),
        };
        Self {
            project,
            is_earlier,
            tables,
            year,
            nation,
            national: national.into_iter().map(Arc::new).collect(),
            computed: ComputedFigures::new(reader, project, year),
        }
    }

    /// Reads the rows and returns the changed files. Errors are reported to the reader.
    pub fn read(&self, reader: &mut Reader<'_>, areas: &[AreaRows]) -> Vec<Changed> {
        let (mut changed, mut given) = (Vec::new(), BTreeSet::new());
        let mut first = None;
        let mut wrong = 0;
        changed.extend(self.read_nation(reader));
        let mut is_sound = !reader.report.has_errors();
        for area in areas.iter().filter(|area| area.code.is_some()) {
            // Sources read for a row without errors are not kept.
            let mut branch = reader.branch();
            let row = FigureRow::new(area, self.tables);
            if let Some(update) = FileUpdate::read(&mut branch, self.project, row, self.is_earlier)
            {
                first.get_or_insert(update.span);
                given.extend(update.code.clone());
                // `check` reports the notes.
                let found = self.check(Some(&update.values)).without_notes();
                branch.report.append(found);
                self.compare(&mut branch, &update);
                if is_sound && !branch.report.has_errors() && update.is_changed() {
                    let file = update.write(&mut branch, self.project);
                    changed.extend(file.map(|file| Changed {
                        file,
                        count: update.count(),
                        lines: update.lines(&reader.sources),
                    }));
                }
            }
            if branch.report.has_errors() {
                is_sound = false;
                wrong += 1;
            }
            if !branch.report.is_empty() {
                reader.join(branch.sources, branch.report);
            }
            if wrong >= MOST_WRONG {
                reader.report.push(too_many(area.span));
                return Vec::new();
            }
        }
        self.check_nation(reader, first);
        self.check_others(reader, &given);
        changed
    }

    /// Checks the national figures and returns their changed file.
    fn read_nation(&self, reader: &mut Reader<'_>) -> Option<Changed> {
        self.nation.as_ref()?;
        let found = self.check(None).without_notes();
        reader.report.append(found);
        if let Some(nation) = &self.nation {
            self.compare(reader, nation);
        }
        if reader.report.has_errors() {
            return None;
        }
        let nation = self.nation.as_ref().filter(|nation| nation.is_changed())?;
        Some(Changed {
            file: nation.write(reader, self.project)?,
            count: nation.count(),
            lines: nation.lines(&reader.sources),
        })
    }

    /// Compares the computed figures of an area, unless its figures have errors.
    fn compare(&self, reader: &mut Reader<'_>, update: &FileUpdate) {
        if !reader.report.has_errors() {
            let (computed, nation) = (self.computed.as_ref(), self.national.first());
            let found = differences(reader, self.project, computed, update, nation);
            reader.report.extend(found);
        }
    }

    /// Checks the figures of a jurisdiction, or of the nation, against the rules of the dictionary.
    fn check(&self, state: Option<&Values>) -> Report {
        let mut found = Report::default();
        let nation = self.national.first().map(Arc::as_ref);
        if let Some(own) = state.or(nation) {
            let figures = Figures::new(own, &self.national, &[]);
            rules::check(&self.project.dictionary, figures, &mut found);
        }
        found
    }

    /// Warns if national figures are missing, because no sheets can be rendered without them.
    fn check_nation(&self, reader: &mut Reader<'_>, first: Option<Span>) {
        let mut ids = self.project.dictionary.ids(Level::NATIONAL);
        let is_wanted = ids.next().is_some() && self.nation.is_none();
        let Some(first) = first.filter(|_| is_wanted) else {
            return;
        };
        if !values::has_file(reader, self.year, None) {
            let path = values::path(self.year, None);
            let message = format!("there are no figures of the nation for {}", self.year);
            reader.report.push(
                Diagnostic::error(Code::MissingFigure, first, message)
                    .label(format!("there is no {path}, and no row of the nation"))
                    .warning()
                    .help(
                        "add a row with national in the column code; no sheets can be made before",
                    ),
            );
        }
    }

    /// Checks the files without a row if the national figures change.
    fn check_others(&self, reader: &mut Reader<'_>, given: &BTreeSet<String>) {
        if !self.nation.as_ref().is_some_and(FileUpdate::is_changed) {
            return;
        }
        let mut wrong = 0;
        for code in Project::codes_with_data(reader, self.year) {
            if given.contains(&code) || wrong >= MOST_WRONG {
                continue;
            }
            let mut branch = reader.branch();
            let values = Values::read_state(&mut branch, self.project, self.year, &code);
            // Errors in such a file itself are not errors of this workbook.
            if let Some(values) = values.filter(Values::is_sound) {
                let found = self.check(Some(&values)).without_notes();
                if !found.is_empty() {
                    wrong += 1;
                    reader.join(branch.sources, found);
                }
            }
        }
    }
}
