//! How the change of a figure from one year to another is measured.

use super::Kind;
use crate::project::number::Number;

/// The measure of a change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// In percent of the older number.
    Relative,
    /// In points: the figure is a percentage already.
    Points,
}

impl Kind {
    /// A change in percent of the older number, rounded to one decimal. `None` from 0, and for changes in points.
    #[must_use]
    pub fn change_in_percent(self, by: Number, from: Number) -> Option<Number> {
        match self.0.measure {
            Measure::Relative => by.in_percent_of(from),
            Measure::Points => None,
        }
    }

    /// Whether a change is larger than `limit`: in percent of the older number, or in points.
    #[must_use]
    pub fn change_exceeds(self, by: Number, from: Number, limit: Number) -> bool {
        match self.0.measure {
            Measure::Relative => by.exceeds_share(limit, from),
            Measure::Points => by > limit,
        }
    }

    /// The unit of a change, with the space before it; empty when the figure's own unit is meant.
    #[must_use]
    pub fn change_unit(self, by: Number) -> &'static str {
        match self.0.measure {
            Measure::Relative => "",
            Measure::Points if by == Number::whole(1) => " point",
            Measure::Points => " points",
        }
    }

    /// The magnitude of a figure by which places can be told apart; `None` for shares, which say nothing about size.
    #[must_use]
    pub fn magnitude(self, number: Number) -> Option<f64> {
        let is_size = matches!(self.0.measure, Measure::Relative);
        is_size.then(|| number.to_f64(0))
    }
}
