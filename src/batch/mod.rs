//! Many sheets: which ones, in parallel, and safely on the disk.

mod folder;
mod inputs;
mod plan;
pub mod release;
mod render;
mod samples;
mod select;
mod shard;
mod staging;

pub use folder::Folder;
pub use inputs::Witness;
pub use plan::{Plan, plan};
pub use render::{Batch, Finished, Keep, Make, Work, render};
pub use samples::write_samples;
pub use select::{Selection, UsageError};
pub use shard::Shard;
pub use staging::WriteError;
