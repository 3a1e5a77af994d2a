//! The punctuation of languages, from CLDR 48.
//!
//! ICU4X has no stable interface to CLDR's delimiters and percent patterns, so that they are listed here.
//!
//! CLDR names one pair of marks for quotations and one for quotations within them. Here the first is printed for `"` and
//! the second for `'`. Three choices differ from CLDR: Spanish has guillemets in Spain only, as US publishers do not print
//! them; Dutch has double marks for `"`; and Switzerland has guillemets, as its Federal Chancellery prescribes. In French the inner
//! pair differs from the outer one.

/// The quotation marks that a language prints for straight quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// For `"`: the opening and the closing mark.
    pub double: [&'static str; 2],
    /// For `'`: the opening and the closing mark.
    pub single: [&'static str; 2],
}

/// The quotation marks of a tag such as `de-CH` and its short form.
pub(super) fn quotes(tag: &str, short: &str) -> Quotes {
    let (double, single) = match (tag, short) {
        ("fr-CH", _) => (["«\u{202f}", "\u{202f}»"], ["‹\u{202f}", "\u{202f}›"]),
        ("de-CH" | "de-LI" | "it-CH", _) | (_, "rm") => (["«", "»"], ["‹", "›"]),
        ("pt-PT" | "es-ES", _) | (_, "it" | "el" | "ca" | "eu" | "kk") => (["«", "»"], ["“", "”"]),
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
    };
    Quotes { double, single }
}

/// The sign after a percentage, with the no-break space that CLDR's pattern has before it in most languages.
pub(super) fn percent_sign(short: &str) -> &'static str {
    match short {
        "en" | "pt" | "it" | "nl" | "ja" | "zh" | "ko" | "vi" | "id" => "%",
        _ => "\u{a0}%",
    }
}
