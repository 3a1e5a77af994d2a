//! Pseudorandom numbers that are the same on every machine.

use crate::project::Likely;

/// A generator of pseudorandom numbers (`SplitMix64`, Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014).
pub(super) struct Chance(u64);

impl Chance {
    /// The generator for a seed and a name.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        let start = Self(seed).next();
        let mixed = name
            .bytes()
            .fold(start, |mixed, byte| Self(mixed ^ u64::from(byte)).next());
        Self(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A likely number in the range from `low` to `high`.
    pub(super) fn likely(&mut self, likely: Likely, (low, high): (u64, u64)) -> u64 {
        let number = match likely {
            Likely::Between(least, most) => self.between(least, most),
            Likely::Digits(least, most) => self.of_digits(least, most),
        };
        if (low..=high).contains(&number) {
            number
        } else {
            self.between(low, high)
        }
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }

    /// A number with `least` to `most` digits. Each number of digits is equally likely.
    fn of_digits(&mut self, least: u32, most: u32) -> u64 {
        let digits = self.between(least.into(), most.into());
        let smallest = (1..digits).fold(1, |power: u64, _| power * 10);
        self.between(smallest, smallest * 10 - 1)
    }
}
