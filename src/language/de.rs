//! German.

use super::words::{Scale, Words};

pub(super) static WORDS: Words = Words {
    tags: &["de"],
    clipped: &[
        "n", "ne", "nem", "nen", "ner", "nes", "raus", "rein", "rüber", "rum", "runter", "s",
    ],
    scales: &[
        Scale::new(3, "Tausend", "Tausend"),
        Scale::new(6, "Million", "Millionen"),
        Scale::new(9, "Milliarde", "Milliarden"),
        Scale::new(12, "Billion", "Billionen"),
    ],
    currencies: &[
        ("CHF", "Schweizer Franken"),
        ("EUR", "Euro"),
        ("GBP", "Britische Pfund"),
        ("USD", "US-Dollar"),
    ],
    ..Words::NONE
};
