//! Pictures of pages.

use crate::digest::Digest;

/// A picture of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// The width in pixels.
    pub width: u16,
    /// The height in pixels.
    pub height: u16,
    /// The PNG file.
    pub png: Vec<u8>,
    /// The digest of the file.
    pub sha256: Digest,
}
