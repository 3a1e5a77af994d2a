//! Many sheets: which ones, in parallel, and safely on the disk.

mod folder;
mod plan;
mod publish;
mod render;

pub use folder::Folder;
pub use plan::{Job, Plan, Selection, UsageError, plan};
pub use publish::{Staging, WriteError};
pub use render::{Keep, Outcome, render};
