//! A measured or calculated number: a rate, an average, a duration.

use super::descriptor::Descriptor;

/// A number with a fixed number of decimals.
pub(super) static NUMBER: Descriptor = Descriptor::PLAIN;
