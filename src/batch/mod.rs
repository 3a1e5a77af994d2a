//! Many sheets: which ones, in parallel, and safely on the disk.

mod before;
mod bind;
mod deposit;
mod draft;
mod figures;
mod folder;
mod formats;
mod inputs;
mod named;
mod near_misses;
mod plan;
pub mod release;
mod render;
mod samples;
mod schemas;
mod select;
mod shard;
mod staging;
mod start;
mod write_error;

pub use bind::bind;
pub use figures::write_figures;
pub use folder::Folder;
pub use formats::Formats;
pub use inputs::Witness;
pub use named::{FileProblem, read_file, write_file};
pub use plan::{Plan, plan};
pub use render::{Batch, Finished, Keep, Make, Work, render};
pub use samples::write_samples;
pub use schemas::write_schemas;
pub use select::{Selection, UsageError, check_codes};
pub use shard::Shard;
pub use start::{Started, start_project};
pub use write_error::WriteError;
