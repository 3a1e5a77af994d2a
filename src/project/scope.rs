//! The scopes of figures.

use schemars::JsonSchema;
use serde::Deserialize;

/// Whether a figure is the nation's or a place's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// A figure of one jurisdiction.
    State,
    /// A figure of the nation.
    National,
}

impl Scope {
    /// The name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::National => "national",
        }
    }
}
