//! The quotation marks of languages, from the delimiters of CLDR 48.
//!
//! CLDR names one pair for quotations and one for quotations within them. Here the first is printed for `"` and the
//! second for `'`. Three choices differ from it: Spanish has one pair everywhere, as US publishers print it; Dutch has
//! double marks for `"`; and Switzerland has guillemets, as its Federal Chancellery prescribes. In French the inner
//! pair is another than the outer one.

use crate::project::Language;

/// What a language prints for straight quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// For `"`: what opens and what closes.
    pub double: [&'static str; 2],
    /// For `'`, likewise.
    pub single: [&'static str; 2],
    /// Words that begin with an apostrophe, without it.
    pub clipped: &'static [&'static str],
}

impl Marks {
    /// The marks of a language.
    pub(super) fn of(language: &Language) -> Self {
        let (double, single) = pairs(&language.tag, &language.short);
        Self {
            double,
            single,
            clipped: clipped(&language.short),
        }
    }
}

fn pairs(tag: &str, short: &str) -> ([&'static str; 2], [&'static str; 2]) {
    match (tag, short) {
        ("fr-CH", _) => (["«\u{202f}", "\u{202f}»"], ["‹\u{202f}", "\u{202f}›"]),
        ("de-CH" | "de-LI" | "it-CH", _) | (_, "rm") => (["«", "»"], ["‹", "›"]),
        ("pt-PT", _) | (_, "it" | "el" | "ca" | "eu" | "kk") => (["«", "»"], ["“", "”"]),
        (_, "fr") => (["«\u{202f}", "\u{202f}»"], ["“", "”"]),
        (_, "de" | "lb" | "cs" | "sk" | "sl" | "hr" | "is" | "et" | "mk") => {
            (["„", "“"], ["‚", "‘"])
        }
        (_, "bg" | "lt") => (["„", "“"], ["„", "“"]),
        (_, "sv" | "fi") => (["”", "”"], ["’", "’"]),
        (_, "nb" | "nn" | "no") => (["«", "»"], ["‘", "’"]),
        (_, "ht" | "hy") => (["«", "»"], ["«", "»"]),
        (_, "pl" | "ro") => (["„", "”"], ["«", "»"]),
        (_, "hu") => (["„", "”"], ["»", "«"]),
        (_, "ka") => (["„", "“"], ["«", "»"]),
        (_, "ru" | "uk" | "be" | "ky") => (["«", "»"], ["„", "“"]),
        (_, "sr") => (["„", "”"], ["’", "’"]),
        (_, "bs") => (["„", "”"], ["‘", "’"]),
        _ => (["“", "”"], ["‘", "’"]),
    }
}

fn clipped(short: &str) -> &'static [&'static str] {
    match short {
        "en" => &[
            "bout", "cause", "cos", "coz", "cuz", "em", "fraid", "gainst", "kay", "n", "neath",
            "nother", "nuff", "round", "scuse", "til", "till", "tis", "twas", "tween", "twere",
            "twill", "twould",
        ],
        "nl" | "af" => &["er", "k", "m", "n", "ns", "r", "s", "t"],
        "de" => &[
            "n", "ne", "nem", "nen", "ner", "nes", "raus", "rein", "rüber", "rum", "runter", "s",
        ],
        _ => &[],
    }
}
