//! The interface of outputs.

use std::fmt;

use serde_json::Value;

use super::entry::Record;
use super::stays::{Conflict, Judge, Run};
use crate::diagnostic::{Diagnostic, UsageError};
use crate::edition::{Edition, Inputs, Rendered};

/// A kind of file that a release can contain.
pub trait Output: fmt::Debug + Sync {
    /// The list of the manifest for its files.
    fn list(&self) -> &'static str;

    /// The word for one of its files, such as "picture".
    fn noun(&self) -> &'static str;

    /// The ending of its files' names, without the dot.
    fn extension(&self) -> &'static str;

    /// The media type of its files (RFC 6838).
    fn media_type(&self) -> &'static str;

    /// Reads an entry of the manifest; `None` if it is malformed.
    fn read_entry(&self, entry: Value) -> Option<Record>;

    /// The rule by which a file that an earlier run made stays in the release or goes.
    fn judge<'r>(&self, run: &Run<'r>) -> Judge<'r>;

    /// The files made in this run that contradict others of the release.
    fn conflicts(&self, run: &Run<'_>) -> Vec<Conflict> {
        let _ = run;
        Vec::new()
    }

    /// The same output, if its files are made of single sheets.
    fn of_sheets(&self) -> Option<&'static dyn SheetOutput> {
        None
    }
}

/// An output whose files are made of single sheets.
pub trait SheetOutput: Output {
    /// The name, as in `--format png`.
    fn name(&self) -> &'static str;

    /// The purpose of these files, for `--help`.
    fn help(&self) -> &'static str;

    /// The name of the first file of a sheet.
    fn first_file(&self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// Returns `true` if `--width` applies to these files.
    fn has_width(&self) -> bool {
        false
    }

    /// Checks the options given for this output.
    ///
    /// # Errors
    ///
    /// Returns an error if an option does not apply to this output, or if this build cannot make such files.
    fn check_options(&self, options: &Options) -> Result<(), UsageError> {
        let _ = options;
        Ok(())
    }

    /// Checks that files of an edition can be made and named.
    ///
    /// # Errors
    ///
    /// Returns an error if they cannot.
    fn check_edition(&self, edition: &Edition, options: &Options) -> Result<(), UsageError> {
        let _ = (edition, options);
        Ok(())
    }

    /// Makes the files of a sheet.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be made of this sheet.
    fn make(&self, source: &Source<'_>, options: &Options) -> Result<Vec<OutputFile>, Diagnostic>;
}

/// The options of outputs, as on the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The width of pictures in pixels; `None` for the usual width.
    pub width: Option<u16>,
    /// `true` if the sheets are for a print shop.
    pub print_marks: bool,
}

/// A sheet that files are made of: its filled blocks, its pages and its PDF are in `rendered`.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// The sheet's edition.
    pub edition: &'s Edition,
    /// The jurisdiction and the figures.
    pub inputs: &'s Inputs<'s>,
    /// The sheet itself.
    pub rendered: &'s Rendered,
}

impl Source<'_> {
    /// The jurisdiction's code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.inputs.jurisdiction.code
    }

    /// The name of the sheet's files, without an ending.
    #[must_use]
    pub fn stem(&self) -> String {
        self.edition.file_stem(self.inputs)
    }
}

/// A file that has been made.
#[derive(Debug)]
pub struct OutputFile {
    /// The entry of the manifest.
    pub entry: Record,
    /// The file.
    pub bytes: Vec<u8>,
}
