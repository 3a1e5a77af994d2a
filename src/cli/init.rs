//! `factsheet init`: a new project, started from the built-in one.

use std::path::Path;

use super::arguments::{Arguments, InitOptions, NAME};
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::{display_folder, shell_path};
use super::status::Status;
use crate::batch::{Started, start_project};
use crate::diagnostic::{UsageError, counted as count};
use crate::starter;

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
    let files: Vec<_> = starter::files().collect();
    match start_project(&options.folder, &files) {
        Ok(started) => {
            print_summary(&options.folder, &started, messages);
            Status::Done
        }
        Err(problem) => messages.file(&problem),
    }
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
