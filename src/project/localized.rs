//! Text that may differ by language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::characters::too_long;
use super::spanned::Spanned;
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean};
use crate::language::Language;

/// A text and its source location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub text: String,
    /// The source location.
    pub span: Span,
}

impl From<Spanned<String>> for Text {
    fn from(text: Spanned<String>) -> Self {
        Self {
            span: text.span().into(),
            text: text.into_inner(),
        }
    }
}

/// A text for all languages, or one for each.
#[derive(Debug, Clone)]
pub struct Localized {
    span: Span,
    texts: Texts,
}

#[derive(Debug, Clone)]
enum Texts {
    All(Text),
    Each(BTreeMap<String, Text>),
}

impl Texts {
    fn first(&self) -> Option<&Text> {
        match self {
            Self::All(text) => Some(text),
            Self::Each(texts) => texts.values().next(),
        }
    }
}

impl Localized {
    /// A text for each language, by its short form, all with the same source location.
    #[must_use]
    pub fn each(texts: impl Iterator<Item = (String, String)>, span: Span) -> Self {
        let text = |(language, text)| (language, Text { text, span });
        Self {
            span,
            texts: Texts::Each(texts.map(text).collect()),
        }
    }

    /// The text in a language, or `None` if it has none.
    #[must_use]
    pub fn get(&self, language: &Language) -> Option<&Text> {
        match &self.texts {
            Texts::All(text) => Some(text),
            Texts::Each(texts) => texts.get(&language.short),
        }
    }

    /// The text in a language, or an empty one. A missing text is an error that is found when an edition is prepared.
    #[must_use]
    pub fn words(&self, language: &Language) -> &str {
        self.get(language).map_or("", |text| &text.text)
    }

    /// The source location.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The text that is written for this language alone, or for all if `language` is `None`.
    #[must_use]
    pub fn own(&self, language: Option<&Language>) -> Option<&Text> {
        match (&self.texts, language) {
            (Texts::All(text), None) => Some(text),
            (Texts::Each(texts), Some(language)) => texts.get(&language.short),
            _ => None,
        }
    }

    /// A copy with another text in a language, or for all languages. Returns `None` if no text is left.
    #[must_use]
    pub fn with(
        known: Option<Self>,
        language: Option<&Language>,
        text: Option<Text>,
    ) -> Option<Self> {
        let Some(language) = language else {
            return match text {
                Some(text) => Some(Self {
                    span: text.span,
                    texts: Texts::All(text),
                }),
                None => known.filter(|known| matches!(known.texts, Texts::Each(_))),
            };
        };
        let mut texts = match known.map(|known| known.texts) {
            Some(Texts::Each(texts)) => texts,
            Some(all @ Texts::All(_)) if text.is_none() => {
                return Some(Self {
                    span: all.first()?.span,
                    texts: all,
                });
            }
            _ => BTreeMap::new(),
        };
        match text {
            Some(text) => texts.insert(language.short.clone(), text),
            None => texts.remove(&language.short),
        };
        let texts = Texts::Each(texts);
        Some(Self {
            span: texts.first()?.span,
            texts,
        })
    }

    /// All texts, each with the short form of its language, or `None` for the text for all.
    pub fn by_language(&self) -> impl Iterator<Item = (Option<&str>, &Text)> {
        let (one, each) = match &self.texts {
            Texts::All(text) => (Some((None, text)), None),
            Texts::Each(texts) => (None, Some(texts)),
        };
        let each = each.into_iter().flatten();
        let each = each.map(|(language, text)| (Some(language.as_str()), text));
        one.into_iter().chain(each)
    }

    /// All texts.
    pub fn all(&self) -> impl Iterator<Item = &Text> {
        self.by_language().map(|(_, text)| text)
    }

    /// Converts a text that is printed as it is and has no placeholders: see [`resolve`](Self::resolve). `what` names the
    /// text in messages: "a label".
    pub(super) fn plain(
        what: &str,
        raw: Spanned<RawLocalized>,
        languages: Option<&[Language]>,
        report: &mut Report,
    ) -> Self {
        let text = Self::resolve(raw, languages, report);
        report.extend(text.all().filter_map(|text| placeholder(what, text)));
        text
    }

