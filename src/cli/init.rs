//! `factsheet init`: a new project, started from a built-in one.

use std::borrow::Cow;
use std::path::Path;

use super::arguments::{Arguments, InitOptions, NAME};
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::{display_folder, shell_path};
use super::status::Status;
use crate::batch::{Started, start_project};
use crate::diagnostic::{UsageError, counted as count};
use crate::project::{Memory, Project, Reader, Stylesheet};
use crate::schema::schemas;
use crate::starter;

/// The folder of the schemas.
const SCHEMAS: &str = "schemas/";

/// Writes the files of a new project into a folder that is empty but for hidden files.
pub(super) fn run(
    arguments: &Arguments,
    options: &InitOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    if let Err(usage) = check_without_project(arguments) {
        messages.usage(&usage);
        return Status::Usage;
    }
    if interrupt.is_raised() {
        return messages.interrupted("nothing was written");
    }
    let files = match files(options) {
        Ok(files) => files,
        Err(usage) => {
            messages.usage(&usage);
            return Status::Usage;
        }
    };
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
        .collect();
    match start_project(&options.folder, &files) {
        Ok(started) => {
            print_summary(&options.folder, &started, messages);
            Status::Done
        }
        Err(problem) => messages.file(&problem),
    }
}

/// A file of the new project: its path, and its content.
type NewFile = (String, Cow<'static, [u8]>);

/// The files of the project that the options ask for.
fn files(options: &InitOptions) -> Result<Vec<NewFile>, UsageError> {
    let asked = options.language.as_deref();
    let language = asked.map(known_language).transpose()?;
    let owned = |(path, bytes): (&str, Cow<'static, [u8]>)| (path.to_owned(), bytes);
    Ok(match (options.bare, language) {
        (false, None) => {
            let whole = starter::files().map(|(path, bytes)| (path, Cow::Borrowed(bytes)));
            whole.map(owned).collect()
        }
        (false, Some(language)) => {
            let files = starter::in_language(starter::files(), language);
            with_schemas(files.map(owned).collect())
        }
        (true, language) => {
            let language = language.unwrap_or(starter::LANGUAGES[0]);
            let files = starter::in_language(starter::bare_files(), language);
            with_schemas(files.map(owned).collect())
        }
    })
}

/// The language of a starter with this short form or tag.
fn known_language(asked: &str) -> Result<&'static str, UsageError> {
    let short = asked
        .split(['-', '_'])
        .next()
        .unwrap_or(asked)
        .to_lowercase();
    let mut known = starter::LANGUAGES.into_iter();
    known.find(|known| *known == short).ok_or_else(|| UsageError {
        message: format!("no project starts in the language {asked}"),
        help: format!(
            "write --language {}; another language is added later, as docs/guides/editions.md says",
            starter::LANGUAGES.join(" or --language ")
        ),
    })
}

/// The files with the schemas of their own figures, places and languages.
fn with_schemas(mut files: Vec<NewFile>) -> Vec<NewFile> {
    files.retain(|(path, _)| !path.starts_with(SCHEMAS));
    let memory = files
        .iter()
        .fold(Memory::default(), |memory, (path, bytes)| {
            memory.with(path, bytes.to_vec())
        });
    let mut reader = Reader::new(&memory);
    let project = Project::read(&mut reader);
    let designs = Stylesheet::names(&mut reader);
    let schemas = project
        .iter()
        .flat_map(|project| schemas(project, &designs));
    files.extend(schemas.map(|schema| {
        let path = format!("{SCHEMAS}{}", schema.name);
        (path, Cow::Owned(schema.text.into_bytes()))
    }));
    files
}

/// Refuses options that are about a project that is there already.
fn check_without_project(arguments: &Arguments) -> Result<(), UsageError> {
    let option = match (&arguments.project, &arguments.data) {
        (Some(_), _) => "--project",
        (None, Some(_)) => "--data",
        (None, None) => return Ok(()),
    };
    Err(UsageError {
        message: format!("`{NAME} init` makes a project of its own, so {option} has no meaning"),
        help: format!(
            "leave {option} out; the new project's folder is named as in {NAME} init DIR"
        ),
    })
}

/// Prints the files that were created, and the next steps.
fn print_summary(folder: &Path, started: &Started<'_>, messages: &Messages) {
    for name in &started.there {
        let path = folder.join(name);
        messages.result(&format!(
            "{}  is there already, and stays as it is",
            path.display()
        ));
    }
    let files = count(started.written, "file");
    let shown = display_folder(folder);
    messages.result(&format!("{files} of a new project in {shown}"));
    messages.result("to make its first sheet:");
    if folder != Path::new(".") {
        messages.result(&format!("  cd {}", shell_path(folder)));
    }
    messages.result(&format!("  {NAME} render"));
    messages.result("then: make it your own, as its README.md says");
}
