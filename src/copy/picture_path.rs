//! The path of a picture, with placeholders.
//!
//! A path can name the place, the year and the language, so that one line of text prints another picture on each
//! sheet. It can name nothing else: the files that sheets need must be known without filling in their text, so that the
//! parts of a batch can state what they were made from.

use std::fmt;

use super::names::{Context, Name, StateName, look_up};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::language::Language;
use crate::project::{Jurisdiction, Level, Project, When, is_inside};

/// The placeholder of the language.
const LANGUAGE: &str = "language";

/// A code as long as codes can be, to check a path before any place is known.
const LONGEST_CODE: &str = "XXXXXXXXXXXX";

/// The path of a picture in the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PicturePath {
    parts: Vec<PathPart>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathPart {
    /// The same on all sheets.
    Text(String),
    /// The code of the place of a level, with the name in the placeholder.
    Code(Level, String),
    /// The year of the sheet.
    Year,
    /// The short form of the language.
    Language,
}

/// The values of the placeholders that are the same on all sheets of an edition.
#[derive(Clone, Copy, Debug)]
pub struct EditionOfPath<'a> {
    /// The year of the figures.
    pub year: u16,
    /// The language.
    pub language: &'a Language,
}

impl PathPart {
    /// The part that a placeholder stands for. `name` is its content.
    pub(super) fn of_name(
        name: &str,
        span: Span,
        context: Context<'_>,
    ) -> Result<Self, Diagnostic> {
        let name = name.trim();
        if name == LANGUAGE {
            return Ok(Self::Language);
        }
        match look_up(name, context) {
            Ok(Name::State(level, StateName::Code)) => Ok(Self::Code(level, name.to_owned())),
            Ok(Name::Year(When::Own)) => Ok(Self::Year),
            _ => {
                let known = known(context);
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let message = format!("`{name}` cannot be used in the path of a picture");
                let near = did_you_mean(name, known.iter().copied());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("a path can have {}", known.join(", ")),
                };
                Err(Diagnostic::error(Code::UnknownName, span, message).help(help))
            }
        }
    }
}

/// The names that a path can have.
fn known(context: Context<'_>) -> Vec<String> {
    let levels = &context.project.publication.levels;
    let codes = levels.iter().filter(|level| *level <= context.level);
    let codes = codes.filter(|level| *level != Level::NATIONAL || context.level == *level);
    let codes = codes.map(|level| format!("{}.code", levels.name(level)));
    codes
        .chain(
            ["within.code".to_owned()]
                .into_iter()
                .filter(|name| look_up(name, context).is_ok()),
        )
        .chain(["year".to_owned(), LANGUAGE.to_owned()])
        .collect()
}

impl PicturePath {
    /// A path of these parts. An error if it leads out of the project; `span` is its source location.
    pub(super) fn new(parts: Vec<PathPart>, span: Span) -> Result<Self, Diagnostic> {
        let path = Self { parts };
        let is_fixed = path
            .parts
            .iter()
            .all(|part| matches!(part, PathPart::Text(_)));
        // A path without placeholders is checked when its file is read.
        let example = path.filled("0000", "xxx", |_| Some(LONGEST_CODE));
        if is_fixed || example.is_none_or(|example| is_inside(&example)) {
            return Ok(path);
        }
        let message = "the path of a picture stays inside the project";
        Err(Diagnostic::error(Code::WrongPath, span, message)
            .help("write it from the project's folder on, with / between the parts"))
    }

    /// The path for all sheets of an edition, or `None` if each place has its own.
    pub(super) fn shared(&self, edition: EditionOfPath<'_>) -> Option<String> {
        let EditionOfPath { year, language } = edition;
        self.filled(&year.to_string(), &language.short, |_| None)
    }

    /// The path for the sheet of a place.
    pub(super) fn of_place(
        &self,
        edition: EditionOfPath<'_>,
        project: &Project,
        place: &Jurisdiction,
    ) -> String {
        let EditionOfPath { year, language } = edition;
        let code = |level| Some(project.place_of_level(place, level).code.as_str());
        let path = self.filled(&year.to_string(), &language.short, code);
        path.unwrap_or_default()
    }

    /// Returns `true` if each place has a path of its own.
    #[must_use]
    pub(super) fn is_of_place(&self) -> bool {
        let is_code = |part: &PathPart| matches!(part, PathPart::Code(..));
        self.parts.iter().any(is_code)
    }

    fn filled<'c>(
        &self,
        year: &str,
        language: &str,
        code: impl Fn(Level) -> Option<&'c str>,
    ) -> Option<String> {
        let parts = self.parts.iter().map(|part| match part {
            PathPart::Text(text) => Some(text.as_str()),
            PathPart::Code(level, _) => code(*level),
            PathPart::Year => Some(year),
            PathPart::Language => Some(language),
        });
        parts.collect()
    }
}

/// As it is written, with its placeholders.
impl fmt::Display for PicturePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                PathPart::Text(text) => f.write_str(text)?,
                PathPart::Code(_, name) => write!(f, "{{{{ {name} }}}}")?,
                PathPart::Year => f.write_str("{{ year }}")?,
                PathPart::Language => f.write_str("{{ language }}")?,
            }
        }
        Ok(())
    }
}
