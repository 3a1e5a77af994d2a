//! Reads the content of a cell: the number or the word for its absence, a status, a date, or a year.

use chrono::{Datelike, NaiveDate};

use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::project::{AbsenceWords, Amount, Kind, Number, Status, ValueType};
use crate::spreadsheet::Cell;
use crate::spreadsheet::cell::{decimal, trim};

/// The advice about a missing number.
pub(super) const NO_NUMBER: &str = "where there is no number, write suppressed or not-available";

/// The advice about a value that is struck out.
pub(super) const STRUCK: &str = "remove the strikethrough, or empty the cell";

/// The error of a cell with an unexpected content.
pub(super) fn wrong(expected: &str, cell: &Cell, span: Span) -> Diagnostic {
    let found = match cell {
        Cell::Text(text) | Cell::Rich(text) => format!("\"{text}\""),
        Cell::Struck(text) => format!("\"{text}\", struck out"),
        Cell::Disguised(number) => {
            let number = decimal(*number, 0, 0);
            format!("{number}, which the cell displays differently")
        }
        Cell::Date(_, shown) if shown.contains('-') => format!("the date {shown}"),
        Cell::Date(_, shown) => format!("the time {shown}"),
        Cell::Error(error) => format!("the error {error}"),
        Cell::Formula => "a formula without a result".to_owned(),
        Cell::Truth(_) | Cell::Number(..) | Cell::Percent(..) => cell.to_string(),
    };
    let message = format!("expected {expected}, found {found}");
    Diagnostic::error(Code::WrongType, span, message)
}

/// Reads the amount of a figure from a cell. `words` are the publication's words for absent numbers.
///
/// # Errors
///
/// The error at the cell if it has neither a number of this kind nor a word for its absence.
pub(super) fn amount(
    cell: &Cell,
    kind: Kind,
    words: &AbsenceWords,
    span: Span,
) -> Result<Amount, Diagnostic> {
    let read = match cell {
        Cell::Text(text) if let Some(absence) = words.amount(trim(text)) => return Ok(absence),
        cell if kind.values() == ValueType::Date => return day_or_absence(cell, span),
        Cell::Text(text) => return of_text(trim(text), cell, kind, span),
        Cell::Number(number, decimals) => number_of(
            &decimal(*number, 0, kind.shown_decimals(*decimals)),
            false,
            kind,
        ),
        Cell::Percent(number, decimals) => number_of(
            &decimal(*number, 2, kind.shown_decimals(*decimals)),
            true,
            kind,
        ),
        Cell::Disguised(number) => return Err(disguised(*number, cell, kind, span)),
        other => Err(no_number_in(other).to_owned()),
    };
    let wrong = |help: String| wrong(&kind.expected(), cell, span).help(help);
    read.map(Amount::Number).map_err(wrong)
}

/// The error of a number that its cell displays differently. Many cells of a column have the same wrong format.
fn disguised(number: f64, cell: &Cell, kind: Kind, span: Span) -> Diagnostic {
    let digits = decimal(number, kind.cell_power(), 0);
    let own = digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let own = u8::try_from(own)
        .unwrap_or(u8::MAX)
        .min(Number::MOST_DECIMALS);
    let format = kind.cell_format(kind.most_decimals().unwrap_or(own));
    let help = format!(
        "give the cell a number format that shows all of the number, such as {format}, and check it"
    );
    let error = wrong(&kind.expected(), cell, span);
    error.help(help).about(decimal(number, 0, 0))
}

/// The advice about a cell that has no number.
fn no_number_in(cell: &Cell) -> &'static str {
    match cell {
        Cell::Rich(_) => {
            "all or part of it is raised, lowered or formatted differently; type the number again"
        }
        Cell::Struck(_) => STRUCK,
        Cell::Date(..) => "give the cell the format of a number, and type the number again",
        Cell::Error(_) => "correct the formula, or type the number",
        Cell::Formula => {
            "open the file in your spreadsheet program, which calculates it, and save it"
        }
        Cell::Truth(_)
        | Cell::Text(_)
        | Cell::Number(..)
        | Cell::Percent(..)
        | Cell::Disguised(_) => "type the number",
    }
}

/// Reads a date, or a word for its absence.
fn day_or_absence(cell: &Cell, span: Span) -> Result<Amount, Diagnostic> {
    let word = cell.text().map(absence_word);
    match word.and_then(|word| Amount::of_absence(&word)) {
        Some(absence) => Ok(absence),
        None => day(cell, span).map(Amount::Date),
    }
}

