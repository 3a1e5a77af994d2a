//! Finds numbers and years that are typed where a placeholder belongs. They are right this year and wrong the
//! next.

use std::ops::Range;

use super::phrase::Phrase;
use crate::copy::Setting;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Scale;
use crate::project::phrases::places;
use crate::project::{Area, Entry, Figure, Number, Values, Whose};

/// A typed number.
#[derive(Debug)]
pub(super) struct TypedNumber {
    number: Number,
    /// The index of its phrase.
    phrase: usize,
    range: Range<usize>,
}

/// The placeholders for years, with their meaning.
const OF_YEARS: &str =
    "{{ year }} for the year of the sheet, or {{ previous.year }} for the one before it";

/// The numbers that are taken for years.
const YEARS: Range<u32> = 1900..2100;

/// Warnings about typed years.
pub(super) fn years(phrases: &[Phrase]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for phrase in phrases {
        let years = digits(&phrase.text).filter(|range| is_year(&phrase.text[range.clone()]));
        let years = years.filter(|range| !ends_telephone_number(&phrase.text[..range.start]));
        for range in years.filter(|range| phrase.is_slip(range)) {
            let year = &phrase.text[range.clone()];
            let message = format!("the year {year} is typed into the text");
            found.push(phrase.warning(Code::TypedYear, &range, message, OF_YEARS));
        }
    }
    found
}

/// The other typed numbers that stand by themselves.
pub(super) fn all(phrases: &[Phrase], setting: Setting<'_>) -> Vec<TypedNumber> {
    let (numerals, scales) = (setting.numerals, setting.language.scales());
    let mut found = Vec::new();
    for (place, phrase) in phrases.iter().enumerate() {
        let text = phrase.text.as_str();
        let alone = digits(text).filter(|range| {
            is_alone(text, range) && phrase.is_slip(range) && !has_scale(&text[range.end..], scales)
        });
        for range in alone.filter(|range| !is_year(&text[range.clone()])) {
            found.extend(
                numerals
                    .parse(&text[range.clone()])
                    .map(|number| TypedNumber {
                        number,
                        phrase: place,
                        range,
                    }),
            );
        }
    }
    found
}

/// Whether a word such as "million" follows a number, which is then not the number that it seems to be.
fn has_scale(after: &str, scales: &[Scale]) -> bool {
    let word = after
        .trim_start()
        .split(|c: char| !c.is_alphabetic())
        .next();
    scales
        .iter()
        .any(|scale| word == Some(scale.one) || word == Some(scale.other))
}

/// Whether a number has one digit and is compared with a result, which takes any such value by chance.
fn is_small_result(figure: &Figure, number: Number) -> bool {
    figure.computed.is_some() && number.abs() < Number::whole(10) && number.decimals() == 0
}

/// Warnings about typed numbers that are those of figures. Ranks are left out: every small number is the rank of some
/// place.
pub(super) fn typed(
    numbers: &[TypedNumber],
    phrases: &[Phrase],
    values: &Values,
    setting: Setting<'_>,
    whose: &str,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let figures = setting.project.dictionary.iter();
    let figures = figures.filter(|(_, figure)| !figure.is_rank());
    let given = figures.filter_map(|(id, figure)| Some((figure, values.get(id)?)));
    for (figure, entry) in given {
        let own_text = entry.text.as_ref();
        let text = own_text.and_then(|text| text.get(setting.language));
        let as_text = text.map(|text| as_text(&text.text, phrases));
        let as_number = numbers
            .iter()
            .filter(|typed| entry.amount.number() == Some(typed.number))
            .filter(|typed| !is_small_result(figure, typed.number))
            .map(|typed| (&phrases[typed.phrase], typed.range.clone()));
        let places = as_number.chain(as_text.into_iter().flatten());
        let warnings = places.map(|(phrase, range)| warning(phrase, &range, figure, entry, values));
        found.extend(warnings.map(|warning| {
            let text = format!("`{}` of {whose}", figure.id);
            warning.also(entry.span, text)
        }));
    }
    found
}

fn warning(
    phrase: &Phrase,
    range: &Range<usize>,
    figure: &Figure,
    entry: &Entry,
    values: &Values,
) -> Diagnostic {
    let typed = phrase.on_one_line(range);
    let message = format!("the number {typed} is typed into the text");
    let whose = match values.area() {
        Area::Nation => Whose::Nation,
        Area::Jurisdiction(_) => Whose::Own,
    };
    let name = format!("{}{}", whose.prefix(), figure.id);
    let instead = format!("{{{{ {name} }}}}");
    let warning = phrase.warning(Code::TypedNumber, range, message, &instead);
    warning.label(format!("it is that of a figure, {}", entry.amount))
}

/// The places where a figure's own text, such as "36.2 million", is typed.
fn as_text<'p>(text: &str, phrases: &'p [Phrase]) -> Vec<(&'p Phrase, Range<usize>)> {
    let mut found = Vec::new();
    for phrase in phrases {
        let slips = places(&phrase.text, text)
            .filter(|range| is_alone(&phrase.text, range) && phrase.is_slip(range));
        found.extend(slips.map(|range| (phrase, range)));
    }
    found
}

/// The bytes of each number: digits, with the separators of groups and decimals between them.
fn digits(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(|c: char| c.is_ascii_digit())?;
        from = start + length_of_digits(&text[start..]);
        Some(start..from)
    })
}

fn length_of_digits(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|(_, c)| c.is_ascii_digit());
        let is_separator = matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}' | '’' | '\'');
        if c.is_ascii_digit() || (is_separator && next_is_digit) {
            length = at + c.len_utf8();
        } else {
            break;
        }
    }
    length
}

/// Whether a number after this text is the end of a telephone number: after a hyphen and digits that are not a
/// year.
fn ends_telephone_number(before: &str) -> bool {
    before.strip_suffix('-').is_some_and(|before| {
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let digits = &before[start..];
        !digits.is_empty() && !is_year(digits)
    })
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// Whether a number is no part of a telephone number, a name such as K-12 or an address, and not the number of
/// an item.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: char| "-/_:#=@+".contains(c);
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let (previous, next) = (before.next(), after.next());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (further_back, further_on) = (before.next(), after.next());
    let goes_before =
        previous.is_some_and(joins) && (is_word(further_back) || previous == Some('#'));
    // "45-1234" is no number of cases; "45-day" may be one of days.
    let goes_on = next.is_some_and(joins) && is_digit(further_on);
    let is_inside = is_word(previous) || is_word(next);
    !is_inside && !goes_before && !goes_on && !is_of_item(text, range)
}

/// Whether a number numbers an item: "2." at the beginning of a line, or "(2)".
fn is_of_item(text: &str, range: &Range<usize>) -> bool {
    let (before, rest) = (&text[..range.start], &text[range.end..]);
    let indent = |c: char| c == '>' || (c.is_whitespace() && c != '\n');
    let line = before.trim_end_matches(indent);
    let begins_line = line.is_empty() || line.ends_with('\n');
    let is_marker = rest.starts_with(". ") || rest.starts_with(") ");
    let is_in_brackets = range.len() == 1 && before.ends_with('(') && rest.starts_with(')');
    begins_line && is_marker || is_in_brackets
}
