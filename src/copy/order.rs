//! The order of rows in a loop.
//!
//! Texts are sorted by the rules of the sheet's language (the Unicode Collation Algorithm with CLDR's tailoring), numbers
//! and dates by value. Rows without a value are last in either direction.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use super::loops::{Rows, Step};
use crate::language::Language;
use crate::project::values::Row;
use crate::project::{Amount, Entry, Figures};

/// The numbers of a list's rows in the order of a loop. Empty for a list that is not given.
pub(super) fn in_order(rows: &Rows, figures: Figures<'_>, language: &Language) -> Vec<u16> {
    let file = figures.file_of(rows.list.file);
    let given = file.and_then(|file| file.rows(rows.list.id));
    let mut numbered: Vec<(u16, &Row)> = (0..).zip(given.unwrap_or_default()).collect();
    for step in &rows.steps {
        match *step {
            Step::First(most) => numbered.truncate(most),
            Step::Sort {
                field,
                is_descending,
            } => {
                let collator = collator(language);
                numbered.sort_by(|(_, one), (_, other)| {
                    let [one, other] = [one, other].map(|row| row.get(field));
                    compare(one, other, is_descending, collator.as_ref(), language)
                });
            }
        }
    }
    numbered.into_iter().map(|(number, _)| number).collect()
}

/// The order of texts in a language, or `None` if its tag is not well formed.
fn collator(language: &Language) -> Option<CollatorBorrowed<'static>> {
    let locale = Locale::try_from_str(&language.tag).ok()?;
    Collator::try_new((&locale).into(), CollatorOptions::default()).ok()
}

fn compare(
    one: Option<&Entry>,
    other: Option<&Entry>,
    is_descending: bool,
    collator: Option<&CollatorBorrowed<'_>>,
    language: &Language,
) -> Ordering {
    let given = |entry: Option<&Entry>| entry.is_some_and(|entry| entry.amount.is_available());
    let (Some(first), Some(second), true, true) = (one, other, given(one), given(other)) else {
        return given(other).cmp(&given(one));
    };
    let order = match (first.amount, second.amount) {
        (Amount::Text, Amount::Text) => {
            let [first, second] = [first, second].map(|entry| {
                let text = entry.text.as_ref();
                text.map_or("", |text| text.words(language))
            });
            match collator {
                Some(collator) => collator.compare(first, second),
                None => first.cmp(second),
            }
        }
        (first, second) => first.cmp(&second),
    };
    match is_descending {
        true => order.reverse(),
        false => order,
    }
}
