//! `data/jurisdictions.toml`: the places that can have a sheet.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::localized::{Localized, RawLocalized, Text};
use super::place_names::{Mention, PlaceNames};
use super::reader::Reader;
use super::spanned::Spanned;
use super::values::NATIONAL;
use super::written::{JurisdictionCode, Written, schema_of};
use crate::diagnostic::{Code, Diagnostic, Span, composed, did_you_mean};
use crate::language::Language;

/// The word in place of a code in the name of a book.
pub const BOOK: &str = "book";

/// A place with a sheet of its own: a state, the District of Columbia, a territory, or an area of another project.
#[derive(Debug)]
pub struct Jurisdiction {
    /// The name of its data file and of its sheet.
    pub code: String,
    /// The source location of the code.
    pub span: Span,
    /// The name by itself.
    pub name: Localized,
    /// The name inside a sentence, where it differs.
    pub in_text: Option<Localized>,
    /// The name after "of", where the two contract.
    pub of: Option<Localized>,
}

/// All of them, in the order of the file.
#[derive(Debug)]
pub struct Jurisdictions {
    list: Vec<Jurisdiction>,
    /// The index of each code in the list.
    places: BTreeMap<String, usize>,
    names: PlaceNames,
}

/// The places there can be a sheet for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Jurisdictions")]
struct JurisdictionsToml {
    /// One of them.
    #[serde(default)]
    jurisdiction: Vec<JurisdictionToml>,
}

/// A place there can be a sheet for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Jurisdiction")]
struct JurisdictionToml {
    /// Up to 12 capital letters and digits. It names the data file and the sheet.
    code: Written<JurisdictionCode>,
    /// The name by itself.
    name: Spanned<RawLocalized>,
    /// The name within a sentence, where it differs.
    in_text: Option<Spanned<RawLocalized>>,
    /// The name with the word "of" before it, where the two contract.
    of: Option<Spanned<RawLocalized>>,
}

impl Jurisdictions {
    /// The schema of their file.
    pub(crate) fn schema() -> Schema {
        schema_of::<JurisdictionsToml>()
    }

    /// The jurisdiction of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Jurisdiction> {
        self.places.get(code).map(|place| &self.list[*place])
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Jurisdiction> {
        self.list.iter()
    }

    /// The places that a text names in whole words, by their names in a language or in any.
    #[must_use]
    pub fn mentions(&self, text: &str, language: Option<&Language>) -> Vec<Mention<'_>> {
        let name_of = |place: usize| &self.list[place].name;
        self.names.mentions(name_of, text, language)
    }

    /// The code that was probably meant, by its letters or by the name of the place.
    #[must_use]
    pub fn suggest(&self, code: &str) -> Option<&str> {
        let asked = composed(code).to_lowercase();
        let by_name = |j: &&Jurisdiction| {
            j.name
                .all()
                .any(|name| composed(&name.text).to_lowercase() == asked)
        };
        let same = |j: &&Jurisdiction| j.code.eq_ignore_ascii_case(code);
        let exact = self.list.iter().find(|j| same(j) || by_name(j));
        exact.map(|j| j.code.as_str()).or_else(|| {
            let codes = self.list.iter().map(|j| j.code.as_str());
            // Of two letters, all may be wrong, but not look the same.
            let near = did_you_mean(code, codes)?;
            (code.len() > 2 || code.eq_ignore_ascii_case(near)).then_some(near)
        })
    }

    pub(super) fn read(reader: &mut Reader<'_>, languages: Option<&[Language]>) -> Option<Self> {
        let raw: JurisdictionsToml = reader.read("data/jurisdictions.toml")?;
        let mut list: Vec<Jurisdiction> = Vec::with_capacity(raw.jurisdiction.len());
        let mut places = BTreeMap::new();
        for raw in raw.jurisdiction {
            let span = Span::from(raw.code.span());
            let code = raw.code.into_text().into_inner();
            let known = places.get(&code).map(|place: &usize| list[*place].span);
            if let Some(problem) = wrong_code(&code, span, known) {
                reader.report.push(problem);
            }
            places.entry(code.clone()).or_insert(list.len());
            let mut text = |raw| Localized::resolve(raw, languages, &mut reader.report);
            list.push(Jurisdiction {
                name: text(raw.name),
                in_text: raw.in_text.map(&mut text),
                of: raw.of.map(&mut text),
                code,
                span,
            });
        }
        let problems = names_of_two(&list);
        reader.report.extend(problems);
        Some(Self {
            names: PlaceNames::new(list.iter().map(|place| &place.name)),
            list,
            places,
        })
    }
}

/// Names that two places share in one language, usually left over from copying an entry.
fn names_of_two(list: &[Jurisdiction]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, jurisdiction) in list.iter().enumerate() {
        for Text { text, span } in jurisdiction.name.all() {
            let (first, at) = *known.entry(text.as_str()).or_insert((place, *span));
            if first != place {
                let message = format!("two places have the name {text}");
                found.push(
                    Diagnostic::error(Code::Duplicate, *span, message)
                        .also(at, "the other one")
                        .help("give each place a name of its own"),
                );
            }
        }
    }
    found
}

/// A code names files, so it is short and plain, and each has its own.
fn wrong_code(code: &str, span: Span, first: Option<Span>) -> Option<Diagnostic> {
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    if code.is_empty() || code.len() > 12 || !code.bytes().all(plain) {
        let message = format!("`{code}` cannot be a code");
        let capitals = code.trim().to_uppercase();
        let meant = Some(capitals).filter(|c| (1..=12).contains(&c.len()) && c.bytes().all(plain));
        let meant = meant.map(|code| format!("\"{code}\""));
        let help = match &meant {
            Some(code) => format!("write it in capital letters: {code}"),
            None => "a code is up to 12 capital letters and digits, such as \"AL\"".to_owned(),
        };
        let error = Diagnostic::error(Code::WrongValue, span, message);
        return Some(error.help(help).maybe_fix(span, meant));
    }
    let taken = [
        (NATIONAL, "the national figures"),
        (BOOK, "the book of all sheets"),
    ];
    // Some file systems ignore case.
    if let Some((_, what)) = taken
        .iter()
        .find(|(name, _)| code.eq_ignore_ascii_case(name))
    {
        let message = format!("`{code}` is the name of {what}");
        return Some(
            Diagnostic::error(Code::WrongValue, span, message).help("choose another code"),
        );
    }
    let first = first?;
    Some(
        Diagnostic::error(
            Code::Duplicate,
            span,
            format!("the code `{code}` is used twice"),
        )
        .label("used again here")
        .also(first, "first used here")
        .help("give each jurisdiction a code of its own"),
    )
}
