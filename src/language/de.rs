//! German.

use super::words::Words;

pub(super) static WORDS: Words = Words {
    tags: &["de"],
    clipped: &[
        "n", "ne", "nem", "nen", "ner", "nes", "raus", "rein", "rüber", "rum", "runter", "s",
    ],
    ..Words::NONE
};
