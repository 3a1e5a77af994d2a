//! A release: a folder of sheets that belong together, with a manifest and checksums.

mod folder;
mod manifest;
mod merge;

pub use folder::{Change, Contents, Published, Refusal, Release};
pub use manifest::{Head, MANIFEST, Manifest, Part, SUMS, Sheet, Volume, sum_of_sheets};
pub use merge::{Merge, MergeProblem};
