//! A release: a folder of sheets that belong together, with a manifest and checksums.

mod contents;
mod folder;
mod inside;
mod manifest;
mod merge;
mod picture;
mod publish;
mod settle;

pub use contents::{Change, Contents, Published, Refusal};
pub use folder::Release;
pub use manifest::{Head, MANIFEST, Manifest, Part, SUMS, Sheet, Volume, sum_of_sheets};
pub use merge::{Merge, MergeProblem};
pub use picture::{Picture, file_of};

pub use super::draft::Draft;
