//! Problems with files and folders that are named on the command line.

use super::write_error::WriteError;
use crate::diagnostic::UsageError;

/// Why a file or folder that is named on the command line is not used.
#[derive(Debug)]
pub enum FileProblem {
    /// The name is wrong.
    Usage(UsageError),
    /// A file could not be read or written.
    Machine(WriteError),
}

impl From<WriteError> for FileProblem {
    fn from(failure: WriteError) -> Self {
        Self::Machine(failure)
    }
}

impl FileProblem {
    pub(super) fn usage(message: String, help: impl Into<String>) -> Self {
        Self::Usage(UsageError::new(message, help))
    }
}
