//! The content of pages in reading order, piece by piece.

use std::ops::Range;

use crate::geometry::Point;
use crate::layout::frame::{Frame, Text};

/// Content that a screen reader skips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A running header.
    Header,
    /// A running footer.
    Footer,
    /// The header row of a table, repeated on a further page.
    RepeatedRow,
}

/// The owner of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nothing in the tree.
    Artifact(Artifact),
    /// A node, by its number.
    Node(usize),
}

/// A piece of content on a page.
#[derive(Clone, Debug)]
pub struct Piece<'p> {
    /// The owner.
    pub owner: Owner,
    /// The number of the run it is a part of, as in [`Child::Content`](super::Child); 0 for an artifact.
    pub run: usize,
    /// The place on the page: of a text the left end of its baseline, of a figure its top left corner.
    pub at: Point,
    /// The content itself.
    pub content: PieceContent<'p>,
}

/// The content of a piece.
#[derive(Clone, Debug)]
pub enum PieceContent<'p> {
    /// A part of a text, by the range of its bytes. `at` is the place of the whole text.
    Text(&'p Text, Range<usize>),
    /// A figure with everything in it.
    Figure(&'p Frame),
}
