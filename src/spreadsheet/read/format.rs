//! Number formats, parsed to determine whether a cell displays the number that it stores.
//!
//! A workbook can display 36,210,822 as "36.2" or as "ok". Import must not take a number that people do not see, so a
//! number disguised by its format is an error.

use calamine::ExcelDateTimeType;

/// The display of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The number itself, with at least this many decimals.
    Plain(u8),
    /// A hundred times the number with a percent sign and at least this many decimals.
    Percent(u8),
    /// Something else: words, another scale, fewer digits, or nothing.
    Other,
}

/// The maximum number of decimals of a figure.
const MOST_DECIMALS: usize = 9;

/// The longest format code that is parsed. Spreadsheet programs keep 255 characters.
const LONGEST: usize = 1_024;

/// A number format (ECMA-376 part 1, 18.8.31).
#[derive(Debug, Default)]
pub(super) struct Format {
    /// The sections. Empty for the general format, which displays every number unchanged.
    sections: Vec<Section>,
}

impl Format {
    /// Parses the code of a format.
    pub fn parse(code: &str) -> Self {
        let is_general = code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@";
        let sections = match is_general {
            true => Vec::new(),
            // A longer code is not interpreted.
            false if code.len() > LONGEST => vec![Section {
                has_condition: true,
                ..Section::default()
            }],
            false => sections(code),
        };
        Self { sections }
    }

    /// The display of a number in this format.
    pub fn shown(&self, number: f64) -> Shown {
        // Conditions such as [<10] can select a section.
        if self.sections.iter().any(|section| section.has_condition) {
            return Shown::Other;
        }
        match self.sections.as_slice() {
            [_, _, zero, ..] if number == 0.0 => zero.shown(number),
            [_, below, ..] if number < 0.0 => below.shown_negative(number),
            [first, ..] => first.shown(number),
            [] => Shown::Plain(0),
        }
    }

    /// The kind of date or time as which a number is displayed, or `None` for other formats.
    pub fn moment(&self) -> Option<ExcelDateTimeType> {
        self.sections.first()?.moment
    }
}

/// The code of a built-in format (ECMA-376 part 1, 18.8.30), or an empty code.
pub(super) fn built_in(number: u32) -> &'static str {
    match number {
        1 => "0",
        5 | 6 => "#,##0",
        7 | 8 => "#,##0.00",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => "yyyy-mm-dd",
        18..=21 | 32 | 33 | 45 | 47 => "h:mm:ss",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        46 => "[h]:mm:ss",
        48 => "##0.0E+0",
        _ => "",
    }
}

/// A section of a format, between semicolons.
#[derive(Debug, Default)]
struct Section {
    has_condition: bool,
    /// Whether the section has literal letters, signs or digits.
    has_words: bool,
    /// Whether the section has parentheses, which many tables display around numbers below 0.
    has_parentheses: bool,
    /// Whether the section has literal dashes, which many tables display for zero.
    has_dash: bool,
    /// Whether the section displays all digits of a number (`General`).
    is_general: bool,
    is_percent: bool,
    /// Whether the section scales by thousands, or has an exponent or a fraction.
    is_scaled: bool,
    /// The number of digit placeholders.
    digits: usize,
    /// The number of digit placeholders after the decimal point, or `None` without a decimal point.
    decimals: Option<i32>,
    /// The number of decimals displayed even if they are 0.
    zeros: usize,
    /// The kind of date, time or duration that the section displays, or `None`.
    moment: Option<ExcelDateTimeType>,
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let code = code.to_lowercase().replace("general", GENERAL);
    let mut characters = code.chars().peekable();
    while let Some(c) = characters.next() {
        let Some(section) = sections.last_mut() else {
            break;
        };
        match c {
            ';' => sections.push(Section::default()),
            '"' => {
                let words = characters.by_ref().take_while(|c| *c != '"');
                words.for_each(|c| section.add(c));
            }
            '\\' => characters.next().into_iter().for_each(|c| section.add(c)),
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                section.has_condition |= inside.starts_with(['<', '>', '=']);
                let takes = |unit: char| !inside.is_empty() && inside.chars().all(|c| c == unit);
                if "hms".chars().any(takes) {
                    section.moment.get_or_insert(ExcelDateTimeType::TimeDelta);
                }
            }
            '0' | '#' | '?' => {
                section.digits += 1;
                section.zeros += usize::from(c == '0' && section.decimals.is_some());
                section.decimals = section.decimals.map(|decimals| decimals + 1);
            }
            '.' => section.decimals = Some(0),
            '%' => section.is_percent = true,
            ',' => {
                let goes_on = characters.peek().is_some_and(|next| "0#?".contains(*next));
                section.is_scaled |= section.digits > 0 && !goes_on;
            }
            'e' | '/' => section.is_scaled = true,
            c if GENERAL.contains(c) => section.is_general = true,
            'y' | 'm' | 'd' | 'h' | 's' => {
                section.moment.get_or_insert(ExcelDateTimeType::DateTime);
                section.add(c);
            }
            c => section.add(c),
        }
    }
    sections
}

