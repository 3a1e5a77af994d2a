//! The arguments of the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::batch::{Selection, Shard};
use crate::diagnostic::render::Format;
use crate::output::sheet_outputs;
use crate::raster::{LEAST_WIDTH, MOST_WIDTH};

/// The name of the program.
pub(super) const NAME: &str = "factsheet";

/// Turns a year's figures and a page of words into printable fact sheets, one PDF for each
/// jurisdiction.
#[derive(Parser, Debug)]
#[command(name = NAME, version, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 done, 1 the files have errors, 2 wrong usage, \
                        3 the machine failed, 130 interrupted."
)]
pub struct Arguments {
    /// The project's folder [default: the nearest folder upwards with data/publication.toml]
    #[arg(
        long,
        global = true,
        help_heading = "For all commands",
        value_name = "DIR"
    )]
    pub project: Option<PathBuf>,

    /// The folder with the figures of the years, in the place of the project's data folder
    #[arg(
        long,
        global = true,
        help_heading = "For all commands",
        value_name = "DIR"
    )]
    pub data: Option<PathBuf>,

    /// How messages are written: for people, as JSON lines, or as GitHub annotations
    #[arg(
        long,
        global = true,
        help_heading = "For all commands",
        value_enum,
        default_value_t,
        value_name = "FORMAT"
    )]
    pub message_format: MessageFormat,

    /// Say nothing but what is wrong
    #[arg(long, short, global = true, help_heading = "For all commands")]
    pub quiet: bool,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Start a new project from the built-in one
    Init(InitOptions),
    /// Make the sheets: one PDF per jurisdiction and edition
    Render(RenderOptions),
    /// Say everything that `render` would complain about, and write nothing
    Check(CheckOptions),
    /// Make one PDF of all sheets of an edition, with a table of contents
    Book(BookOptions),
    /// Join the parts of a release that were made with --shard
    Merge(MergeOptions),
    /// Begin the files of a new year, with every figure to be filled in
    NewYear(NewYearOptions),
    /// Show what is different between the figures of two years, or of two folders
    Diff(DiffOptions),
    /// Say where each figure stands on a sheet, and which line of which file its number comes from
    Trace(TraceOptions),
    /// Write JSON Schemas of all kinds of files, by which editors complete keys and flag mistakes
    Schema(SchemaOptions),
    /// Write made-up figures of all jurisdictions, to try a design with
    Sample(SampleOptions),
    /// Write the figures of the years into a spreadsheet, to fill in and send around
    Export(ExportOptions),
    /// Take figures from a spreadsheet into the data files, changing only what is different
    Import(ImportOptions),
    /// Print a script by which a shell completes the command line
    Completions(CompletionsOptions),
    /// Print the manual page, or that of a command
    Man(ManOptions),
}

/// The options of `init`.
#[derive(Args, Debug)]
pub struct InitOptions {
    /// The folder to make; one that is there already must be empty but for hidden files
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Start in one language, en or es [default: both; of a bare project, en]
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,

    /// Start with one figure, one place and one sentence, without the built-in words and figures
    #[arg(long)]
    pub bare: bool,
}

/// The selection of sheets.
#[derive(Args, Debug)]
pub struct Selectors {
    /// Codes of jurisdictions, such as AL DC [default: all that have a data file]
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,

    /// All jurisdictions; it is an error when one has no data file
    #[arg(long, conflicts_with = "codes")]
    pub all: bool,

    /// The places within this one, such as the counties of AL
    #[arg(long, value_name = "CODE", conflicts_with = "codes")]
    pub within: Option<String>,

    /// Of which year and in which editions.
    #[command(flatten)]
    pub editions: Editions,
}

/// The selection of editions.
#[derive(Args, Debug)]
pub struct Editions {
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
    /// The selection, with these demands.
    #[must_use]
    pub fn selection(&self, demands: Demands) -> Selection {
        Selection {
            codes: self.codes.clone(),
            all: self.all,
            within: self.within.clone(),
            ..self.editions.selection(demands)
        }
    }
}

impl Editions {
    /// The selection of all jurisdictions, with these demands.
    #[must_use]
    pub fn selection(&self, demands: Demands) -> Selection {
        Selection {
            year: self.year,
            layouts: self.layout.clone(),
            languages: self.lang.clone(),
            final_only: demands.final_only,
            deny_warnings: demands.deny_warnings,
            ..Selection::default()
        }
    }
}

/// Demands that go beyond the absence of errors.
#[derive(Args, Clone, Copy, Debug)]
pub struct Demands {
    /// Let no warning pass: each is an error
    #[arg(long)]
    pub deny_warnings: bool,

    /// Let no draft and no sample pass: each is an error
    #[arg(long)]
    pub final_only: bool,
}

/// The options of `render`.
#[derive(Args, Debug)]
pub struct RenderOptions {
    /// Which sheets.
    #[command(flatten)]
    pub selectors: Selectors,

    /// What is made of each sheet: a PDF, a picture of each page, or both, as in pdf,png
    #[arg(
        long,
        value_parser = output_names(),
        value_delimiter = ',',
        default_value = "pdf",
        value_name = "FORMATS"
    )]
    pub format: Vec<String>,

    /// How many pixels wide the pictures are [default: 1200]
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(i64::from(LEAST_WIDTH)..=i64::from(MOST_WIDTH))
    )]
    pub width: Option<u16>,

    /// What is not let pass.
    #[command(flatten)]
    pub demands: Demands,

    /// Where they go.
    #[command(flatten)]
    pub target: Target,

    /// Add color beyond the edges and marks where to trim, for a print shop
    #[arg(long)]
    pub print_marks: bool,

    /// Publish the sheets without errors even when others have some
    #[arg(long)]
    pub keep_going: bool,

    /// One of several equal parts of the batch, as in 2/7, for `merge`
    #[arg(long, value_name = "K/N")]
    pub shard: Option<Shard>,
}

