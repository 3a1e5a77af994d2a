//! Comparison of a file with its entry.
//!
//! A manifest can be edited together with its checksums. So when the parts of a release are joined, an entry is
//! believed only where the file itself cannot tell.

use std::fmt::Display;

use super::entry::Contradiction;

/// Compares a value in a manifest entry with the value in the file.
pub(super) fn same<T: PartialEq + Display + ?Sized>(
    key: &str,
    entry: &T,
    file: &T,
) -> Result<(), Contradiction> {
    match entry == file {
        true => Ok(()),
        false => Err(format!("{key}: the manifest says {entry}, the file {file}")),
    }
}

/// Checks that a file is named after its year and code.
pub(super) fn check_name(file: &str, year: u16, code: &str) -> Result<(), Contradiction> {
    match file.strip_prefix(&format!("{year}-{code}")) {
        None => Err(format!("its name does not begin with {year}-{code}")),
        Some(rest) if rest.starts_with(['.', '-']) => Ok(()),
        Some(_) => Err(format!("its name is not that of {year}-{code}")),
    }
}

/// The number of bytes.
pub(super) fn byte_count(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
