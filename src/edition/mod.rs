//! An edition: one design in one language, prepared once for all its sheets.

mod book;
mod book_writer;
mod definition;
mod marks;
mod named;
mod prepare;
mod qr_addresses;
mod remains;
mod render;
mod status;
mod translations;

pub use book::{Book, PaginatedBook, SheetSummary};
pub use book_writer::{BookFile, BookSheet, BookWriter};
pub use definition::{Edition, FOR_PRINT, FOR_PRINT_FILE, Inputs, Tools};
pub use render::Rendered;
