//! The standard error.

use std::io::Write;

/// Writes text to standard error. A failure is ignored, since there is no other place to report it.
pub(super) fn write(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
