//! Changes of a figure between two years: relative, in percent, or absolute, in percentage points.

use super::Kind;
use crate::project::number::Number;

/// The unit in which a change is measured.
#[derive(Clone, Copy, Debug)]
pub(super) enum Measure {
    /// In percent of the older number.
    Relative,
    /// In percentage points, because the figure itself is a percentage.
    Points,
    /// In the figure's own unit alone.
    Difference,
}

impl Kind {
    /// The change `by` in percent of the older number `from`, rounded to one decimal. `None` if `from` is 0, and for
    /// kinds whose changes are absolute.
    #[must_use]
    pub fn change_in_percent(self, by: Number, from: Number) -> Option<Number> {
        match self.descriptor.measure {
            Measure::Relative => by.in_percent_of(from.abs()),
            Measure::Points | Measure::Difference => None,
        }
    }

    /// Whether the change `by` exceeds `limit`, which is in percent of the older number `from` or in points.
    #[must_use]
    pub fn change_exceeds(self, by: Number, from: Number, limit: Number) -> bool {
        match self.descriptor.measure {
            Measure::Relative => by.exceeds_share(limit, from.abs()),
            Measure::Points | Measure::Difference => by > limit,
        }
    }

    /// The unit of the change `by`, with the space before it. Empty if the change has the figure's own unit.
    #[must_use]
    pub fn change_unit(self, by: Number) -> &'static str {
        match self.descriptor.measure {
            Measure::Relative | Measure::Difference => "",
            Measure::Points if by == Number::whole(1) => " point",
            Measure::Points => " points",
        }
    }

    /// The magnitude of a figure, for comparing the sizes of jurisdictions. `None` for percentages and signed figures,
    /// which do not depend on size.
    #[must_use]
    pub fn magnitude(self, number: Number) -> Option<f64> {
        let is_size = matches!(self.descriptor.measure, Measure::Relative);
        (is_size && !self.parameters.is_signed).then(|| number.to_f64(0))
    }
}
