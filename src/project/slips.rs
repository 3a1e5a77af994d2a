//! Suggestions for malformed values.
//!
//! People write numbers as in a letter: with a comma for decimals or groups of digits, with a percent sign, or in
//! quotes. The meaning of a comma depends on the figure: 8,249 is a count in the thousands, or a percentage with
//! three decimals. A value is suggested only if using it removes the error.

use chrono::NaiveDate;

use super::kind::Kind;
use super::number::Number;

/// The help for a value, and its replacement if that is certain.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub help: String,
    pub value: Option<String>,
}

impl Slip {
    pub fn advice(help: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            value: None,
        }
    }

    pub fn write(reason: &str, value: String) -> Self {
        Self {
            help: format!("{reason}: {value}"),
            value: Some(value),
        }
    }
}

/// The quotation marks of word processors, and the two of TOML.
const QUOTES: [char; 13] = [
    '"', '\'', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '`',
];

/// Units of lengths.
const UNITS: [&str; 6] = ["in", "mm", "cm", "pt", "em", "px"];

/// The help for a key that is not valid TOML.
pub(super) fn of_key(key: &str) -> Option<String> {
    let strange = key.chars().find(|c| !c.is_ascii());
    match strange {
        Some(c) => Some(format!(
            "a key has the letters a to z, digits, - and _; `{c}` is U+{:04X}",
            u32::from(c)
        )),
        None if key.contains(' ') => {
            Some("a key has no blanks: write _ between its words".to_owned())
        }
        None => None,
    }
}

/// The help for a value that is not valid TOML. `kind` is that of the figure, if the key is one.
pub(super) fn of_syntax(key: &str, value: &str, kind: Option<Kind>) -> Option<Slip> {
    // A suggestion that equals the value does not help.
    of_any_syntax(key, value, kind).filter(|slip| slip.value.as_deref() != Some(value))
}

fn of_any_syntax(key: &str, value: &str, kind: Option<Kind>) -> Option<Slip> {
    let bare = value.trim_matches(QUOTES).trim();
    let is_quoted = value.starts_with(QUOTES);
    if value.is_empty() {
        return Some(Slip::advice("write a value after the equals sign"));
    }
    if value.starts_with('?') {
        return Some(Slip::write("write it in quotes", "\"?\"".to_owned()));
    }
    if value.starts_with('{') {
        return Some(Slip::advice(
            "in braces, a value is a number, a text in quotes, or true or false",
        ));
    }
    if value.starts_with('[') {
        return Some(Slip::advice(
            "a list stands in [ ], with a comma between its values, each of which is a number or a text in quotes",
        ));
    }
    if let Some(color) = bare_color(value) {
        return Some(Slip::write("write a color in quotes", color));
    }
    if let Some(date) = date(value).filter(|_| key == "as_of") {
        return Some(date);
    }
    if kind.is_none() && (is_quoted || starts_with_letter(value)) {
        return Some(text(value, bare, is_quoted));
    }
    if kind.is_none() && has_unit(value) {
        let quoted = format!("\"{value}\"");
        return Some(Slip::write("write a length in quotes", quoted));
    }
    if let Some(date) = date(value) {
        return Some(date);
    }
    match number(bare, kind) {
        Some(slip) => Some(slip),
        None if is_quoted || starts_with_letter(value) => Some(text(value, bare, is_quoted)),
        None => None,
    }
}

/// The help for a text without quotes, or with other quotes than those of TOML.
fn text(value: &str, bare: &str, is_quoted: bool) -> Slip {
    if let "true" | "yes" | "on" | "false" | "no" | "off" = bare.to_lowercase().as_str()
        && !is_quoted
    {
        let word = matches!(bare.to_lowercase().as_str(), "true" | "yes" | "on");
        return Slip::write("write true or false, in small letters", word.to_string());
    }
    let quoted = format!("\"{bare}\"");
    let is_safe = !bare.contains(['"', '\\', '#', ',']);
    let help = match () {
        () if !value.is_ascii() && is_quoted && !value.starts_with('"') => {
            "use straight quotes: \"…\""
        }
        () if is_quoted => "a text ends with a quote, as it begins: \"…\"",
        () => "write a text in quotes: \"…\"",
    };
    Slip {
        help: help.to_owned(),
        value: is_safe.then_some(quoted),
    }
}

