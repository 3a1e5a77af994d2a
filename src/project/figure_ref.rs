//! The address of a figure.

use super::dictionary::{FigureId, Scope};

/// A figure of the nation or of the sheet's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureRef {
    /// The nation or the place.
    pub scope: Scope,
    /// The figure in the dictionary.
    pub id: FigureId,
}
