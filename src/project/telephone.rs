//! Telephone numbers in text.

/// The countries that share the code 1, whose numbers are mostly written without it.
const CODE_1: [&str; 3] = ["US", "CA", "PR"];

/// The telephone number in a text in dialing form: with a country code, or the few digits of a service. The text may
/// give the number twice, in letters and in digits. Returns `None` if the text has anything else or is ambiguous.
pub(super) fn number(words: &str, language: &str) -> Option<String> {
    if let Some(number) = dialed(words, language) {
        return Some(number);
    }
    let parts = words.split(['(', ')']).map(str::trim);
    let mut parts = parts.filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    let first = dialed(parts.next()?, language)?;
    let is_same = |part: &str| dialed(part, language).as_ref() == Some(&first);
    parts.all(is_same).then_some(first)
}

/// Whether a text contains a number, with or without the country code.
pub(super) fn is_said(words: &str, number: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let number = digits(number.split(';').next().unwrap_or_default());
    let said = digits(words);
    said.contains(&number) || (said.len() > 2 && number.ends_with(&said))
}

/// A number in digits, or in the capital letters of a keypad.
fn dialed(words: &str, language: &str) -> Option<String> {
    let (plus, number) = match words.strip_prefix('+') {
        Some(number) => (true, number),
        None => (false, words),
    };
    let mut digits = String::new();
    for c in number.chars() {
        match c {
            '0'..='9' => digits.push(c),
            'A'..='Z' => digits.push(key(c)),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '‐' | '‑' | '–' | '.' | '/' | '(' | ')' => {}
            _ => return None,
        }
    }
    let begins_with_digit = number.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    let country = language.rsplit('-').next().unwrap_or_default();
    let has_letters = number.contains(|c: char| c.is_ascii_uppercase());
    match digits.len() {
        _ if !begins_with_digit => None,
        8..=15 if plus => Some(format!("+{digits}")),
        _ if plus => None,
        11 if digits.starts_with('1') => Some(format!("+{digits}")),
        10 if CODE_1.contains(&country) && !digits.starts_with(['0', '1']) => {
            Some(format!("+1{digits}"))
        }
        // A national number with the trunk prefix 0.
        9..=12 if digits.starts_with('0') && !has_letters => Some(digits),
        // Service numbers such as 988. The six-digit ones, 116xxx, are harmonized in Europe.
        3 if !has_letters => Some(digits),
        6 if digits.starts_with("116") && !has_letters => Some(digits),
        _ => None,
    }
}

/// The digit of a letter's key (ITU-T E.161).
fn key(letter: char) -> char {
    match letter {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        _ => '9',
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_dialed() {
        for (words, dialed) in [
            ("1-800-THE-LOST (1-800-843-5678)", Some("+18008435678")),
            ("1-800-THE-LOST", Some("+18008435678")),
            ("1-800-843-5678 (toll-free)", Some("+18008435678")),
            ("(800) 843-5678", Some("+18008435678")),
            ("800.843.5678", Some("+18008435678")),
            ("+49 30 1234567", Some("+49301234567")),
            ("+1 (800) 843-5678", Some("+18008435678")),
            ("988", Some("988")),
            ("116 000", Some("116000")),
            ("01632 960145", Some("01632960145")),
            // Another number, or none.
            ("1-800-THE-LOST (1-800-843-5679)", None),
            ("1-800-843-5678, 1-800-843-5679", None),
            ("Call 1-800-843-5678", None),
            ("843-5678", None),
            ("2023", None),
            ("01.02.2024", None),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(number(words, "en-US").as_deref(), dialed, "{words}");
        }
        // Outside the numbering plan of country code 1, ten digits are ambiguous.
        assert_eq!(number("(800) 843-5678", "es-MX"), None);
    }
}
