//! The command line: one file a command.

mod arguments;
mod book;
mod check;
mod completions;
mod diff;
mod export;
mod formats;
mod guard;
mod import;
mod init;
mod interrupt;
mod man;
mod merge;
mod messages;
mod new_year;
mod progress;
mod release;
mod render;
mod sample;
mod schema;
mod trace;

pub use arguments::{Arguments, Command};

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Datelike, NaiveDateTime};
use clap::{Parser, ValueEnum};

use crate::batch::{Folder, Plan, Selection, UsageError, plan};
use crate::diagnostic::{Report, counted as count, visible};
use crate::project::{Files, Reader};
use arguments::MessageFormat;
use interrupt::Interrupt;
use messages::Messages;

/// What the program is called.
const NAME: &str = "factsheet";

/// How a run ended. The highest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// All is well.
    Done = 0,
    /// The files have errors.
    Errors = 1,
    /// The command cannot be carried out as it was given.
    Usage = 2,
    /// The machine failed.
    Machine = 3,
    /// Somebody has ended the run.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Reads the command line. Help is printed here, and so is what is wrong with the command, in the
/// format it asks for.
///
/// # Errors
///
/// How the run has ended, when there is nothing to carry out.
pub fn parse() -> Result<Arguments, Status> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let error = match Arguments::try_parse_from(&words) {
        Ok(arguments) => return Ok(arguments),
        Err(error) => error,
    };
    // An argument that is shown may be one that a terminal would obey: what is wrong with one is wrong with
    // its code points as well.
    let shown = words
        .iter()
        .map(|word| visible(&word.to_string_lossy()).into_owned());
    let error = Arguments::try_parse_from(shown).err().unwrap_or(error);
    let format = asked_format(&words);
    if !error.use_stderr() {
        let messages = Messages::new(format.into());
        messages.keep_failure(error.print().and_then(|()| std::io::stdout().flush()));
        return Err(messages.settled(Status::Done));
    }
    match format {
        MessageFormat::Human => {
            let _ = error.print();
        }
        MessageFormat::Json | MessageFormat::Github => {
            let shown = error.render().to_string();
            let message = shown.lines().next().unwrap_or_default();
            Messages::new(format.into()).usage(&UsageError {
                message: message.trim_start_matches("error: ").to_owned(),
                help: "see factsheet --help".to_owned(),
            });
        }
    }
    Err(Status::Usage)
}

/// The format of messages that a command asks for that is otherwise wrong.
fn asked_format(words: &[OsString]) -> MessageFormat {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let joined = words
        .iter()
        .find_map(|word| word.strip_prefix("--message-format="));
    let apart = words
        .windows(2)
        .find(|pair| pair[0] == "--message-format")
        .map(|pair| pair[1]);
    let asked = joined.or(apart).unwrap_or_default();
    MessageFormat::from_str(asked, true).unwrap_or_default()
}

/// Carries out a command.
#[must_use]
pub fn run(arguments: &Arguments) -> Status {
    let (messages, interrupt) = (&Messages::of(arguments), &Interrupt::listen());
    // Most are about a project.
    let within = |run: &dyn Fn(&Folder) -> Status| match project(arguments) {
        Ok(folder) => run(&folder),
        Err(usage) => {
            messages.usage(&usage);
            Status::Usage
        }
    };
    let status = match &arguments.command {
        Command::Init(options) => init::run(arguments, options, messages, interrupt),
        Command::Render(options) => within(&|f| render::run(f, options, messages, interrupt)),
        Command::Check(options) => within(&|f| check::run(f, options, messages, interrupt)),
        Command::Book(options) => within(&|f| book::run(f, options, messages, interrupt)),
        Command::Sample(options) => within(&|f| sample::run(f, options, messages, interrupt)),
        Command::Diff(options) => within(&|f| diff::run(f, options, messages, interrupt)),
        Command::Trace(options) => within(&|f| trace::run(f, options, messages, interrupt)),
        Command::Schema(options) => within(&|f| schema::run(f, options, messages)),
        Command::NewYear(options) => within(&|f| new_year::run(f, options, messages, interrupt)),
        Command::Export(options) => within(&|f| export::run(f, options, messages, interrupt)),
        Command::Import(options) => within(&|f| import::run(f, options, messages, interrupt)),
        Command::Completions(options) => completions::run(options, messages),
        Command::Man(options) => man::run(options, messages),
        Command::Merge(options) => merge::run(options, messages, interrupt),
    };
    messages.settled(status)
}

