//! The scale in which large numbers are printed.

use crate::project::number::Number;

/// The unit of the printed number, such as millions. The data file has the whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Thousands.
    Thousand,
    /// Millions.
    Million,
    /// Thousands of millions.
    Billion,
}

impl Scale {
    /// All scales.
    pub const ALL: [Self; 3] = [Self::Thousand, Self::Million, Self::Billion];

    /// The scale with a name in files.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.name() == name)
    }

    /// The name in files: `million`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Thousand => "thousand",
            Self::Million => "million",
            Self::Billion => "billion",
        }
    }

    /// The power of ten of one unit.
    #[must_use]
    pub const fn exponent(self) -> u8 {
        match self {
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
        }
    }

    /// Whether a number in this unit has at most so many decimals.
    pub(super) fn is_multiple(self, number: Number, decimals: u8) -> bool {
        let exponent = u32::from(self.exponent() - decimals) + u32::from(number.decimals());
        number.units(number.decimals()) % 10_i128.pow(exponent) == 0
    }
}