/// The names of the outputs that are made of sheets.
fn output_names() -> PossibleValuesParser {
    let values =
        sheet_outputs().map(|output| PossibleValue::new(output.name()).help(output.help()));
    PossibleValuesParser::new(values)
}

/// The destination of a release.
#[derive(Args, Debug)]
pub struct Target {
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,

    /// Write over files there that factsheet has not made, and replace other releases
    #[arg(long)]
    pub force: bool,
}

/// The options of `book`.
#[derive(Args, Debug)]
pub struct BookOptions {
    /// All jurisdictions; it is an error when one has no data file
    #[arg(long)]
    pub all: bool,

    /// The places within this one, such as the counties of AL
    #[arg(long, value_name = "CODE")]
    pub within: Option<String>,

    /// Of which year and in which editions.
    #[command(flatten)]
    pub editions: Editions,

    /// What is not let pass.
    #[command(flatten)]
    pub demands: Demands,

    /// Add color beyond the edges and marks where to trim, for a print shop
    #[arg(long)]
    pub print_marks: bool,

    /// Where it goes.
    #[command(flatten)]
    pub target: Target,
}

/// The options of `merge`.
#[derive(Args, Debug)]
pub struct MergeOptions {
    /// The folders of all parts
    #[arg(value_name = "DIR", required = true)]
    pub parts: Vec<PathBuf>,

    /// Where the whole goes.
    #[command(flatten)]
    pub target: Target,
}

/// The options of `check`.
#[derive(Args, Debug)]
pub struct CheckOptions {
    /// Which sheets.
    #[command(flatten)]
    pub selectors: Selectors,

    /// What is not let pass.
    #[command(flatten)]
    pub demands: Demands,

    /// List how the sheets fit their pages, the tightest first
    #[arg(long)]
    pub fit: bool,

    /// One of several equal parts of the batch, as in 2/7
    #[arg(long, value_name = "K/N")]
    pub shard: Option<Shard>,
}

/// The options of `new-year`.
#[derive(Args, Debug)]
pub struct NewYearOptions {
    /// The new year
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1000..=9999))]
    pub year: u16,

    /// Codes of jurisdictions, such as AL DC [default: all that have figures of the year before]
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,

    /// All jurisdictions
    #[arg(long, conflicts_with = "codes")]
    pub all: bool,
}

/// The options of `diff`.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit status: 0 the figures are the same, 1 they are different, 2 they cannot be \
                        compared, 3 the machine failed, 130 interrupted."
)]
pub struct DiffOptions {
    /// A year, or the folder of one, such as old/data/2023
    #[arg(value_name = "OLD")]
    pub old: String,

    /// Another year, or the folder of one
    #[arg(value_name = "NEW")]
    pub new: String,

    /// Codes of jurisdictions, such as AL DC [default: all, and the nation]
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,

    /// How it is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: DiffFormat,
}

/// The format of a comparison.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum DiffFormat {
    /// For the terminal
    #[default]
    Table,
    /// For spreadsheets
    Csv,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

/// The options of `trace`.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit status: 0 done, 1 the files have errors, or the PDF is not what they give; \
                        2 wrong usage, 3 the machine failed, 130 interrupted."
)]
pub struct TraceOptions {
    /// The code of the jurisdiction, such as AL
    #[arg(value_name = "CODE")]
    pub code: String,

    /// A PDF, to say whether it is what these files give
    #[arg(value_name = "PDF")]
    pub file: Option<PathBuf>,

    /// The year of the figures [default: the newest there is]
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,

    /// The design [default: the publication's]
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,

    /// The language [default: the publication's first]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,

    /// The sheet for a print shop, as of render --print-marks
    #[arg(long)]
    pub print_marks: bool,

    /// How it is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TraceFormat,
}

/// The format of a trace.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum TraceFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// The options of `schema`.
#[derive(Args, Debug)]
pub struct SchemaOptions {
    /// The folder to write to [default: the project's schemas]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// The options of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsOptions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// The options of `man`.
#[derive(Args, Debug)]
pub struct ManOptions {
    /// A command, such as render [default: the program as a whole]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// The options of `sample`.
#[derive(Args, Debug)]
pub struct SampleOptions {
    /// The folder to write to, in which there will be one for the year, and for each other year that the text names
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Other numbers for each; the same numbers for the same one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,

    /// The year of the figures [default: the newest there is]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1000..=9999))]
    pub year: Option<u16>,

    /// The hardest figures rather than likely ones: the largest, 0, 1 and 2, and none
    #[arg(long)]
    pub stress: bool,
}

/// The options of `export`.
#[derive(Args, Debug)]
pub struct ExportOptions {
    /// The file to write: .xlsx or .csv
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The year of the figures; one without any gives a form to fill in [default: all there are]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1000..=9999))]
    pub year: Option<u16>,

    /// Write over a file that is there already
    #[arg(long)]
    pub force: bool,
}

/// The options of `import`.
#[derive(Args, Debug)]
pub struct ImportOptions {
    /// The file to read: .xlsx, .xls, .ods or .csv
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Show what would be different, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// The year of the figures, when the file does not say it
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1000..=9999))]
    pub year: Option<u16>,
}

/// The format of messages.
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