/// A word as data files write the words for absence: "Not available" is `not-available`.
pub(super) fn absence_word(text: &str) -> String {
    text.to_lowercase().replace([' ', '_'], "-")
}

fn of_text(text: &str, cell: &Cell, kind: Kind, span: Span) -> Result<Amount, Diagnostic> {
    let word = absence_word(text);
    if let Some(absence) = Amount::of_absence(&word) {
        return Ok(absence);
    }
    let wrong = |help: &str| wrong(&kind.expected(), cell, span).help(help);
    if !text.contains(|c: char| c.is_ascii_digit()) {
        let near = did_you_mean(&word, Amount::ABSENCES.map(|(known, _)| known));
        let near = near.map(|near| format!("did you mean {near}?"));
        return Err(wrong(&near.unwrap_or_else(|| unknown_word(text))));
    }
    let text = &kind.without_currency(text);
    let (plain, has_sign) = match text.strip_suffix('%') {
        Some(plain) => (trim(plain), true),
        None => (text.as_str(), false),
    };
    if !kind.has_groups() && plain.matches(',').count() == 1 {
        return Err(wrong("write decimals behind a point: 19.5 %"));
    }
    let digits = plain_digits(plain, kind).map_err(wrong)?;
    let number = number_of(&digits, has_sign, kind).map_err(|problem| wrong(&problem))?;
    Ok(Amount::Number(number))
}

/// The advice about a word that may stand for an absent number.
fn unknown_word(word: &str) -> String {
    let word = word.replace(['"', '\\'], "");
    format!(
        "{NO_NUMBER}; or say once what \"{word}\" means: add not_available = [\"{word}\"], or \
         suppressed, to [spreadsheet] in data/publication.toml"
    )
}

/// Separators between groups of digits.
const SEPARATORS: [char; 8] = [',', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '_'];

