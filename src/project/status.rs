//! The status of figures, text and sheets.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::{Language, all_status_words};

/// The status of figures, text or sheets. A sheet has the lowest status of its parts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Invented, to try a design.
    Sample,
    /// Not yet approved.
    Draft,
    /// Approved and sourced.
    Final,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sample => "sample",
            Self::Draft => "draft",
            Self::Final => "final",
        })
    }
}

impl Status {
    /// All statuses, the highest first.
    pub const ALL: [Self; 3] = [Self::Final, Self::Draft, Self::Sample];

    /// The status with this name.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|status| status.to_string() == word)
    }

    /// The status of a sheet with this title.
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        let begins = |(word, _): (&str, &str)| {
            let rest = title.strip_prefix(word);
            rest.is_some_and(|rest| rest.starts_with(':'))
        };
        let mut all = all_status_words();
        let found = all.find_map(|words| match () {
            () if begins(words.sample) => Some(Self::Sample),
            () if begins(words.draft) => Some(Self::Draft),
            () => None,
        });
        found.unwrap_or(Self::Final)
    }

    /// The status line of sheets that are not final, a word and its explanation, or `None` for final sheets.
    #[must_use]
    pub fn mark(self, language: &Language) -> Option<(&'static str, &'static str)> {
        let (words, _) = language.status_words();
        match self {
            Self::Final => None,
            Self::Draft => Some(words.draft),
            Self::Sample => Some(words.sample),
        }
    }
}
