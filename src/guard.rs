//! Protection from decoders that panic on damaged files.
//!
//! Fonts, pictures and spreadsheets come from users, and the libraries that decode them sometimes panic instead of
//! returning an error. That is a problem of one file: it becomes that file's error, and the other files are still read.
//! The panic's own message means nothing to a user, so it is not printed. Panics anywhere else are bugs of this program
//! and end it as usual.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is decoding a file.
    static IS_DECODING: Cell<bool> = const { Cell::new(false) };
}

/// A decoder panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

/// Decodes a file, and catches a panic of the decoder. Nothing that the decoder has begun is used afterward.
///
/// # Errors
///
/// When the decoder panics.
pub fn guarded<T>(file: &[u8], decode: impl FnOnce(&[u8]) -> T) -> Result<T, Panicked> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_DECODING.get() {
                print(panic);
            }
        }));
    });
    let was_decoding = IS_DECODING.replace(true);
    let decoded = panic::catch_unwind(AssertUnwindSafe(|| {
        #[cfg(test)]
        assert!(!file.ends_with(PANICS), "a decoder that panics");
        decode(file)
    }));
    IS_DECODING.set(was_decoding);
    decoded.map_err(|_| Panicked)
}

/// In unit tests, the decoder of a file with this end panics.
#[cfg(test)]
pub(crate) const PANICS: &[u8] = b"the decoder panics on this";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_next_file_is_decoded() {
        let length = |file: &[u8]| guarded(file, <[u8]>::len);
        assert_eq!(length(b"a file"), Ok(6));
        assert_eq!(length(PANICS), Err(Panicked));
        assert_eq!(length(b"another"), Ok(7));
        assert!(!IS_DECODING.get());
    }
}
