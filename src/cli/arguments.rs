//! What can be given on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::batch::Selection;
use crate::diagnostic::render::Format;

/// Turns a year's figures and a page of words into printable fact sheets, one PDF for each
/// jurisdiction.
#[derive(Parser, Debug)]
#[command(name = "factsheet", version, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 done, 1 the files have errors, 2 wrong usage, \
                        3 the machine failed."
)]
pub struct Arguments {
    /// The project's folder [default: the nearest folder upwards with data/publication.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,

    /// How messages are written: for people, as JSON lines, or as GitHub annotations
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT"
    )]
    pub message_format: MessageFormat,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make the sheets: one PDF per jurisdiction and edition
    Render(RenderOptions),
    /// Say everything that `render` would complain about, and write nothing
    Check(CheckOptions),
}

/// Which sheets.
#[derive(Args, Debug)]
pub struct Selectors {
    /// Codes of jurisdictions, such as AL DC [default: all that have a data file]
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,

    /// All jurisdictions; it is an error when one has no data file
    #[arg(long, conflicts_with = "codes")]
    pub all: bool,

    /// The year of the figures [default: the newest there is]
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,

    /// Designs, as in letter,large-print [default: the publication's]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub layout: Vec<String>,

    /// Languages, as in en,es [default: the publication's first]
    #[arg(long, value_name = "LANGS", value_delimiter = ',')]
    pub lang: Vec<String>,

    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

impl Selectors {
    /// What they select.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection {
            codes: self.codes.clone(),
            all: self.all,
            year: self.year,
            layouts: self.layout.clone(),
            languages: self.lang.clone(),
            built: None,
        }
    }
}

/// The options of `render`.
#[derive(Args, Debug)]
pub struct RenderOptions {
    /// Which sheets.
    #[command(flatten)]
    pub selectors: Selectors,

    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
}

/// The options of `check`.
#[derive(Args, Debug)]
pub struct CheckOptions {
    /// Which sheets.
    #[command(flatten)]
    pub selectors: Selectors,
}

/// How messages are written.
#[derive(ValueEnum, Clone, Copy, Debug, Default)]
pub enum MessageFormat {
    /// The line, a caret and a way out.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// Workflow annotations.
    Github,
}

impl From<MessageFormat> for Format {
    fn from(format: MessageFormat) -> Self {
        match format {
            MessageFormat::Human => Self::Human,
            MessageFormat::Json => Self::Json,
            MessageFormat::Github => Self::Github,
        }
    }
}
