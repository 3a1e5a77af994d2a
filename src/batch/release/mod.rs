//! A release: a folder of sheets that belong together, with a manifest and checksums.

mod contents;
mod folder;
mod manifest;
mod merge;
mod publish;
mod stays;
mod strict;

pub use contents::{Change, Contents, Published, Refusal};
pub use folder::Release;
pub use manifest::{Head, MANIFEST, Manifest, Part, SUMS};
pub use merge::{Merge, MergeProblem};
