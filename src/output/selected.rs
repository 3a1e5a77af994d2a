//! The outputs selected for a run.

use std::fmt;

use super::kind::{Options, OutputFile, SheetOutput, Source};
use super::list::sheet_outputs;
use super::pdf::Pdf;
use crate::diagnostic::{Report, UsageError};
use crate::edition::{Edition, Inputs, Tools};

/// The outputs that are made of each sheet, with their options.
#[derive(Clone, Debug)]
pub struct Selected {
    outputs: Vec<&'static dyn SheetOutput>,
    options: Options,
}

impl Default for Selected {
    fn default() -> Self {
        Self {
            outputs: vec![&Pdf],
            options: Options::default(),
        }
    }
}

/// The outputs and their options in one line. All parts of a release must have the same line.
impl fmt::Display for Selected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.outputs.iter().map(|output| output.name());
        f.write_str(&names.collect::<Vec<_>>().join(","))?;
        self.options
            .width
            .map_or(Ok(()), |width| write!(f, " {width}"))
    }
}

impl Selected {
    /// The outputs with these names, in the order of [`OUTPUTS`](super::OUTPUTS).
    ///
    /// # Errors
    ///
    /// Returns an error if this build cannot make one of them, or if an option does not apply.
    pub fn new(names: &[String], options: Options) -> Result<Self, UsageError> {
        let is_asked_for = |name: &str| names.iter().any(|asked| asked == name);
        let outputs = sheet_outputs().filter(|output| is_asked_for(output.name()));
        let outputs: Vec<&dyn SheetOutput> = outputs.collect();
        for output in &outputs {
            output.check_options(&options)?;
        }
        if options.width.is_some() && !outputs.iter().any(|output| output.has_width()) {
            return Err(UsageError::new(
                "--width is the width of pictures, and there are none",
                "ask for them with --format png or --format pdf,png, or leave it out",
            ));
        }
        Ok(Self { outputs, options })
    }

    /// Checks that files of all editions can be made and named.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be made or named.
    pub fn check(&self, editions: &[Edition]) -> Result<(), UsageError> {
        for output in &self.outputs {
            for edition in editions {
                output.check_edition(edition, &self.options)?;
            }
        }
        Ok(())
    }

    /// The name of the first file of a sheet, by the stem of its files.
    #[must_use]
    pub fn first_file(&self, stem: &str) -> Option<String> {
        self.outputs.first().map(|output| output.first_file(stem))
    }

    /// Makes all files of a sheet. Problems go into the report; `None` when there are errors.
    pub fn make(
        &self,
        edition: &Edition,
        inputs: &Inputs<'_>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Vec<OutputFile>> {
        let rendered = edition.render(inputs, tools, report)?;
        if report.has_errors() {
            return None;
        }
        let source = Source {
            edition,
            inputs,
            rendered: &rendered,
        };
        let mut made = Vec::new();
        for output in &self.outputs {
            match output.make(&source, &self.options) {
                Ok(files) => made.extend(files),
                Err(problem) => report.push(problem),
            }
        }
        (!report.has_errors()).then_some(made)
    }
}
