//! The address of a number.
//!
//! A [`DataPoint`] is absolute: a figure, an area and a year. The text and the rules use a [`Reference`], which is
//! relative to a sheet or a file; [`Figures`](super::Figures) resolves it to a point. There is no other way to address
//! a number.

use super::scope::Scope;

/// The index of a figure in the dictionary.
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
    /// The area of a file: the jurisdiction with this code, or the nation if `None`.
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

/// A relative reference to a number in the text or in a rule: `missing.total`, `national.missing.total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The area, relative to the sheet or rule.
    pub whose: Whose,
    /// The figure.
    pub id: FigureId,
}

/// The area of a number, relative to the sheet or rule that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whose {
    /// The area of the sheet, or of the figure to which the rule belongs.
    Own,
    /// The nation.
    Nation,
}

impl Whose {
    /// The prefix before a figure's id: `national.` for the nation, otherwise empty.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Nation => "national.",
        }
    }

    /// The scope of the referenced figure, for a reference in the scope `own`.
    #[must_use]
    pub const fn scope(self, own: Scope) -> Scope {
        match self {
            Self::Own => own,
            Self::Nation => Scope::National,
        }
    }
}

impl From<Scope> for Whose {
    /// The area by which a jurisdiction's sheet refers to figures of a scope.
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::State => Self::Own,
            Scope::National => Self::Nation,
        }
    }
}
