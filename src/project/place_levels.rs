//! Assigns places to levels by the places that they are within.

use std::collections::BTreeMap;

use super::level::{Level, Levels};
use super::written::{JurisdictionCode, Written};
use crate::diagnostic::{Code, Diagnostic, Report, Span, counted, did_you_mean, question};

/// The `within` of all places, by their indices in the list.
pub(super) struct PlaceLevels<'a> {
    places: &'a BTreeMap<String, usize>,
    within: &'a [Option<Written<JurisdictionCode>>],
    levels: &'a Levels,
    /// The `within` of the places that are deeper than the levels.
    too_deep: Vec<Span>,
}

impl<'a> PlaceLevels<'a> {
    /// Prepares to assign the levels of places. `places` has the index of each code.
    pub(super) fn new(
        places: &'a BTreeMap<String, usize>,
        within: &'a [Option<Written<JurisdictionCode>>],
        levels: &'a Levels,
    ) -> Self {
        Self {
            places,
            within,
            levels,
            too_deep: Vec::new(),
        }
    }

    /// The level of a place and the code of the place that it is within. `None` for a place directly below the nation,
    /// and for one with an error, which goes to the report. `own` is the code of the place.
    pub(super) fn of(
        &mut self,
        place: usize,
        own: &str,
        report: &mut Report,
    ) -> Option<(Level, &'a str)> {
        let within = self.within[place].as_ref()?;
        let (code, span) = (within.get_ref().as_str(), within.span().into());
        match self.level(place) {
            Ok(level) => return Some((level, code)),
            Err(Problem::TooDeep) => self.too_deep.push(span),
            Err(problem) => report.extend(self.error(&problem, own, code, span)),
        }
        None
    }

    /// The level of a place.
    fn level(&self, place: usize) -> Result<Level, Problem> {
        let mut level = Level::TOP_PLACES;
        let mut outer = place;
        while let Some(within) = &self.within[outer] {
            let next = self.places.get(within.get_ref().as_str());
            outer = match next {
                Some(next) if *next == place => return Err(Problem::Circle),
                Some(next) => *next,
                None if outer == place => return Err(Problem::Unknown),
                None => return Err(Problem::Reported),
            };
            level = level.below();
            if !self.levels.has(level) {
                return Err(Problem::TooDeep);
            }
        }
        Ok(level)
    }

    fn error(&self, problem: &Problem, own: &str, code: &str, span: Span) -> Option<Diagnostic> {
        Some(match problem {
            Problem::Reported | Problem::TooDeep => return None,
            Problem::Circle => {
                let message = format!("{own} is within itself");
                Diagnostic::error(Code::WrongValue, span, message)
                    .help("name the place above it, or leave `within` out")
            }
            Problem::Unknown => {
                let codes = self.places.keys().map(String::as_str);
                let near = did_you_mean(code, codes);
                let help = near.map(|near| question(code, near, &format!("\"{near}\"")));
                let message = format!("there is no jurisdiction {code}");
                Diagnostic::error(Code::UnknownJurisdiction, span, message).help(
                    help.unwrap_or_else(|| {
                        "write the code of another entry of this file".to_owned()
                    }),
                )
            }
        })
    }

    /// The error of all places that are deeper than the levels, or `None`. It is one error, since a level that is left
    /// out concerns all its places.
    pub(super) fn too_deep(&self) -> Option<Diagnostic> {
        let span = self.too_deep.first()?;
        let names: Vec<String> = self
            .levels
            .names()
            .map(|name| format!("{name:?}"))
            .collect();
        let places = counted(self.too_deep.len(), "place");
        let message = format!("there is no level for {places} of this file");
        let error = Diagnostic::error(Code::WrongValue, *span, message)
            .label(format!("the levels are {}", names.join(", ")));
        Some(
            error.help(
                "add a name at the end of `levels` in data/publication.toml, such as \"county\"",
            ),
        )
    }
}

/// The reason why a place has no level.
enum Problem {
    /// It is within itself, directly or not.
    Circle,
    /// It is within a place that does not exist.
    Unknown,
    /// It is deeper than the levels of the publication.
    TooDeep,
    /// A place around it has an error, which is reported there.
    Reported,
}
