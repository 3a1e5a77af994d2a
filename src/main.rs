//! The command line program.

use std::process::ExitCode;

use clap::Parser;
use factsheet::cli::{Arguments, run};

fn main() -> ExitCode {
    run(&Arguments::parse()).into()
}
