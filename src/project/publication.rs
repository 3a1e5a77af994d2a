//! `data/publication.toml`: the name, publisher, languages and contacts that all sheets share.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::absence_words::{AbsenceWords, SpreadsheetToml};
use super::address;
use super::characters::cannot_be_set;
use super::level::{Level, Levels};
use super::level_names;
use super::localized::{Localized, RawLocalized, Text};
use super::reader::Reader;
use super::spanned::Spanned;
use super::written::{DesignName, LanguageTag, NewLevel, Written, schema_of};
use crate::diagnostic::{Code, Diagnostic, Report, Span, hint};
use crate::language::Language;
use crate::script::unsettable_language;

/// Name, publisher and languages of the sheets.
#[derive(Debug)]
pub struct Publication {
    /// The name of the series.
    pub name: Localized,
    /// The publisher.
    pub publisher: Localized,
    /// The telephone number to call.
    pub hotline: Option<Localized>,
    /// The website.
    pub website: Option<Localized>,
    /// The contact.
    pub contact: Option<Localized>,
    /// The languages; the first is the default. Never empty.
    pub languages: Vec<Language>,
    /// The levels of areas, from the nation down.
    pub levels: Levels,
    /// The name of the default design.
    pub layout: Text,
    /// The names of the default designs of levels that have their own.
    layouts: BTreeMap<Level, Text>,
    /// The text of a table cell for a withheld figure.
    pub suppressed: Option<Localized>,
    /// The text of a table cell for a figure that is not available.
    pub not_available: Option<Localized>,
    /// The words for absent numbers in spreadsheets.
    pub absence_words: AbsenceWords,
}

/// What every sheet shares.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Publication")]
struct PublicationToml {
    /// The name of the series.
    name: Spanned<RawLocalized>,
    /// Who publishes it: the author of the documents.
    publisher: Spanned<RawLocalized>,
    /// The telephone number to call.
    hotline: Option<Spanned<RawLocalized>>,
    /// The website.
    website: Option<Spanned<RawLocalized>>,
    /// Where to write, or whom to ask.
    contact: Option<Spanned<RawLocalized>>,
    /// Tags of the languages, such as "en-US"; the first is the default.
    languages: Spanned<Vec<Written<LanguageTag>>>,
    /// The levels of areas from the top, such as ["national", "state", "county"]. The first is "national".
    #[serde(default)]
    levels: Option<Spanned<Vec<Written<NewLevel>>>>,
    /// The name of the default design: "letter" is layouts/letter.toml.
    layout: Written<DesignName>,
    /// The default designs of levels that have their own, such as county = "county".
    #[serde(default)]
    layouts: BTreeMap<String, Written<DesignName>>,
    /// What a table cell prints when there is no number.
    #[serde(default)]
    no_number: NoNumberToml,
    /// The meaning of cells without a number in the spreadsheets that `factsheet import` reads.
    #[serde(default)]
    spreadsheet: SpreadsheetToml,
}

/// What a table cell prints when there is no number.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NoNumber")]
struct NoNumberToml {
    /// For a figure that is withheld.
    suppressed: Option<Spanned<RawLocalized>>,
    /// For a figure that nobody has.
    #[serde(rename = "not-available")]
    not_available: Option<Spanned<RawLocalized>>,
}

/// The file of the publication.
pub(super) const PATH: &str = "data/publication.toml";

impl Publication {
    /// The names that placeholders may use after `publication.`.
    pub const FIELDS: [&'static str; 5] = ["name", "publisher", "hotline", "website", "contact"];

    /// The text that placeholders use by a name, if the name exists and the publication gives it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Localized> {
        match name {
            "name" => Some(&self.name),
            "publisher" => Some(&self.publisher),
            "hotline" => self.hotline.as_ref(),
            "website" => self.website.as_ref(),
            "contact" => self.contact.as_ref(),
            _ => None,
        }
    }

    /// The schema of its file.
    pub(crate) fn schema() -> Schema {
        schema_of::<PublicationToml>()
    }

    /// The default design of a level.
    #[must_use]
    pub fn layout_of(&self, level: Level) -> &Text {
        self.layouts.get(&level).unwrap_or(&self.layout)
    }

