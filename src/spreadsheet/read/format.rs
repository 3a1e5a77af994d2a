//! Formats of numbers, as far as they tell whether people see the number that a cell has.

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The number itself.
    Plain,
    /// A hundred times the number, with a percent sign.
    Percent,
    /// Something else: words, another size, fewer digits, or nothing.
    Other,
}

/// What people see of a number in this format (ECMA-376 part 1, 18.8.31).
pub(super) fn shown(code: &str, number: f64) -> Shown {
    if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
        return Shown::Plain;
    }
    if number < 0.0 {
        // Brackets and dashes say so, and no figure is.
        return Shown::Plain;
    }
    let sections = sections(code);
    // Which section holds may hang on conditions of one's own, as [<10].
    let is_condition = |section: &Section| section.has_condition;
    if sections.iter().any(is_condition) {
        return Shown::Other;
    }
    let section = match sections.as_slice() {
        [_, _, zero, ..] if number == 0.0 => zero,
        [first, ..] => first,
        [] => return Shown::Plain,
    };
    section.shown(number)
}

/// One of the parts of a format between semicolons.
#[derive(Default)]
struct Section {
    has_condition: bool,
    /// Whether it has letters, signs or digits of its own.
    has_words: bool,
    /// Whether it has dashes of its own, which are what many tables have for zero.
    has_dash: bool,
    /// Whether it shows as many digits as there are.
    is_general: bool,
    is_percent: bool,
    /// Whether it has commas that stand for thousands left out, or an exponent.
    is_scaled: bool,
    /// How many places for digits it has.
    digits: usize,
    /// How many of them stand behind the point.
    decimals: Option<i32>,
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
            }
            '0' | '#' | '?' => {
                section.digits += 1;
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
            c => section.add(c),
        }
    }
    sections
}

/// What stands for the word `General` while a format is read.
const GENERAL: &str = "\u{1}";

impl Section {
    /// Adds a character of its own.
    fn add(&mut self, c: char) {
        match c {
            '-' | '–' | '—' => self.has_dash = true,
            '%' => {}
            c => self.has_words |= !c.is_whitespace(),
        }
    }

    fn shown(&self, number: f64) -> Shown {
        let size = if self.is_percent { 100.0 } else { 1.0 };
        let precision = 10_f64.powi(self.decimals.unwrap_or(0));
        let in_last_digit = number * size * precision;
        // Fifteen digits are all that there is in a cell.
        let is_cut = (in_last_digit - in_last_digit.round()).abs() > in_last_digit.abs() * 1e-14;
        let is_dash = number == 0.0 && self.has_dash && !self.has_words;
        let is_number = (self.digits > 0 && !is_cut) || self.is_general;
        if is_dash {
            Shown::Plain
        } else if self.has_words || self.has_dash || self.is_scaled || !is_number {
            Shown::Other
        } else if self.is_percent {
            Shown::Percent
        } else {
            Shown::Plain
        }
    }
}

/// What people see of a number that is shown as this text.
pub(super) fn shown_as(text: &str, number: f64, is_percent: bool) -> Shown {
    let size = if is_percent { 2 } else { 0 };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let (seen, there) = (
        digits(text),
        digits(&crate::spreadsheet::cell::decimal(number, size)),
    );
    let is_sign = |c: char| c.is_ascii_digit() || ".,%'’-".contains(c) || c.is_whitespace();
    let has_point = text.contains(['.', ',']);
    let is_same =
        seen == there || (has_point && seen.trim_end_matches('0') == there.trim_end_matches('0'));
    let is_dash = number == 0.0 && !text.is_empty() && text.chars().all(|c| " -–—".contains(c));
    let is_whole = text.is_empty() || is_dash || (is_same && text.chars().all(is_sign));
    if !is_whole {
        Shown::Other
    } else if is_percent {
        Shown::Percent
    } else {
        Shown::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(shown(code, number), Shown::Plain, "{code}");
        }
        for (code, number) in [
            ("0%", 0.19),
            ("0.0%", 0.285),
            ("[Red]0 %", 1.0),
            ("0.##%", 0.07),
        ] {
            assert_eq!(shown(code, number), Shown::Percent, "{code}");
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
