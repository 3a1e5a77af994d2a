//! The scripts that sheets can be set in.
//!
//! Lines run from left to right, and words are shaped by the rules of Latin: a glyph for each character, ligatures,
//! kerning and accents. Other scripts need more: joined letters (Arabic), vowels that move (Devanagari), lines that
//! break by a dictionary (Thai), columns (Mongolian). Their letters would be printed in the wrong order or form, so
//! every script that is not in the list below is refused. A character that several scripts share can be set if one of
//! them can (UAX #24, `Script_Extensions`).

use std::ops::Range;

use icu_locale::subtags::{Language, Script as ScriptTag};
use icu_locale::{LanguageIdentifier, LocaleDirectionality, LocaleExpander};
use icu_properties::props::BidiClass;
pub use icu_properties::props::Script;
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, PropertyNamesLong};

/// The scripts that can be set. Each was tried with a font that has it.
pub const SETTABLE: [Script; 14] = [
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Armenian,
    Script::Georgian,
    Script::Cherokee,
    Script::CanadianAboriginal,
    Script::Osage,
    Script::Ethiopic,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
    Script::Hangul,
];

/// The scripts that can be set, for messages.
pub const SETTABLE_NAMES: &str = "Latin, Greek, Cyrillic, Armenian, Georgian, Cherokee, Canadian syllabics, Osage, \
                                  Ethiopic, Chinese, Japanese and Korean";

/// The reason why text cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsettable {
    /// The script of this name runs from right to left.
    RightToLeft(String),
    /// The script of this name needs shaping rules of its own.
    Complex(String),
    /// A part of a Korean syllable.
    Jamo,
}

/// The reason why a character cannot be set, or `None` if it can. A font may still lack it.
#[must_use]
pub fn unsettable(c: char) -> Option<Unsettable> {
    if c.is_ascii() {
        return None;
    }
    if matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}') {
        return Some(Unsettable::Jamo);
    }
    let all = ScriptWithExtensions::new().get_script_extensions_val(c);
    let direction = CodePointMapData::<BidiClass>::new().get(c);
    let is_right_to_left = [
        BidiClass::RightToLeft,
        BidiClass::ArabicLetter,
        BidiClass::ArabicNumber,
    ]
    .contains(&direction);
    if !is_right_to_left
        && all
            .iter()
            .any(|script| is_shared(script) || SETTABLE.contains(&script))
    {
        return None;
    }
    all.iter()
        .next()
        .map(|script| reason(script, is_right_to_left))
}

/// The reason why text in a language cannot be set, or `None` if it can or its script is unknown. The script in a tag
/// such as `ku-Arab` counts.
#[must_use]
pub fn unsettable_language(tag: &LanguageIdentifier) -> Option<Unsettable> {
    let mut full = tag.clone();
    LocaleExpander::new_extended().maximize(&mut full);
    let script = known(full.script?);
    let can_be_set = is_shared(script) || SETTABLE.contains(&script);
    (!can_be_set).then(|| reason(script, false))
}

/// Splits a word into parts of one script each. Characters of no single script join the part before them.
#[must_use]
pub fn parts(word: &str) -> Vec<(Range<usize>, Script)> {
    let mut parts: Vec<(Range<usize>, Option<Script>)> = Vec::new();
    for (start, c) in word.char_indices() {
        let end = start + c.len_utf8();
        let script = own_script(c);
        match parts.last_mut() {
            Some((range, own)) if script.is_none() || own.is_none() || script == *own => {
                range.end = end;
                *own = own.or(script);
            }
            _ => parts.push((start..end, script)),
        }
    }
    let parts = parts.into_iter();
    parts
        .map(|(range, own)| (range, own.unwrap_or(Script::Latin)))
        .collect()
}

/// The only script of a character, if it can be set. Others are refused before text is shaped.
fn own_script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        _ if c.is_ascii() => None,
        _ => Some(CodePointMapData::<Script>::new().get(c))
            .filter(|script| SETTABLE.contains(script)),
    }
}

/// Whether a script stands for characters of no single script.
fn is_shared(script: Script) -> bool {
    [Script::Common, Script::Inherited, Script::Unknown].contains(&script)
}

/// The script of a tag. Some tags name two scripts or a form of one.
fn known(tag: ScriptTag) -> Script {
    match tag.as_str() {
        "Hans" | "Hant" => Script::Han,
        "Jpan" | "Hrkt" => Script::Hiragana,
        "Kore" => Script::Hangul,
        _ => Script::from(tag),
    }
}

