//! Many sheets: which ones, in parallel, and safely on the disk.

mod folder;
mod plan;
mod publish;
mod render;
mod samples;
mod select;

pub use folder::Folder;
pub use plan::{Plan, plan};
pub use publish::{Staging, WriteError};
pub use render::{Batch, Keep, Outcome, render};
pub use samples::{Refusal, write_samples};
pub use select::{Selection, UsageError};
