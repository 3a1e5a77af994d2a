//! `[spreadsheet]` of `data/publication.toml`: the words of an office's spreadsheets for numbers that are absent.
//!
//! Every statistical agency has marks of its own, such as `(D)`, `S` or `N/A`. A publication says once what each of them
//! means. A mark that could also be a number, or that means two things, would change figures in silence and is an error.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::spanned::Spanned;
use super::values::Amount;
use crate::diagnostic::{Code, Diagnostic, Report, Span, composed};

/// The words for absent numbers in spreadsheets, without regard to case.
#[derive(Debug, Default)]
pub struct AbsenceWords {
    amounts: BTreeMap<String, Amount>,
}

/// The meaning of cells in the spreadsheets that `factsheet import` reads.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Spreadsheet")]
pub(super) struct SpreadsheetToml {
    /// The marks of a number that is withheld, such as "(D)".
    #[serde(default)]
    suppressed: Vec<Spanned<String>>,
    /// The marks of a number that nobody has, such as "N/A".
    #[serde(default)]
    not_available: Vec<Spanned<String>>,
}

impl AbsenceWords {
    /// The meaning of the text of a cell, or `None` if the text is no such word.
    #[must_use]
    pub fn amount(&self, text: &str) -> Option<Amount> {
        self.amounts.get(&folded(text)).copied()
    }

    /// Reads the words. A wrong one is reported and left out.
    pub(super) fn read(raw: SpreadsheetToml, report: &mut Report) -> Self {
        let of_suppressed = raw.suppressed.into_iter();
        let of_not_available = raw.not_available.into_iter();
        let all = of_suppressed
            .map(|word| (word, Amount::Suppressed))
            .chain(of_not_available.map(|word| (word, Amount::NotAvailable)));
        let mut known: BTreeMap<String, Span> = BTreeMap::new();
        let mut amounts = BTreeMap::new();
        for (word, amount) in all {
            let (span, text) = (Span::from(word.span()), word.get_ref().as_str());
            let key = folded(text);
            if let Some(problem) = wrong(text, amount, span) {
                report.push(problem);
            } else if let Some(first) = known.get(&key) {
                report.push(repeated(text, span, *first));
            } else {
                known.insert(key.clone(), span);
                amounts.insert(key, amount);
            }
        }
        Self { amounts }
    }
}

/// A word normalized for comparison.
fn folded(word: &str) -> String {
    composed(word.trim()).to_lowercase()
}

/// The error of a word that has a meaning already.
fn wrong(word: &str, amount: Amount, span: Span) -> Option<Diagnostic> {
    let error =
        |message: String, help: &str| Diagnostic::error(Code::WrongValue, span, message).help(help);
    if word.trim().is_empty() {
        let message = "an empty cell cannot have a meaning of its own".to_owned();
        let help = "remove this word; a cell of an optional figure can be left empty";
        return Some(error(message, help));
    }
    let has_digit = word.chars().any(char::is_numeric);
    if has_digit && !word.chars().any(char::is_alphabetic) {
        let message = format!("\"{}\" can be a number, too", word.trim());
        let help = "remove it, and write a word or a mark without digits in those cells";
        return Some(error(message, help));
    }
    let as_keyword = folded(word).replace([' ', '_'], "-");
    let mut keywords = Amount::ABSENCES.iter();
    let (keyword, _) = keywords.find(|(known, own)| *known == as_keyword && *own != amount)?;
    let message = format!("\"{}\" means {keyword} in every spreadsheet", word.trim());
    Some(error(message, "remove it here"))
}

fn repeated(word: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("\"{}\" is listed twice", word.trim());
    Diagnostic::error(Code::Duplicate, span, message)
        .also(first, "the first of them")
        .help("keep it in one of the lists; case does not matter")
}
