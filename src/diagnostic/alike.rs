//! Names that look alike but differ: a Cyrillic А for a Latin A, a no-break space for a space, one apostrophe for
//! another. The message "there is no `АL`, did you mean `AL`?" shows no difference, so the code points are named.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The appearance of a name: equal for names that look alike.
#[must_use]
pub fn skeleton(name: &str) -> String {
    let plain = name.nfkc().map(lookalike).collect::<String>();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The Latin letter or the mark that looks like a character.
fn lookalike(c: char) -> char {
    match c {
        // Cyrillic.
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        'І' => 'I',
        'Ј' => 'J',
        'Ѕ' => 'S',
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' => 'i',
        'ј' => 'j',
        'ѕ' => 's',
        // Greek.
        'Α' => 'A',
        'Β' => 'B',
        'Ε' => 'E',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Ρ' => 'P',
        'Τ' => 'T',
        'Υ' => 'Y',
        'Χ' => 'X',
        'ο' => 'o',
        'ν' => 'v',
        // Apostrophes, the ʻokina, and their common substitutes.
        '‘' | '’' | 'ʻ' | 'ʼ' | 'ʽ' | '`' | '´' | '′' | '\u{2bf}' | '\u{2be}' => '\'',
        // Hyphens and dashes.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

/// The first difference of two names that look alike, or `None` if they look different or differ only in case.
#[must_use]
pub fn told_apart(name: &str, other: &str) -> Option<String> {
    let is_plain = name.is_ascii() && other.is_ascii();
    if is_plain || name.to_lowercase() == other.to_lowercase() || skeleton(name) != skeleton(other)
    {
        return None;
    }
    let mut pairs = name.chars().zip(other.chars());
    let differs = |(one, two): &(char, char)| !one.to_lowercase().eq(two.to_lowercase());
    let (one, two) = pairs.find(differs)?;
    Some(format!(
        "`{name}` has U+{:04X} where `{other}` has U+{:04X}",
        u32::from(one),
        u32::from(two)
    ))
}

/// The name with letters and marks composed (NFC), for comparison.
#[must_use]
pub fn composed(name: &str) -> std::borrow::Cow<'_, str> {
    match is_nfc(name) {
        true => name.into(),
        false => name.nfc().collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_the_same_are_told_apart_by_code_points() {
        for (name, other, difference) in [
            ("\u{410}L", "AL", "U+0410 where `AL` has U+0041"),
            (
                "Hawai\u{2bc}i",
                "Hawai\u{2bb}i",
                "U+02BC where `Hawaiʻi` has U+02BB",
            ),
            (
                "Hawai'i",
                "Hawai\u{2bb}i",
                "U+0027 where `Hawaiʻi` has U+02BB",
            ),
            (
                "New\u{a0}York",
                "New York",
                "U+00A0 where `New York` has U+0020",
            ),
            ("ＡL", "AL", "U+FF21 where `AL` has U+0041"),
            ("a\u{2011}b", "a-b", "U+2011 where `a-b` has U+002D"),
        ] {
            let told = told_apart(name, other);
            assert_eq!(told, Some(format!("`{name}` has {difference}")));
        }
        for (name, other) in [("al", "AL"), ("North", "South"), ("É", "é"), ("AL", "AL")] {
            assert_eq!(told_apart(name, other), None, "{name}");
        }
    }

    #[test]
    fn marks_are_composed() {
        assert_eq!(composed("Don\u{303}a"), "Doña");
        assert!(matches!(composed("Doña"), std::borrow::Cow::Borrowed(_)));
    }
}
