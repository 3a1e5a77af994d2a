//! factsheet
pub mod batch;
pub mod cli;
pub mod copy;
pub mod diagnostic;
pub mod edition;
pub mod geometry;
pub mod layout;
pub mod pdf;
pub mod project;
pub mod text;
