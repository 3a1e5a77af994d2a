//! The command line program.

use std::process::ExitCode;

use factsheet::cli::{parse, run};

fn main() -> ExitCode {
    match parse() {
        Ok(arguments) => run(&arguments).into(),
        Err(status) => status.into(),
    }
}
