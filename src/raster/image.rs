//! Pictures of pages.

use crate::digest::Digest;

/// A page as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// How many pixels it is wide.
    pub width: u16,
    /// How many it is high.
    pub height: u16,
    /// The PNG file.
    pub png: Vec<u8>,
    /// The sum of its bytes.
    pub sha256: Digest,
}
