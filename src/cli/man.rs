//! `factsheet man`: manual pages.

use clap::CommandFactory;
use clap_mangen::Man;

use super::arguments::{Arguments, ManOptions, NAME};
use super::messages::Messages;
use super::status::Status;
use crate::TOOL;
use crate::diagnostic::{UsageError, hint};

/// Prints the manual page of the program, or that of one of its commands.
pub(super) fn run(options: &ManOptions, messages: &Messages) -> Status {
    let mut program = Arguments::command();
    // Commands know their full names only after this.
    program.build();
    let page = match &options.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let commands = program.get_subcommands().map(clap::Command::get_name);
                let commands: Vec<&str> = commands.collect();
                messages.usage(&UsageError {
                    message: format!("there is no command `{NAME} {name}`"),
                    help: hint(name, &commands),
                });
                return Status::Usage;
            }
        },
    };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = Man::new(page).source(TOOL).render(&mut text);
    messages.document(&text);
    Status::Done
}
