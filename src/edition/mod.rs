//! An edition: one design in one language, prepared once for all its sheets.

mod binding;
mod book;
mod definition;
mod marks;
mod prepare;
mod remains;
mod render;
mod status;
mod translations;

pub use binding::{Binding, Bound, BoundSheet};
pub use book::{Book, Leaf, Paged};
pub use definition::{Edition, FOR_PRINT, FOR_PRINT_FILE, Inputs, Tools};
pub use render::Rendered;
