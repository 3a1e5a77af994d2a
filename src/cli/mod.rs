//! The command line: one file a command.

mod arguments;
mod book;
mod check;
mod completions;
mod diff;
mod export;
mod import;
mod init;
mod interrupt;
mod man;
mod merge;
mod messages;
mod new_year;
mod paths;
mod prepare;
mod progress;
mod release;
mod render;
mod sample;
mod schema;
mod status;
mod stderr;
mod trace;

pub use arguments::{Arguments, Command};
pub use status::Status;

use std::ffi::OsString;
use std::io::Write;

use clap::{Parser, ValueEnum};

use crate::batch::Folder;
use crate::diagnostic::{UsageError, visible};
use arguments::MessageFormat;
use interrupt::Interrupt;
use messages::Messages;

/// Parses the command line. Help is printed here, and so are usage errors, in the message format that the command line
/// asks for.
///
/// # Errors
///
/// Returns the exit status if there is no command to carry out.
pub fn parse() -> Result<Arguments, Status> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let error = match Arguments::try_parse_from(&words) {
        Ok(arguments) => return Ok(arguments),
        Err(error) => error,
    };
    // An argument in a message may contain control characters that a terminal would obey. Parsing a visible form of
    // the arguments gives the same error without them.
    let shown = words
        .iter()
        .map(|word| visible(&word.to_string_lossy()).into_owned());
    let error = Arguments::try_parse_from(shown).err().unwrap_or(error);
    let format = asked_format(&words);
    if !error.use_stderr() {
        let messages = Messages::new(format.into());
        messages.keep_failure(error.print().and_then(|()| std::io::stdout().flush()));
        return Err(messages.final_status(Status::Done));
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
    messages.final_status(status)
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
