//! `factsheet new-year`: the files of a new year, to be filled in.

use std::collections::BTreeSet;

use super::arguments::NewYearOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::display_folder;
use super::status::Status;
use crate::batch::{Folder, check_codes, write_figures};
use crate::diagnostic::{UsageError, counted as count};
use crate::new_year::{Begun, NewYear};
use crate::project::{DATA, Files, Level, Project, Reader, values};

/// The code of a jurisdiction, or `None` for the nation.
type Code = Option<String>;

/// Begins the files of a year. Those that are there already stay as they are.
pub(super) fn run(
    folder: &Folder,
    options: &NewYearOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let mut reader = Reader::new(folder);
    let project = Project::read(&mut reader).filter(|_| !reader.report.has_errors());
    let mut begun = Vec::new();
    let mut there = Vec::new();
    if let Some(project) = project {
        let new = NewYear::new(&mut reader, &project, options.year);
        let codes = match codes(&mut reader, &project, options, new.before()) {
            Ok(codes) => codes,
            Err(usage) => {
                messages.usage(&usage);
                return Status::Usage;
            }
        };
        for code in codes {
            let code = code.as_deref();
            match values::has_file(&mut reader, options.year, code) {
                true => there.push(values::path(options.year, code)),
                false => begun.push(new.begin(&mut reader, code)),
            }
        }
    }
    messages.report(&reader.report, &reader.sources);
    if reader.report.has_errors() {
        messages.closing(&reader.report, &reader.sources, "; nothing was written");
        return Status::from_report(&reader.report);
    }
    if interrupt.is_raised() {
        return messages.interrupted("nothing was written");
    }
    let place = folder.shown(&format!("{DATA}/{}", options.year));
    if let Err(refusal) = write_figures(folder, begun.iter().map(|begun| &begun.file)) {
        return messages.refusal(refusal, place.as_ref());
    }
    print_summary(folder, options.year, &begun, &there, messages);
    Status::Done
}

/// The codes of the files to start: the codes asked for, or else those of the year before, and the nation.
fn codes(
    reader: &mut Reader<'_>,
    project: &Project,
    options: &NewYearOptions,
    before: Option<u16>,
) -> Result<Vec<Code>, UsageError> {
    check_codes(project, &options.codes)?;
    let known = before.map(|year| Project::codes_with_data(reader, year));
    if known.is_none() && options.codes.is_empty() && !options.all {
        return Err(UsageError {
            message: format!(
                "there are no figures of a year before {} to follow",
                options.year
            ),
            help: "name the places, as in AL DC, or begin all with --all".to_owned(),
        });
    }
    let asked: BTreeSet<&String> = options.codes.iter().collect();
    let known = known.unwrap_or_default();
    let is_wanted = |code: &String| match (options.all, asked.is_empty()) {
        (true, _) => true,
        (false, true) => known.contains(code),
        (false, false) => asked.contains(code),
    };
    let has_nation = project.dictionary.ids(Level::NATIONAL).next().is_some();
    let places = project.jurisdictions.iter().map(|place| &place.code);
    let places = places.filter(|code| is_wanted(code)).cloned().map(Some);
    Ok(has_nation
        .then_some(None)
        .into_iter()
        .chain(places)
        .collect())
}

/// Prints the files that were started, and the next steps.
fn print_summary(
    folder: &Folder,
    year: u16,
    begun: &[Begun],
    there: &[String],
    messages: &Messages,
) {
    for Begun { file, figures } in begun {
        let path = folder.shown(&values::path(year, file.code.as_deref()));
        let figures = count(*figures, "figure");
        messages.result(&format!("{path}  {figures} to fill in"));
    }
    for path in there {
        let path = folder.shown(path);
        messages.result(&format!("{path}  is there already, and stays as it is"));
    }
    let place = display_folder(folder.shown(&format!("{DATA}/{year}")).as_ref());
    let files = count(begun.len(), "file");
    messages.result(&match begun {
        [] => "nothing was begun".to_owned(),
        _ => format!("{files} begun for {year} in {place}"),
    });
    if !begun.is_empty() {
        messages.result("replace each \"?\"; or in a spreadsheet:");
        messages.result(&format!("  factsheet export {year}.xlsx --year {year}"));
        messages.result(&format!("  factsheet import {year}.xlsx"));
        messages.result(&format!("then: factsheet check --year {year}"));
    }
}
