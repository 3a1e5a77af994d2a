//! The parts of a document.

use super::attachment::Attachment;
use super::metadata::Metadata;
use crate::layout::Page;

/// The contents of a file besides its pages.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The title, author and the like.
    pub metadata: Metadata,
    /// The figures as data, by the names of the files that hold them.
    pub attachments: Vec<Attachment>,
}

/// Pages that belong together: a sheet, or the front matter of a book.
#[derive(Clone, Copy, Debug)]
pub struct Section<'p> {
    /// The title of a sheet that is a part of a book.
    pub title: Option<&'p str>,
    /// Its pages.
    pub pages: &'p [Page],
    /// `true` if the file has other sections.
    pub is_of_book: bool,
}

impl<'p> Section<'p> {
    /// Pages that are all there is.
    #[must_use]
    pub fn alone(pages: &'p [Page]) -> Self {
        Self {
            title: None,
            pages,
            is_of_book: false,
        }
    }
}
