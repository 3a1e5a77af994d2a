//! Dutch and Afrikaans.

use super::words::Words;

pub(super) static WORDS: Words = Words {
    tags: &["nl", "af"],
    clipped: &["er", "k", "m", "n", "ns", "r", "s", "t"],
    ..Words::NONE
};
