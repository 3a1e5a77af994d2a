//! The kinds of files that are made of sheets, and their entries in the manifest of a release.
//!
//! An [`Output`] is a kind of file that a release can contain. It owns everything about that kind: the names of its
//! files, how they are made, the manifest entry of each, the rule for files of an earlier run, and the check of a file
//! against its entry. Releases, shards, plans and the command line know only this interface, so a new output is one
//! file here and one line in the list ([`OUTPUTS`]).
//!
//! Most outputs are made sheet by sheet ([`SheetOutput`]): from the filled blocks of a sheet, from its pages or from
//! the bytes of its PDF ([`Source`]). A book is made of all sheets of an edition, so only its entry is here.

mod book;
mod entry;
mod kind;
mod list;
mod pdf;
mod png;
mod selected;
mod stays;
mod verify;

pub use book::BookEntry;
pub use entry::{Context, Contradiction, Entry, FileFacts, Record, entries_of};
pub use kind::{Options, Output, OutputFile, SheetOutput, Source};
pub use list::{OUTPUTS, output_of, sheet_outputs};
pub use pdf::Sheet;
pub use png::Picture;
pub use selected::Selected;
pub use stays::{Conflict, Fate, Judge, Run, suffix};
