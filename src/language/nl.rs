//! Dutch and Afrikaans.

use super::words::{Scale, Words};

pub(super) static WORDS: Words = Words {
    tags: &["nl", "af"],
    clipped: &["er", "k", "m", "n", "ns", "r", "s", "t"],
    scales: &[
        Scale::new(3, "duizend", "duizend"),
        Scale::new(6, "miljoen", "miljoen"),
        Scale::new(9, "miljard", "miljard"),
        Scale::new(12, "biljoen", "biljoen"),
    ],
    spoken_minus: Some("min"),
    ..Words::NONE
};
