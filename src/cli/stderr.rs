//! The standard error.

use std::io::Write;

/// Writes text to the standard error. When that is gone, nobody is there to be told.
pub(super) fn write(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
