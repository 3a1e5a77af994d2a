//! The rows of a year, one after another: each is read, held against the rules, and written into its file before the
//! next, so that what is kept of it is the text of that file and a line for each change.

use std::collections::BTreeSet;

use super::Changed;
use super::rows::{Head, MOST_WRONG, Table, too_many};
use super::target::Target;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::project::values;
use crate::project::{Figures, Project, Reader, Scope, Values, rules};

/// A year's figures of the nation, against which rows are held.
pub(super) struct YearOfRows<'r, 'w> {
    project: &'r Project,
    tables: &'r [Table<'w>],
    year: u16,
    nation: Option<Target>,
    /// Those of its file, when it has no row.
    on_disk: Option<Values>,
}

impl<'r, 'w> YearOfRows<'r, 'w> {
    /// Reads the row of the nation, if there is one.
    pub fn new(
        reader: &mut Reader<'_>,
        project: &'r Project,
        year: u16,
        heads: &[Head],
        tables: &'r [Table<'w>],
    ) -> Self {
        let of_nation = heads.iter().find(|head| head.code.is_none());
        let row = of_nation.map(|head| tables[head.table].row(head));
        let nation = row.and_then(|row| Target::read(reader, project, &row));
        let on_disk = match nation {
            Some(_) => None,
            None => Values::as_they_are(reader, project, year, None),
        };
        Self {
            project,
            tables,
            year,
            nation,
            on_disk,
        }
    }

    /// Reads the rows, and returns the files that become others. What is wrong is in the reader's report.
    pub fn read(&self, reader: &mut Reader<'_>, heads: &[Head]) -> Vec<Changed> {
        let (mut changed, mut given) = (Vec::new(), BTreeSet::new());
        let mut first = None;
        let mut wrong = 0;
        changed.extend(self.read_nation(reader));
        let mut is_sound = !reader.report.has_errors();
        for head in heads.iter().filter(|head| head.code.is_some()) {
            // What is read for a row with which nothing is wrong is not kept.
            let mut branch = reader.branch();
            let row = self.tables[head.table].row(head);
            if let Some(target) = Target::read(&mut branch, self.project, &row) {
                first.get_or_insert(target.span);
                given.extend(target.code.clone());
                // What is only good to know is said by `check`.
                let found = self.check(Some(&target.values)).without_notes();
                branch.report.append(found);
                if is_sound && !branch.report.has_errors() && target.is_changed() {
                    let file = target.write(&mut branch, self.project);
                    changed.extend(file.map(|file| Changed {
                        file,
                        count: target.count(),
                        lines: target.lines(&reader.sources),
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
                reader.report.push(too_many(head.span));
                return Vec::new();
            }
        }
        self.check_nation(reader, first);
        self.check_others(reader, &given);
        changed
    }

    /// Checks the figures of the nation by themselves, and writes them.
    fn read_nation(&self, reader: &mut Reader<'_>) -> Option<Changed> {
        self.nation.as_ref()?;
        let found = self.check(None).without_notes();
        reader.report.append(found);
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

    /// Holds the rules of the dictionary against the figures of a jurisdiction, or those of the nation against
    /// themselves.
    fn check(&self, state: Option<&Values>) -> Report {
        let of_row = self.nation.as_ref().map(|nation| &nation.values);
        let nation = of_row.or(self.on_disk.as_ref());
        let mut found = Report::default();
        if let Some(own) = state.or(nation) {
            let figures = Figures::new(own, nation.map_or(&[], std::slice::from_ref));
            rules::check(&self.project.dictionary, figures, &mut found);
        }
        found
    }

    /// The jurisdictions' figures of a year are of no use without the nation's, if the dictionary has any of its figures.
    fn check_nation(&self, reader: &mut Reader<'_>, first: Option<Span>) {
        let mut ids = self.project.dictionary.ids(Scope::National);
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

    /// Holds the rules against the files that have no row, when the nation's figures become others.
    fn check_others(&self, reader: &mut Reader<'_>, given: &BTreeSet<String>) {
        if !self.nation.as_ref().is_some_and(Target::is_changed) {
            return;
        }
        let mut wrong = 0;
        for code in Project::codes_with_data(reader, self.year) {
            if given.contains(&code) || wrong >= MOST_WRONG {
                continue;
            }
            let mut branch = reader.branch();
            let values = Values::read_state(&mut branch, self.project, self.year, &code);
            // What is wrong with such a file by itself is not this workbook's concern.
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
