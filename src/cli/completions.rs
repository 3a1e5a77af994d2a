//! `factsheet completions`: scripts that let a shell complete the command line.

use clap::CommandFactory;

use super::arguments::{Arguments, CompletionsOptions, NAME};
use super::messages::Messages;
use super::status::Status;

/// Prints the script of a shell.
pub(super) fn run(options: &CompletionsOptions, messages: &Messages) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), NAME, &mut script);
    messages.document(&script);
    Status::Done
}
