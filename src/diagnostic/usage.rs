//! Commands that cannot be carried out.

/// A command that asks for something that does not exist or cannot be done. The files are not at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// The problem.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl UsageError {
    /// A problem and the way out of it.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}
