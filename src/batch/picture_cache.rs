//! Pictures that the sheets of several places share, such as that of the state around counties.
//!
//! Each place asks for its pictures when its turn comes. The newest ones are kept, so that a file is read once for all
//! places that follow each other, and memory does not grow with the number of places.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::copy::{PictureFile, read_picture_file};
use crate::picture::Picture;
use crate::project::Files;

/// The largest size of all pictures that are kept, in bytes.
const MOST_BYTES: usize = 32_000_000;

/// The largest number of files that are kept. A file that cannot be read has no size.
const MOST_FILES: usize = 1_000;

/// The pictures that were read last.
#[derive(Debug, Default)]
pub(super) struct PictureCache {
    newest: Mutex<VecDeque<(String, Slot)>>,
}

/// A picture that is read by the first thread that needs it.
type Slot = Arc<OnceLock<Arc<PictureFile>>>;

impl PictureCache {
    /// The picture at a path, which is read unless it is kept.
    pub fn get(&self, files: &dyn Files, path: &str) -> Arc<PictureFile> {
        let slot = self.slot(path);
        let file = slot.get_or_init(|| Arc::new(read_picture_file(files, path)));
        let file = Arc::clone(file);
        self.drop_oldest();
        file
    }

    fn slot(&self, path: &str) -> Slot {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, slot)) = newest.iter().find(|(known, _)| known == path) {
            return Arc::clone(slot);
        }
        let slot = Slot::default();
        newest.push_back((path.to_owned(), Arc::clone(&slot)));
        slot
    }

    /// Drops the oldest pictures until the others are within the limits.
    fn drop_oldest(&self) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let size = |slot: &Slot| match slot.get().map(Arc::as_ref) {
            Some(Ok(picture)) => Picture::bytes(picture),
            _ => 0,
        };
        let mut bytes: usize = newest.iter().map(|(_, slot)| size(slot)).sum();
        while bytes > MOST_BYTES || newest.len() > MOST_FILES {
            let Some((_, slot)) = newest.pop_front() else {
                return;
            };
            bytes = bytes.saturating_sub(size(&slot));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{FileError, Memory};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Files that count how often one is read.
    struct Counted {
        files: Memory,
        reads: AtomicUsize,
    }

    impl Files for Counted {
        fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
            self.reads.fetch_add(1, Ordering::Relaxed);
            self.files.read(path)
        }

        fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
            self.files.list(folder)
        }
    }

    #[test]
    fn a_shared_picture_is_read_once_and_the_oldest_are_dropped() {
        let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
        let files = Counted {
            files: Memory::default().with("a.svg", drawing),
            reads: AtomicUsize::new(0),
        };
        let cache = PictureCache::default();
        for _ in 0..3 {
            assert!(cache.get(&files, "a.svg").is_ok());
        }
        assert_eq!(files.reads.load(Ordering::Relaxed), 1);
        for number in 0..MOST_FILES {
            assert!(cache.get(&files, &format!("{number}.svg")).is_err());
        }
        assert_eq!(cache.newest.lock().expect("a lock").len(), MOST_FILES);
        assert!(cache.get(&files, "a.svg").is_ok());
        assert_eq!(files.reads.load(Ordering::Relaxed), MOST_FILES + 2);
    }
}