/// The character in place of the word `General` during parsing.
const GENERAL: &str = "\u{1}";

impl Section {
    /// Adds a literal character.
    fn add(&mut self, c: char) {
        match c {
            '-' | '–' | '—' => self.has_dash = true,
            '(' | ')' => self.has_parentheses = true,
            // The signs of currencies.
            '%' | '$' | '€' | '£' | '¥' => {}
            c => self.has_words |= !c.is_whitespace(),
        }
    }

    /// The display of a number below 0 in a section of its own, which has to display the sign.
    fn shown_negative(&self, number: f64) -> Shown {
        if !(self.has_dash || self.has_parentheses) {
            return Shown::Other;
        }
        let unsigned = Self {
            has_dash: false,
            has_parentheses: false,
            ..*self
        };
        unsigned.shown(-number)
    }

    fn shown(&self, number: f64) -> Shown {
        let size = if self.is_percent { 100.0 } else { 1.0 };
        let precision = 10_f64.powi(self.decimals.unwrap_or(0));
        let in_last_digit = number * size * precision;
        // A cell has at most fifteen digits.
        let is_cut = (in_last_digit - in_last_digit.round()).abs() > in_last_digit.abs() * 1e-14;
        let is_dash = number == 0.0 && self.has_dash && !self.has_words;
        let is_number = (self.digits > 0 && !is_cut) || self.is_general;
        let decimals = u8::try_from(self.zeros.min(MOST_DECIMALS)).unwrap_or(0);
        if is_dash {
            Shown::Plain(0)
        } else if self.has_words
            || self.has_parentheses
            || self.has_dash
            || self.is_scaled
            || !is_number
        {
            Shown::Other
        } else if self.is_percent {
            Shown::Percent(decimals)
        } else {
            Shown::Plain(decimals)
        }
    }
}