/// The digits of a typed number without its group separators, or the reason why it is not a valid number.
fn plain_digits(text: &str, kind: Kind) -> Result<String, &'static str> {
    let text = text.strip_prefix(['\'', '+']).unwrap_or(text);
    let bookkeeping = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let unsigned = text.strip_prefix(['-', '−', '–']).or(bookkeeping);
    let (text, minus) = match unsigned {
        Some(unsigned) => (unsigned, "-"),
        None => (text, ""),
    };
    let has_letter = |c: char| c.is_alphabetic();
    if text.contains(has_letter) {
        let is_like_a_digit = |c: char| !c.is_alphabetic() || "OoIl".contains(c);
        return Err(match text.chars().all(is_like_a_digit) {
            true => "there is a letter in place of a digit; type the number again",
            false => "write the number in digits, without words, units or marks",
        });
    }
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let groups: Vec<&str> = whole.split(SEPARATORS).collect();
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = match groups.as_slice() {
        [_] => true,
        [first, rest @ ..] => {
            let is_whole = first.len() <= 3 && !first.starts_with('0');
            is_whole && rest.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    if !groups.iter().all(|group| is_digits(group)) || !fraction.is_none_or(is_digits) {
        return Err("write the number in digits, without words, units or marks");
    }
    if !is_grouped {
        return Err("separate groups of three digits, or none: 12,345 or 12345");
    }
    let whole = groups.concat();
    Ok(match fraction {
        // Three zeros after a point can be a group of digits: in many countries the point is the group separator.
        Some("0" | "00") if !kind.has_decimals() => format!("{minus}{whole}"),
        None => format!("{minus}{whole}"),
        Some(fraction) => format!("{minus}{whole}.{fraction}"),
    })
}

/// Reads a number and checks that it is of this kind.
fn number_of(digits: &str, has_sign: bool, kind: Kind) -> Result<Number, String> {
    let number = Number::parse(digits).map_err(|problem| match digits.split_once('.') {
        Some((whole, _)) if whole.len() < 15 => "round it, as =ROUND(…, 1) does",
        _ => problem,
    })?;
    kind.check_cell(number, has_sign)?;
    Ok(kind.complete(number))
}

/// The accepted statuses.
pub(super) const STATUSES: &str = "final, draft or sample";

/// Reads a status.
pub(super) fn status(cell: &Cell, span: Span) -> Result<Status, Diagnostic> {
    let text = cell.text().unwrap_or_default().to_lowercase();
    Status::of(&text).ok_or_else(|| {
        let names = Status::ALL.map(|status| status.to_string());
        let near = did_you_mean(&text, names.iter().map(String::as_str));
        let near = near.map(|near| format!("did you mean {near}?"));
        let others = "figures are final once they are approved, and have a source";
        wrong(STATUSES, cell, span).help(others).maybe_help(near)
    })
}

/// Reads a date.
pub(super) fn day(cell: &Cell, span: Span) -> Result<NaiveDate, Diagnostic> {
    let day = match cell {
        Cell::Date(day, _) => *day,
        Cell::Text(text) => trim(text).parse().ok(),
        _ => None,
    };
    // Years in data files have four digits.
    let day = day.filter(|day: &NaiveDate| (1000..=9999).contains(&day.year()));
    day.ok_or_else(|| {
        let help = "write it as 2024-05-01; in a workbook the cell may have the format of a date";
        wrong("a date", cell, span).help(help)
    })
}

/// Reads a year.
pub(super) fn year(cell: &Cell, span: Span) -> Result<u16, Diagnostic> {
    let digits = match cell {
        Cell::Number(number, _) => decimal(*number, 0, 0),
        Cell::Text(text) => trim(text).to_owned(),
        _ => String::new(),
    };
    let year = crate::project::year_of(&digits);
    year.ok_or_else(|| wrong("a year", cell, span).help("write its four digits, as in 2023"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &Cell, kind: &str) -> Result<String, String> {
        let kind = Kind::find(kind).expect("a kind");
        let read = amount(cell, kind, &AbsenceWords::default(), Span::DETACHED);
        let shown = |amount: Amount| amount.to_string();
        read.map(shown)
            .map_err(|wrong| wrong.help.unwrap_or_default())
    }

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        for (text, number) in [
            ("8249", "8_249"),
            (" 8,249 ", "8_249"),
            ("8\u{a0}249\u{a0}", "8_249"),
            ("8\u{202f}249", "8_249"),
            ("8’249", "8_249"),
            ("1,234,567", "1_234_567"),
            ("'12", "12"),
            ("+12", "12"),
            ("211.0", "211"),
            ("Suppressed ", "\"suppressed\""),
            ("Not available", "\"not-available\""),
        ] {
            let cell = Cell::Text(text.into());
            assert_eq!(read(&cell, "count"), Ok(number.to_owned()), "{text}");
        }
        for text in [
            "0,123",
            "1,2O3",
            "12,34",
            "1,2345",
            "1.203",
            "1.000",
            "-5",
            "(5)",
            "1.2 million",
            "5*",
            "$5",
            "19%",
            "1e3",
            "٣",
            "n/a",
            "-",
            "1,,000",
            ",100",
        ] {
            let cell = Cell::Text(text.into());
            assert!(read(&cell, "count").is_err(), "{text}");
        }
    }

    #[test]
    fn percentages_say_that_they_are() {
        for (cell, number) in [
            (Cell::Percent(0.19, 0), "19"),
            (Cell::Percent(0.285, 0), "28.5"),
            (Cell::Percent(0.005, 0), "0.5"),
            (Cell::Percent(1.0, 0), "100"),
            (Cell::Number(19.0, 0), "19"),
            (Cell::Number(0.0, 0), "0"),
            (Cell::Percent(0.99, 1), "99.0"),
            (Cell::Percent(0.995, 2), "99.50"),
            (Cell::Number(99.0, 1), "99.0"),
            (Cell::Text("99.0%".into()), "99.0"),
            (Cell::Text("99.50 %".into()), "99.50"),
            (Cell::Text("99.0".into()), "99.0"),
            (Cell::Text("19 %".into()), "19"),
            (Cell::Text("19.5%".into()), "19.5"),
            (Cell::Text("0.5 %".into()), "0.5"),
            (Cell::Text("19".into()), "19"),
        ] {
            assert_eq!(read(&cell, "percent"), Ok(number.to_owned()), "{cell}");
        }
        for cell in [
            Cell::Number(0.19, 0),
            Cell::Number(1.0, 0),
            Cell::Text("0.19".into()),
            Cell::Percent(1.01, 0),
            Cell::Number(101.0, 0),
            Cell::Text("19,5 %".into()),
            Cell::Text("0,019 %".into()),
        ] {
            assert!(read(&cell, "percent").is_err(), "{cell}");
        }
    }
}