/// The help for a value of the wrong type. `expected` is the name of the type in serde's message.
pub(super) fn of_type(written: &str, expected: &str) -> Option<Slip> {
    let bare = written.trim_matches(QUOTES).trim();
    let is_quoted = written.starts_with(['"', '\'']);
    match expected {
        "a boolean" => {
            let is_word = matches!(
                bare.to_lowercase().as_str(),
                "true" | "false" | "yes" | "no"
            );
            let word = matches!(bare.to_lowercase().as_str(), "true" | "yes");
            let help = "write it without quotes";
            (is_quoted && is_word).then(|| Slip::write(help, word.to_string()))
        }
        "i64" | "u64" | "u16" | "usize" | "an integer" | "a number from 0" if is_quoted => {
            number(written, None)
        }
        _ => None,
    }
}

/// The help for a malformed number, or `None` if no number can be read from it.
pub(super) fn number(text: &str, kind: Option<Kind>) -> Option<Slip> {
    let bare = text.trim_matches(QUOTES).trim();
    let unsigned = bare.strip_prefix('+').unwrap_or(bare);
    let plain = unsigned
        .trim_start_matches(['$', '€', '£', '¥'])
        .trim_start();
    let plain = plain
        .trim_end_matches("percent")
        .trim_end_matches(['%', '％'])
        .trim_end();
    let has_sign = plain != unsigned;
    let plain: String = plain.chars().map(ascii_digit).collect();
    let (whole, fraction) = digits_of(&plain, kind)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_whole = fraction.bytes().all(|digit| digit == b'0')
        && kind.is_some_and(|kind| !kind.has_decimals());
    let digits = match fraction.as_str() {
        fraction if fraction.is_empty() || is_whole => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    };
    let number = Number::parse(&digits).ok()?;
    if let Some(Err(problem)) = kind.map(|kind| kind.check(number)) {
        return Some(Slip::advice(problem));
    }
    let value = number.to_string();
    let reason = match () {
        () if has_sign => "write the number by itself",
        () if !fraction.is_empty() && digits.contains('.') && !bare.contains('.') => {
            "write decimals after a point"
        }
        () if plain.contains([',', ' ', '’', '\'', '.', '\u{a0}']) && value.contains('_') => {
            "set groups of digits off with _"
        }
        () if text.starts_with(QUOTES) => "write the number without quotes",
        () => "write",
    };
    Some(match reason {
        "write" => Slip {
            help: format!("write {value}"),
            value: Some(value),
        },
        reason => Slip::write(reason, value),
    })
}

/// The digits before and after the decimal point of a number in any notation.
fn digits_of(text: &str, kind: Option<Kind>) -> Option<(String, String)> {
    if let Some(found) = of_base(text).or_else(|| of_power(text)) {
        return Some(found);
    }
    let is_blank = |c: char| matches!(c, '_' | '\'' | '’') || c.is_whitespace();
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let is_part = |b: u8| b.is_ascii_digit() || b == b',' || b == b'.';
    if !text.bytes().all(is_part) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let [commas, points] = [',', '.'].map(|mark| text.matches(mark).count());
    let last = text.rfind([',', '.']);
    let Some(last) = last else {
        return Some((text, String::new()));
    };
    let (before, after) = (&text[..last], &text[last + 1..]);
    let mark = text[last..].chars().next()?;
    let is_grouped = is_grouped(&text);
    let are_decimals = match (commas, points) {
        (1, 0) | (0, 1) => !is_grouped || kind.map_or(mark == '.', Kind::has_decimals),
        // If both marks occur, the last one is the decimal separator.
        (_, 1) if mark == '.' && commas > 0 => true,
        (1, _) if mark == ',' && points > 0 => true,
        _ => false,
    };
    let without_marks = |part: &str| part.replace([',', '.'], "");
    if are_decimals {
        let is_sound = before.is_empty() || is_grouped_or_plain(before);
        return is_sound.then(|| (without_marks(before), after.to_owned()));
    }
    is_grouped.then(|| (without_marks(&text), String::new()))
}

fn is_grouped_or_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) || is_grouped(text)
}

/// Whether digits are separated into groups of three: 1,234,567.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    is_first && groups.all(|group| group.len() == 3)
}

