//! The meaning of pages: a tree of headings, paragraphs, lists, tables and figures in reading order.
//!
//! Frames have roles, but they are cut into pages: a table that continues overleaf is two frames, and a repeated
//! header row has no meaning of its own. The tree joins the parts. It is read once from the finished pages ([`read`]),
//! so that every description of the content, such as the tags of a PDF, agrees with what is printed.

mod area;
mod links;
mod node;
mod piece;
mod reader;

pub use area::Area;
pub use links::{LinkArea, Links};
pub use node::{Child, FootnoteEnds, HeadingPlace, Node, NodeKind, Scope, Tree};
pub use piece::{Artifact, Owner, Piece, PieceContent};
pub use reader::{Reading, read};
