//! The structure of a language's file.

/// A language's words. A field that a language does not need or does not know yet is empty.
#[derive(Debug)]
pub(super) struct Words {
    /// The short tags of the language and of those that share its words.
    pub tags: &'static [&'static str],
    /// The words that the program prints.
    pub printed: Option<Printed>,
    /// The rules for names of places in a sentence.
    pub name_forms: Option<NameForms>,
    /// The words for powers of ten.
    pub scales: &'static [Scale],
    /// The names of currencies beside a scaled number, by their codes. Empty in languages that write the symbol first.
    pub currencies: &'static [(&'static str, &'static str)],
    /// The short names of currencies where they are the country's own.
    pub own_currencies: &'static [(&'static str, &'static str)],
    /// The word between a million and the name of a currency, with the space after it.
    pub of_scale: Option<&'static str>,
    /// The sign between groups of digits that voices are known to read as part of one number.
    pub spoken_group: Option<char>,
    /// The word for a minus, if voices are known not to speak the sign in this language.
    pub spoken_minus: Option<&'static str>,
    /// The words that begin with an apostrophe, without it.
    pub clipped: &'static [&'static str],
    /// The abbreviations after which a sentence continues, without their period.
    pub abbreviations: &'static [&'static str],
}

impl Words {
    /// The words of an unknown language: none.
    pub(super) const NONE: Self = Self {
        tags: &[],
        printed: None,
        name_forms: None,
        scales: &[],
        currencies: &[],
        own_currencies: &[],
        of_scale: None,
        spoken_group: None,
        spoken_minus: None,
        clipped: &[],
        abbreviations: &[],
    };

    /// The words for a status, with the tag of the language.
    pub(super) fn status(&self) -> Option<(StatusWords, &'static str)> {
        Some((self.printed.as_ref()?.status, self.tags.first()?))
    }
}

/// The word for a power of ten: after a number of the plural category `one`, and after the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The power of ten.
    pub exponent: u8,
    /// The word after one.
    pub one: &'static str,
    /// The word after other numbers.
    pub other: &'static str,
}

impl Scale {
    pub(super) const fn new(exponent: u8, one: &'static str, other: &'static str) -> Self {
        Self {
            exponent,
            one,
            other,
        }
    }
}

/// The words that the program prints on sheets and uses in their alternative texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Printed {
    /// The words for sheets that are not final.
    pub status: StatusWords,
    /// The word before the number of a page.
    pub page: &'static str,
    /// The label for the nation's figure beside a place's.
    pub national: &'static str,
    /// The words of charts.
    pub charts: ChartWords,
    /// The name of a QR code.
    pub qr_code: &'static str,
    /// The remark after a rank that several places share.
    pub tie: &'static str,
    /// The word for a footnote before its number.
    pub footnote: &'static str,
    /// The name of the link from a footnote to its call.
    pub back_to_text: &'static str,
}

/// The words of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartWords {
    /// The name of a chart with a bar for each figure.
    pub bars: &'static str,
    /// The name of a chart with one bar, in which each figure has a share.
    pub share: &'static str,
    /// The name of a chart with a part in its whole.
    pub part: &'static str,
    /// The name of a chart with a line for each series.
    pub line: &'static str,
    /// The name of a chart with a dot for each place.
    pub dots: &'static str,
    /// The name of a map of equal squares.
    pub tiles: &'static str,
    /// The name of a chart with a square for each unit.
    pub units: &'static str,
    /// The label of the nation's numbers, if it has no name of its own.
    pub nation: &'static str,
    /// The word for the number in the middle.
    pub median: &'static str,
    /// The word before the ends of a scale.
    pub scale: &'static str,
    /// The word before the number of places.
    pub places: &'static str,
    /// The words for places without a number.
    pub without_number: &'static str,
    /// The words before the number at which a scale begins.
    pub starts_at: &'static str,
    /// The words before the number that a square stands for.
    pub square: &'static str,
    /// The word between a part and its whole.
    pub of: &'static str,
}

/// The words for sheets that are not final: each a word in capital letters, and an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusWords {
    /// For sheets with made-up figures.
    pub sample: (&'static str, &'static str),
    /// For sheets that are not yet approved.
    pub draft: (&'static str, &'static str),
}

/// The rules for names of places in a sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct NameForms {
    /// The word in "of Alabama".
    pub of: &'static str,
    /// The words before which a name takes the form for sentences.
    pub before_names: &'static [&'static str],
    /// The words that can follow such a name. Before any other word the name is an attribute, as in "from Alabama
    /// law enforcement". Empty when names are never attributes.
    pub after_names: &'static [&'static str],
    /// The articles, which are part of the form for sentences.
    pub articles: &'static [&'static str],
    /// The words that contract with an article.
    pub contracted: &'static [&'static str],
    /// The article that they contract with.
    pub contracting_article: Option<&'static str>,
}