/// The display of a number, derived from its displayed text.
pub(super) fn shown_as(text: &str, number: f64, is_percent: bool) -> Shown {
    let size = if is_percent { 2 } else { 0 };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let (seen, there) = (
        digits(text),
        crate::spreadsheet::cell::decimal(number, size, 0),
    );
    let whole = there.find('.').unwrap_or(there.len());
    let there = digits(&there);
    let is_sign = |c: char| c.is_ascii_digit() || ".,%'’-−()$€£¥".contains(c) || c.is_whitespace();
    let has_point = text.contains(['.', ',']);
    let is_same =
        seen == there || (has_point && seen.trim_end_matches('0') == there.trim_end_matches('0'));
    let is_dash = number == 0.0 && !text.is_empty() && text.chars().all(|c| " -–—".contains(c));
    let has_sign = number >= 0.0 || text.contains(['-', '−', '(']);
    let is_whole = text.is_empty() || is_dash || (is_same && has_sign && text.chars().all(is_sign));
    let decimals = seen.len().saturating_sub(whole).min(MOST_DECIMALS);
    let decimals = u8::try_from(decimals).unwrap_or(0);
    if !is_whole {
        Shown::Other
    } else if is_percent {
        Shown::Percent(decimals)
    } else {
        Shown::Plain(decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> Shown {
        Format::parse(code).shown(number)
    }

    #[test]
    fn zeros_behind_the_point_are_kept() {
        for (code, number, seen) in [
            ("0.0%", 0.99, Shown::Percent(1)),
            ("0.00%", 0.995, Shown::Percent(2)),
            ("0.0#%", 0.995, Shown::Percent(1)),
            ("0.##%", 0.99, Shown::Percent(0)),
            ("0.0", 99.0, Shown::Plain(1)),
            ("#,##0.00", 99.0, Shown::Plain(2)),
            ("General", 99.0, Shown::Plain(0)),
        ] {
            assert_eq!(shown(code, number), seen, "{code}");
        }
        for (text, number, is_percent, seen) in [
            ("99.0%", 0.99, true, Shown::Percent(1)),
            ("99,50 %", 0.995, true, Shown::Percent(2)),
            ("99%", 0.99, true, Shown::Percent(0)),
            ("0.0%", 0.0, true, Shown::Percent(1)),
            ("36,200,000", 36_200_000.0, false, Shown::Plain(0)),
        ] {
            assert_eq!(shown_as(text, number, is_percent), seen, "{text}");
        }
    }

    #[test]
    fn dates_and_times_are_told_from_numbers() {
        for code in [
            "yyyy-mm-dd",
            "h:mm AM/PM",
            "[$-409]d. mmm yy",
            "mm:ss",
            "[h]:mm",
        ] {
            assert!(Format::parse(code).moment().is_some(), "{code}");
        }
        for code in [
            "0", "0\"d\"", "\\d0", "[Red]0", "General", "0.0%", "#,##0_m",
        ] {
            assert!(Format::parse(code).moment().is_none(), "{code}");
        }
    }

    #[test]
    fn people_see_the_number() {
        for (code, number) in [
            ("General", 45.5),
            ("#,##0", 36_200_000.0),
            ("#,##0_);[Red](#,##0)", 45.0),
            ("0", 45.0),
            ("@", 45.0),
            ("0.00", 45.25),
            ("0\" %\"", 19.0),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", 45.0),
            ("_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", 0.0),
            ("General_)", 45.5),
            ("#,##0_);\\(#,##0\\)", -5.0),
            ("[Blue]General", 45.5),
        ] {
            assert!(matches!(shown(code, number), Shown::Plain(_)), "{code}");
        }
        for (code, number) in [
            ("0%", 0.19),
            ("0.0%", 0.285),
            ("[Red]0 %", 1.0),
            ("0.##%", 0.07),
        ] {
            assert!(matches!(shown(code, number), Shown::Percent(_)), "{code}");
        }
    }

    #[test]
    fn people_see_something_else() {
        for (code, number) in [
            ("[<10]\"suppressed\";#,##0", 5.0),
            ("\"suppressed\"", 5.0),
            ("0\" million\"", 46.0),
            ("0\"000\"", 46.0),
            ("\"<\"0", 5.0),
            ("-0", 5.0),
            ("#,##0,", 36_200_000.0),
            ("0.0,,", 36_200_000.0),
            (";;;", 5.0),
            ("0%", 0.255),
            ("0", 19.5),
            ("0.00E+00", 362.0),
            ("#,##0;-#,##0;\"none\"", 0.0),
        ] {
            assert_eq!(shown(code, number), Shown::Other, "{code}");
        }
    }

    #[test]
    fn a_text_shows_its_number() {
        for (text, number, is_percent) in [
            ("36,200,000", 36_200_000.0, false),
            ("36 200 000", 36_200_000.0, false),
            ("19.50%", 0.195, true),
            ("19 %", 0.19, true),
            ("-", 0.0, false),
            ("", 5.0, false),
        ] {
            assert_ne!(shown_as(text, number, is_percent), Shown::Other, "{text}");
        }
        for (text, number, is_percent) in [
            ("suppressed", 5.0, false),
            ("20", 19.5, false),
            ("450", 45.0, false),
            ("#DIV/0!", 0.0, false),
        ] {
            assert_eq!(shown_as(text, number, is_percent), Shown::Other, "{text}");
        }
    }
}
