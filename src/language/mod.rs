//! The languages of the sheets, and the program's data about each of them.
//!
//! Most data about a language come from Unicode's CLDR through ICU: number formats, plurals, scripts and line breaks. A
//! file for each language here has the data that CLDR lacks: the few words that the program itself prints, and the
//! words that it must recognize to read a text. A language without a file can still be used. The alternative texts of
//! its sheets are shorter, and fewer slips in its text are found.
//!
//! To add a language, write its file after the model of `es.rs` and add it to `ALL`.

mod de;
mod en;
mod es;
mod money;
mod nl;
mod punctuation;
mod words;

pub use punctuation::Quotes;
pub use words::{ChartWords, NameForms, Printed, Scale, StatusWords};

use words::Words;

/// The languages that have a file.
const ALL: [&Words; 4] = [&en::WORDS, &es::WORDS, &de::WORDS, &nl::WORDS];

/// A language of the publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The tag as written in `publication.toml`, such as `en-US`.
    pub tag: String,
    /// The part before the hyphen, which names files: `en`.
    pub short: String,
}

impl Language {
    /// Creates a language from its tag.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        let short = tag.split('-').next().unwrap_or(tag);
        Self {
            tag: tag.to_owned(),
            short: short.to_owned(),
        }
    }

    /// The words that the program prints, or `None` when the language has none.
    #[must_use]
    pub fn printed(&self) -> Option<&'static Printed> {
        self.words()?.printed.as_ref()
    }

    /// The words for a status, with the tag of their language. They are English when the language has none.
    #[must_use]
    pub fn status_words(&self) -> (StatusWords, &'static str) {
        let own = self.words().and_then(Words::status);
        own.unwrap_or((en::STATUS, "en"))
    }

    /// The word before a name in "of Alabama", or `None` when it changes with the name or is not known.
    #[must_use]
    pub fn of(&self) -> Option<&'static str> {
        Some(self.name_forms()?.of)
    }

    /// The rules for names of places in a sentence, or `None` when they are not known.
    #[must_use]
    pub fn name_forms(&self) -> Option<&'static NameForms> {
        self.words()?.name_forms.as_ref()
    }

    /// The words for powers of ten that may follow a rounded number. Empty when they are not known.
    #[must_use]
    pub fn scales(&self) -> &'static [Scale] {
        self.words().map_or(&[], |words| words.scales)
    }

    /// Whether screen readers speak a number as one number if this sign separates its groups of digits.
    #[must_use]
    pub fn voices_know_group(&self, sign: char) -> bool {
        self.words()
            .is_some_and(|words| words.spoken_group == Some(sign))
    }

    /// The word that is spoken for a minus, or `None` if voices know the sign, or if it is not known.
    #[must_use]
    pub fn spoken_minus(&self) -> Option<&'static str> {
        self.words()?.spoken_minus
    }

    /// The words that begin with an apostrophe, without it: "tis", "twas".
    #[must_use]
    pub fn clipped(&self) -> &'static [&'static str] {
        self.words().map_or(&[], |words| words.clipped)
    }

    /// The quotation marks.
    #[must_use]
    pub fn quotes(&self) -> Quotes {
        punctuation::quotes(&self.tag, &self.short)
    }

    /// The sign after a percentage, with the no-break space before it where the language has one.
    #[must_use]
    pub fn percent_sign(&self) -> &'static str {
        punctuation::percent_sign(&self.short)
    }

    fn words(&self) -> Option<&'static Words> {
        let mut all = ALL.into_iter();
        all.find(|words| words.tags.contains(&self.short.as_str()))
    }
}

/// The words for a status in all languages.
pub fn all_status_words() -> impl Iterator<Item = StatusWords> {
    let status = ALL.into_iter().filter_map(Words::status);
    status.map(|(status, _)| status)
}

/// Whether a word before a period is an abbreviation after which the sentence continues. Texts name people and places
/// of other languages, so the abbreviations of all languages count.
#[must_use]
pub fn is_abbreviation(word: &str) -> bool {
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    is_letter || ALL.iter().any(|words| words.abbreviations.contains(&word))
}

/// The maximum number of letters in a preposition that is kept on one line with the year after it, as in "in 2023" and
/// "en 2023". Longer words may end a line.
pub const SHORT_PREPOSITION: usize = 3;

/// Whether a text begins with a year from 1900 to 2099, in digits.
#[must_use]
pub fn begins_with_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let year = text[..digits].parse::<u16>();
    digits == 4 && year.is_ok_and(|year| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_in_the_list_once() {
        let tags: Vec<&str> = ALL.iter().flat_map(|words| words.tags).copied().collect();
        for tag in &tags {
            assert_eq!(
                tags.iter().filter(|other| *other == tag).count(),
                1,
                "{tag}"
            );
        }
    }

    #[test]
    fn a_language_without_a_file_has_english_status_words_and_no_others() {
        let language = Language::new("fr-CA");
        assert_eq!(language.printed(), None);
        assert_eq!(language.of(), None);
        assert_eq!(language.status_words(), Language::new("en").status_words());
        assert_eq!(language.status_words().1, "en");
        assert_eq!(Language::new("es-US").status_words().1, "es");
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        for word in ["Sra", "Inc", "S", "É"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["reports", "", "2", "in"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }

    #[test]
    fn years_have_four_digits() {
        for (text, expected) in [
            ("2023 was", true),
            ("1999", true),
            ("20230", false),
            ("1200 mm", false),
            ("", false),
        ] {
            assert_eq!(begins_with_year(text), expected, "{text}");
        }
    }
}
