//! The parameters that the dictionary gives a kind: its decimals, sign, currency and scale.

use super::currency::Currency;
use super::scale::Scale;

/// A key of the dictionary that fits some kinds only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `decimals`.
    Decimals,
    /// `signed`.
    Signed,
    /// `currency`.
    Currency,
    /// `scale`.
    Scale,
    /// `unit`.
    Unit,
}

impl Key {
    /// The key as written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decimals => "decimals",
            Self::Signed => "signed",
            Self::Currency => "currency",
            Self::Scale => "scale",
            Self::Unit => "unit",
        }
    }
}

/// The parameters of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// The number of decimals of every number. `None` if each number keeps its own.
    pub decimals: Option<u8>,
    /// Whether numbers can be below 0, and percentages above 100.
    pub is_signed: bool,
    /// The currency.
    pub currency: Option<Currency>,
    /// The scale of the printed number. The decimals are then those of the printed number.
    pub scale: Option<Scale>,
}

impl Parameters {
    /// The most decimals that a number in a data file can have, or `None` if any number of them is accepted. A scaled
    /// figure is given as a whole number.
    pub(super) fn most_decimals(&self) -> Option<u8> {
        match self.scale {
            Some(_) => Some(0),
            None => self.decimals,
        }
    }

    /// Whether a number in a data file has no decimals.
    pub(super) fn is_whole(&self) -> bool {
        self.most_decimals() == Some(0)
    }
}