    /// Converts a text as it was read. A language that the publication does not have is an error, and so is a text
    /// that is empty or has more than one line.
    pub(super) fn resolve(
        raw: Spanned<RawLocalized>,
        languages: Option<&[Language]>,
        report: &mut Report,
    ) -> Self {
        let span = Span::from(raw.span());
        let texts = match raw.into_inner() {
            RawLocalized::All(text) => Texts::All(Text { text, span }),
            RawLocalized::Each(texts) => {
                if let Some(languages) = languages {
                    report.extend(texts.keys().filter_map(|key| unknown(key, languages)));
                }
                let by_language = texts
                    .into_iter()
                    .map(|(key, text)| (key.into_inner(), text.into()));
                Texts::Each(by_language.collect())
            }
        };
        let localized = Self { span, texts };
        report.extend(localized.all().filter_map(unfit));
        localized
    }
}

/// The error of a text that cannot be printed inside a line, or `None`.
pub(crate) fn unfit(text: &Text) -> Option<Diagnostic> {
    let message = if text.text.trim().is_empty() {
        "this text is empty"
    } else if text.text.trim() != text.text {
        "this text has white space at its ends"
    } else if text.text.contains(['\n', '\t']) {
        "this text has a line end or tab in it"
    } else {
        return too_long(&text.text, text.span);
    };
    Some(Diagnostic::error(Code::WrongValue, text.span, message))
}

/// The error of a text with a placeholder, where texts are printed as they are. `what` names the text: "a label".
pub(super) fn placeholder(what: &str, text: &Text) -> Option<Diagnostic> {
    let has_one = text.text.contains("{{") || text.text.contains("{%");
    let message = format!("{what} has no placeholders: its braces would be printed");
    let error = Diagnostic::error(Code::Placeholder, text.span, message);
    has_one.then(|| {
        error.help(
            "remove the placeholder; text that differs from place to place belongs in layouts/copy",
        )
    })
}

/// The error of a key that is not one of the publication's languages, or `None`.
fn unknown(key: &Spanned<String>, languages: &[Language]) -> Option<Diagnostic> {
    let name = key.get_ref();
    let known: Vec<&str> = languages.iter().map(|l| l.short.as_str()).collect();
    if known.contains(&name.as_str()) {
        return None;
    }
    let span = Span::from(key.span());
    let (message, help) = unknown_language(name, languages);
    let error = Diagnostic::error(Code::UnknownLanguage, span, message);
    Some(error.about("").help(help))
}

/// The message about a language that the publication does not have, and the way out.
pub(crate) fn unknown_language(name: &str, languages: &[Language]) -> (String, String) {
    let known: Vec<&str> = languages.iter().map(|l| l.short.as_str()).collect();
    let message = format!("`{name}` is not a language of this publication");
    let other = match did_you_mean(name, known) {
        Some(near) => format!("did you mean `{near}`? If not, delete it"),
        None => "delete it".to_owned(),
    };
    let help = format!("{other}, or add the language to `languages` in data/publication.toml");
    (message, help)
}

/// A localized text as serde reads it.
#[derive(Debug, Clone)]
pub(super) enum RawLocalized {
    All(String),
    Each(BTreeMap<Spanned<String>, Spanned<String>>),
}

impl<'de> Deserialize<'de> for RawLocalized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = RawLocalized;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(r#"a text, or one for each language as in { en = "…", es = "…" }"#)
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(RawLocalized::All(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((key, text)) = map.next_entry()? {
                    texts.insert(key, text);
                }
                Ok(RawLocalized::Each(texts))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// The name of its schema definition, which lists the languages of the publication.
pub(crate) const LOCALIZED: &str = "TextByLanguage";

impl JsonSchema for RawLocalized {
    fn schema_name() -> Cow<'static, str> {
        LOCALIZED.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({})
    }
}
