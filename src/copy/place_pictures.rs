//! The pictures that only the sheets of one place have.
//!
//! They are read with the figures of the place and dropped with its sheets, so that memory does not grow with the number
//! of places. A file that cannot be read is an error only where a sheet prints it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::picture::{Picture, Unusable};
use crate::project::{FileError, Files};

/// The pictures of a place, by their paths.
#[derive(Clone, Debug, Default)]
pub struct PlacePictures {
    files: BTreeMap<String, Arc<PictureFile>>,
}

/// A file that was read as a picture, or the reason why it could not be.
pub type PictureFile = Result<Arc<Picture>, PictureError>;

/// The reason why a file is no picture.
#[derive(Clone, Debug)]
pub enum PictureError {
    /// The file cannot be read. A file whose name differs in capitals only may have been meant.
    Unreadable(FileError, Option<String>),
    /// It can be read, and is no picture.
    Unusable(Unusable),
}

/// Reads the picture of a place.
///
/// # Errors
///
/// The reason why the file is no picture.
pub fn read_picture_file(files: &dyn Files, path: &str) -> PictureFile {
    let data = files.read(path).map_err(|error| {
        let near = same_but_for_capitals(files, path).filter(|_| error == FileError::Missing);
        PictureError::Unreadable(error, near)
    })?;
    let picture = Picture::read(&data, None).map_err(PictureError::Unusable)?;
    Ok(Arc::new(picture))
}

/// The file beside a missing one with the same name in other capitals.
fn same_but_for_capitals(files: &dyn Files, path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let mut names = files.list(folder).ok()?.into_iter();
    names.find(|other| other.eq_ignore_ascii_case(name))
}

impl PlacePictures {
    /// Adds a file that was read.
    pub fn add(&mut self, path: String, file: Arc<PictureFile>) {
        self.files.insert(path, file);
    }

    /// The picture at a path, which stands in the text at `span`.
    ///
    /// # Errors
    ///
    /// The error of a file that is no picture.
    pub(super) fn get(&self, path: &str, span: Span) -> Result<Arc<Picture>, Diagnostic> {
        match self.files.get(path).map(Arc::as_ref) {
            Some(Ok(picture)) => Ok(Arc::clone(picture)),
            Some(Err(error)) => Err(error.at(path, span)),
            None => Err(PictureError::Unreadable(FileError::Missing, None).at(path, span)),
        }
    }
}

impl PictureError {
    /// The diagnostic of a picture of one place. Those of many places are shown as one.
    fn at(&self, path: &str, span: Span) -> Diagnostic {
        let error = match self {
            Self::Unreadable(error, near) => {
                let message = format!("cannot read the picture {path}: {error}");
                let way_out = match (near, error) {
                    (Some(near), _) => Some(format!("give the file {near} this name")),
                    (None, FileError::Missing) => Some(
                        "add the file; with a code in its path, each place that prints the picture has its own"
                            .to_owned(),
                    ),
                    (None, error) => error.way_out().map(str::to_owned),
                };
                Diagnostic::error(error.code(), span, message).maybe_help(way_out)
            }
            Self::Unusable(Unusable { why, help }) => {
                let message = format!("{path} cannot be used as a picture");
                let error = Diagnostic::error(Code::WrongPicture, span, message);
                error.label(why.clone()).help(*help)
            }
        };
        error.about(path)
    }
}
