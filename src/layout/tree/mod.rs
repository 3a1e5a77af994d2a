//! The meaning of pages: a tree of headings, paragraphs, lists, tables and figures in reading order.
//!
//! Frames know their roles, but they are cut into pages: a table that continues overleaf is two frames, and a repeated
//! header row means nothing the second time. The tree joins what belongs together. It is read once from the finished
//! pages ([`read`]), so that everything that tells readers what a page means, such as the tags of a PDF, agrees with
//! what stands on it.

mod area;
mod links;
mod node;
mod piece;
mod reader;

pub use area::Area;
pub use links::{LinkArea, Links};
pub use node::{Child, HeadingPlace, Node, NodeKind, Scope, Tree};
pub use piece::{Artifact, Owner, Piece, PieceContent};
pub use reader::{Reading, read};
