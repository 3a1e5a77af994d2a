//! The entries of a manifest.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use crate::digest::Digest;

/// A difference between an entry and its file, in words.
pub type Contradiction = String;

/// The surroundings of a file that is compared with its entry.
#[derive(Clone, Copy, Debug)]
pub struct Context<'m> {
    /// The program that made the release, according to the manifest.
    pub tool: &'m str,
    /// The name of the publication, in its default language.
    pub project: &'m str,
    /// The year of the figures.
    pub year: u16,
    /// The entry of the sheet with the same name, if there is one.
    pub sheet: Option<&'m dyn Entry>,
}

/// A file of a release, as described by the manifest. Each output has its own entry type, with its own keys in a fixed
/// order.
pub trait Entry: Any + fmt::Debug + Send + Sync {
    /// The list of the manifest that contains the entry.
    fn list(&self) -> &'static str;

    /// The facts that every entry states.
    fn facts(&self) -> FileFacts<'_>;

    /// The name of the file without its ending. The files of one sheet have the same.
    fn stem(&self) -> &str;

    /// A summary for the terminal, such as "1 page, text 9.6pt".
    fn summary(&self) -> String;

    /// The entry as JSON, on one line.
    fn to_json(&self) -> String;

    /// Compares the entry with the bytes of the file.
    ///
    /// # Errors
    ///
    /// The first contradiction between the two.
    fn verify(&self, bytes: &[u8], context: &Context<'_>) -> Result<(), Contradiction>;
}

/// An entry that manifests share.
pub type Record = Arc<dyn Entry>;

/// The facts that the entry of every output states.
#[derive(Clone, Copy, Debug)]
pub struct FileFacts<'e> {
    /// The jurisdiction's code; `None` for a file about all of them.
    pub code: Option<&'e str>,
    /// The design and language, as in `letter-en`.
    pub edition: &'e str,
    /// The file's name.
    pub file: &'e str,
    /// The file's size in bytes.
    pub bytes: u64,
    /// The digest of the file.
    pub sha256: Digest,
}

impl PartialEq for dyn Entry {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list() && self.to_json() == other.to_json()
    }
}

impl dyn Entry {
    /// The entry as one of a type, if it is one.
    #[must_use]
    pub fn downcast<E: Entry>(&self) -> Option<&E> {
        let any: &dyn Any = self;
        any.downcast_ref()
    }
}

/// The entries of one type.
pub fn entries_of<E: Entry>(entries: &[Record]) -> impl Iterator<Item = &E> + Clone {
    entries.iter().filter_map(|entry| entry.downcast())
}
