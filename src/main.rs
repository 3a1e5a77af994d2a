//! The command line program.

use std::process::ExitCode;

use factsheet::cli::{parse, run};

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    match parse(&words) {
        Ok(arguments) => run(&arguments).into(),
        Err(status) => status.into(),
    }
}
