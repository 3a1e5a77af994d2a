//! A batch in parts, for several machines or processes.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the equal parts of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Numbers")]
pub struct Shard {
    /// The number of the part, from 1.
    pub number: usize,
    /// The number of all parts.
    pub of: usize,
}

/// Two numbers, not yet checked.
#[derive(Deserialize)]
struct Numbers {
    number: usize,
    of: usize,
}

impl TryFrom<Numbers> for Shard {
    type Error = String;

    fn try_from(Numbers { number, of }: Numbers) -> Result<Self, String> {
        match of {
            0 => Err("there is at least one part".to_owned()),
            of if of > Self::MOST => Err(format!("there are at most {} parts", Self::MOST)),
            of if (1..=of).contains(&number) => Ok(Self { number, of }),
            of => Err(format!("the part is a number from 1 to {of}")),
        }
    }
}

impl Shard {
    /// The largest number of parts.
    pub const MOST: usize = 100_000;

    /// The range of the sheets in this part. The parts follow each other, and their sizes differ by at most one.
    #[must_use]
    pub fn share(self, sheets: usize) -> Range<usize> {
        let before = |parts: usize| sheets / self.of * parts + (sheets % self.of) * parts / self.of;
        before(self.number - 1)..before(self.number)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| {
            let (number, of) = (number.parse().ok()?, of.parse().ok()?);
            Some(Numbers { number, of })
        });
        let numbers = numbers.ok_or("expected a part and how many there are, as in 2/7")?;
        Self::try_from(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_even_and_make_up_the_whole() {
        for sheets in (0..60).chain([10_000]) {
            for of in 1..20 {
                let shares = (1..=of).map(|number| Shard { number, of }.share(sheets));
                let mut end = 0;
                for share in shares {
                    assert_eq!(share.start, end);
                    assert!((sheets / of..=sheets.div_ceil(of)).contains(&share.len()));
                    end = share.end;
                }
                assert_eq!(end, sheets);
            }
        }
    }

    #[test]
    fn a_shard_is_read_as_it_is_written() {
        assert_eq!("2/7".parse(), Ok(Shard { number: 2, of: 7 }));
        assert_eq!(Shard { number: 2, of: 7 }.to_string(), "2/7");
        for wrong in [
            "", "2", "/", "0/7", "8/7", "0/0", "1/0", "-1/7", "1/7/", "1/100001",
        ] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
