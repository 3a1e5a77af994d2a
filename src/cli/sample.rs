//! `factsheet sample`: figures to try a design with.

use super::arguments::SampleOptions;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::{display_folder, shell_path};
use super::status::Status;
use crate::batch::release::Refusal;
use crate::batch::{Folder, sample_needs, write_samples};
use crate::diagnostic::{Code, Diagnostic, UsageError, counted as count};
use crate::project::{Files, Project, Reader};
use crate::sample::{SampleFile, SampleRequest, sample};

/// Writes samples for all jurisdictions.
pub(super) fn run(
    folder: &Folder,
    options: &SampleOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let mut reader = Reader::new(folder);
    let project = Project::read(&mut reader);
    let year = match year(folder, options) {
        Ok(year) => year,
        Err(usage) => {
            messages.usage(&usage);
            return Status::Usage;
        }
    };
    if let Some(project) = project.filter(|_| !reader.report.has_errors()) {
        let made = made(&reader, folder, options, &project, year);
        match made.map(|years| write(options, &years, messages)) {
            Ok(Ok(())) if interrupt.is_raised() => {
                return messages.interrupted("everything was written");
            }
            Ok(Ok(())) => return Status::Done,
            Ok(Err(Refusal::ForeignFiles(paths))) => {
                reader.report.extend(paths.iter().map(|path| {
                    let message = "this file is no sample, and is not written over";
                    Diagnostic::file_error(Code::NotASample, path.display().to_string(), message)
                        .help("move it away, or name another folder")
                }));
            }
            Ok(Err(refusal)) => return messages.refusal(refusal, &options.folder),
            Err(problem) => reader.report.push(problem),
        }
    }
    messages.report(&reader.report, &reader.sources);
    messages.closing(&reader.report, &reader.sources, "; nothing was written");
    Status::from_report(&reader.report)
}

/// The given year, or the newest one. Fails if there is none, or if samples would be written among real figures.
fn year(folder: &Folder, options: &SampleOptions) -> Result<u16, UsageError> {
    let newest = || Project::years(&mut Reader::new(folder)).last().copied();
    let year = options.year.or_else(newest).ok_or_else(|| UsageError {
        message: "there are no figures of any year to follow".to_owned(),
        help: "name a year, as in --year 2023".to_owned(),
    })?;
    if folder.is_data(&options.folder.join(year.to_string())) {
        return Err(UsageError {
            message: "samples do not belong beside real figures".to_owned(),
            help: "name another folder, such as samples".to_owned(),
        });
    }
    Ok(year)
}

/// The samples of a year.
type SampleYear = (u16, Vec<SampleFile>);

/// Makes up the samples of a year, and those of other years that its sheets name.
fn made(
    reader: &Reader<'_>,
    folder: &Folder,
    options: &SampleOptions,
    project: &Project,
    year: u16,
) -> Result<Vec<SampleYear>, Diagnostic> {
    let needs = sample_needs(reader, project, year);
    let years = needs.years.iter().chain([&year]);
    let years = years.map(|of| {
        let wish = SampleRequest {
            year: *of,
            is_beside: *of != year,
            as_of: needs.as_of,
            seed: options.seed,
            stress: options.stress,
        };
        Ok((*of, sample(project, wish)?))
    });
    let years: Vec<SampleYear> = years.collect::<Result<_, Diagnostic>>()?;
    if years.iter().all(|(_, files)| files.is_empty()) {
        let file = folder.shown("data/jurisdictions.toml");
        let message = "there are no places and no national figures to make samples of";
        return Err(Diagnostic::file_error(Code::Empty, file, message));
    }
    Ok(years)
}

fn write(
    options: &SampleOptions,
    years: &[SampleYear],
    messages: &Messages,
) -> Result<(), Refusal> {
    for (year, files) in years {
        let folder = options.folder.join(year.to_string());
        write_samples(&folder, files)?;
        let files = count(files.len(), "file");
        let shown = display_folder(&folder);
        messages.result(&format!("{files} of sample figures in {shown}"));
    }
    let [data, out] = [&options.folder, &options.folder.join("out")].map(|path| shell_path(path));
    messages.result(&format!(
        "to see them: factsheet render --data {data} --out {out}"
    ));
    Ok(())
}
