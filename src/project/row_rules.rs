//! Checks the rows of a list against each other.

use rustc_hash::FxHashMap;

use super::dictionary::{Dictionary, Figure, List};
use super::localized::Localized;
use super::values::{Amount, Entry, Row};
use crate::diagnostic::{Code, Diagnostic, Span};

/// The errors of the rows that have the same value in the key of the list as an earlier row. Rows without a value are
/// alike to none.
pub(super) fn rows_alike(dictionary: &Dictionary, list: &List, rows: &[Row]) -> Vec<Diagnostic> {
    let Some(key) = list.key else {
        return Vec::new();
    };
    let field = dictionary.get(key);
    let mut known: FxHashMap<KeyValue<'_>, Span> = FxHashMap::default();
    let mut errors = Vec::new();
    for entry in rows.iter().filter_map(|row| row.get(key)) {
        let mut values = values(entry);
        let mut first = None;
        for value in &mut values {
            first = first.or(known.get(value).copied());
            known.entry(*value).or_insert(entry.span);
        }
        errors.extend(first.map(|first| alike(field, list, entry, first)));
    }
    errors
}

/// A value that identifies a row: a number or a date, or a text in a language.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum KeyValue<'a> {
    Amount(Amount),
    Text(Option<&'a str>, &'a str),
}

/// The values of an entry: one for each language of a text, none of an absent value.
fn values(entry: &Entry) -> Vec<KeyValue<'_>> {
    match entry.amount {
        Amount::Number(_) | Amount::Date(_) => vec![KeyValue::Amount(entry.amount)],
        Amount::Suppressed | Amount::NotAvailable => Vec::new(),
        Amount::Text => {
            let texts = entry.text.iter().flat_map(Localized::by_language);
            texts
                .map(|(language, text)| KeyValue::Text(language, &text.text))
                .collect()
        }
    }
}

fn alike(field: &Figure, list: &List, entry: &Entry, first: Span) -> Diagnostic {
    let message = format!("two rows of `{}` have the same `{}`", list.id, field.key());
    Diagnostic::error(Code::Duplicate, entry.span, message)
        .label("this row")
        .also(first, "an earlier row")
        .help("correct one of them, or make one row of the two")
}