/// The project that a command is about.
fn project(arguments: &Arguments) -> Result<Folder, UsageError> {
    let folder = match &arguments.project {
        Some(folder) => Folder::open(folder),
        None => std::env::current_dir()
            .ok()
            .and_then(|here| Folder::find(&here)),
    };
    let folder = folder.ok_or_else(|| {
        let place = match &arguments.project {
            Some(folder) => folder.display().to_string(),
            None => "this folder and those above it".to_owned(),
        };
        UsageError {
            message: format!("there is no project in {place}: no data/publication.toml"),
            help: "go to the project's folder, or name it with --project".to_owned(),
        }
    })?;
    let Some(data) = &arguments.data else {
        return Ok(folder);
    };
    folder.with_figures(data).ok_or_else(|| UsageError {
        message: format!("there is no folder {}", data.display()),
        help: "--data names a folder that has a folder for each year".to_owned(),
    })
}

/// Reads what the selected sheets need.
fn prepare<'f>(
    files: &'f dyn Files,
    selection: &Selection,
    messages: &Messages,
) -> Result<(Reader<'f>, Option<Plan>), Status> {
    let mut reader = Reader::new(files);
    match source_date().and_then(|built| {
        let selection = Selection {
            built,
            ..selection.clone()
        };
        plan(&mut reader, &selection)
    }) {
        Ok(plan) => {
            if selection.deny_warnings {
                reader.report.deny_warnings();
            }
            Ok((reader, plan))
        }
        Err(usage) => {
            // What is wrong with the files may be why the command cannot be carried out.
            messages.report(&reader.report, &reader.sources);
            messages.usage(&usage);
            Err(Status::Usage)
        }
    }
}

/// The moment in `SOURCE_DATE_EPOCH`, in seconds from 1970, by which builds that can be repeated date
/// what they make.
fn source_date() -> Result<Option<NaiveDateTime>, UsageError> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let Some(text) = std::env::var_os(NAME) else {
        return Ok(None);
    };
    let refused = |problem: &str| UsageError {
        message: format!("{NAME} is {problem}"),
        help: format!("unset {NAME}, or set it as in {NAME}=1714521600"),
    };
    let text = text.to_str().map(str::trim);
    let text = text.filter(|text| is_whole_number(text));
    let text = text.ok_or_else(|| refused("not a whole number of seconds"))?;
    let moment = text.parse().ok();
    let moment = moment.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    // A PDF's date has a year of four digits.
    let moment = moment.filter(|moment| (0..=9999).contains(&moment.year()));
    let moment = moment.ok_or_else(|| refused("a moment outside of the years 0 to 9999"))?;
    Ok(Some(moment.naive_utc()))
}

fn is_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The status that a report stands for.
fn status_of(report: &Report) -> Status {
    if report.machine_failed() {
        Status::Machine
    } else if report.has_errors() {
        Status::Errors
    } else {
        Status::Done
    }
}

/// How many threads to use when nobody says.
fn threads(jobs: Option<u16>) -> usize {
    jobs.map(usize::from).unwrap_or_else(|| {
        std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
    })
}

/// A path as it can be typed in most shells: in quotes, unless it has nothing but letters, digits and the like.
fn typed(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || r"/\._-:".contains(letter);
    match shown.chars().all(is_plain) {
        true => shown,
        false => format!("\"{shown}\""),
    }
}

/// A path with `/` at its end, as a folder is shown.
fn shown_folder(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.ends_with(std::path::MAIN_SEPARATOR) {
        shown
    } else {
        format!("{shown}/")
    }
}
