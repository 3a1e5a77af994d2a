//! The error of a file that cannot be used as a picture.

use std::fmt;

/// The reason why a file cannot be used as a picture, and the advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The problem.
    pub why: String,
    /// The advice.
    pub help: &'static str,
}

impl Unusable {
    pub(in crate::picture) fn new(why: impl fmt::Display, help: &'static str) -> Self {
        // Messages of libraries can be longer than a line.
        let why = why.to_string();
        let first = why.lines().next().unwrap_or_default();
        Self {
            why: first.trim().to_owned(),
            help,
        }
    }
}