fn reason(script: Script, is_right_to_left: bool) -> Unsettable {
    let name = PropertyNamesLong::<Script>::new().get(script);
    let name = name.unwrap_or_default().replace('_', " ");
    let tag = LanguageIdentifier {
        language: Language::UNKNOWN,
        script: Some(script.into()),
        ..LanguageIdentifier::UNKNOWN
    };
    let runs_left = LocaleDirectionality::new_extended().is_right_to_left(&tag);
    match is_right_to_left || runs_left {
        true => Unsettable::RightToLeft(name),
        false => Unsettable::Complex(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Option<Unsettable> {
        let tag = tag.parse().expect("a tag");
        unsettable_language(&tag)
    }

    fn is_right_to_left(reason: Option<&Unsettable>) -> bool {
        matches!(reason, Some(Unsettable::RightToLeft(_)))
    }

    #[test]
    fn scripts_of_the_list_can_be_set_with_their_punctuation() {
        let texts = [
            "Doña “Ana” – 5\u{a0}% · € ½ ʻOkina e\u{301} ₪ ™ ℵ → ✓",
            "Ελλάδα·",
            "Україна «ї»",
            "Հայաստան՝",
            "საქართველო",
            "ᏣᎳᎩ",
            "ᐃᓄᒃᑎᑐᑦ᙮",
            "𐓏𐓘𐓻𐓘𐓻𐓟",
            "አማርኛ፡፩",
            "図書館、「数」の本ー々〇",
            "ㄅㄆㄇ",
            "도서관",
        ];
        for text in texts {
            let refused: Vec<char> = text.chars().filter(|c| unsettable(*c).is_some()).collect();
            assert!(refused.is_empty(), "{text}: {refused:?}");
        }
    }

    #[test]
    fn other_scripts_are_refused_with_their_digits_and_punctuation() {
        let right_to_left = "אבָײشپ،؟٣۴ـ\u{64b}ܐހߊࡀࠀ𐤀𞤀\u{fb1d}\u{fdfa}\u{fe8d}﴾";
        for c in right_to_left.chars() {
            let reason = unsettable(c);
            assert!(
                is_right_to_left(reason.as_ref()),
                "U+{:04X}: {reason:?}",
                u32::from(c)
            );
        }
        let complex = "कि।१বগுగಕമසกลཀကកᠠᬅꦀᜀᤀᥐꯀ𑄃ⴰⵣ𞓐ᚠ";
        for c in complex.chars() {
            let reason = unsettable(c);
            assert!(
                matches!(reason, Some(Unsettable::Complex(_))),
                "U+{:04X}: {reason:?}",
                u32::from(c)
            );
        }
        assert_eq!(unsettable('\u{1112}'), Some(Unsettable::Jamo));
        assert_eq!(
            unsettable('\u{94d}'),
            Some(Unsettable::Complex("Devanagari".to_owned()))
        );
    }

    #[test]
    fn languages_have_the_script_that_they_are_mostly_written_in() {
        for tag in [
            "en-US", "es-US", "ht", "vi", "el", "ru", "sr", "hy", "ka", "chr", "iu", "osa", "am",
            "ti", "zh-CN",
        ] {
            assert_eq!(language(tag), None, "{tag}");
        }
        for tag in [
            "zh-TW", "yue", "ja", "ko", "ku", "az", "hi-Latn", "ar-Latn", "haw", "nv", "xx",
            "sr-Latn",
        ] {
            assert_eq!(language(tag), None, "{tag}");
        }
        for tag in [
            "ar", "he-IL", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "ku-Arab", "pa-PK",
            "ks", "syr",
        ] {
            assert!(is_right_to_left(language(tag).as_ref()), "{tag}");
        }
        for tag in [
            "hi", "ne", "bn", "ta", "te", "th", "lo", "km", "my", "bo", "si", "pa", "gu",
            "mn-Mong", "zgh",
        ] {
            assert!(
                matches!(language(tag), Some(Unsettable::Complex(_))),
                "{tag}"
            );
        }
    }

    #[test]
    fn words_are_parted_where_the_script_changes() {
        let of = |word: &str| -> Vec<(String, Script)> {
            parts(word)
                .into_iter()
                .map(|(range, script)| (word[range].to_owned(), script))
                .collect()
        };
        let expected = [
            ("«".to_owned() + "Ω-1", Script::Greek),
            ("mega»".to_owned(), Script::Latin),
        ];
        assert_eq!(of("«Ω-1mega»"), expected);
        assert_eq!(of("12,5"), [("12,5".to_owned(), Script::Latin)]);
        assert!(parts("").is_empty());
    }
}
