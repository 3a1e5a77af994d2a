//! `factsheet sample`: figures to try a design with.

use super::arguments::SampleOptions;
use super::messages::{Messages, result};
use super::{Status, count, shown_folder, status_of};
use crate::batch::{Folder, Refusal, UsageError, write_samples};
use crate::diagnostic::{Diagnostic, Report};
use crate::project::{Files, Project, Reader};
use crate::sample::{SampleFile, Wish, sample};

/// Writes samples for all jurisdictions.
pub(super) fn run(folder: &Folder, options: &SampleOptions, messages: &Messages) -> Status {
    let mut reader = Reader::new(folder);
    let project = Project::read(&mut reader);
    let newest = || Project::years(&mut Reader::new(folder)).last().copied();
    let Some(year) = options.year.or_else(newest) else {
        messages.usage(&UsageError {
            message: "there are no figures of any year to follow".to_owned(),
            help: "name a year, as in --year 2023".to_owned(),
        });
        return Status::Usage;
    };
    if folder.is_data(&options.folder.join(year.to_string())) {
        messages.usage(&UsageError {
            message: "samples do not belong beside real figures".to_owned(),
            help: "name another folder, such as samples".to_owned(),
        });
        return Status::Usage;
    }
    let wish = Wish {
        year,
        seed: options.seed,
        stress: options.stress,
    };
    let mut files = Vec::new();
    if let Some(project) = project.filter(|_| !reader.report.has_errors()) {
        match sample(&project, wish) {
            Ok(made) if made.is_empty() => {
                let file = folder.shown("data/jurisdictions.toml");
                let message = "there are no places and no national figures to make samples of";
                reader
                    .report
                    .push(Diagnostic::file_error("empty", file, message));
            }
            Ok(made) => files = made,
            Err(problem) => reader.report.push(problem),
        }
    }
    if !reader.report.has_errors() {
        match write(options, year, &files) {
            Ok(()) => return Status::Done,
            Err(Refusal::Occupied(paths)) => reader.report.extend(paths.iter().map(|path| {
                let message = "this file is no sample, and is not written over";
                Diagnostic::file_error("not-a-sample", path.display().to_string(), message)
                    .help("move it away, or name another folder")
            })),
            Err(Refusal::Failed(failure)) => {
                messages.machine(&failure);
                return Status::Machine;
            }
        }
    }
    let report: Report = reader.report;
    messages.report(&report, &reader.sources);
    messages.closing(&report, &reader.sources, "; nothing was written");
    status_of(&report)
}

fn write(options: &SampleOptions, year: u16, files: &[SampleFile]) -> Result<(), Refusal> {
    let folder = options.folder.join(year.to_string());
    write_samples(&folder, files)?;
    let files = count(files.len(), "file");
    result(&format!(
        "{files} of sample figures in {}",
        shown_folder(&folder)
    ));
    let data = options.folder.display().to_string();
    let quote = if data.contains(char::is_whitespace) {
        "\""
    } else {
        ""
    };
    result(&format!(
        "to see them: factsheet render --data {quote}{data}{quote}"
    ));
    Ok(())
}
