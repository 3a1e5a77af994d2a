//! Commands that cannot be carried out.

/// A command that asks for something that does not exist or cannot be done. The files are not at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError {
    /// The problem.
    pub message: String,
    /// The suggested fix.
    pub help: String,
}

impl UsageError {
    /// An error with a message and a suggested fix.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}