/// The digits of 0x1F, 0o17 or 0b11.
fn of_base(text: &str) -> Option<(String, String)> {
    let (base, digits) = match text.get(..2)? {
        "0x" | "0X" => (16, &text[2..]),
        "0o" | "0O" => (8, &text[2..]),
        "0b" | "0B" => (2, &text[2..]),
        _ => return None,
    };
    let number = u64::from_str_radix(&digits.replace('_', ""), base).ok()?;
    Some((number.to_string(), String::new()))
}

/// The digits of 1.5e3.
fn of_power(text: &str) -> Option<(String, String)> {
    /// The largest exponent of a number that can be printed.
    const MOST: i32 = 20;
    let (number, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power
        .parse()
        .ok()
        .filter(|power| (-MOST..=MOST).contains(power))?;
    let number = number.replace('_', "");
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let zeros = "0".repeat(usize::try_from(power.unsigned_abs()).ok()?);
    let (before, after) = match power {
        0.. => (whole.to_owned(), format!("{fraction}{zeros}")),
        _ => (format!("{zeros}{whole}"), fraction.to_owned()),
    };
    let shift = usize::try_from(power.unsigned_abs()).ok()?;
    let (whole, fraction) = match power {
        0.. => (
            format!("{before}{}", &after[..shift]),
            after[shift..].to_owned(),
        ),
        _ => {
            let at = before.len() - shift;
            (before[..at].to_owned(), format!("{}{after}", &before[at..]))
        }
    };
    Some((whole, fraction.trim_end_matches('0').to_owned()))
}

/// The ASCII digit for a digit of another script.
fn ascii_digit(c: char) -> char {
    /// The zeros of full-width, Arabic, Persian, Devanagari and Bengali digits.
    const ZEROS: [char; 5] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];
    let digit = |zero: char| {
        u32::from(c)
            .checked_sub(u32::from(zero))
            .filter(|d| *d < 10)
    };
    match c {
        '．' => '.',
        '，' => ',',
        c => {
            let found = ZEROS.into_iter().find_map(digit);
            found
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(c)
        }
    }
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The help for something that looks like a date.
pub(super) fn date(text: &str) -> Option<Slip> {
    let bare = text.trim_matches(QUOTES).trim();
    let words: Vec<&str> = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let month_of = |word: &str| {
        let start: String = word.to_lowercase().chars().take(3).collect();
        let found = MONTHS.iter().position(|month| *month == start)?;
        u32::try_from(found + 1).ok()
    };
    let number = |word: &str| {
        let is_short = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
        is_short.then(|| word.parse::<u32>().ok()).flatten()
    };
    let is_year = |word: &str| word.len() == 4 && number(word).is_some();
    let looks_like_one =
        bare.contains('/') || bare.contains('-') || words.iter().any(|w| month_of(w).is_some());
    // A time of day may follow: 2024-05-01T00:00:00.
    let day_part = |word: &str| word.split(['T', 't']).next().and_then(number);
    let found = match words[..] {
        [year, month, day, ..] if is_year(year) => Some((
            number(year)?,
            number(month).or_else(|| month_of(month))?,
            day_part(day)?,
        )),
        [one, two, year] if is_year(year) => match (number(one), number(two)) {
            (None, Some(day)) => Some((number(year)?, month_of(one)?, day)),
            (Some(day), None) => Some((number(year)?, month_of(two)?, day)),
            (Some(one), Some(two)) if one > 12 || one == two => Some((number(year)?, two, one)),
            (Some(one), Some(two)) if two > 12 => Some((number(year)?, one, two)),
            // 05/06/2024 is a day of May or of June.
            _ => None,
        },
        _ => return None,
    };
    if !looks_like_one {
        return None;
    }
    const EXAMPLE: &str =
        "write the year first, then month and day, such as 2024-05-01, without quotes";
    let Some((year, month, day)) = found else {
        return Some(Slip::advice(EXAMPLE));
    };
    let year = i32::try_from(year).ok()?;
    Some(match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Slip::write("write the day without quotes", date.to_string()),
        None => Slip::advice("there is no such day; correct the month or the day"),
    })
}

