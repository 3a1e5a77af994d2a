//! Sums by which files are known again.

use std::fmt::{self, Write};
use std::io::{self, Read};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum([u8; 32]);

impl Sum {
    /// The sum of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The sum of all that can be read, which need not fit into memory.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn of_all(mut from: impl Read) -> io::Result<Self> {
        let mut sum = Sha256::new();
        let mut part = vec![0; 1 << 16];
        loop {
            match from.read(&mut part) {
                Ok(0) => break,
                Ok(count) => sum.update(&part[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self(sum.finalize().into()))
    }
}

impl From<[u8; 32]> for Sum {
    fn from(sum: [u8; 32]) -> Self {
        Self(sum)
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        for byte in self.0 {
            for half in [byte >> 4, byte & 15] {
                f.write_char(DIGITS[usize::from(half)].into())?;
            }
        }
        Ok(())
    }
}

/// A text that is no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSum;

impl fmt::Display for NoSum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected 64 hexadecimal digits")
    }
}

impl FromStr for Sum {
    type Err = NoSum;

    fn from_str(text: &str) -> Result<Self, NoSum> {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let bytes = pairs
            .iter()
            .filter_map(|[high, low]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok());
        let bytes: Vec<u8> = bytes.collect();
        match <[u8; 32]>::try_from(bytes) {
            Ok(sum) if rest.is_empty() && pairs.len() == 32 => Ok(Self(sum)),
            _ => Err(NoSum),
        }
    }
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_written_and_read() {
        // The sum of nothing, as FIPS 180-4's examples have it.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Sum::of(b"").to_string(), empty);
        assert_eq!(empty.parse(), Ok(Sum::of(b"")));
        for wrong in [
            "",
            "e3",
            &empty[1..],
            &format!("{empty}0"),
            &empty.replace('e', "g"),
        ] {
            assert_eq!(wrong.parse::<Sum>(), Err(NoSum), "{wrong}");
        }
    }
}
