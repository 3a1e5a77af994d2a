//! Many sheets: the selection, the work on all cores, and the files on the disk.
//!
//! Only this room and the command line touch the disk. Whatever is written comes into a staging folder first and is
//! moved to its place in the end, so that a run that is killed leaves the old files or the new ones, and nothing in
//! between.

mod bind;
mod codes;
mod draft;
mod editions;
mod figures;
mod file_problem;
mod folder;
mod input_recorder;
mod library;
mod mixed_up;
mod named_file;
mod near_misses;
mod needed;
mod other_languages;
mod paths;
mod picture_cache;
mod plan;
mod previous_year;
pub mod release;
mod render;
mod sample_needs;
mod samples;
mod schemas;
mod select;
mod shard;
mod staged_files;
mod staging;
mod start;
mod text_sizes;
mod write_error;

pub use bind::bind;
pub use draft::Draft;
pub use figures::write_figures;
pub use file_problem::FileProblem;
pub use folder::Folder;
pub use input_recorder::InputRecorder;
pub use named_file::{read_file, write_file};
pub use plan::{Plan, SheetFiles, plan};
pub use render::{Batch, Finished, Keep, Make, Work, render};
pub use sample_needs::{SampleNeeds, sample_needs};
pub use samples::write_samples;
pub use schemas::write_schemas;
pub use select::{Selection, check_codes};
pub use shard::Shard;
pub use start::{Started, start_project};
pub use write_error::WriteError;
