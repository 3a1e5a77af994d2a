//! Looks up areas by the codes and names in spreadsheets.
//!
//! Spreadsheet programs take a code such as 01001 for a number and drop its zeros. Such a number is looked up among the
//! codes without their leading zeros, and is refused if several codes differ in nothing else.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean, question};
use crate::project::{Project, values};
use crate::spreadsheet::cell::trim;
use crate::spreadsheet::table::{Column, folded};

/// A jurisdiction's code, or `None` for the nation.
pub(super) type PlaceCode = Option<String>;

/// The names of the nation's row.
const NATION: [&str; 8] = [
    values::NATIONAL,
    "nation",
    "the nation",
    "us",
    "u.s.",
    "usa",
    "united states",
    "united states of america",
];

/// The areas by name, without regard to case.
pub(super) struct Places<'p> {
    project: &'p Project,
    by_code: BTreeMap<String, PlaceCode>,
    /// The areas by name in any language. Several areas can share a name.
    by_name: BTreeMap<String, Vec<PlaceCode>>,
    /// The codes of digits, without their leading zeros.
    by_number: BTreeMap<String, Vec<PlaceCode>>,
}

impl<'p> Places<'p> {
    pub fn new(project: &'p Project) -> Self {
        let mut by_code = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<PlaceCode>> = BTreeMap::new();
        let mut by_number: BTreeMap<String, Vec<PlaceCode>> = BTreeMap::new();
        let places = project.jurisdictions.iter();
        let places = places.map(|place| (place, Some(place.code.clone())));
        let nation = project.jurisdictions.nation().map(|nation| (nation, None));
        for (place, code) in places.chain(nation) {
            let in_text = place.in_text.iter().flat_map(|name| name.all());
            for name in place.name.all().chain(in_text) {
                let same = by_name.entry(folded(&name.text)).or_default();
                if !same.contains(&code) {
                    same.push(code.clone());
                }
            }
            if let Some(number) = without_zeros(&place.code) {
                let same = by_number.entry(number.to_owned()).or_default();
                same.push(code.clone());
            }
            by_code.insert(folded(&place.code), code);
        }
        for name in NATION {
            by_name.entry(name.to_owned()).or_insert(vec![None]);
        }
        by_code.insert(values::NATIONAL.to_owned(), None);
        Self {
            project,
            by_code,
            by_name,
            by_number,
        }
    }

    /// The areas that a text in a column of codes or names can refer to. Empty for an unknown name, and more than one
    /// for an ambiguous one.
    pub fn find(&self, text: &str, column: &Column) -> Vec<PlaceCode> {
        let name = folded(text);
        let of_code = self.by_code.get(&name).cloned();
        let of_name = self.by_name.get(&name).cloned();
        let of_code = of_code.map(|code| vec![code]);
        let found = match column {
            Column::Name => of_name.or(of_code),
            _ => of_code.or(of_name),
        };
        // A program that has saved a .csv may have dropped the zeros.
        found.unwrap_or_else(|| self.find_number(&name))
    }

    /// The areas whose code is this number, with or without zeros before it.
    pub fn find_number(&self, digits: &str) -> Vec<PlaceCode> {
        let number = without_zeros(digits).and_then(|number| self.by_number.get(number));
        number.cloned().unwrap_or_default()
    }

    /// The error of an unknown area. It suggests a jurisdiction with a similar code or name if there is one.
    pub fn unknown(&self, name: &str, span: Span) -> Diagnostic {
        let name = trim(name);
        let jurisdictions = &self.project.jurisdictions;
        let names = jurisdictions.iter().flat_map(|place| place.name.all());
        let names = names.map(|name| name.text.as_str());
        let near = jurisdictions.suggest(name).or_else(|| {
            let near = did_you_mean(name, names.chain([values::NATIONAL]))?;
            is_slip(name, near).then_some(near)
        });
        let help = match near {
            Some(near) => question(name, near, near),
            None => "write its code; all are listed in data/jurisdictions.toml. A row that begins \
                     with # is left out"
                .to_owned(),
        };
        let message = format!("there is no jurisdiction \"{name}\"");
        Diagnostic::error(Code::UnknownJurisdiction, span, message).help(help)
    }
}

/// A code of digits without its leading zeros, or `None` for another code.
fn without_zeros(code: &str) -> Option<&str> {
    let is_number = !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| code.trim_start_matches('0'))
}

/// Whether a name is probably a misspelling of another: the same number of words, and at most two characters longer or
/// shorter. Washington DC is not a misspelling of Washington.
fn is_slip(name: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let length = |text: &str| text.chars().count();
    words(name) == words(other) && length(name).abs_diff(length(other)) <= 2
}
