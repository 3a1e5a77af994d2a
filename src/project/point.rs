//! The address of a number.
//!
//! A [`DataPoint`] is absolute: a figure, the area it is of, and the year. Words and rules name a number relative to
//! where they stand, with a [`Reference`]; [`Figures`](super::Figures) resolve it to a point for one sheet or one file.
//! Nothing else addresses a number.

use super::scope::Scope;

/// The number of a figure in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureId(pub usize);

/// An area that has figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area<'a> {
    /// The nation.
    Nation,
    /// A jurisdiction, by its code.
    Jurisdiction(&'a str),
}

impl<'a> Area<'a> {
    /// The area of a file: of the jurisdiction with this code, or of the nation.
    #[must_use]
    pub fn of_code(code: Option<&'a str>) -> Self {
        code.map_or(Self::Nation, Self::Jurisdiction)
    }

    /// The scope of the area's figures.
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Nation => Scope::National,
            Self::Jurisdiction(_) => Scope::State,
        }
    }
}

/// The absolute address of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataPoint<'a> {
    /// The area.
    pub area: Area<'a>,
    /// The year.
    pub year: u16,
    /// The figure.
    pub figure: FigureId,
}

/// A number as words and rules name it: `missing.total`, `national.missing.total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The area, seen from where the name stands.
    pub whose: Whose,
    /// The figure.
    pub id: FigureId,
}

/// The area of a number, seen from where it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whose {
    /// The sheet's own area, or that of the figure which has the rule.
    Own,
    /// The nation.
    Nation,
}

impl Whose {
    /// What stands before a figure's id.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Nation => "national.",
        }
    }

    /// The scope of the figure that is meant, seen from one of this scope.
    #[must_use]
    pub const fn scope(self, own: Scope) -> Scope {
        match self {
            Self::Own => own,
            Self::Nation => Scope::National,
        }
    }
}

impl From<Scope> for Whose {
    /// How the words of a jurisdiction's sheet name the figures of a scope.
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::State => Self::Own,
            Scope::National => Self::Nation,
        }
    }
}
