//! SHA-256 digests, by which files are compared without keeping their bytes.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::io::{self, Read};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of everything a reader yields, in constant memory.
    ///
    /// # Errors
    ///
    /// When the reader fails.
    pub fn of_reader(mut from: impl Read) -> io::Result<Self> {
        let mut digest = Sha256::new();
        let mut part = vec![0; 1 << 16];
        loop {
            match from.read(&mut part) {
                Ok(0) => break,
                Ok(count) => digest.update(&part[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self(digest.finalize().into()))
    }
}

/// Digests of files as `sha256sum` writes them, in the order of the files' names.
#[must_use]
pub fn sha256sum_lines<'f>(files: impl Iterator<Item = (&'f str, Digest)>) -> String {
    let mut lines = String::new();
    for (name, digest) in files.collect::<BTreeMap<_, _>>() {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{digest}  {name}");
    }
    lines
}

impl From<[u8; 32]> for Digest {
    fn from(digest: [u8; 32]) -> Self {
        Self(digest)
    }
}

impl fmt::Display for Digest {
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

/// The error of a text that is not a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDigest;

impl fmt::Display for InvalidDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected 64 hexadecimal digits")
    }
}

impl FromStr for Digest {
    type Err = InvalidDigest;

    fn from_str(text: &str) -> Result<Self, InvalidDigest> {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let bytes = pairs
            .iter()
            .filter_map(|[high, low]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok());
        let bytes: Vec<u8> = bytes.collect();
        match <[u8; 32]>::try_from(bytes) {
            Ok(digest) if rest.is_empty() && pairs.len() == 32 => Ok(Self(digest)),
            _ => Err(InvalidDigest),
        }
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
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
    fn a_digest_is_written_and_read() {
        // The digest of the empty message, as FIPS 180-4's examples have it.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), empty);
        assert_eq!(empty.parse(), Ok(Digest::of(b"")));
        for wrong in [
            "",
            "e3",
            &empty[1..],
            &format!("{empty}0"),
            &empty.replace('e', "g"),
        ] {
            assert_eq!(wrong.parse::<Digest>(), Err(InvalidDigest), "{wrong}");
        }
    }
}