fn starts_with_letter(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// Whether an unquoted value is a length, which TOML reads as a number followed by garbage.
fn has_unit(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = number.trim();
    number.len() < text.len() && (UNITS.contains(&unit) || unit == "%")
}

/// The length that an unusual form probably means: 0,6 IN, 0.6 inches, 12 pts.
pub(super) fn length(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let start = text.find(|c: char| c.is_alphabetic() || matches!(c, '"' | '″' | '%'))?;
    let (number, unit) = text.split_at(start);
    let number = number.trim().replace(',', ".");
    let unit = match unit.trim() {
        "inch" | "inches" | "\"" | "″" | "in." => "in",
        "millimeter" | "millimeters" | "millimetres" => "mm",
        "centimeter" | "centimeters" | "centimetres" => "cm",
        "point" | "points" | "pts" => "pt",
        "ems" => "em",
        unit => unit,
    };
    // A CSS pixel is three quarters of a point, but a length in pixels is rarely meant for paper.
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_number.then(|| format!("{number}{unit}"))
}

/// A color without quotes, which TOML reads as a comment.
fn bare_color(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    let digits: String = digits.chars().take_while(char::is_ascii_hexdigit).collect();
    match digits.len() {
        6 => Some(format!("\"#{digits}\"")),
        3 => Some(format!("\"{}\"", six_digits(&digits))),
        _ => None,
    }
}

/// #fff as #ffffff.
pub(super) fn six_digits(three: &str) -> String {
    let doubled = three.chars().flat_map(|digit| [digit, digit]);
    format!("#{}", doubled.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_its_figure_is_written() {
        let of = |text, kind| number(text, kind).and_then(|slip| slip.value);
        for (text, count, percent) in [
            ("8,249", Some("8_249"), Some("8.249")),
            ("8.249", Some("8_249"), Some("8.249")),
            ("8 249", Some("8_249"), None),
            ("8’249", Some("8_249"), None),
            ("8\u{202f}249", Some("8_249"), None),
            ("1,234,567", Some("1_234_567"), None),
            ("1.234.567", Some("1_234_567"), None),
            ("1.234,5", None, None),
            ("1,5", None, Some("1.5")),
            ("8,24", None, Some("8.24")),
            ("8,2499", None, Some("8.2499")),
            ("01234", Some("1_234"), None),
            ("007", Some("7"), Some("7")),
            ("1__0", Some("10"), Some("10")),
            ("_5", Some("5"), Some("5")),
            (".5", None, Some("0.5")),
            ("5.", Some("5"), Some("5")),
            ("5.0", Some("5"), Some("5.0")),
            ("+5", Some("5"), Some("5")),
            ("-0", None, None),
            ("0x1F", Some("31"), Some("31")),
            ("1e3", Some("1_000"), None),
            ("1.5e1", Some("15"), Some("15")),
            ("25e-1", None, Some("2.5")),
            ("1e99", None, None),
            ("19%", Some("19"), Some("19")),
            ("19 percent", Some("19"), Some("19")),
            ("\"8,249\"", Some("8_249"), Some("8.249")),
            ("“19”", Some("19"), Some("19")),
            ("$5", Some("5"), Some("5")),
            ("１２", Some("12"), Some("12")),
            ("٨٫٥", None, None),
            ("1,23,4", None, None),
            ("12,34,567", None, None),
            ("1,2.3,4", None, None),
            ("nan", None, None),
            ("inf", None, None),
            ("12345678901234567890", None, None),
        ] {
            assert_eq!(of(text, Kind::find("count")).as_deref(), count, "{text}");
            assert_eq!(
                of(text, Kind::find("percent")).as_deref(),
                percent,
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_is_only_suggested_when_it_is_certain() {
        let of = |text| date(text).and_then(|slip| slip.value);
        for text in [
            "2024-5-1",
            "2024/05/01",
            "\"2024-05-01\"",
            "2024.5.1",
            "May 1, 2024",
            "1 May 2024",
            "2024-05-01T00:00:00",
            "2024 May 1",
        ] {
            let expected = (text != "2024.5.1").then(|| "2024-05-01".to_owned());
            assert_eq!(of(text), expected, "{text}");
        }
        assert_eq!(of("12/31/2024").as_deref(), Some("2024-12-31"));
        assert_eq!(of("31/12/2024").as_deref(), Some("2024-12-31"));
        for text in [
            "05/06/2024",
            "2024-02-30",
            "2024-13-01",
            "soon",
            "12",
            "1-2",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