    /// The default language.
    #[must_use]
    pub fn default_language(&self) -> &Language {
        &self.languages[0]
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let raw: PublicationToml = reader.read(PATH)?;
        let languages = languages(&raw.languages, &mut reader.report)?;
        // All that names a level would be wrong without them.
        let levels = match raw.levels {
            Some(raw) => level_names::read(raw, &mut reader.report)?,
            None => Levels::default(),
        };
        let layouts = layouts(raw.layouts, &levels, &mut reader.report);
        let mut text = |raw| Localized::resolve(raw, Some(&languages), &mut reader.report);
        let own = Self {
            name: text(raw.name),
            publisher: text(raw.publisher),
            hotline: raw.hotline.map(&mut text),
            website: raw.website.map(&mut text),
            contact: raw.contact.map(&mut text),
            suppressed: raw.no_number.suppressed.map(&mut text),
            not_available: raw.no_number.not_available.map(&mut text),
            layout: raw.layout.into_text().into(),
            levels,
            layouts,
            absence_words: AbsenceWords::read(raw.spreadsheet, &mut reader.report),
            languages,
        };
        let leading = [&own.hotline, &own.website, &own.contact];
        for text in leading.into_iter().flatten().flat_map(Localized::all) {
            if let Some(Err(wrong)) = address::of_words(&text.text, "") {
                reader.report.push(wrong.at(text.span, &text.text));
            }
        }
        Some(own)
    }

    /// The link of one of these texts, if it is an address or a telephone number and nothing else.
    #[must_use]
    pub fn address(name: &str, text: &str, language: &Language) -> Option<String> {
        let leads = ["hotline", "website", "contact"].contains(&name);
        let found = address::of_words(text, &language.tag).filter(|_| leads);
        found?.ok()
    }
}

/// The default designs of levels. Unknown levels are reported.
fn layouts(
    raw: BTreeMap<String, Written<DesignName>>,
    levels: &Levels,
    report: &mut Report,
) -> BTreeMap<Level, Text> {
    let mut layouts = BTreeMap::new();
    for (name, design) in raw {
        let design: Text = design.into_text().into();
        match levels.find(&name) {
            Some(level) => {
                layouts.insert(level, design);
            }
            None => {
                let known: Vec<&str> = levels.names().collect();
                let message = format!("there is no level `{name}`");
                let error = Diagnostic::error(Code::UnknownName, design.span, message);
                report.push(error.help(hint(&name, &known)));
            }
        }
    }
    layouts
}

fn languages(
    raw: &Spanned<Vec<Written<LanguageTag>>>,
    report: &mut Report,
) -> Option<Vec<Language>> {
    let mark = report.mark();
    let mut languages: Vec<Language> = Vec::new();
    for tag in raw.get_ref() {
        let language = Language::new(tag.get_ref());
        let span = Span::from(tag.span());
        let parsed = icu_locale_core::LanguageIdentifier::try_from_str(&language.tag);
        let parsed = parsed
            .ok()
            .filter(|parsed| parsed.to_string() == language.tag);
        if let Some(reason) = parsed.as_ref().and_then(unsettable_language) {
            let label = format!("`{}` is written in it", language.tag);
            report.push(cannot_be_set(&reason, span).label(label));
        } else if parsed.is_none() {
            let message = format!("`{}` is not a language tag", language.tag);
            let meant = meant_tag(&language.tag).map(|tag| format!("\"{tag}\""));
            let help = match &meant {
                Some(tag) => format!("did you mean {tag}?"),
                None => "write a language and a country, such as \"en-US\" or \"es-US\"".to_owned(),
            };
            let error = Diagnostic::error(Code::WrongValue, span, message);
            report.push(error.help(help).maybe_fix(span, meant));
        } else if languages.iter().any(|known| known.short == language.short) {
            let message = format!("the language `{}` is listed twice", language.short);
            report.error(Code::Duplicate, span, message);
        } else {
            languages.push(language);
        }
    }
    if raw.get_ref().is_empty() {
        let message = "a publication needs at least one language";
        report.push(
            Diagnostic::error(Code::WrongValue, raw.span(), message)
                .help("write languages = [\"en-US\"]"),
        );
    }
    // The required texts depend on the languages.
    (report.errors_since(mark) == 0).then_some(languages)
}

/// The tag that was probably meant by one with another case or an underscore: en_US, EN-us.
fn meant_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let parsed = icu_locale_core::LanguageIdentifier::try_from_str(&tag).ok()?;
    // "English" has the form of a tag, but there is no language of that name.
    let is_short = tag.split('-').next().is_some_and(|part| part.len() <= 3);
    is_short.then(|| parsed.to_string())
}
